/**
 * From sources to a version: fetches the Secrets that a HostCredential names and, when the content is
 * new, makes a CredentialVersion and a CredentialRollout. A source that is missing changes nothing.
 * @module
 */
import type { HostCredential } from '#src/api/credential.ts';
import type { KubeSecret } from '#src/api/core.ts';
import type { Stored } from '#src/api/meta.ts';
import type { Context, CredentialRef } from './context.ts';
import { forgetCredential } from './forget-credential.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import { goBack } from './go-back.ts';
import { recordIntent } from './record-intent.ts';
import { ensureFinalizer, removeFromHosts } from './removal.ts';
import { resolveItems, secretNames, type Resolved } from './resolve-items.ts';

type Result = { readonly againAtMs?: number };

export async function reconcileCredential(context: Context, ref: CredentialRef): Promise<Result> {
  const credential = context.view.get('HostCredential', ref);
  if (credential === undefined) {
    await forgetCredential(context, ref, undefined);
    return {};
  }
  await forgetCredential(context, ref, credential.metadata.uid);
  recordIntent(context, credential);
  if (credential.metadata.deletionTimestamp !== undefined) {
    await removeFromHosts(context, credential);
    return {};
  }
  await ensureFinalizer(context, credential);
  const result = await refresh(context, credential);
  await goBack(context, credential);
  context.requests.rollouts(ref);
  context.requests.prune(ref);
  return result;
}

async function refresh(context: Context, credential: Stored<HostCredential>): Promise<Result> {
  const { uid, namespace = '', name } = credential.metadata;
  const secrets = await fetchSecrets(context, credential);
  const resolved = resolveItems(credential.spec, secrets, context.clock.nowMs());
  if (resolved.kind === 'unresolved') {
    const { kind, reason, message } = resolved;
    context.sources.set(uid, { kind, reason, message });
    context.requests.status('HostCredential', { namespace, name });
    return {};
  }
  context.sources.set(uid, { kind: 'resolved' });
  const { againAtMs = Infinity } = await disposing(resolved, () =>
    bringUpToDate(context, credential, resolved),
  );
  const nextMs = Math.min(againAtMs, resolved.end?.endMs ?? Infinity);
  return Number.isFinite(nextMs) ? { againAtMs: nextMs } : {};
}

async function disposing<T>(resolved: Resolved, work: () => Promise<T>): Promise<T> {
  using opened = new DisposableStack();
  for (const { content } of resolved.items) opened.use(content);
  // Awaited here: the content is wiped when the work is done, not when it begins.
  return await work();
}

async function fetchSecrets(
  { objects }: Context,
  { spec, metadata: { namespace = '' } }: Stored<HostCredential>,
): Promise<ReadonlyMap<string, Stored<KubeSecret>>> {
  const found = await Promise.all(
    secretNames(spec).map((name) => objects.get('Secret', { namespace, name })),
  );
  const secrets = found.filter((secret) => secret !== undefined);
  return new Map(secrets.map((secret) => [secret.metadata.name, secret] as const));
}
