/**
 * Deletes what belonged to a HostCredential that is gone: versions, their content, rollouts. Hosts keep
 * their files, as orphans. The owner references say the same to a cluster's garbage collector; the embedded API has
 * none, and a new HostCredential of the same name must not find the old one's versions.
 * @module
 */
import { orphanedEvent, orphanedRow } from '#src/rollout/departures.ts';
import type { Context, CredentialRef } from './context.ts';
import { recordVersionIfMissing } from './record-version.ts';

/** `presentUid` is the UID of the HostCredential that has this name now. */
export async function forgetCredential(
  context: Context,
  { namespace, name }: CredentialRef,
  presentUid: string | undefined,
): Promise<void> {
  const { view, objects, content } = context;
  const versions = view
    .all('CredentialVersion', namespace)
    .filter(
      ({ spec }) => spec.hostCredentialName === name && spec.hostCredentialUID !== presentUid,
    );
  const rollouts = view.all('CredentialRollout', namespace).filter(({ spec, metadata }) => {
    const owner = metadata.ownerReferences?.find((reference) => reference.controller === true);
    // A rollout that an operator made has no owner; it goes with the HostCredential itself.
    const isOld = owner === undefined ? presentUid === undefined : owner.uid !== presentUid;
    return spec.hostCredentialName === name && isOld;
  });
  // The log first: what is deleted cannot be found again after a crash in between.
  for (const version of versions) recordVersionIfMissing(context, version);
  for (const uid of new Set(versions.map(({ spec }) => spec.hostCredentialUID))) {
    recordDeletion(context, { namespace, name }, uid);
  }
  for (const { metadata } of rollouts) {
    await objects.delete('CredentialRollout', { namespace, name: metadata.name });
  }
  for (const { metadata, spec } of versions) {
    // Content first: the version is what finds it again after a crash in between.
    await content.remove({ namespace, credential: name, version: spec.number });
    await objects.delete('CredentialVersion', { namespace, name: metadata.name });
  }
}

/** Once per HostCredential, however often its remains are cleared away. */
function recordDeletion(
  { ledger, clock }: Context,
  { namespace, name }: CredentialRef,
  uid: string,
): void {
  const told = ledger.events({ namespace, credential: name, type: 'intent.deleted' });
  if (told.some(({ subject, outcome }) => subject.uid === uid && outcome === 'success')) return;
  const holders = ledger.states({ credentialUid: uid }).filter((row) => row.runningVersion > 0);
  const nowMs = clock.nowMs();
  const orphans = holders.filter(({ state }) => state !== 'Orphaned');
  ledger.write({
    states: orphans.map((row) => orphanedRow(row, nowMs)),
    events: [
      ...orphans.map((row) => orphanedEvent(row, nowMs)),
      {
        timeMs: nowMs,
        type: 'intent.deleted',
        outcome: 'success',
        actor: { kind: 'controller', id: 'controller' },
        subject: { namespace, hostCredential: name, uid },
        detail: { hostsThatKeepIt: holders.length },
      },
    ],
  });
}
