/**
 * Query: bytes → our words. Requests come from operators; rows come from the controller, which is trusted
 * here: its JSON columns are parsed as they are.
 * @module
 */
import { isErrorCode } from '#src/errors/credfleet-error.ts';
import type { HostState } from '#src/rollout/host-state.ts';
import { decodeMessage, integer, oneOf, refuseField, text } from './field.ts';
import { credfleet } from './gen/agent_pb.js';
import { MESSAGE_MAX_BYTES } from './messages.ts';
import {
  EXPOSURE_STATES,
  type EventRow,
  type EventsRequest,
  type ExplainReply,
  type ExplainRequest,
  type ExposureRequest,
  type ExposureRow,
  type StateRow,
  type StatesRequest,
} from './query-messages.ts';

const wire = credfleet.v1;
const request = (name: string) => ({ name, maxBytes: 16_384 });
const reply = (name: string) => ({ name, maxBytes: MESSAGE_MAX_BYTES });
const STATES: readonly HostState[] = [
  'Dispatched',
  'Sealed',
  'Activating',
  'Soaking',
  'Healthy',
  'Failed',
  'RolledBack',
  'Removed',
  'Staged',
  'Orphaned',
];

export function decodeStatesRequest(encoded: Uint8Array): StatesRequest {
  return names(decodeMessage(wire.StatesRequest, encoded, request('states')));
}

export function decodeEventsRequest(encoded: Uint8Array): EventsRequest {
  const limit = request('events');
  const message: credfleet.v1.EventsRequest = decodeMessage(wire.EventsRequest, encoded, limit);
  return {
    ...names(message),
    version: integer(message.version, 'events.version'),
    actor: text(message.actor, 'events.actor', { min: 0 }),
    type: text(message.type, 'events.type', { min: 0 }),
    sinceMs: integer(message.sinceMs, 'events.sinceMs'),
    untilMs: integer(message.untilMs, 'events.untilMs'),
    afterSeq: integer(message.afterSeq, 'events.afterSeq'),
    limit: integer(message.limit, 'events.limit'),
    follow: message.follow,
  };
}

export function decodeExposureRequest(encoded: Uint8Array): ExposureRequest {
  const limit = request('exposure');
  const message: credfleet.v1.ExposureRequest = decodeMessage(wire.ExposureRequest, encoded, limit);
  return { host: text(message.host, 'exposure.host') };
}

export function decodeExplainRequest(encoded: Uint8Array): ExplainRequest {
  return names(decodeMessage(wire.ExplainRequest, encoded, request('explain')));
}

function names(message: {
  readonly namespace: string;
  readonly credential: string;
  readonly host: string;
}): StatesRequest {
  return {
    namespace: text(message.namespace, 'namespace', { min: 0 }),
    credential: text(message.credential, 'credential', { min: 0 }),
    host: text(message.host, 'host', { min: 0 }),
  };
}

export function decodeStateRow(encoded: Uint8Array): StateRow {
  return stateRow(decodeMessage(wire.StateRow, encoded, reply('state')));
}

function stateRow(message: credfleet.v1.StateRow): StateRow {
  const { code, hostUid, host, credentialUid, namespace, credential } = message;
  const row = {
    hostUid,
    host,
    credentialUid,
    namespace,
    credential,
    targetVersion: integer(message.targetVersion, 'state.targetVersion'),
    rolloutUid: message.rollout,
    state: oneOf(message.state, 'state.state', STATES),
    runningVersion: integer(message.runningVersion, 'state.runningVersion'),
    sinceMs: integer(message.sinceMs, 'state.sinceMs'),
    message: message.message,
    units: json(message.unitsJson, 'state.unitsJson') as StateRow['units'],
    items: json(message.itemsJson, 'state.itemsJson') as StateRow['items'],
  };
  return isErrorCode(code) ? { ...row, code } : row;
}

export function decodeExposureRow(encoded: Uint8Array): ExposureRow {
  const limit = reply('exposure');
  const message: credfleet.v1.ExposureRow = decodeMessage(wire.ExposureRow, encoded, limit);
  const { host, namespace, credential, wasHeld } = message;
  const untilMs = integer(message.untilMs, 'exposure.untilMs');
  return {
    host,
    namespace,
    credential,
    wasHeld,
    version: integer(message.version, 'exposure.version'),
    sinceMs: integer(message.sinceMs, 'exposure.sinceMs'),
    state: oneOf(message.state, 'exposure.state', EXPOSURE_STATES),
    ...(untilMs === 0 ? {} : { untilMs }),
  };
}

export function decodeEventRow(encoded: Uint8Array): EventRow {
  const message: credfleet.v1.EventRow = decodeMessage(wire.EventRow, encoded, reply('event'));
  return json(message.json, 'event.json') as EventRow;
}

export function decodeExplainReply(encoded: Uint8Array): ExplainReply {
  const limit = reply('explain');
  const message: credfleet.v1.ExplainReply = decodeMessage(wire.ExplainReply, encoded, limit);
  const { verdict, causes, next, state } = message;
  const answer = { verdict, causes, next };
  return state === null ? answer : { ...answer, state: stateRow(state) };
}

function json(value: string, field: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return refuseField(field, 'is not JSON');
  }
}
