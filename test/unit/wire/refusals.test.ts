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
import { decodeIntent } from '#src/wire/intent-from-wire.ts';
import { encodeIntent } from '#src/wire/intent-to-wire.ts';
import { decodeHostReport, encodeHostReport } from '#src/wire/report-wire.ts';
import { decodeAgentMessage, decodeControllerMessage } from '#src/wire/session-from-wire.ts';
import { encodeAgentMessage } from '#src/wire/session-to-wire.ts';
import { bytesField, fieldsOf, numberField, setField } from '#test/gen/protobuf.ts';
import { enrollStartOf, helloOf, hostReportOf } from '#test/gen/messages.ts';
import { fullIntent } from './frozen.ts';

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

const missing = [
  { field: 'delivery', number: 9 },
  { field: 'sealing', number: 10 },
  { field: 'activation', number: 11 },
  { field: 'health', number: 12 },
];
test.for(missing)('an intent without $field is refused', ({ field, number }) => {
  const bytes = setField(encodeIntent(fullIntent), number);
  expect(refusal(() => decodeIntent(bytes)).message).toContain(`'intent.${field}' is missing`);
});

/** Of a number that no message uses yet. */
const UNKNOWN = numberField(127, 1n);

test('an intent with a field of a later release is refused, wherever it is', () => {
  const intent = encodeIntent(fullIntent);
  const whole = Buffer.concat([intent, UNKNOWN]);
  expect(refusal(() => decodeIntent(whole)).message).toContain('does not know');
  const sealing = fieldsOf(intent).get(10)?.content ?? new Uint8Array();
  const inner = setField(intent, 10, bytesField(10, Buffer.concat([sealing, UNKNOWN])));
  expect(refusal(() => decodeIntent(inner)).message).toContain("'intent.sealing'");
});

test('an operation of a later release is refused', () => {
  const bytes = setField(encodeIntent(fullIntent), 5, numberField(5, 3n));
  expect(refusal(() => decodeIntent(bytes)).message).toContain("'intent.operation'");
});

test('64-bit numbers are exact up to 2^53 - 1 and refused above', () => {
  const ack = (nonce: bigint) => bytesField(2, numberField(1, nonce));
  const largest = decodeAgentMessage(ack(2n ** 53n - 1n));
  expect(largest).toEqual({ kind: 'ack', nonce: Number.MAX_SAFE_INTEGER });
  const { message } = refusal(() => decodeAgentMessage(ack(2n ** 53n)));
  expect(message).toContain("'ack.nonce' is beyond 2^53 - 1");
});

/** The report with one field of its credential replaced. */
function reportWith(number: number, field: Uint8Array): Uint8Array {
  const report = encodeHostReport(hostReportOf());
  const credential = fieldsOf(report).get(5)?.content ?? new Uint8Array();
  return setField(report, 5, bytesField(5, setField(credential, number, field)));
}

test('a report or refusal with a code of a later release keeps it as text', () => {
  const code = Buffer.from('NEW_CODE');
  expect(decodeHostReport(reportWith(8, bytesField(8, code))).credential).toMatchObject({
    code: 'HOST_CODE_UNKNOWN',
    message: 'NEW_CODE: payments.service: exit status 1',
  });
  const nack = [numberField(1, 1n), bytesField(2, code), bytesField(3, Buffer.from('why'))];
  expect(decodeAgentMessage(bytesField(3, Buffer.concat(nack)))).toMatchObject({
    refusal: { code: 'HOST_CODE_UNKNOWN', message: 'NEW_CODE: why' },
  });
});

test('a phase of a later release is refused', () => {
  const bytes = reportWith(7, numberField(7, 99n));
  expect(refusal(() => decodeHostReport(bytes)).message).toContain('report.credential.phase');
});

test('a message of no kind is refused', () => {
  expect(refusal(() => decodeAgentMessage(new Uint8Array())).message).toContain("'kind'");
  expect(refusal(() => decodeControllerMessage(new Uint8Array())).message).toContain("'kind'");
  expect(refusal(() => decodeEnrollResponse(new Uint8Array())).message).toContain("'kind'");
});

test('fields that a newer peer added to a session message are left out', () => {
  const hello = encodeAgentMessage({ kind: 'hello', hello: helloOf() });
  const newer = Buffer.concat([hello, UNKNOWN]);
  expect(decodeAgentMessage(newer)).toEqual({ kind: 'hello', hello: helloOf() });
});

const starts = [
  { field: 'start.nonceAgent', change: { nonceAgent: new Uint8Array(31) } },
  { field: 'start.kxPub', change: { kxPub: new Uint8Array(513) } },
  { field: 'start.kxTpmPub', change: { kxTpmPub: new Uint8Array(1025) } },
  { field: 'start.hostUid', change: { hostUid: 'u'.repeat(65) } },
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
  const padded = Buffer.concat([bytes, UNKNOWN]);
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
