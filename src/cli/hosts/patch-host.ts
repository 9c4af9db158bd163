/**
 * Reads a Host and writes a decision on it.
 * @module
 */
import { kinds } from '#src/api/core.ts';
import type { Host, HostSpec } from '#src/api/host.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { sendOrUndefined, type Api } from '../api/api.ts';
import { pathOf } from '../api/resources.ts';

/** @throws {CredfleetError} OBJECT_NOT_FOUND */
export async function readHost(api: Api, name: string): Promise<Host> {
  const path = pathOf(kinds.Host, { name });
  const host = (await sendOrUndefined(api, { method: 'GET', path })) as Host | undefined;
  if (host !== undefined) return host;
  const text = `host ${name} does not exist: 'credfleet hosts list' shows all`;
  throw new CredfleetError('OBJECT_NOT_FOUND', text);
}

/** @throws {CredfleetError} OBJECT_CONFLICT when somebody else changed the Host since it was read. */
export async function patchHost(api: Api, host: Host, spec: HostSpec): Promise<void> {
  const { name, resourceVersion } = host.metadata;
  await api.send({
    method: 'PATCH',
    path: pathOf(kinds.Host, { name }),
    query: { fieldManager: 'credfleet' },
    contentType: 'application/merge-patch+json',
    // What was looked at is what is decided on.
    body: { metadata: { resourceVersion }, spec },
  });
}
