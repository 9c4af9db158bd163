/**
 * Reads the cluster extension of a kubeconfig that says where the controller answers queries
 * (docs/adr/0001-query-address-in-kubeconfig.md).
 * @module
 */
import { isRecord } from '../is-record.ts';

const QUERY_EXTENSION = 'credfleet.dev/controller';

export type QueryTarget = {
  /** HOST:PORT */
  readonly address: string;
  /** PEM; absent: the CA of the cluster. */
  readonly ca?: string;
};

/** Undefined when this kubeconfig says nothing about it. */
export function queryTargetOf(kubeconfig: unknown, clusterName: string): QueryTarget | undefined {
  const cluster = named(listIn(kubeconfig, 'clusters'), clusterName);
  const settings = isRecord(cluster) ? cluster['cluster'] : undefined;
  const entry = named(listIn(settings, 'extensions'), QUERY_EXTENSION);
  const extension = isRecord(entry) ? entry['extension'] : undefined;
  if (!isRecord(extension) || typeof extension['queryAddress'] !== 'string') return undefined;
  const caData = extension['caData'];
  if (typeof caData !== 'string') return { address: extension['queryAddress'] };
  return {
    address: extension['queryAddress'],
    ca: Buffer.from(caData, 'base64').toString('utf8'),
  };
}

function listIn(value: unknown, key: string): readonly unknown[] {
  const list = isRecord(value) ? value[key] : undefined;
  return Array.isArray(list) ? list : [];
}

function named(list: readonly unknown[], name: string): unknown {
  return list.find((entry) => isRecord(entry) && entry['name'] === name);
}
