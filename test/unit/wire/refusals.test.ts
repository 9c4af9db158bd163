/**
 * What the wire refuses: missing, oversize and unknown, with the field's name.
 * @module
 */
import { assert, property, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { decodeEnrollRequest, decodeEnrollResponse } from '#src/wire/enrollment-from-wire.ts';
import { encodeEnrollRequest } from '#src/wire/enrollment-to-wire.ts';
import { decodeEnvelope } from '#src/wire/envelope-wire.ts';
import { credfleet } from '#src/wire/gen/agent_pb.js';
import { decodeIntent } from '#src/wire/intent-from-wire.ts';
import { encodeIntent } from '#src/wire/intent-to-wire.ts';
import { decodeHostReport, encodeHostReport } from '#src/wire/report-wire.ts';
import { decodeAgentMessage, decodeControllerMessage } from '#src/wire/session-from-wire.ts';
import { encodeAgentMessage } from '#src/wire/session-to-wire.ts';
import { enrollStartOf, helloOf, hostReportOf } from '#test/gen/messages.ts';
import { fullIntent } from './frozen.ts';

const wire = credfleet.v1;
const refusal = (decode: () => unknown): CredfleetError => {
  try {
    decode();
  } catch (reason) {
    if (reason instanceof CredfleetError) return reason;
    throw reason;
  }
  throw new Error('was not refused');
};

const digest = '01'.repeat(32);
const intents = [
  { field: 'intent.version', change: { version: 0 } },
  { field: 'intent.namespace', change: { namespace: '' } },
  { field: 'intent.name', change: { name: 'x'.repeat(254) } },
  { field: 'intent.items', change: { items: [] } },
  { field: 'intent.items.digest', change: { items: [{ name: 'a', digest: 'short' }] } },
  {
    field: 'intent.items.name',
    change: {
      items: [
        { name: 'a', digest },
        { name: 'a', digest },
      ],
    },
  },
  { field: 'intent.items.name', change: { items: [{ name: 'a\0b', digest }] } },
  { field: 'intent.sealing.tpm2Pcrs', change: { sealing: { key: 'Host', tpm2Pcrs: [24] } } },
  { field: 'intent.sealing.tpm2Pcrs', change: { sealing: { key: 'Host', tpm2Pcrs: [7, 7] } } },
  {
    field: 'intent.items',
    change: { items: Array.from({ length: 33 }, (_, n) => ({ name: `i${n}`, digest })) },
  },
] as const;

test.for(intents)(
  'an intent with a bad $field is MESSAGE_INVALID and names it',
  ({ field, change }) => {
    const bytes = encodeIntent({ ...fullIntent, ...change });
    const { code, message } = refusal(() => decodeIntent(bytes));
    expect(code).toBe('MESSAGE_INVALID');
    expect(message).toContain(`'${field}'`);
  },
);

const missing = ['delivery', 'sealing', 'activation', 'health'] as const;
test.for(missing)('an intent without %s is refused', (field) => {
  const spec = wire.IntentSpec.decode(encodeIntent(fullIntent));
  const bytes = wire.IntentSpec.encode(Object.assign(spec, { [field]: null })).finish();
  expect(refusal(() => decodeIntent(bytes)).message).toContain(`'intent.${field}' is missing`);
});

test('an intent with a field of a later release is refused, wherever it is', () => {
  const unknown = Buffer.from([0xf8, 0x07, 0x01]);
  const whole = Buffer.concat([encodeIntent(fullIntent), unknown]);
  expect(refusal(() => decodeIntent(whole)).message).toContain('does not know');
  const sealing = wire.IntentSealing.encode({ key: 'Host' }).finish();
  const inner = Buffer.concat([
    encodeIntent(fullIntent),
    Buffer.from([0x52, sealing.length + unknown.length]),
    sealing,
    unknown,
  ]);
  expect(refusal(() => decodeIntent(inner)).message).toContain("'intent.sealing'");
});

test('an operation of a later release is refused', () => {
  const spec = wire.IntentSpec.decode(encodeIntent(fullIntent));
  const bytes = wire.IntentSpec.encode(Object.assign(spec, { operation: 3 })).finish();
  expect(refusal(() => decodeIntent(bytes)).message).toContain("'intent.operation'");
});

test('64-bit numbers are exact up to 2^53 - 1 and refused above', () => {
  const ack = (nonce: number | bigint) =>
    Buffer.concat([Buffer.from([0x12]), lengthed(varint(1n << 3n, BigInt(nonce)))]);
  const largest = decodeAgentMessage(ack(Number.MAX_SAFE_INTEGER));
  expect(largest).toEqual({ kind: 'ack', nonce: Number.MAX_SAFE_INTEGER });
  const { message } = refusal(() => decodeAgentMessage(ack(2n ** 53n)));
  expect(message).toContain("'ack.nonce' is beyond 2^53 - 1");
});

test('a report or refusal with a code of a later release keeps it as text', () => {
  const report = wire.HostReport.decode(encodeHostReport(hostReportOf()));
  const later = { code: 'NEW_CODE', message: 'why' };
  const credential = Object.assign(report.credential ?? {}, later);
  const bytes = wire.HostReport.encode(Object.assign(report, { credential })).finish();
  expect(decodeHostReport(bytes).credential).toMatchObject({
    code: 'HOST_CODE_UNKNOWN',
    message: 'NEW_CODE: why',
  });
  const nack = wire.AgentMessage.encode({ nack: { nonce: 1, code: 'NEW_CODE', message: 'why' } });
  expect(decodeAgentMessage(nack.finish())).toMatchObject({
    refusal: { code: 'HOST_CODE_UNKNOWN', message: 'NEW_CODE: why' },
  });
});

test('a phase of a later release is refused', () => {
  const report = wire.HostReport.decode(encodeHostReport(hostReportOf()));
  const credential = Object.assign(report.credential ?? {}, { phase: 99 });
  const bytes = wire.HostReport.encode(Object.assign(report, { credential })).finish();
  expect(refusal(() => decodeHostReport(bytes)).message).toContain('report.credential.phase');
});

test('a message of no kind is refused', () => {
  expect(refusal(() => decodeAgentMessage(new Uint8Array())).message).toContain("'kind'");
  expect(refusal(() => decodeControllerMessage(new Uint8Array())).message).toContain("'kind'");
  expect(refusal(() => decodeEnrollResponse(new Uint8Array())).message).toContain("'kind'");
});

test('fields that a newer peer added to a session message are left out', () => {
  const hello = encodeAgentMessage({ kind: 'hello', hello: helloOf() });
  const newer = Buffer.concat([hello, Buffer.from([0xf8, 0x07, 0x01])]);
  expect(decodeAgentMessage(newer)).toEqual({ kind: 'hello', hello: helloOf() });
});

const starts = [
  { field: 'start.nonceAgent', change: { nonceAgent: new Uint8Array(31) } },
  { field: 'start.kxPub', change: { kxPub: new Uint8Array() } },
  { field: 'start.kxPub', change: { kxPub: new Uint8Array(513) } },
  { field: 'start.receiptKey', change: { receiptKey: new Uint8Array(33) } },
  { field: 'start.hostName', change: { hostName: 'Db_1' } },
  { field: 'start.hostName', change: { hostName: '' } },
  { field: 'start.hostName', change: { hostName: `${'a'.repeat(64)}.org` } },
  { field: 'start.tokenMac', change: { tokenId: '' } },
  { field: 'start.tokenMac', change: { tokenMac: new Uint8Array(16) } },
  {
    field: 'start.ekCerts',
    change: { ekCerts: Array.from({ length: 5 }, () => new Uint8Array(1)) },
  },
  {
    field: 'start.facts',
    change: { facts: Object.fromEntries(Array.from({ length: 65 }, (_, n) => [`f${n}`, 'x'])) },
  },
  { field: 'start.facts', change: { facts: { 'a b': 'x' } } },
];

test.for(starts)('a start with a bad $field is refused and names it', ({ field, change }) => {
  const bytes = encodeEnrollRequest({ kind: 'start', start: enrollStartOf(change) });
  const { code, message } = refusal(() => decodeEnrollRequest(bytes));
  expect(code).toBe('MESSAGE_INVALID');
  expect(message).toContain(`'${field}'`);
});

test('a start of more than 64 KiB is refused before it is decoded', () => {
  const { message } = refusal(() => decodeEnrollRequest(new Uint8Array(65_537)));
  expect(message).toContain('at most 65536');
});

test('a start in another encoding, or with an unknown field, is refused', () => {
  const bytes = encodeEnrollRequest({ kind: 'start', start: enrollStartOf() });
  const padded = Buffer.concat([bytes, Buffer.from([0xf8, 0x07, 0x01])]);
  expect(refusal(() => decodeEnrollRequest(padded)).message).toContain('one encoding');
});

test('arbitrary bytes are MESSAGE_INVALID or a message, never anything else', () => {
  const decoders = [
    decodeAgentMessage,
    decodeControllerMessage,
    decodeEnrollRequest,
    decodeEnrollResponse,
    decodeEnvelope,
    decodeHostReport,
    decodeIntent,
  ];
  const anything = property(uint8Array({ maxLength: 200 }), (bytes) => {
    const codes = decoders.map((decode) => codeOf(() => decode(bytes)));
    expect(codes.filter((code) => code !== 'MESSAGE_INVALID' && code !== 'decoded')).toEqual([]);
  });
  assert(anything, { numRuns: 500 });
});

function codeOf(decode: () => unknown): unknown {
  try {
    decode();
    return 'decoded';
  } catch (reason) {
    return reason instanceof CredfleetError ? reason.code : reason;
  }
}

function lengthed(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

/** A tag and a base-128 number. */
function varint(tag: bigint, value: bigint): Buffer {
  const bytes = [Number(tag)];
  let rest = value;
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}
