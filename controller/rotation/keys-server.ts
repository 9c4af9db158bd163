/**
 * The gRPC handlers of the Keys service. Who may call is decided by the port that serves them; whoever did is in the
 * trust history and in the audit log.
 * @module
 */
import type { handleUnaryCall } from '@grpc/grpc-js';
import type { Ledger } from '#controller/ledger/ledger.ts';
import type { ObjectSource } from '#controller/objects/objects.ts';
import { failure } from '#controller/query/query-server.ts';
import { connectionPeer } from '#controller/stream/connection-peer.ts';
import type { Sessions } from '#controller/stream/ports.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { KeysStatus, RotateRequest } from '#src/wire/keys-messages.ts';
import { auditRotations } from './audit-rotations.ts';
import type { Keyring } from '#controller/keys/keyring.ts';
import { keysStatus, type KnownHost, refuseCaRotation } from './keys-status.ts';

export type KeysContext = {
  readonly keyring: Keyring;
  readonly objects: ObjectSource;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly sessions: () => Pick<Sessions, 'trustEpochOf'>;
};

export type KeysHandlers = {
  readonly status: handleUnaryCall<unknown, KeysStatus>;
  readonly rotate: handleUnaryCall<RotateRequest, KeysStatus>;
};

export function createKeysHandlers(context: KeysContext): KeysHandlers {
  const { clusterUid } = context.keyring;
  return {
    status: (_call, callback) => callback(null, statusNow(context)),
    rotate: (call, callback) => {
      const peer = connectionPeer(call, clusterUid)?.peer;
      const by = peer?.kind === 'user' ? peer.user : 'unknown';
      rotateKeys(context, call.request, by).then(
        () => callback(null, statusNow(context)),
        (reason: unknown) => callback(failure(reason, 'rotating keys')),
      );
    },
  };
}

/** @throws {CredfleetError} KEYS_NOT_ROTATED, and what the key store throws. */
export async function rotateKeys(
  context: KeysContext,
  { key, leaveBehind, isStolen, trustEpoch }: RotateRequest,
  by: string,
): Promise<void> {
  const { keyring, ledger } = context;
  const cause = key === 'ca' && !leaveBehind ? refuseCaRotation(statusNow(context)) : undefined;
  if (cause !== undefined) throw new CredfleetError('KEYS_NOT_ROTATED', cause);
  try {
    await keyring.rotate(key, { by, epoch: trustEpoch, isStolen });
  } finally {
    // Also when only the removal of the old key failed.
    auditRotations(ledger, keyring.history);
  }
}

function statusNow(context: KeysContext): KeysStatus {
  const { keyring, clock } = context;
  return keysStatus(keyring.history, knownHosts(context), clock.nowMs());
}

/** Machines that never enrolled have the pin of their installation, and hold no bundle that could be old. */
function knownHosts({ objects, ledger, sessions }: KeysContext): readonly KnownHost[] {
  return objects
    .cache('Host')
    .all()
    .filter(({ spec, metadata }) => {
      const isAdmitted = spec.approval === 'Approved' && spec.revoked !== true;
      return isAdmitted && ledger.identity(metadata.uid) !== undefined;
    })
    .map(({ metadata: { name, uid } }) => {
      return { host: name, trustEpoch: sessions().trustEpochOf(uid) };
    });
}
