/**
 * Going back, for the whole fleet: makes the rollout that a policy (onFailure: Rollback) or an abort asks for, and for
 * each such rollout a version with the old content. Hosts refuse lower numbers, so that nobody can replay what they
 * had: an old content comes back under a new number, as a revision does in Kubernetes.
 * @module
 */
import type { CredentialVersion, HostCredential } from '#src/api/credential.ts';
import { API_VERSION, type Stored } from '#src/api/meta.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { isTerminal } from '#src/rollout/plan.ts';
import type { Context } from './context.ts';
import { gather, type GatheredRollout, type Situation, versionsOf } from './gather.ts';
import { makeVersion, ownerOf } from './make-version.ts';

/** Safe to call again and again: what is there is not made again. */
export async function goBack(context: Context, credential: Stored<HostCredential>): Promise<void> {
  await makeRollback(context, credential);
  for (const rollout of unprepared(context, credential)) {
    await restoreContent(context, credential, rollout);
  }
}

type Wanted = { readonly rollout: string; readonly to: Stored<CredentialVersion> };

/** Undefined: nothing asks for it, or there is nothing to go back to. */
export function wantedRollback({
  rollouts,
  rows,
}: Pick<Situation, 'rollouts' | 'rows'>): Wanted | undefined {
  const last = rollouts.at(-1);
  if (last === undefined || !mustGoBack(last)) return undefined;
  // Before anything was sent there is nothing to take back.
  const { uid } = last.object.metadata;
  if (![...rows.values()].some((row) => row.rolloutUid === uid && row.pushSeq > 0)) {
    return undefined;
  }
  const stable = rollouts.findLast(({ record }) => record?.state === 'Succeeded');
  if (stable === undefined || stable.version.status?.state === 'Revoked') return undefined;
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

/** Rollbacks that wait for their version. */
function unprepared(
  context: Context,
  credential: Stored<HostCredential>,
): readonly Stored<CredentialRollout>[] {
  const { namespace, name } = credential.metadata;
  const prepared = new Set(
    versionsOf(context, credential).map(({ spec }) => spec.restores?.rolloutName),
  );
  return context.view
    .all('CredentialRollout', namespace)
    .filter(({ spec }) => spec.hostCredentialName === name && spec.type === 'Rollback')
    .filter(({ metadata, status }) => !prepared.has(metadata.name) && !isTerminal(status?.state));
}

async function restoreContent(
  context: Context,
  credential: Stored<HostCredential>,
  { metadata, spec }: Stored<CredentialRollout>,
): Promise<void> {
  const { namespace = '', name } = credential.metadata;
  const versions = versionsOf(context, credential);
  const old = versions.find((version) => version.metadata.name === spec.versionName);
  if (old === undefined || old.status?.state === 'Revoked') {
    const why = old === undefined ? 'is gone (revisionHistoryLimit)' : 'is revoked';
    const text = `CredentialRollout ${namespace}/${metadata.name}: version ${spec.versionName} ${why}; abort it and choose another: kubectl get credentialversions -n ${namespace}`;
    throw new CredfleetError('CONTENT_UNREADABLE', text);
  }
  const ref = { namespace, credential: name, version: old.spec.number };
  using opened = new DisposableStack();
  const items = await context.content.open(
    ref,
    old.spec.items.map((item) => item.name),
  );
  for (const { content } of items) opened.use(content);
  const { items: described, digest, digestKeyID, sources } = old.spec;
  const restores = { number: old.spec.number, rolloutName: metadata.name };
  await makeVersion(context, credential, {
    number: (versions.at(-1)?.spec.number ?? 0) + 1,
    content: { items: described, digest, digestKeyID, sources, restores },
    items,
  });
}
