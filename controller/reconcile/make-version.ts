/**
 * Makes one CredentialVersion with its content, and the rollout that brings it when there is none yet: in an order that a
 * crash in between does no harm. The audit log is told with the first record of the rollout (see record-version.ts).
 * @module
 */
import { type ContentRef, versionName } from '#controller/content/content-store.ts';
import type { CredentialVersion, HostCredential } from '#src/api/credential.ts';
import { API_GROUP, API_VERSION, type OwnerReference, type Stored } from '#src/api/meta.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { OpenedItem } from '#src/intent/intent.ts';
import type { MadeObject, NewObject } from '#controller/objects/objects.ts';
import type { Context } from './context.ts';
import { deliveryFingerprint } from './intent-defaults.ts';

export const DELIVERY_ANNOTATION = `${API_GROUP}/delivery`;

export type VersionContent = Pick<
  CredentialVersion['spec'],
  'items' | 'digest' | 'digestKeyID' | 'sources' | 'notAfter' | 'restores' | 'removes'
>;

export type NewVersion = {
  readonly number: number;
  readonly content: VersionContent;
  readonly items: readonly OpenedItem[];
  /** An update is made with what it brings; all others are there before. */
  readonly rollout?: CredentialRollout;
};

/** Numbers only grow: hosts refuse what is not newer. */
export function nextNumber(versions: readonly Stored<CredentialVersion>[]): number {
  return (versions.at(-1)?.spec.number ?? 0) + 1;
}

export async function makeVersion(
  context: Context,
  credential: Stored<HostCredential>,
  { number, content, items, rollout }: NewVersion,
): Promise<void> {
  const { uid, namespace = '', name } = credential.metadata;
  const ref = { namespace, credential: name, version: number };
  const owner = ownerOf(credential);
  const version: CredentialVersion = {
    apiVersion: API_VERSION,
    kind: 'CredentialVersion',
    metadata: {
      namespace,
      name: versionName(ref),
      ownerReferences: [owner],
      annotations: { [DELIVERY_ANNOTATION]: deliveryFingerprint(credential.spec) },
    },
    spec: { hostCredentialName: name, hostCredentialUID: uid, number, ...content },
  };
  const secret = context.content.sealed({ ...ref, owner, items });
  const made = await createAnew(context, ref, [
    ...(items.length === 0 ? [] : [{ kind: 'Secret', object: secret } as const]),
    { kind: 'CredentialVersion', object: version },
    ...(rollout === undefined ? [] : [{ kind: 'CredentialRollout', object: rollout } as const]),
  ]);
  for (const { kind, object } of made) {
    if (kind === 'CredentialVersion') context.view.remember(kind, object);
    if (kind === 'CredentialRollout') context.view.remember(kind, object);
  }
}

/** Content without its version is what an interrupted attempt left; content with one is never touched. */
async function createAnew(
  { content, objects, view }: Context,
  ref: ContentRef,
  wanted: readonly NewObject[],
): Promise<readonly MadeObject[]> {
  try {
    return await objects.createInOrder(wanted);
  } catch (reason) {
    if (!(reason instanceof CredfleetError) || reason.code !== 'OBJECT_EXISTS') throw reason;
    const { namespace } = ref;
    const name = versionName(ref);
    const version = await objects.get('CredentialVersion', { namespace, name });
    if (version !== undefined) {
      view.remember('CredentialVersion', version);
      const text = `CredentialVersion ${namespace}/${name} was made meanwhile`;
      throw new CredfleetError('OBJECT_CONFLICT', text, { cause: reason });
    }
    await content.remove(ref);
    return await objects.createInOrder(wanted);
  }
}

export function ownerOf({ metadata }: Stored<HostCredential>): OwnerReference {
  return {
    apiVersion: API_VERSION,
    kind: 'HostCredential',
    name: metadata.name,
    uid: metadata.uid,
    controller: true,
  };
}
