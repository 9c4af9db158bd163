/**
 * Applies one manifest: create it, or patch what differs.
 * @module
 */
import { isDeepStrictEqual } from 'node:util';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { sendOrUndefined, type Api } from '../api/api.ts';
import { resourceOf } from '../api/discover.ts';
import { displayName, pathOf, type Resource } from '../api/resources.ts';
import { isRecord } from '../is-record.ts';
import type { Manifest } from './parse-manifests.ts';
import { decidePatch, lastAppliedOf, normaliseSecret, withRecord } from './three-way.ts';

export type Applied = {
  /** "hostcredential.credfleet.dev/db-password" */
  readonly object: string;
  readonly namespace?: string;
  readonly result: 'created' | 'configured' | 'unchanged';
};

const STRICT = { fieldValidation: 'Strict', fieldManager: 'credfleet' } as const;

/** @param namespace of the command line; an object that names another one is refused. */
export async function applyObject(
  api: Api,
  manifest: Manifest,
  namespace: string | undefined,
): Promise<Applied> {
  refuseOtherNamespace(manifest, namespace);
  const resource = await resourceOf(api, manifest.apiVersion, manifest.kind);
  const place = placeOf(resource, manifest, namespace ?? api.defaultNamespace);
  try {
    const result = await createOrPatch(api, manifest, {
      collection: pathOf(resource, { namespace: place }),
      path: pathOf(resource, { namespace: place, name: manifest.name }),
    });
    const object = `${displayName(resource)}/${manifest.name}`;
    return { object, ...(place !== undefined && { namespace: place }), result };
  } catch (reason) {
    if (!(reason instanceof CredfleetError)) throw reason;
    const name = [place, manifest.name].filter((part) => part !== undefined).join('/');
    throw new CredfleetError(reason.code, `${manifest.kind} ${name}: ${reason.message}`, {
      cause: reason,
    });
  }
}

type Paths = { readonly collection: string; readonly path: string };

async function createOrPatch(
  api: Api,
  manifest: Manifest,
  { collection, path }: Paths,
): Promise<Applied['result']> {
  const isSecret = manifest.kind === 'Secret' && manifest.apiVersion === 'v1';
  const plain = isSecret ? normaliseSecret(manifest.object) : manifest.object;
  const wanted = withRecord(plain, isSecret);

  const live = await sendOrUndefined(api, { method: 'GET', path });
  if (!isRecord(live)) {
    await api.send({ method: 'POST', path: collection, query: STRICT, body: wanted });
    return 'created';
  }
  const patch = decidePatch({ lastApplied: lastAppliedOf(live, isSecret), wanted, live });
  if (patch === undefined) return 'unchanged';
  const contentType = 'application/merge-patch+json';
  const after = await api.send({ method: 'PATCH', path, query: STRICT, body: patch, contentType });
  return isSame(live, after) ? 'unchanged' : 'configured';
}

function placeOf(resource: Resource, manifest: Manifest, fallback: string): string | undefined {
  return resource.namespaced ? (manifest.namespace ?? fallback) : undefined;
}

function refuseOtherNamespace(manifest: Manifest, namespace: string | undefined): void {
  if (namespace === undefined || manifest.namespace === undefined) return;
  if (manifest.namespace === namespace) return;
  throw new CredfleetError(
    'USAGE',
    `${manifest.kind} ${manifest.name}: its namespace '${manifest.namespace}' is not '${namespace}'; leave out -n or change the manifest`,
  );
}

/** Defaults inside lists make a patch that changes nothing: the server then keeps the resourceVersion. */
function isSame(before: Readonly<Record<string, unknown>>, after: unknown): boolean {
  if (!isRecord(after)) return false;
  const versions = [before, after].map((object) =>
    isRecord(object['metadata']) ? object['metadata']['resourceVersion'] : undefined,
  );
  return versions[0] !== undefined && isDeepStrictEqual(versions[0], versions[1]);
}
