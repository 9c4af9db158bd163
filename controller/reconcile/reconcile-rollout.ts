/**
 * THE CONTROLLER'S SPINE. What shall each host of a HostCredential receive now? Gather, decide, act,
 * tell. It never waits, so that no two passes see the same budget; and it decides on the ledger, so that
 * a pass too many changes nothing.
 * @module
 */
import { inFlightIn } from '#src/rollout/row-index.ts';
import { act } from './act.ts';
import type { Context, CredentialRef } from './context.ts';
import { decide, type Decision } from './decide.ts';
import { gather, type Situation } from './gather.ts';

export function reconcileRollouts(
  context: Context,
  ref: CredentialRef,
): { readonly againAtMs?: number } {
  const situation = gather(context, ref);
  if (situation === undefined) return {};
  const decision = decide(situation);
  const madeWay = act(context, situation, decision);
  // What failed or was aborted may have to be taken back; what was queued may begin.
  if (madeWay) context.requests.credential(ref);
  requestStatus(context, situation, decision);
  return whenAgain(decision);
}

/** Also those of its versions and rollouts. While hosts are at work they need the processor more. */
function requestStatus({ requests }: Context, situation: Situation, decision: Decision): void {
  const { namespace = '', name } = situation.credential.metadata;
  const ref = { namespace, name };
  if (isUnderWay(situation, decision)) requests.statusLater('HostCredential', ref);
  else requests.statusNow('HostCredential', ref);
}

function isUnderWay({ rows }: Situation, { rollouts, catchUp }: Decision): boolean {
  const isDispatching = rollouts.some(({ plan }) => plan.dispatch.length > 0);
  return isDispatching || catchUp.length > 0 || inFlightIn(rows).length > 0;
}

function whenAgain({ againAtMs }: Decision): { readonly againAtMs?: number } {
  return againAtMs === undefined ? {} : { againAtMs };
}
