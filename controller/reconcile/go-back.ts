/**
 * Going back, for the whole fleet: makes the rollout that a policy (onFailure: Rollback) or an abort asks for, and for
 * each rollout that is no update the version that it brings, as a revision does in Kubernetes.
 * @module
 */
import type { CredentialVersion, HostCredential } from '#src/api/credential.ts';
import { API_VERSION, type Stored } from '#src/api/meta.ts';
import type { CredentialRollout, RolloutType } from '#src/api/rollout.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { isBroughtBy } from '#src/rollout/brought-by.ts';
import { isTerminal } from '#src/rollout/plan.ts';
import { isReseal } from '#src/rollout/reseal.ts';
import type { Context } from './context.ts';
import { gather, revokedOf, type Situation, versionsOf } from './gather.ts';
import { type GatheredRollout, provenOf } from './gather-rollouts.ts';
import { makeTombstone } from './make-tombstone.ts';
import { ownerOf } from './make-version.ts';
import { restoreContent } from './restore-content.ts';
import { prepareRevocation } from './revoke.ts';

/** Safe to call again and again: what is there is not made again. */
export async function goBack(context: Context, credential: Stored<HostCredential>): Promise<void> {
  await makeRollback(context, credential);
  for (const rollout of unprepared(context, credential)) {
    await prepare(context, credential, rollout);
  }
}

type Wanted = { readonly rollout: string; readonly to: Stored<CredentialVersion> };

/** Undefined: nothing asks for it, or there is nothing to go back to. */
export function wantedRollback({
  rollouts,
  rows,
  revoked,
}: Pick<Situation, 'rollouts' | 'rows' | 'revoked'>): Wanted | undefined {
  const last = rollouts.findLast(({ object }) => !isReseal(object));
  if (last === undefined || !mustGoBack(last)) return undefined;
  // Before anything was sent there is nothing to take back.
  const { uid } = last.object.metadata;
  if (![...rows.values()].some((row) => row.rolloutUid === uid && row.pushSeq > 0)) {
    return undefined;
  }
  const stable = provenOf(rollouts);
  if (stable === undefined || revoked.has(stable.version.spec.number)) return undefined;
  if (stable.version.spec.removes !== undefined) return undefined;
  return { rollout: `${last.object.metadata.name}-rollback`, to: stable.version };
}

function mustGoBack({ object, record }: GatheredRollout): boolean {
  const { type, abortAction = 'Rollback' } = object.spec;
  if (type !== 'Update') return false;
  if (record?.state === 'Aborted') return abortAction === 'Rollback';
  return record?.state === 'Failed' && record.reason === 'RolledBack';
}

async function makeRollback(context: Context, credential: Stored<HostCredential>): Promise<void> {
  const { namespace = '', name } = credential.metadata;
  const situation = gather(context, { namespace, name });
  const wanted = situation === undefined ? undefined : wantedRollback(situation);
  if (wanted === undefined) return;
  try {
    const rollout = await context.objects.create('CredentialRollout', {
      apiVersion: API_VERSION,
      kind: 'CredentialRollout',
      metadata: { namespace, name: wanted.rollout, ownerReferences: [ownerOf(credential)] },
      spec: {
        hostCredentialName: name,
        versionName: wanted.to.metadata.name,
        type: 'Rollback',
        attempt: 1,
        desiredState: 'Running',
      },
    });
    context.view.remember('CredentialRollout', rollout);
  } catch (reason) {
    if (!(reason instanceof CredfleetError) || reason.code !== 'OBJECT_EXISTS') throw reason;
  }
}

/** Rollouts that wait for the version that is made for them. */
function unprepared(
  context: Context,
  credential: Stored<HostCredential>,
): readonly Stored<CredentialRollout>[] {
  const { namespace, name } = credential.metadata;
  const versions = versionsOf(context, credential);
  return context.view
    .all('CredentialRollout', namespace)
    .filter(({ spec }) => spec.hostCredentialName === name && bringsItsOwn(spec.type))
    .filter(({ status }) => !isTerminal(status?.state))
    .filter((rollout) => !versions.some((version) => isBroughtBy(rollout, version)));
}

async function prepare(
  context: Context,
  credential: Stored<HostCredential>,
  rollout: Stored<CredentialRollout>,
): Promise<void> {
  switch (rollout.spec.type) {
    case 'Rollback':
      return restoreNamed(context, credential, rollout);
    case 'Remove':
      return makeTombstone(context, credential, rollout);
    case 'Revoke':
      return prepareRevocation(context, credential, rollout);
    case 'Update':
    case 'Reseal':
  }
}

/** A version is made for it. */
function bringsItsOwn(type: RolloutType): boolean {
  return type !== 'Update' && type !== 'Reseal';
}

async function restoreNamed(
  context: Context,
  credential: Stored<HostCredential>,
  rollout: Stored<CredentialRollout>,
): Promise<void> {
  const { metadata, spec } = rollout;
  const versions = versionsOf(context, credential);
  const old = versions.find((version) => version.metadata.name === spec.versionName);
  const problem = problemOf(old, revokedOf(context, credential, versions));
  if (old === undefined || problem !== undefined) {
    const { namespace = '' } = credential.metadata;
    const text = `CredentialRollout ${namespace}/${metadata.name}: version ${spec.versionName} ${problem}; abort it and choose another: kubectl get credentialversions -n ${namespace}`;
    throw new CredfleetError('CONTENT_UNREADABLE', text);
  }
  await restoreContent(context, credential, { rollout, old });
}

function problemOf(
  old: Stored<CredentialVersion> | undefined,
  revoked: ReadonlySet<number>,
): string | undefined {
  if (old === undefined) return 'is gone (revisionHistoryLimit)';
  if (old.spec.removes !== undefined) return 'has no content';
  return revoked.has(old.spec.number) ? 'is revoked' : undefined;
}
