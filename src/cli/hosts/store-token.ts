/**
 * Stores a new join token where the controller looks it up.
 * @module
 */
import { kinds, type KubeSecret } from '#src/api/core.ts';
import { SYSTEM_NAMESPACE } from '#src/api/meta.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { sendOrUndefined, type Api } from '../api/api.ts';
import { pathOf } from '../api/resources.ts';

/** RFC 1123, as Kubernetes names a Host. */
const HOST_NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/u;

export function isHostName(text: string): boolean {
  return HOST_NAME.test(text);
}

/** @throws {CredfleetError} USAGE */
export function requireHostName(text: string): void {
  if (isHostName(text)) return;
  const rule = 'lower case letters, digits, - and .';
  throw new CredfleetError('USAGE', `'${text}' is no name of a Host: ${rule}`);
}

export async function storeToken(api: Api, secret: KubeSecret): Promise<void> {
  await ensureSystemNamespace(api);
  await api.send({
    method: 'POST',
    path: pathOf(kinds.Secret, { namespace: SYSTEM_NAMESPACE }),
    query: { fieldManager: 'credfleet' },
    body: secret,
  });
}

async function ensureSystemNamespace(api: Api): Promise<void> {
  const path = pathOf(kinds.Namespace, { name: SYSTEM_NAMESPACE });
  try {
    if ((await sendOrUndefined(api, { method: 'GET', path })) !== undefined) return;
  } catch (reason) {
    // Who may only invite cannot read namespaces: creating the Secret will tell whether it is there.
    if (reason instanceof CredfleetError && reason.code === 'API_FORBIDDEN') return;
    throw reason;
  }
  await api.send({
    method: 'POST',
    path: pathOf(kinds.Namespace, {}),
    body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: SYSTEM_NAMESPACE } },
  });
}
