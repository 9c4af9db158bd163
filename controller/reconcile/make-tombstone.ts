/**
 * Versions without content: hosts that get their number remove what they hold. They are counted like all others, so
 * that what comes later is newer.
 * @module
 */
import { keyId } from '#controller/content/content-keys.ts';
import type { CredentialVersion, HostCredential } from '#src/api/credential.ts';
import { API_VERSION, type Stored } from '#src/api/meta.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import { versionDigest } from '#src/envelope/digest.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Context } from './context.ts';
import { versionsOf } from './gather.ts';
import { makeVersion, nextNumber, ownerOf } from './make-version.ts';

/** The rollout must exist: the version is made for it. */
export async function makeTombstone(
  context: Context,
  credential: Stored<HostCredential>,
  { metadata }: Stored<CredentialRollout>,
): Promise<void> {
  using key = context.keys.digestKey(credential.metadata.uid);
  await makeVersion(context, credential, {
    number: nextNumber(versionsOf(context, credential)),
    content: {
      items: [],
      digest: versionDigest(key.reveal(), []),
      digestKeyID: keyId(key),
      sources: [],
      removes: { rolloutName: metadata.name },
    },
    items: [],
  });
}

/** Named after the number that it will take; safe to call again. */
export async function makeRemoval(
  context: Context,
  credential: Stored<HostCredential>,
): Promise<void> {
  const { namespace = '', name } = credential.metadata;
  const versions = versionsOf(context, credential);
  const newest = versions.at(-1);
  if (newest === undefined) return;
  try {
    const rollout = await context.objects.create('CredentialRollout', {
      apiVersion: API_VERSION,
      kind: 'CredentialRollout',
      metadata: {
        namespace,
        name: `${name}-v${nextNumber(versions)}-removal`,
        ownerReferences: [ownerOf(credential)],
      },
      spec: {
        hostCredentialName: name,
        versionName: newest.metadata.name,
        type: 'Remove',
        attempt: 1,
        desiredState: 'Running',
      },
    });
    context.view.remember('CredentialRollout', rollout);
  } catch (reason) {
    if (!(reason instanceof CredfleetError) || reason.code !== 'OBJECT_EXISTS') throw reason;
  }
}

/** What a host is told to remove: everything that any version up to this one brought. */
export function itemsUpTo(
  versions: readonly Stored<CredentialVersion>[],
  number: number,
): readonly { readonly name: string; readonly digest: string }[] {
  const items = versions
    .filter(({ spec }) => spec.number <= number)
    .flatMap(({ spec }) => spec.items.map(({ name, digest }) => [name, digest] as const));
  return [...new Map(items)].map(([name, digest]) => ({ name, digest }));
}
