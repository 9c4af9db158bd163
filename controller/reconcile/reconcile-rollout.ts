/**
 * THE CONTROLLER'S SPINE. What shall each host of a HostCredential receive now? Gather, decide, act,
 * tell. It never waits, so that no two passes see the same budget; and it decides on the ledger, so that
 * a pass too many changes nothing.
 * @module
 */
import { act } from './act.ts';
import type { Context, CredentialRef } from './context.ts';
import { decide, type Decision } from './decide.ts';
import { gather, type Situation } from './gather.ts';

export function reconcileRollouts(
  context: Context,
  ref: CredentialRef,
): { readonly againAtMs?: number } {
  const situation = gather(context, ref);
  if (situation === undefined || isBeingDeleted(situation)) return {};
  const decision = decide(situation);
  act(context, situation, decision);
  requestStatus(context, situation);
  return whenAgain(decision);
}

/** What is being deleted gets nothing new; removal.ts takes over. */
function isBeingDeleted({ credential }: Situation): boolean {
  return credential.metadata.deletionTimestamp !== undefined;
}

function requestStatus({ requests }: Context, { credential, rollouts, versions }: Situation): void {
  const { namespace = '', name } = credential.metadata;
  requests.status('HostCredential', { namespace, name });
  for (const { object, isHistory } of rollouts) {
    if (isHistory) continue;
    requests.status('CredentialRollout', { namespace, name: object.metadata.name });
  }
  for (const version of versions) {
    requests.status('CredentialVersion', { namespace, name: version.metadata.name });
  }
}

function whenAgain({ againAtMs }: Decision): { readonly againAtMs?: number } {
  return againAtMs === undefined ? {} : { againAtMs };
}
