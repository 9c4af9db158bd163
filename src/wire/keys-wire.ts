/**
 * Keys: our words ⇄ bytes, both ways.
 * @module
 */
import { decodeMessage, integer, list, oneOf, text } from './field.ts';
import { credfleet } from './gen/agent_pb.js';
import type { KeysStatus, RotateRequest } from './keys-messages.ts';
import { MESSAGE_MAX_BYTES } from './messages.ts';

const wire = credfleet.v1;
const request = (name: string) => ({ name, maxBytes: 1024 });
const MAX_HOSTS = 1_000;

export function encodeKeysStatusRequest(): Buffer {
  return Buffer.from(wire.KeysStatusRequest.encode({}).finish());
}

export function decodeKeysStatusRequest(encoded: Uint8Array): Readonly<Record<string, never>> {
  decodeMessage(wire.KeysStatusRequest, encoded, request('keysStatus'));
  return {};
}

export function encodeRotateRequest(asked: RotateRequest): Buffer {
  return Buffer.from(wire.RotateRequest.encode(asked).finish());
}

/** @throws {CredfleetError} MESSAGE_INVALID with the field's name. */
export function decodeRotateRequest(encoded: Uint8Array): RotateRequest {
  const limit = request('rotate');
  const message: credfleet.v1.RotateRequest = decodeMessage(wire.RotateRequest, encoded, limit);
  return {
    key: oneOf(message.key, 'rotate.key', ['intent', 'ca']),
    leaveBehind: message.leaveBehind,
    isStolen: message.isStolen,
    trustEpoch: integer(message.trustEpoch, 'rotate.trustEpoch', { min: 1 }),
  };
}

export function encodeKeysStatus(status: KeysStatus): Buffer {
  const { cas, intentKeyIds, changes, behind } = status;
  const lists = {
    cas: [...cas],
    intentKeyIds: [...intentKeyIds],
    changes: [...changes],
    behind: behind.slice(0, MAX_HOSTS),
  };
  return Buffer.from(wire.KeysStatus.encode({ ...status, ...lists }).finish());
}

/** @throws {CredfleetError} MESSAGE_INVALID with the field's name. */
export function decodeKeysStatus(encoded: Uint8Array): KeysStatus {
  const limit = { name: 'keysStatus', maxBytes: MESSAGE_MAX_BYTES };
  const message: credfleet.v1.KeysStatus = decodeMessage(wire.KeysStatus, encoded, limit);
  return {
    clusterUid: text(message.clusterUid, 'keysStatus.clusterUid'),
    trustEpoch: integer(message.trustEpoch, 'keysStatus.trustEpoch', { min: 1 }),
    cas: list(message.cas, 'keysStatus.cas', 256).map((ca) => ({
      role: oneOf(ca.role, 'keysStatus.cas.role', ['present', 'next', 'former']),
      pin: text(ca.pin, 'keysStatus.cas.pin'),
      notAfterMs: integer(ca.notAfterMs, 'keysStatus.cas.notAfterMs'),
    })),
    intentKeyIds: message.intentKeyIds.map((id) => text(id, 'keysStatus.intentKeyIds')),
    changes: list(message.changes, 'keysStatus.changes', 256).map((row) => ({
      trustEpoch: integer(row.trustEpoch, 'keysStatus.changes.trustEpoch'),
      change: text(row.change, 'keysStatus.changes.change'),
      atMs: integer(row.atMs, 'keysStatus.changes.atMs'),
      by: text(row.by, 'keysStatus.changes.by'),
    })),
    behind: list(message.behind, 'keysStatus.behind', MAX_HOSTS).map((row) => ({
      host: text(row.host, 'keysStatus.behind.host'),
      trustEpoch: integer(row.trustEpoch, 'keysStatus.behind.trustEpoch'),
    })),
    behindHosts: message.behindHosts,
    hosts: message.hosts,
  };
}
