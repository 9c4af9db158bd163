/**
 * Opens the kubeconfig: the files in order, the context asked for, and where queries go.
 * @module
 */
import type { Cluster, KubeConfig, User } from '@kubernetes/client-node';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { QueryMaterial } from './operator-certificate.ts';
import { queryTargetOf, type QueryTarget } from './query-target.ts';

export type OpenedKubeconfig = {
  readonly config: KubeConfig;
  readonly server: string;
  readonly query?: QueryTarget;
};

export type KubeconfigChoice = {
  /** In order of precedence; those that do not exist are left out. */
  readonly files: readonly string[];
  readonly context?: string;
};

/** @throws {CredfleetError} CONFIG_INVALID when there is none, or it names no such context. */
export async function openKubeconfig(choice: KubeconfigChoice): Promise<OpenedKubeconfig> {
  const files = choice.files.filter((file) => existsSync(file));
  if (files.length === 0) {
    throw new CredfleetError(
      'CONFIG_INVALID',
      `no kubeconfig: ${choice.files.join(', ')} does not exist; give --kubeconfig FILE ('credfleet up' prints its own)`,
    );
  }
  const config = await readAll(files);
  if (choice.context !== undefined) config.setCurrentContext(choice.context);
  const cluster = config.getCurrentCluster();
  if (cluster === null) {
    throw new CredfleetError(
      'CONFIG_INVALID',
      `kubeconfig ${files.join(', ')}: context '${config.currentContext}' does not exist or names no cluster; it has ${namesOf(config)}`,
    );
  }
  refuseUnverified(cluster);
  const query = files
    .map((file) => queryTargetOf(parse(readFileSync(file, 'utf8')), cluster.name))
    .find((target) => target !== undefined);
  return { config, server: cluster.server, ...(query !== undefined && { query }) };
}

function refuseUnverified({ name, server, skipTLSVerify }: Cluster): void {
  if (!skipTLSVerify && server.startsWith('https://')) return;
  throw new CredfleetError(
    'CONFIG_INVALID',
    `cluster '${name}' of the kubeconfig is not verified by TLS; use https:// and certificate-authority-data`,
  );
}

async function readAll(files: readonly string[]): Promise<KubeConfig> {
  // Loaded here because it costs a third of a second, which `--help` should not pay.
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  files.forEach((file, index) => {
    try {
      if (index === 0) config.loadFromFile(file);
      else {
        const next = new KubeConfig();
        next.loadFromFile(file);
        config.mergeConfig(next, true);
      }
    } catch (reason) {
      // Only the first line: a parser's message goes on with the text around the mistake, keys included.
      const [first = ''] = (reason instanceof Error ? reason.message : String(reason)).split('\n');
      throw new CredfleetError('CONFIG_INVALID', `kubeconfig ${file}: ${first}`);
    }
  });
  return config;
}

function namesOf(config: KubeConfig): string {
  const names = config.getContexts().map((context) => context.name);
  return names.length === 0 ? 'no context' : names.join(', ');
}

/** @param address of the command line, before what the kubeconfig says. */
export function queryMaterialOf(
  { config, query }: OpenedKubeconfig,
  address: string | undefined,
): QueryMaterial {
  const { caData, caFile }: Partial<Cluster> = config.getCurrentCluster() ?? {};
  const user: Partial<User> = config.getCurrentUser() ?? {};
  return {
    context: config.currentContext,
    address: address ?? query?.address,
    caPem: query?.ca === undefined ? pem(caData, caFile) : query.ca,
    certificatePem: pem(user.certData, user.certFile),
    keyPem: pem(user.keyData, user.keyFile),
  };
}

function pem(data: string | undefined, file: string | undefined): string | undefined {
  if (data !== undefined) return Buffer.from(data, 'base64').toString('utf8');
  return file === undefined ? undefined : readFileSync(file, 'utf8');
}
