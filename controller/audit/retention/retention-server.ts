/**
 * The gRPC handlers of the Retention service. Who may call is decided by the port that serves them; who did is in the
 * audit log.
 * @module
 */
import type { handleServerStreamingCall, handleUnaryCall } from '@grpc/grpc-js';
import { mayAudit } from '#controller/query/may-query.ts';
import { answer, failure } from '#controller/query/query-server.ts';
import { connectionPeer } from '#controller/stream/connection-peer.ts';
import { membersOf } from '#controller/stream/peer-guard.node.ts';
import type { AuditActor } from '#src/audit/event.ts';
import type { Peer } from '#src/identity/peer.ts';
import type {
  AddHoldRequest,
  HoldRow,
  LiftHoldRequest,
  PruneRequest,
  RetentionStatus,
  RetentionStep,
} from '#src/wire/retention-messages.ts';
import { addHold, type HoldsContext, liftHold } from './holds.ts';
import { holdRow } from './retention-status.ts';
import type { Retention } from './retention.ts';

export type RetentionContext = HoldsContext & {
  readonly retention: Retention;
  readonly trustDomain: string;
};

export type RetentionHandlers = {
  readonly status: handleUnaryCall<unknown, RetentionStatus>;
  readonly addHold: handleUnaryCall<AddHoldRequest, HoldRow>;
  readonly liftHold: handleUnaryCall<LiftHoldRequest, HoldRow>;
  readonly archive: handleServerStreamingCall<unknown, RetentionStep>;
  readonly prune: handleServerStreamingCall<PruneRequest, RetentionStep>;
};

const isDeciding = membersOf(['system:masters', 'credfleet:security']);

/** Auditors see what is kept; what changes something is decided by others. */
export function mayRetain(peer: Peer, method: string): boolean {
  return method === 'status' ? mayAudit(peer) : isDeciding(peer);
}

export function createRetentionHandlers(context: RetentionContext): RetentionHandlers {
  const { retention, trustDomain } = context;
  const actorOf = (call: Parameters<typeof connectionPeer>[0]): AuditActor => {
    const peer = connectionPeer(call, trustDomain)?.peer;
    return { kind: 'user', id: peer?.kind === 'user' ? peer.user : 'unknown' };
  };
  return {
    status: (_call, callback) => {
      try {
        callback(null, retention.status());
      } catch (reason) {
        callback(failure(reason, 'reading what is retained'));
      }
    },
    addHold: (call, callback) => {
      addHold(context, call.request, actorOf(call)).then(
        (hold) => callback(null, holdRow(hold)),
        (reason: unknown) => callback(failure(reason, 'adding a hold')),
      );
    },
    liftHold: (call, callback) => {
      liftHold(context, call.request, actorOf(call)).then(
        (hold) => callback(null, holdRow(hold)),
        (reason: unknown) => callback(failure(reason, 'lifting a hold')),
      );
    },
    archive: (call) => void answer(call, () => retention.archive(actorOf(call))),
    prune: (call) => void answer(call, () => retention.prune(actorOf(call), call.request.dryRun)),
  };
}
