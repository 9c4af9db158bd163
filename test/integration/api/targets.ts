/**
 * The servers that the same API tests run against: the embedded one always, and the cluster of
 * CREDFLEET_TEST_KUBECONFIG when it is set.
 * @module
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { stringify } from 'yaml';
import { type ApiServer, startApiServer } from '#controller/apiserver/server.node.ts';
import { type Issuer, toPem } from '#controller/keys/issue-certificate.ts';
import { crds } from '#src/api/crds.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { silentLog } from '#test/fakes/silent-log.ts';
import { issuerOf, keyringOf } from '#test/gen/keyring.ts';
import { RawApi } from './raw-api.ts';

export type Target = {
  readonly name: 'embedded' | 'cluster';
  /** Path of an administrator's kubeconfig. */
  readonly kubeconfig: string;
  readonly api: RawApi;
  /** For files of this run. */
  readonly directory: string;
  close(): Promise<void>;
};

export type EmbeddedTarget = Target & {
  readonly server: ApiServer;
  readonly database: string;
  /** Writes the kubeconfig of a user in these groups and returns its path. */
  kubeconfigOf(user: string, groups: readonly string[]): string;
  /** Stops the server and starts it again on the same port and database. */
  restart(): Promise<void>;
};

export type TargetStarter = {
  readonly name: Target['name'];
  readonly start: () => Promise<Target>;
};

/** Undefined where there is no cluster to test with. */
export const clusterKubeconfig = process.env['CREDFLEET_TEST_KUBECONFIG'];

export const targets: readonly TargetStarter[] = [
  { name: 'embedded', start: startEmbedded },
  ...(clusterKubeconfig === undefined
    ? []
    : [{ name: 'cluster' as const, start: () => useCluster(clusterKubeconfig) }]),
];

export async function startEmbedded(): Promise<EmbeddedTarget> {
  const directory = mkdtempSync(join(tmpdir(), 'credfleet-api-'));
  const database = join(directory, 'objects.db');
  const keyring = await keyringOf();
  const issuer = issuerOf(keyring);
  const clientCa = toPem(keyring.ca.certificate);
  const { keyPem, certificatePem } = issuer.issueServerCertificate(['127.0.0.1', 'localhost']);
  const start = async (port: number): Promise<ApiServer> =>
    await startApiServer({
      database,
      storageKey: keyring.storageKey.reveal(),
      host: '127.0.0.1',
      port,
      tls: { key: keyPem, cert: certificatePem, clientCa },
      clock: systemClock,
      random: systemRandom,
      log: silentLog,
    });
  let server = await start(0);
  const { port } = server;
  const kubeconfigOf = (user: string, groups: readonly string[]): string =>
    writeKubeconfig({ directory, issuer, clientCa, port, user, groups });
  const kubeconfig = kubeconfigOf('admin', ['system:masters']);
  const api = new RawApi(readConfig(kubeconfig));
  return {
    name: 'embedded',
    kubeconfig,
    api,
    directory,
    database,
    get server() {
      return server;
    },
    kubeconfigOf,
    restart: async () => {
      await server.close();
      server = await start(port);
    },
    close: async () => {
      api.close();
      await server.close();
      rmSync(directory, { recursive: true });
    },
  };
}

function writeKubeconfig(input: {
  readonly directory: string;
  readonly issuer: Issuer;
  readonly clientCa: string;
  readonly port: number;
  readonly user: string;
  readonly groups: readonly string[];
}): string {
  const { directory, issuer, clientCa, port, user, groups } = input;
  const { keyPem, certificatePem } = issuer.issueClientCertificate({ user, groups });
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'embedded',
        cluster: {
          server: `https://127.0.0.1:${port}`,
          'certificate-authority-data': base64(clientCa),
        },
      },
    ],
    users: [
      {
        name: user,
        user: {
          'client-certificate-data': base64(certificatePem),
          'client-key-data': base64(keyPem),
        },
      },
    ],
    contexts: [{ name: user, context: { cluster: 'embedded', user, namespace: 'default' } }],
    'current-context': user,
  };
  const file = join(directory, `${user}.kubeconfig`);
  writeFileSync(file, stringify(config), { mode: 0o600 });
  return file;
}

export function readConfig(file: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromString(readFileSync(file, 'utf8'));
  return config;
}

async function useCluster(kubeconfig: string): Promise<Target> {
  const directory = mkdtempSync(join(tmpdir(), 'credfleet-api-'));
  const api = new RawApi(readConfig(kubeconfig));
  await installCrds(api);
  return {
    name: 'cluster',
    kubeconfig,
    api,
    directory,
    close: async () => {
      api.close();
      rmSync(directory, { recursive: true });
    },
  };
}

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Several test files do this at once, each with the same documents. */
async function installCrds(api: RawApi): Promise<void> {
  for (const crd of crds) {
    const path = `${CRDS}/${crd.metadata.name}`;
    const created = await api.call('POST', CRDS, { body: crd });
    if (created.code === 409) {
      await api.call('PATCH', path, {
        body: { spec: crd.spec },
        contentType: 'application/merge-patch+json',
      });
    } else if (created.code !== 201) {
      throw new Error(`installing ${crd.metadata.name}: ${created.text}`);
    }
  }
  for (const { spec } of crds) await untilServed(api, spec.names.plural);
}

async function untilServed(api: RawApi, plural: string): Promise<void> {
  const path = `/apis/credfleet.dev/v1alpha1/${plural}?limit=1`;
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await api.call('GET', path)).code === 200) return;
    await systemClock.sleep(100);
  }
  throw new Error(`${plural} is not served`);
}

let count = 0;

/** Unique over all test files that may share a cluster. */
export function uniqueName(prefix: string): string {
  count += 1;
  return `${prefix}-${Buffer.from(systemRandom.bytes(4)).toString('hex')}-${count}`;
}
