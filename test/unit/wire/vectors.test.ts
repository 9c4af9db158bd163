/**
 * Messages as they are on the wire: a change of these bytes breaks what is deployed.
 * @module
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Intent } from '#src/intent/intent.ts';
import type { HostReport } from '#src/intent/report.ts';
import { decodeEnrollRequest, decodeEnrollResponse } from '#src/wire/enrollment-from-wire.ts';
import {
  encodeEnrollRequest,
  encodeEnrollResponse,
  encodeEnrollStartWithoutMac,
} from '#src/wire/enrollment-to-wire.ts';
import { decodeIntent } from '#src/wire/intent-from-wire.ts';
import { encodeIntent } from '#src/wire/intent-to-wire.ts';
import { decodeHostReport, encodeHostReport } from '#src/wire/report-wire.ts';
import { decodeAgentMessage, decodeControllerMessage } from '#src/wire/session-from-wire.ts';
import { encodeAgentMessage, encodeControllerMessage } from '#src/wire/session-to-wire.ts';
import { decodeTrustBundle, encodeTrustBundle } from '#src/wire/trust-wire.ts';
import { enrollStartOf, helloOf, hostReportOf } from '#test/gen/messages.ts';
import { fullIntent, issued } from './frozen.ts';

const vectors: Record<string, string> = JSON.parse(
  readFileSync(new URL('../../vectors/wire-1.json', import.meta.url), 'utf8'),
);

const hello = { kind: 'hello', hello: helloOf() } as const;
const refusal = { code: 'UNIT_NOT_ALLOWED', message: 'nginx.service' } as const;
const nack = { kind: 'nack', nonce: 5, refusal } as const;
const push = { kind: 'push', nonce: 5, envelope: new Uint8Array([1, 2, 3]) } as const;
const start = { kind: 'start', start: enrollStartOf() } as const;
const attestation = {
  kind: 'attestation',
  attestation: {
    kind: 'quoted',
    id: 9,
    quoteAttest: new Uint8Array([1, 2]),
    quoteSignature: new Uint8Array([3, 4]),
    pcrValues: [new Uint8Array(32).fill(5), new Uint8Array(32).fill(6)],
  },
} as const;
const noQuote = {
  kind: 'attestation',
  attestation: { kind: 'failed', id: 9, refusal: { code: 'TPM_LOCKED_OUT', message: 'locked' } },
} as const;
const challenge = {
  kind: 'challenge',
  challenge: { id: 9, nonce: new Uint8Array(32).fill(7), pcrSelection: [0, 7] },
} as const;
const trustBundle = {
  clusterUid: 'c0000000-0000-4000-8000-000000000001',
  epoch: 2,
  caCertificates: [new Uint8Array([48, 2]), new Uint8Array([48, 3])],
  intentKeys: [new Uint8Array(32).fill(7), new Uint8Array(32).fill(8)],
};
const trustUpdate = {
  kind: 'trustUpdate',
  bundles: [
    {
      body: encodeTrustBundle(trustBundle),
      intentKeyId: '0123456789abcdef',
      signature: new Uint8Array(64).fill(9),
    },
  ],
} as const;
const pcrSignatures = {
  kind: 'pcrSignatures',
  signatures: [
    {
      publicKeyPem: '-----BEGIN PUBLIC KEY-----\n',
      pcrs: [4, 7],
      policyDigest: 'ab'.repeat(32),
      signature: Buffer.alloc(256, 9).toString('base64'),
    },
  ],
} as const;
const pcrSignatureState = {
  kind: 'pcrSignatureState',
  state: {
    installed: ['cd'.repeat(32)],
    refusal: { code: 'PCR_SIGNATURE_INVALID', message: 'not of this key' },
  },
} as const;
const facts = {
  kind: 'facts',
  facts: {
    ...helloOf().facts,
    tpm: {
      kind: 'answers',
      lockout: {
        isLockedOut: true,
        counter: 32,
        max: 32,
        intervalSeconds: 7200,
        overByMs: 1_900_000_000_000,
      },
    },
  },
} as const;
const factsNoTpm = {
  kind: 'facts',
  facts: {
    ...helloOf().facts,
    tpm: { kind: 'unavailable', code: 'TPM_HUNG', message: 'no answer' },
  },
} as const;
const welcome = {
  kind: 'welcome',
  welcome: {
    hostUid: 'b0000000',
    timeMs: 1_790_000_000_123,
    reportSeq: 17,
    takesFacts: true,
    takesReports: false,
  },
} as const;
const welcomeReports = {
  kind: 'welcome',
  welcome: { ...welcome.welcome, takesReports: true },
} as const;
const spooled = (seq: number) => ({
  seq,
  body: new Uint8Array([seq, 2]),
  signature: new Uint8Array(64).fill(3),
});
const report = { kind: 'reports', reports: [spooled(7)] } as const;
const reports = { kind: 'reports', reports: [spooled(7), spooled(8)] } as const;
const conflict = { kind: 'conflict', message: 'restored from a backup' } as const;
const signedIntent: Intent = {
  ...fullIntent,
  sealing: {
    key: 'TPM2Initrd',
    tpm2Pcrs: [],
    ttlSeconds: 60,
    signed: { publicKeyPem: '-----BEGIN PUBLIC KEY-----\n', pcrs: [7, 11] },
  },
};
const { credential, ...host } = hostReportOf();
const signedReport: HostReport = {
  ...host,
  credential: {
    ...credential,
    occasion: 'SealExpiry',
    code: 'SEAL_EXPIRING',
    items: credential.items.map((item) =>
      Object.assign({}, item, {
        sealNotAfterMs: 1_900_000_000_000,
        signedPcrMask: 0x880,
        pcrKey: 'ef'.repeat(32),
      }),
    ),
  },
};
const resealIntent: Intent = { ...fullIntent, sealRequest: 1_764_000_000_000 };
const resealedReport: HostReport = {
  ...host,
  credential: {
    ...credential,
    phase: 'Sealed',
    occasion: 'Requested',
    sealRequest: 1_764_000_000_000,
  },
};
const answer = { kind: 'issued', issued } as const;

const messages = [
  {
    name: 'hello',
    value: hello,
    encode: () => encodeAgentMessage(hello),
    decode: decodeAgentMessage,
  },
  { name: 'nack', value: nack, encode: () => encodeAgentMessage(nack), decode: decodeAgentMessage },
  {
    name: 'push',
    value: push,
    encode: () => encodeControllerMessage(push),
    decode: decodeControllerMessage,
  },
  ...[attestation, noQuote].map((value, index) => ({
    name: ['attestation', 'attestationFailed'][index] ?? '',
    value,
    encode: () => encodeAgentMessage(value),
    decode: decodeAgentMessage,
  })),
  ...[facts, factsNoTpm].map((value, index) => ({
    name: ['facts', 'factsNoTpm'][index] ?? '',
    value,
    encode: () => encodeAgentMessage(value),
    decode: decodeAgentMessage,
  })),
  {
    name: 'pcrSignatureState',
    value: pcrSignatureState,
    encode: () => encodeAgentMessage(pcrSignatureState),
    decode: decodeAgentMessage,
  },
  ...[report, reports].map((value, index) => ({
    name: ['report', 'reports'][index] ?? '',
    value,
    encode: () => encodeAgentMessage(value),
    decode: decodeAgentMessage,
  })),
  {
    name: 'welcomeReports',
    value: welcomeReports,
    encode: () => encodeControllerMessage(welcomeReports),
    decode: decodeControllerMessage,
  },
  {
    name: 'sealedIntent',
    value: signedIntent,
    encode: () => encodeIntent(signedIntent),
    decode: decodeIntent,
  },
  {
    name: 'sealedReport',
    value: signedReport,
    encode: () => encodeHostReport(signedReport),
    decode: decodeHostReport,
  },
  {
    name: 'resealIntent',
    value: resealIntent,
    encode: () => encodeIntent(resealIntent),
    decode: decodeIntent,
  },
  {
    name: 'resealedReport',
    value: resealedReport,
    encode: () => encodeHostReport(resealedReport),
    decode: decodeHostReport,
  },
  ...[welcome, challenge, trustUpdate, conflict, pcrSignatures].map((value) => ({
    name: value.kind,
    value,
    encode: () => encodeControllerMessage(value),
    decode: decodeControllerMessage,
  })),
  {
    name: 'trustBundle',
    value: trustBundle,
    encode: () => encodeTrustBundle(trustBundle),
    decode: decodeTrustBundle,
  },
  {
    name: 'hostReport',
    value: hostReportOf(),
    encode: () => encodeHostReport(hostReportOf()),
    decode: decodeHostReport,
  },
  {
    name: 'intent',
    value: fullIntent,
    encode: () => encodeIntent(fullIntent),
    decode: decodeIntent,
  },
  {
    name: 'enrollStart',
    value: start,
    encode: () => encodeEnrollRequest(start),
    decode: decodeEnrollRequest,
  },
  {
    name: 'issued',
    value: answer,
    encode: () => encodeEnrollResponse(answer),
    decode: decodeEnrollResponse,
  },
];

test.for(messages)('$name has its frozen bytes, both ways', ({ name, value, encode, decode }) => {
  expect(Buffer.from(encode()).toString('hex')).toBe(vectors[name]);
  const decoded = decode(new Uint8Array(Buffer.from(vectors[name] ?? '', 'hex')));
  expect(plain(decoded)).toEqual(plain(value));
});

test("a join token's MAC covers frozen bytes, without the MAC", () => {
  const bytes = Buffer.from(encodeEnrollStartWithoutMac(enrollStartOf())).toString('hex');
  expect(bytes).toBe(vectors['enrollStartWithoutMac']);
});

/** Buffers and Uint8Arrays alike. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, entry: unknown) => {
      const isBytes = entry instanceof Uint8Array;
      if (isBytes) return Buffer.from(entry).toString('hex');
      const buffer = entry as { readonly type?: unknown; readonly data?: unknown } | null;
      const isBuffer = typeof entry === 'object' && buffer?.type === 'Buffer';
      return isBuffer ? Buffer.from(buffer?.data as number[]).toString('hex') : entry;
    }),
  );
}
