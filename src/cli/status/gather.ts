/**
 * Reads the objects that the overview is made of.
 * @module
 */
import { kinds } from '#src/api/core.ts';
import type { HostCredential } from '#src/api/credential.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Api } from '../api/api.ts';
import { pathOf, type Resource } from '../api/resources.ts';
import { isRecord } from '../is-record.ts';
import { overviewOf, type CredentialOverview } from './overview.ts';

export type Scope = {
  /** Undefined: all namespaces. */
  readonly namespace: string | undefined;
  /** Empty: all in scope. */
  readonly names: readonly string[];
};

/** @throws {CredfleetError} OBJECT_NOT_FOUND when a named credential does not exist. */
export async function gatherOverview(
  api: Api,
  { namespace, names }: Scope,
  nowMs: number,
): Promise<readonly CredentialOverview[]> {
  const [credentials, rollouts] = await Promise.all([
    list<HostCredential>(api, kinds.HostCredential, namespace),
    list<CredentialRollout>(api, kinds.CredentialRollout, namespace),
  ]);
  const missing = names.find((name) => !credentials.some(({ metadata }) => metadata.name === name));
  if (missing !== undefined) {
    throw new CredfleetError(
      'OBJECT_NOT_FOUND',
      `HostCredential ${namespace ?? ''}/${missing} does not exist; 'credfleet get hostcredentials -A' lists all`,
    );
  }
  const rows = overviewOf({ credentials, rollouts, nowMs });
  return names.length === 0 ? rows : rows.filter((row) => names.includes(row.name));
}

export async function list<T>(
  api: Api,
  resource: Resource,
  namespace: string | undefined,
): Promise<readonly T[]> {
  const answer = await api.send({ method: 'GET', path: pathOf(resource, { namespace }) });
  return isRecord(answer) && Array.isArray(answer['items']) ? (answer['items'] as T[]) : [];
}
