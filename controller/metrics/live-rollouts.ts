/**
 * Reads the rollouts that are not over, and how many hosts of each are disrupted: as budgets count them.
 * @module
 */
import type { Context } from '#controller/reconcile/context.ts';
import { disruptedElsewhere, targetsOf } from '#controller/reconcile/gather.ts';
import { isTerminal } from '#src/rollout/plan.ts';
import type { LiveRollout } from './rollout-gauges.ts';

export function liveRollouts(context: Context): readonly LiveRollout[] {
  return context.view
    .all('CredentialRollout')
    .filter(({ status }) => !isTerminal(status?.state))
    .map((object) => {
      const { namespace = '' } = object.metadata;
      const ref = { namespace, name: object.spec.hostCredentialName };
      return { object, disrupted: disruptedHosts(context, ref) };
    });
}

/** Its own, also where it is leaving; of others that restart the same units, those that it goes to. */
function disruptedHosts(
  context: Context,
  ref: { readonly namespace: string; readonly name: string },
): number {
  const credential = context.view.get('HostCredential', ref);
  if (credential === undefined) return 0;
  const own = context.memory.of(credential.metadata.uid).rows.disrupted;
  const elsewhere = disruptedElsewhere(context, credential);
  if (elsewhere.size === 0) return own.size;
  const { hosts } = targetsOf(context, credential);
  const shared = hosts.filter(({ hostUid }) => elsewhere.has(hostUid) && !own.has(hostUid));
  return own.size + shared.length;
}
