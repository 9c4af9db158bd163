/**
 * Query: our words → bytes.
 * @module
 */
import { credfleet } from './gen/agent_pb.js';
import type {
  EventRow,
  EventsRequest,
  ExplainReply,
  ExplainRequest,
  ExposureRequest,
  ExposureRow,
  StateRow,
  StatesRequest,
} from './query-messages.ts';

const wire = credfleet.v1;

export const encodeStatesRequest = (request: StatesRequest): Buffer =>
  buffer(wire.StatesRequest.encode({ ...request }).finish());

export const encodeEventsRequest = (request: EventsRequest): Buffer =>
  buffer(wire.EventsRequest.encode({ ...request }).finish());

export const encodeExplainRequest = (request: ExplainRequest): Buffer =>
  buffer(wire.ExplainRequest.encode({ ...request }).finish());

export const encodeStateRow = (row: StateRow): Buffer =>
  buffer(wire.StateRow.encode(stateRow(row)).finish());

export const encodeExposureRequest = (request: ExposureRequest): Buffer =>
  buffer(wire.ExposureRequest.encode({ ...request }).finish());

export const encodeExposureRow = (row: ExposureRow): Buffer =>
  buffer(wire.ExposureRow.encode({ ...row, untilMs: row.untilMs ?? 0 }).finish());

export const encodeEventRow = (row: EventRow): Buffer => {
  const { seq, timeMs, type } = row;
  return buffer(wire.EventRow.encode({ seq, timeMs, type, json: JSON.stringify(row) }).finish());
};

export const encodeExplainReply = (reply: ExplainReply): Buffer =>
  buffer(
    wire.ExplainReply.encode({
      verdict: reply.verdict,
      causes: [...reply.causes],
      next: [...reply.next],
      ...(reply.state === undefined ? {} : { state: stateRow(reply.state) }),
    }).finish(),
  );

function stateRow(row: StateRow): credfleet.v1.StateRow.$Properties {
  const { units, items, code, rolloutUid, ...rest } = row;
  return {
    ...rest,
    code: code ?? '',
    rollout: rolloutUid,
    unitsJson: JSON.stringify(units),
    itemsJson: JSON.stringify(items),
  };
}

function buffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
