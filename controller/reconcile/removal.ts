/**
 * deletionPolicy Remove: a finalizer keeps the HostCredential until every host that holds it has removed
 * it. Hosts that are away are told when they come back.
 * @module
 */
import type { HostCredential } from '#src/api/credential.ts';
import { API_GROUP, CHANGED_BY_ANNOTATION, type Stored } from '#src/api/meta.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import { isTerminal } from '#src/rollout/plan.ts';
import type { Context } from './context.ts';
import { versionsOf } from './gather.ts';
import { goBack } from './go-back.ts';
import { makeRemoval } from './make-tombstone.ts';
import { reconcileRollouts } from './reconcile-rollout.ts';

export const REMOVE_FINALIZER = `${API_GROUP}/remove-from-hosts`;
/** Break glass: gives up on hosts that will never answer; its value is the reason. */
const ABANDON_ANNOTATION = `${API_GROUP}/abandon-host-cleanup`;

/** The finalizer follows deletionPolicy while the object lives. */
export async function ensureFinalizer(
  context: Context,
  credential: Stored<HostCredential>,
): Promise<void> {
  const wanted = credential.spec.deletionPolicy === 'Remove';
  if (hasFinalizer(credential) === wanted) return;
  await setFinalizer(context, credential, wanted);
}

/** Through a rollout of its own, by the same policy; it ends when no host holds anything. */
export async function removeFromHosts(
  context: Context,
  credential: Stored<HostCredential>,
): Promise<void> {
  if (!hasFinalizer(credential)) return;
  const { namespace = '', name, annotations } = credential.metadata;
  const ref = { namespace, name };
  const reason = annotations?.[ABANDON_ANNOTATION];
  const holders = holdersOf(context, credential);
  if (holders.length > 0 && reason === undefined) {
    await ensureRemoval(context, credential);
    await goBack(context, credential);
    context.requests.rollouts(ref);
    context.requests.status('HostCredential', ref);
    return;
  }
  // The rollout ends in the ledger before its object goes.
  reconcileRollouts(context, ref);
  if (reason !== undefined) recordBreakGlass(context, credential, { holders, reason });
  await setFinalizer(context, credential, false);
}

function holdersOf(
  { ledger, view }: Context,
  { metadata }: Stored<HostCredential>,
): readonly HostCredentialState[] {
  return (
    ledger
      .states({ credentialUid: metadata.uid })
      .filter((row) => row.state !== 'Removed' || row.runningVersion > 0)
      // A Host made anew under the name is another one: it answers for itself only.
      .filter((row) => view.get('Host', { name: row.host })?.metadata.uid === row.hostUid)
  );
}

/** One that a person aborted stays aborted: they make another, or break the glass. */
async function ensureRemoval(context: Context, credential: Stored<HostCredential>): Promise<void> {
  const { namespace, name } = credential.metadata;
  const newest = versionsOf(context, credential).at(-1);
  const rollouts = context.view
    .all('CredentialRollout', namespace)
    .filter(({ spec }) => spec.hostCredentialName === name && spec.type === 'Remove');
  const isMade = newest?.spec.removes !== undefined;
  const isComing = rollouts.some(({ status, metadata }) => {
    return !isTerminal(status?.state) && context.ledger.rollout(metadata.uid) === undefined;
  });
  if (!isMade && !isComing) await makeRemoval(context, credential);
}

/** The hosts keep what they hold, and nobody manages it any more. */
function recordBreakGlass(
  { ledger, clock }: Context,
  { metadata }: Stored<HostCredential>,
  left: { readonly holders: readonly HostCredentialState[]; readonly reason: string },
): void {
  const { uid, namespace = '', name, annotations } = metadata;
  const nowMs = clock.nowMs();
  ledger.write({
    events: [
      {
        timeMs: nowMs,
        type: 'breakglass.used',
        outcome: 'success',
        actor: { kind: 'user', id: annotations?.[CHANGED_BY_ANNOTATION] ?? 'unknown' },
        subject: { namespace, hostCredential: name, uid },
        detail: { hostsLeft: left.holders.length, reason: left.reason },
      },
    ],
  });
}

function hasFinalizer({ metadata }: Stored<HostCredential>): boolean {
  return metadata.finalizers?.includes(REMOVE_FINALIZER) === true;
}

async function setFinalizer(
  { objects, view }: Context,
  credential: Stored<HostCredential>,
  wanted: boolean,
): Promise<void> {
  const others = (credential.metadata.finalizers ?? []).filter((name) => name !== REMOVE_FINALIZER);
  const finalizers = wanted ? [...others, REMOVE_FINALIZER] : others;
  const metadata = { ...credential.metadata, finalizers };
  const replaced = await objects.replace('HostCredential', { ...credential, metadata });
  // The last finalizer ends the object: then there is nothing to remember.
  if (credential.metadata.deletionTimestamp === undefined)
    view.remember('HostCredential', replaced);
}
