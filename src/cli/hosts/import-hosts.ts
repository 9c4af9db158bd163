/**
 * Carries out an import, one Host after the other: what is done already is found done when it runs again.
 * @module
 */
import { kinds } from '#src/api/core.ts';
import type { Host } from '#src/api/host.ts';
import { API_VERSION } from '#src/api/meta.ts';
import type { Api } from '../api/api.ts';
import { pathOf } from '../api/resources.ts';
import type { ListedHost } from './host-list.ts';
import type { ImportStep } from './plan-import.ts';

const query = { fieldManager: 'credfleet' };

/** @throws {CredfleetError} OBJECT_EXISTS or OBJECT_CONFLICT when the controller or a person was faster. */
export async function carryOut(api: Api, step: ImportStep): Promise<void> {
  const { host, verb, resourceVersion } = step;
  const { name, ekHash, labels } = host;
  switch (verb) {
    case 'unchanged':
      return;
    case 'created':
      await api.send({ method: 'POST', path: pathOf(kinds.Host, {}), query, body: hostOf(host) });
      return;
    case 'pinned':
      await patch(api, name, { metadata: { labels, resourceVersion }, spec: { ekHash } });
      return;
    case 'labelled':
      await patch(api, name, { metadata: { labels, resourceVersion } });
  }
}

function hostOf({ name, ekHash, labels }: ListedHost): Host {
  return {
    apiVersion: API_VERSION,
    kind: 'Host',
    metadata: { name, ...(Object.keys(labels).length === 0 ? {} : { labels }) },
    spec: { ekHash, approval: 'Approved' },
  };
}

async function patch(api: Api, name: string, body: object): Promise<void> {
  await api.send({
    method: 'PATCH',
    path: pathOf(kinds.Host, { name }),
    query,
    contentType: 'application/merge-patch+json',
    body,
  });
}
