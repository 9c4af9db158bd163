/**
 * Fuzz targets: exports of the audit log and checkpoints, which anybody may hand to an auditor.
 * @module
 */
import { createHash, createPrivateKey } from 'node:crypto';
import {
  openCheckpoint,
  originOf,
  signCheckpoint,
  splitNotes,
} from '#src/audit/checkpoint/checkpoint.ts';
import { formatNoteKey, parseNoteKey } from '#src/audit/checkpoint/signed-note.ts';
import { encodeEvent } from '#src/audit/encode-event.ts';
import { eventHash, hex as toHex, NO_EVENT_HASH } from '#src/audit/event-hash.ts';
import { digestExtension, encodeLine, EXPORT_FORMAT } from '#src/audit/export/export-line.ts';
import { encodeProofLine, PROOF_FORMAT } from '#src/audit/proof/proof-line.ts';
import { appendLeaf, EMPTY_FRONTIER, rootOf } from '#src/audit/tree/frontier.ts';
import { verifyEvidence, verifyExport } from '#src/audit/verify/verify-export.ts';
import { ed25519Raw } from '#src/identity/public-key.ts';
import { signingKeyId, signReceipt } from '#src/identity/receipt.ts';
import { reportEvent } from '#src/rollout/report-event.ts';
import { encodeHostReport } from '#src/wire/report-wire.ts';
import { mutateBytes } from '../mutate.ts';
import { ACCEPTED, demand, isSame, type Target } from '../target.ts';

const PKCS8_SEED = '302e020100300506032b657004220420';
const keyOf = (byte: string) =>
  createPrivateKey({
    key: Buffer.from(PKCS8_SEED + byte.repeat(32), 'hex'),
    format: 'der',
    type: 'pkcs8',
  });
const [auditKey, hostKey] = [keyOf('07'), keyOf('08')];
const origin = originOf('c1');
const key = { name: origin, publicKey: ed25519Raw(auditKey) };

function reported(): { readonly event: string; readonly body: Uint8Array } {
  const credential = {
    uid: 'c1',
    namespace: 'payments',
    name: 'db',
    version: 2,
    rolloutUid: 'r1',
    attempt: 1,
    phase: 'Healthy',
    message: '',
    runningVersion: 2,
    items: [],
    units: [],
  } as const;
  const report = { hostUid: 'h1', bootId: 'b1', seq: 1, timeMs: 1_700_000_000_000, credential };
  const body = encodeHostReport(report);
  const keyId = signingKeyId(ed25519Raw(hostKey));
  const receipt = { keyId, signature: signReceipt(hostKey, body), body };
  const nowMs = 1_700_000_000_000;
  const { receiptBody: _body, ...event } = reportEvent({ report, host: 'alpha', receipt, nowMs });
  return { event: encodeEvent({ ...event, seq: 1, prev: toHex(NO_EVENT_HASH) }), body };
}

function exported(): Buffer {
  const { event, body } = reported();
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  const receiptKey = base64(ed25519Raw(hostKey));
  const lines = [
    encodeLine({
      kind: 'log',
      format: EXPORT_FORMAT,
      key: formatNoteKey(key),
      firstSeq: 1,
      lastSeq: 1,
      before: [],
    }),
    encodeLine({ kind: 'key', hostUID: 'h1', identityEpoch: 1, receiptKey }),
    encodeLine({ kind: 'event', event, body: base64(body) }),
  ].map((line) => `${line}\n`);
  const digest = createHash('sha256').update(lines.join('')).digest('hex');
  const root = rootOf(appendLeaf(EMPTY_FRONTIER, eventHash(event)).frontier);
  const extensions = [digestExtension(digest)];
  const checkpoint = signCheckpoint({ size: 1, root, extensions }, origin, auditKey);
  return Buffer.from(`${lines.join('')}${encodeLine({ kind: 'end', checkpoint })}\n`, 'utf8');
}

/** The same event, proven by itself: in a tree of one the path is empty; in one of two it is the other leaf. */
function proven(): Buffer {
  const { event, body } = reported();
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  const other = eventHash('{}');
  const first = appendLeaf(EMPTY_FRONTIER, eventHash(event)).frontier;
  const head = { size: 2, root: rootOf(appendLeaf(first, other).frontier) };
  const receiptKey = base64(ed25519Raw(hostKey));
  const lines = [
    encodeProofLine({
      kind: 'proof',
      format: PROOF_FORMAT,
      key: formatNoteKey(key),
      checkpoint: signCheckpoint(head, origin, auditKey),
    }),
    encodeProofLine({ kind: 'key', hostUID: 'h1', identityEpoch: 1, receiptKey }),
    encodeProofLine({ kind: 'event', event, path: [base64(other)], body: base64(body) }),
  ].map((line) => `${line}\n`);
  const digest = createHash('sha256').update(lines.join('')).digest('hex');
  const extensions = [digestExtension(digest)];
  const checkpoint = signCheckpoint({ ...head, extensions }, origin, auditKey);
  return Buffer.from(`${lines.join('')}${encodeProofLine({ kind: 'end', checkpoint })}\n`, 'utf8');
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const whole = exported();
const proof = proven();
const note = Buffer.from(
  signCheckpoint({ size: 7, root: new Uint8Array(32) }, origin, auditKey),
  'utf8',
);

export const auditTargets: readonly Target[] = [
  {
    name: 'audit-export',
    seeds: [whole],
    mutate: mutateBytes,
    check: async (input) => {
      const { fault } = await verifyExport(once(input), { key });
      demand((fault === undefined) === isSame(input, whole), 'holds as it was signed, and only so');
      return fault === undefined ? ACCEPTED : fault.what.replaceAll(/\d+/gu, '#').slice(0, 60);
    },
  },
  {
    name: 'audit-proof',
    seeds: [proof],
    mutate: mutateBytes,
    check: async (input) => {
      const { fault } = await verifyEvidence(once(input), { key });
      demand((fault === undefined) === isSame(input, proof), 'holds as it was signed, and only so');
      return fault === undefined ? ACCEPTED : fault.what.replaceAll(/\d+/gu, '#').slice(0, 60);
    },
  },
  {
    name: 'audit-checkpoint',
    seeds: [note, Buffer.from(formatNoteKey(key), 'utf8')],
    mutate: mutateBytes,
    check: (input) => {
      const text = input.toString('utf8');
      const isKey = parseNoteKey(text) !== undefined;
      const opened = (splitNotes(text) ?? []).filter((one) => openCheckpoint(one, key));
      demand(
        opened.every((one) => isSame(Buffer.from(one, 'utf8'), note)),
        'what opens is what was signed',
      );
      return isKey || opened.length > 0 ? ACCEPTED : 'refused';
    },
  },
];
