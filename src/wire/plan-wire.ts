/**
 * Plans: our words ⇄ bytes, both ways.
 * @module
 */
import { decodeMessage, integer, oneOf, present, text } from './field.ts';
import { credfleet } from './gen/agent_pb.js';
import { MESSAGE_MAX_BYTES } from './messages.ts';
import {
  PLAN_HOST_STATES,
  type PlanHead,
  type PlanPart,
  type PlanRequest,
} from './plan-messages.ts';

const wire = credfleet.v1;

export function encodePlanRequest(asked: PlanRequest): Buffer {
  return Buffer.from(wire.PlanRequest.encode(asked).finish());
}

/** @throws {CredfleetError} MESSAGE_INVALID with the field's name. */
export function decodePlanRequest(encoded: Uint8Array): PlanRequest {
  const limit = { name: 'plan', maxBytes: 1024 };
  const message: credfleet.v1.PlanRequest = decodeMessage(wire.PlanRequest, encoded, limit);
  return {
    namespace: text(message.namespace, 'plan.namespace'),
    credential: text(message.credential, 'plan.credential'),
  };
}

export function encodePlanPart(part: PlanPart): Buffer {
  if (part.kind === 'host') return Buffer.from(wire.PlanPart.encode({ host: part.host }).finish());
  const { steps, budgets, freezes } = part.head;
  const lists = { steps: [...steps], budgets: [...budgets], freezes: [...freezes] };
  return Buffer.from(wire.PlanPart.encode({ head: { ...part.head, ...lists } }).finish());
}

/** @throws {CredfleetError} MESSAGE_INVALID with the field's name. */
export function decodePlanPart(encoded: Uint8Array): PlanPart {
  const limit = { name: 'plan', maxBytes: MESSAGE_MAX_BYTES };
  const { head, host }: credfleet.v1.PlanPart = decodeMessage(wire.PlanPart, encoded, limit);
  if (host === null) return { kind: 'head', head: headFrom(present(head, 'plan.head')) };
  const state = oneOf(host.state, 'plan.host.state', PLAN_HOST_STATES);
  const runningVersion = integer(host.runningVersion, 'plan.host.runningVersion');
  const { host: name, step, why } = host;
  return { kind: 'host', host: { host: name, step, state, why, runningVersion } };
}

function headFrom(head: credfleet.v1.PlanHead): PlanHead {
  const { planId, rollout, type, state, reason, message, waitingFor, isWindowOpen } = head;
  return {
    planId: text(planId, 'plan.planId'),
    rollout,
    type,
    version: integer(head.version, 'plan.version'),
    stableVersion: integer(head.stableVersion, 'plan.stableVersion'),
    state,
    reason,
    message,
    waitingFor,
    nextActionMs: integer(head.nextActionMs, 'plan.nextActionMs'),
    steps: head.steps.map(({ name, planned, healthy, failed, gate }) => ({
      name,
      planned,
      healthy,
      failed,
      gate,
    })),
    budgets: head.budgets.map(({ who, limit, used }) => ({ who, limit, used })),
    freezes: head.freezes.map(({ name, fromMs, untilMs, hosts }) => ({
      name,
      fromMs: integer(fromMs, 'plan.freeze.fromMs'),
      untilMs: integer(untilMs, 'plan.freeze.untilMs'),
      hosts,
    })),
    isWindowOpen,
    windowChangesMs: integer(head.windowChangesMs, 'plan.windowChangesMs'),
  };
}
