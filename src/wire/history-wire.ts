/**
 * Questions about the past ⇄ bytes. Requests come from operators; rows come from the controller, which is trusted here.
 * @module
 */
import { END_REASONS } from '#src/rollout/host-state.ts';
import { decodeMessage, integer, oneOf, text } from './field.ts';
import { credfleet } from './gen/agent_pb.js';
import {
  GONE_STATES,
  type GoneRequest,
  type GoneRow,
  type HistoryRequest,
  type HoldersRequest,
  type IntervalRow,
  type Page,
} from './history-messages.ts';
import { MESSAGE_MAX_BYTES } from './messages.ts';

const wire = credfleet.v1;
const request = (name: string) => ({ name, maxBytes: 16_384 });
const reply = (name: string) => ({ name, maxBytes: MESSAGE_MAX_BYTES });

export const encodeHoldersRequest = (asked: HoldersRequest): Buffer =>
  buffer(wire.HoldersRequest.encode({ ...asked }).finish());

export function decodeHoldersRequest(encoded: Uint8Array): HoldersRequest {
  const limit = request('holders');
  const message: credfleet.v1.HoldersRequest = decodeMessage(wire.HoldersRequest, encoded, limit);
  return {
    ...credentialOf(message),
    ...pageOf(message),
    atMs: integer(message.atMs, 'holders.atMs'),
  };
}

export const encodeHistoryRequest = (asked: HistoryRequest): Buffer =>
  buffer(wire.HistoryRequest.encode({ ...asked }).finish());

export function decodeHistoryRequest(encoded: Uint8Array): HistoryRequest {
  const limit = request('history');
  const message: credfleet.v1.HistoryRequest = decodeMessage(wire.HistoryRequest, encoded, limit);
  return {
    ...credentialOf(message),
    ...pageOf(message),
    host: text(message.host, 'history.host', { min: 0 }),
    sinceMs: integer(message.sinceMs, 'history.sinceMs'),
    untilMs: integer(message.untilMs, 'history.untilMs'),
  };
}

export const encodeIntervalRow = ({ toMs, endReason, loadedBy, ...row }: IntervalRow): Buffer =>
  buffer(
    wire.IntervalRow.encode({
      ...row,
      toMs: toMs ?? 0,
      endReason: endReason ?? '',
      loadedBy: [...loadedBy],
    }).finish(),
  );

export function decodeIntervalRow(encoded: Uint8Array): IntervalRow {
  const limit = reply('interval');
  const message: credfleet.v1.IntervalRow = decodeMessage(wire.IntervalRow, encoded, limit);
  const { host, hostUid, credentialUid, namespace, credential, endReason } = message;
  const row = {
    id: integer(message.id, 'interval.id'),
    host,
    hostUid,
    credentialUid,
    namespace,
    credential,
    version: integer(message.version, 'interval.version'),
    fromMs: integer(message.fromMs, 'interval.fromMs'),
    loadedBy: message.loadedBy.map(({ unit, invocationId }) => ({ unit, invocationId })),
  };
  const toMs = integer(message.toMs, 'interval.toMs');
  if (toMs === 0) return row;
  return { ...row, toMs, endReason: oneOf(endReason, 'interval.endReason', END_REASONS) };
}

export const encodeGoneRequest = (asked: GoneRequest): Buffer =>
  buffer(wire.GoneRequest.encode({ ...asked }).finish());

export function decodeGoneRequest(encoded: Uint8Array): GoneRequest {
  const message: credfleet.v1.GoneRequest = decodeMessage(
    wire.GoneRequest,
    encoded,
    request('gone'),
  );
  return { ...credentialOf(message), host: text(message.host, 'gone.host', { min: 0 }) };
}

export const encodeGoneRow = (row: GoneRow): Buffer =>
  buffer(
    wire.GoneRow.encode({
      ...row,
      evidence: [...row.evidence],
      receipts: [...row.receipts],
    }).finish(),
  );

export function decodeGoneRow(encoded: Uint8Array): GoneRow {
  const message: credfleet.v1.GoneRow = decodeMessage(wire.GoneRow, encoded, reply('gone'));
  const { host, hostUid, credentialUid } = message;
  return {
    host,
    hostUid,
    credentialUid,
    version: integer(message.version, 'gone.version'),
    state: oneOf(message.state, 'gone.state', GONE_STATES),
    sinceMs: integer(message.sinceMs, 'gone.sinceMs'),
    evidence: message.evidence.map((seq) => integer(seq, 'gone.evidence')),
    receipts: message.receipts.map((seq) => integer(seq, 'gone.receipts')),
  };
}

type Integer = Parameters<typeof integer>[0];

function credentialOf(message: {
  readonly namespace: string;
  readonly credential: string;
  readonly version: Integer;
}): Pick<HoldersRequest, 'namespace' | 'credential' | 'version'> {
  return {
    namespace: text(message.namespace, 'namespace', { min: 0 }),
    credential: text(message.credential, 'credential', { min: 0 }),
    version: integer(message.version, 'version'),
  };
}

function pageOf({ after, limit }: { readonly after: Integer; readonly limit: Integer }): Page {
  return { after: integer(after, 'after'), limit: integer(limit, 'limit') };
}

function buffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
