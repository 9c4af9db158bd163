/**
 * The kubeconfigs that `credfleet up` makes: one for itself, one for the administrator, with the address
 * of the query service as a cluster extension (docs/adr/0001-query-address-in-kubeconfig.md).
 * @module
 */
import { stringify } from 'yaml';
import type { KeyAndCertificate } from './keys/issue-certificate.ts';

export type KubeconfigParts = {
  readonly user: string;
  /** https://HOST:PORT */
  readonly server: string;
  readonly caPem: string;
  readonly client: KeyAndCertificate;
  /** HOST:PORT of the session port. */
  readonly queryAddress?: string;
};

/** YAML text with keys in it: store it 0600. */
export function kubeconfigText({
  user,
  server,
  caPem,
  client,
  queryAddress,
}: KubeconfigParts): string {
  const base64 = (pem: string): string => Buffer.from(pem, 'utf8').toString('base64');
  const extensions =
    queryAddress === undefined
      ? []
      : [{ name: 'credfleet.dev/controller', extension: { queryAddress } }];
  const cluster = { server, 'certificate-authority-data': base64(caPem), extensions };
  const credentials = {
    'client-certificate-data': base64(client.certificatePem),
    'client-key-data': base64(client.keyPem),
  };
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'credfleet', cluster }],
    users: [{ name: user, user: credentials }],
    contexts: [
      { name: 'credfleet', context: { cluster: 'credfleet', user, namespace: 'default' } },
    ],
    'current-context': 'credfleet',
  });
}
