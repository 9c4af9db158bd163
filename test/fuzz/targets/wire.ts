/**
 * Fuzz targets: every protobuf message that comes over a network. What is read is read the same again after it was
 * written; where there is one encoding, the bytes are the same.
 * @module
 */
import { isDeepStrictEqual } from 'node:util';
import { decodeEnrollRequest, decodeEnrollResponse } from '#src/wire/enrollment-from-wire.ts';
import { encodeEnrollRequest, encodeEnrollResponse } from '#src/wire/enrollment-to-wire.ts';
import {
  decodeConsistency,
  decodeConsistencyRequest,
  decodeInclusionRequest,
  encodeConsistency,
  encodeConsistencyRequest,
  encodeInclusionRequest,
} from '#src/wire/audit-wire.ts';
import {
  decodeGoneRequest,
  decodeGoneRow,
  decodeHistoryRequest,
  decodeHoldersRequest,
  decodeIntervalRow,
  encodeGoneRequest,
  encodeGoneRow,
  encodeHistoryRequest,
  encodeHoldersRequest,
  encodeIntervalRow,
} from '#src/wire/history-wire.ts';
import { decodeIntent } from '#src/wire/intent-from-wire.ts';
import { encodeIntent } from '#src/wire/intent-to-wire.ts';
import {
  decodeEventRow,
  decodeEventsRequest,
  decodeExplainReply,
  decodeExplainRequest,
  decodeStateRow,
  decodeStatesRequest,
} from '#src/wire/query-from-wire.ts';
import {
  encodeEventRow,
  encodeEventsRequest,
  encodeExplainReply,
  encodeExplainRequest,
  encodeStateRow,
  encodeStatesRequest,
} from '#src/wire/query-to-wire.ts';
import { decodeHostReport, encodeHostReport } from '#src/wire/report-wire.ts';
import { decodeAgentMessage, decodeControllerMessage } from '#src/wire/session-from-wire.ts';
import { encodeAgentMessage, encodeControllerMessage } from '#src/wire/session-to-wire.ts';
import { decodeTrustBundle, encodeTrustBundle } from '#src/wire/trust-wire.ts';
import { enrollStartOf, helloOf, hostReportOf } from '#test/gen/messages.ts';
import { intentOf } from '#test/gen/intent.ts';
import vectors from '#test/vectors/wire-1.json' with { type: 'json' };
import { mutateProtobuf } from '../mutate-protobuf.ts';
import { demand, hex, isSame, reading, type Target } from '../target.ts';

type Codec<T> = {
  readonly decode: (bytes: Uint8Array) => T;
  readonly encode: (value: T) => Uint8Array;
  readonly seeds: readonly Uint8Array[];
  /** Any other bytes of the same meaning are refused. */
  readonly isCanonical?: boolean;
};

function message<T>(name: string, codec: Codec<T>): Target {
  const { decode, encode, seeds, isCanonical = false } = codec;
  return {
    name: `wire-${name}`,
    seeds,
    mutate: mutateProtobuf,
    check: (input) =>
      reading(
        () => decode(input),
        /^MESSAGE_INVALID$/u,
        (value) => {
          const again = Buffer.from(encode(value));
          if (isCanonical) demand(isSame(again, input), 'a message has one encoding');
          demand(isDeepStrictEqual(decode(again), value), 'a message is read as it was written');
        },
      ),
  };
}

const bytes = (size: number, byte: number): Uint8Array => new Uint8Array(size).fill(byte);

const proof = {
  transcriptMac: bytes(32, 1),
  certifyAttest: bytes(161, 2),
  certifySignature: bytes(72, 3),
  quoteAttest: bytes(145, 4),
  quoteSignature: bytes(72, 5),
  pcrValues: [bytes(32, 6), bytes(32, 7)],
  identitySignature: bytes(64, 8),
  csr: bytes(200, 9),
};

const challenge = {
  nonceController: bytes(32, 1),
  credentialBlob: bytes(68, 2),
  encSecret: bytes(68, 3),
  pcrSelection: [0, 1, 7],
  deadlineMs: 60_000,
};

const enrolment = [
  message('enroll-request', {
    decode: decodeEnrollRequest,
    encode: encodeEnrollRequest,
    isCanonical: true,
    seeds: [
      hex(vectors.enrollStart),
      encodeEnrollRequest({ kind: 'start', start: enrollStartOf({ ekCerts: [bytes(700, 1)] }) }),
      encodeEnrollRequest({ kind: 'proof', proof }),
    ],
  }),
  message('enroll-response', {
    decode: decodeEnrollResponse,
    encode: encodeEnrollResponse,
    seeds: [
      hex(vectors.issued),
      encodeEnrollResponse({ kind: 'challenge', challenge }),
      encodeEnrollResponse({ kind: 'pending', retryAfterMs: 5_000, message: 'waiting' }),
      encodeEnrollResponse({ kind: 'denied', message: 'refused' }),
    ],
  }),
];

const report = { seq: 18, body: encodeHostReport(hostReportOf()), signature: bytes(64, 3) };

const quoted = {
  id: 1,
  kind: 'quoted',
  quoteAttest: bytes(145, 1),
  quoteSignature: bytes(72, 2),
  pcrValues: [bytes(32, 3), bytes(32, 4)],
} as const;
const failed = {
  id: 2,
  kind: 'failed',
  refusal: { code: 'TPM_UNAVAILABLE', message: 'no answer' },
} as const;
const pcrChallenge = { id: 1, nonce: bytes(32, 5), pcrSelection: [0, 1, 7] };
const bundle = {
  clusterUid: 'c0000000-0000-4000-8000-000000000001',
  epoch: 2,
  caCertificates: [bytes(300, 6), bytes(300, 7)],
  intentKeys: [bytes(32, 8), bytes(32, 9)],
};
const signedBundle = {
  body: encodeTrustBundle(bundle),
  intentKeyId: '0123456789abcdef',
  signature: bytes(64, 10),
};

const session = [
  message('trust-bundle', {
    decode: decodeTrustBundle,
    encode: encodeTrustBundle,
    isCanonical: true,
    seeds: [encodeTrustBundle(bundle)],
  }),
  message('agent-message', {
    decode: decodeAgentMessage,
    encode: encodeAgentMessage,
    seeds: [
      encodeAgentMessage({ kind: 'hello', hello: helloOf() }),
      hex(vectors.nack),
      encodeAgentMessage({ kind: 'ack', nonce: 5 }),
      encodeAgentMessage({ kind: 'reports', reports: [report] }),
      encodeAgentMessage({ kind: 'reports', reports: [report, { ...report, seq: 19 }] }),
      encodeAgentMessage({ kind: 'attestation', attestation: quoted }),
      encodeAgentMessage({ kind: 'attestation', attestation: failed }),
      hex(vectors.pcrSignatureState),
    ],
  }),
  message('controller-message', {
    decode: decodeControllerMessage,
    encode: encodeControllerMessage,
    seeds: [
      hex(vectors.push),
      encodeControllerMessage({ kind: 'reportAck', seq: 18 }),
      encodeControllerMessage({ kind: 'drain', reconnectAfterMs: 1_000 }),
      encodeControllerMessage({ kind: 'trustUpdate', bundles: [signedBundle, signedBundle] }),
      encodeControllerMessage({ kind: 'challenge', challenge: pcrChallenge }),
      encodeControllerMessage({ kind: 'conflict', message: 'older than this host' }),
      hex(vectors.pcrSignatures),
    ],
  }),
  message('host-report', {
    decode: decodeHostReport,
    encode: encodeHostReport,
    seeds: [hex(vectors.hostReport), encodeHostReport(hostReportOf({ phase: 'Healthy' }))],
  }),
  message('intent', {
    decode: decodeIntent,
    encode: encodeIntent,
    seeds: [hex(vectors.intent), encodeIntent(intentOf({ operation: 'delete' }))],
  }),
];

const names = { namespace: 'payments', credential: 'db-password', host: 'db-1' };
const state = {
  hostUid: 'b0000000-0000-4000-8000-000000000002',
  host: 'db-1',
  credentialUid: 'u',
  namespace: 'payments',
  credential: 'db-password',
  targetVersion: 3,
  rolloutUid: 'r',
  state: 'Failed',
  runningVersion: 2,
  sinceMs: 1_790_000_000_000,
  message: 'exit status 1',
  units: [],
  items: [],
  code: 'UNIT_RESTART_FAILED',
} as const;

const held = { namespace: 'payments', credential: 'db-password', version: 3, after: 7, limit: 8 };

const queries = [
  message('states-request', {
    decode: decodeStatesRequest,
    encode: encodeStatesRequest,
    seeds: [encodeStatesRequest(names)],
  }),
  message('holders-request', {
    decode: decodeHoldersRequest,
    encode: encodeHoldersRequest,
    seeds: [encodeHoldersRequest({ ...held, atMs: 5 })],
  }),
  message('history-request', {
    decode: decodeHistoryRequest,
    encode: encodeHistoryRequest,
    seeds: [encodeHistoryRequest({ ...held, host: 'db-1', sinceMs: 5, untilMs: 6 })],
  }),
  message('gone-request', {
    decode: decodeGoneRequest,
    encode: encodeGoneRequest,
    seeds: [encodeGoneRequest({ ...names, version: 3 })],
  }),
  message('inclusion-request', {
    decode: decodeInclusionRequest,
    encode: encodeInclusionRequest,
    seeds: [encodeInclusionRequest({ seqs: [1, 7, 300], size: 500 })],
  }),
  message('consistency-request', {
    decode: decodeConsistencyRequest,
    encode: encodeConsistencyRequest,
    seeds: [encodeConsistencyRequest({ from: 3, to: 9 })],
  }),
  message('consistency', {
    decode: decodeConsistency,
    encode: encodeConsistency,
    seeds: [
      encodeConsistency({ from: 3, to: 9, path: ['aGFzaA=='], checkpoint: 'note', key: 'key' }),
    ],
  }),
  message('events-request', {
    decode: decodeEventsRequest,
    encode: encodeEventsRequest,
    seeds: [
      encodeEventsRequest({
        ...names,
        version: 3,
        actor: 'alice',
        type: 'host.',
        sinceMs: 1,
        untilMs: 2,
        afterSeq: 3,
        limit: 4,
        follow: true,
      }),
    ],
  }),
  message('explain-request', {
    decode: decodeExplainRequest,
    encode: encodeExplainRequest,
    seeds: [encodeExplainRequest(names)],
  }),
  message('state-row', {
    decode: decodeStateRow,
    encode: encodeStateRow,
    seeds: [encodeStateRow(state)],
  }),
  message('interval-row', {
    decode: decodeIntervalRow,
    encode: encodeIntervalRow,
    seeds: [
      encodeIntervalRow({
        id: 4,
        host: 'db-1',
        hostUid: 'u1',
        namespace: 'payments',
        credential: 'db-password',
        credentialUid: 'c1',
        version: 3,
        fromMs: 5,
        toMs: 9,
        endReason: 'replaced',
        loadedBy: [{ unit: 'db.service', invocationId: 'f00d' }],
      }),
    ],
  }),
  message('gone-row', {
    decode: decodeGoneRow,
    encode: encodeGoneRow,
    seeds: [
      encodeGoneRow({
        host: 'db-1',
        hostUid: 'u1',
        credentialUid: 'c1',
        version: 3,
        state: 'Removed',
        sinceMs: 5,
        evidence: [7, 9],
        receipts: [7],
      }),
    ],
  }),
  message('explain-reply', {
    decode: decodeExplainReply,
    encode: encodeExplainReply,
    seeds: [encodeExplainReply({ verdict: 'failed', causes: ['a'], next: ['b'], state })],
  }),
];

/** Its JSON is the controller's own, which the command line trusts: only that nothing else is thrown. */
const eventRow: Target = {
  name: 'wire-event-row',
  seeds: [
    encodeEventRow({
      seq: 1,
      timeMs: 5,
      type: 'host.enrolled',
      outcome: 'success',
      actor: { kind: 'host', id: 'db-1' },
      subject: { host: 'db-1' },
      detail: {},
    }),
  ],
  mutate: mutateProtobuf,
  check: (input) =>
    reading(
      () => decodeEventRow(input),
      /^MESSAGE_INVALID$/u,
      () => undefined,
    ),
};

export const wireTargets: readonly Target[] = [...enrolment, ...session, ...queries, eventRow];
