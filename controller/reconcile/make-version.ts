/**
 * Makes one CredentialVersion with its content, in an order that a crash in between does no harm: content, version,
 * event.
 * @module
 */
import { versionName } from '#controller/content/content-store.ts';
import type { CredentialVersion, HostCredential } from '#src/api/credential.ts';
import { API_GROUP, API_VERSION, type OwnerReference, type Stored } from '#src/api/meta.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { OpenedItem } from '#src/intent/intent.ts';
import type { Context } from './context.ts';
import { deliveryFingerprint } from './intent-defaults.ts';
import { recordVersion } from './record-version.ts';

export const DELIVERY_ANNOTATION = `${API_GROUP}/delivery`;

export type VersionContent = Pick<
  CredentialVersion['spec'],
  'items' | 'digest' | 'digestKeyID' | 'sources' | 'notAfter' | 'restores' | 'removes'
>;

export type NewVersion = {
  readonly number: number;
  readonly content: VersionContent;
  readonly items: readonly OpenedItem[];
};

/** Numbers only grow: hosts refuse what is not newer. */
export function nextNumber(versions: readonly Stored<CredentialVersion>[]): number {
  return (versions.at(-1)?.spec.number ?? 0) + 1;
}

export async function makeVersion(
  context: Context,
  credential: Stored<HostCredential>,
  { number, content, items }: NewVersion,
): Promise<Stored<CredentialVersion>> {
  const { uid, namespace = '', name } = credential.metadata;
  const ref = { namespace, credential: name, version: number };
  if (items.length > 0) await storeContent(context, { ...ref, owner: ownerOf(credential), items });
  const version = await context.objects.create('CredentialVersion', {
    apiVersion: API_VERSION,
    kind: 'CredentialVersion',
    metadata: {
      namespace,
      name: versionName(ref),
      ownerReferences: [ownerOf(credential)],
      annotations: { [DELIVERY_ANNOTATION]: deliveryFingerprint(credential.spec) },
    },
    spec: { hostCredentialName: name, hostCredentialUID: uid, number, ...content },
  });
  context.view.remember('CredentialVersion', version);
  recordVersion(context, version);
  return version;
}

/** Content without its version is what an interrupted attempt left; content with one is never touched. */
async function storeContent(
  { content, objects, view }: Context,
  put: Parameters<Context['content']['put']>[0],
): Promise<void> {
  try {
    await content.put(put);
  } catch (reason) {
    if (!(reason instanceof CredfleetError) || reason.code !== 'OBJECT_EXISTS') throw reason;
    const ref = { namespace: put.namespace, name: versionName(put) };
    const version = await objects.get('CredentialVersion', ref);
    if (version !== undefined) {
      view.remember('CredentialVersion', version);
      const text = `CredentialVersion ${ref.namespace}/${ref.name} was made meanwhile`;
      throw new CredfleetError('OBJECT_CONFLICT', text, { cause: reason });
    }
    await content.remove(put);
    await content.put(put);
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
