/**
 * Where the certificate for queries comes from: the kubeconfig when it is one of `credfleet up`, else the
 * Secret that the controller keeps in the cluster.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Api } from '../api/api.ts';
import {
  type CompleteMaterial,
  type QueryMaterial,
  requireQueryAddress,
  requireQueryMaterial,
} from './operator-certificate.ts';
import { type Purpose, readOperatorSecret } from './operator-secret.ts';

export type QuerySource = {
  /** As the kubeconfig says. */
  readonly own: QueryMaterial;
  /** The kubeconfig has the extension of docs/adr/0001: its CA and certificates are the fleet's. */
  readonly isOfFleet: boolean;
  readonly api: () => Promise<Api>;
};

/** @throws {CredfleetError} CONFIG_INVALID, USAGE, API_FORBIDDEN, OBJECT_NOT_FOUND or API_UNAVAILABLE. */
export async function findQueryMaterial(
  source: QuerySource,
  purpose: Purpose = 'query',
): Promise<CompleteMaterial> {
  const { own, isOfFleet, api } = source;
  if (isOfFleet) return requireQueryMaterial(own);
  // A cluster's own certificates are of another CA: they are not even tried.
  const address = requireQueryAddress(own);
  return { address, ...(await readOperatorSecret(await api(), purpose)) };
}

/** The fleet's CA; undefined when this person may not know it or there is none yet. */
export async function findCaPem({ own, isOfFleet, api }: QuerySource): Promise<string | undefined> {
  if (isOfFleet) return own.caPem;
  try {
    return (await readOperatorSecret(await api())).caPem;
  } catch (reason) {
    if (reason instanceof CredfleetError && UNKNOWN.has(reason.code)) return undefined;
    throw reason;
  }
}

const UNKNOWN: ReadonlySet<string> = new Set(['API_FORBIDDEN', 'OBJECT_NOT_FOUND']);
