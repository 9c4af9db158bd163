/**
 * credfleet, the program: wires the command line to the real world and sets the exit status.
 * @module
 */
import { systemClock } from '#src/clock/clock.node.ts';
import { caPinsOf } from '#src/identity/pin.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { readEnvironment } from './config.ts';
import { nodeFiles } from './files.node.ts';
import { readPrivateKey } from './pcr/private-key.node.ts';
import type { Api } from './api/api.ts';
import { openKubeconfig, queryMaterialOf, type OpenedKubeconfig } from './kube/kubeconfig.node.ts';
import { findCaPem, findQueryMaterial, type QuerySource } from './kube/query-material.ts';
import type { GlobalOptions } from './options.ts';
import { createPrinter } from './print.ts';
import { nodeProcesses } from './processes.node.ts';
import { runCli, type CliDeps } from './program.ts';

const environment = readEnvironment();

function open({ kubeconfig, context }: GlobalOptions): Promise<OpenedKubeconfig> {
  return openKubeconfig({
    files: kubeconfig === undefined ? environment.kubeconfigFiles : [kubeconfig],
    ...(context !== undefined && { context }),
  });
}

async function apiOf({ config, server }: OpenedKubeconfig): Promise<Api> {
  const { createApi } = await import('./api/api.node.ts');
  return createApi(config, server);
}

async function querySourceOf(options: GlobalOptions): Promise<QuerySource> {
  const opened = await open(options);
  return {
    own: queryMaterialOf(opened, options.controller),
    isOfFleet: opened.query !== undefined,
    api: () => apiOf(opened),
  };
}

/** Ctrl-C ends a watch in order; the long-running halves listen for signals themselves. */
function interruptSignal(): AbortSignal {
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  process.once('SIGTERM', () => interrupt.abort());
  return interrupt.signal;
}

const deps: CliDeps = {
  print: createPrinter(environment),
  clock: systemClock,
  random: systemRandom,
  signal: interruptSignal(),
  files: nodeFiles,
  readPrivateKey,
  processes: nodeProcesses,
  api: async (options) => apiOf(await open(options)),
  query: async (options, purpose) => {
    const material = await findQueryMaterial(await querySourceOf(options), purpose);
    const { createQuery } = await import('./query/query.node.ts');
    return createQuery(material, () => systemClock.nowMs());
  },
  audit: async (options) => {
    const material = await findQueryMaterial(await querySourceOf(options), 'audit');
    const { createAuditClient } = await import('./audit/audit-client.node.ts');
    return createAuditClient(material, () => systemClock.nowMs());
  },
  retention: async (options, purpose) => {
    const material = await findQueryMaterial(await querySourceOf(options), purpose);
    const { createRetentionClient } = await import('./audit/retention-client.node.ts');
    return createRetentionClient(material, () => systemClock.nowMs());
  },
  keys: async (options) => {
    const material = await findQueryMaterial(await querySourceOf(options), 'rotate');
    const { createKeysClient } = await import('./keys/keys-client.node.ts');
    return createKeysClient(material, () => systemClock.nowMs());
  },
  caPins: async (options) => {
    const caPem = await findCaPem(await querySourceOf(options));
    return caPem === undefined ? [] : caPinsOf(caPem);
  },
  namespace: async (options) => {
    if (options.namespace !== undefined) return options.namespace;
    const { config } = await open(options);
    return config.getContextObject(config.currentContext)?.namespace ?? 'default';
  },
};

// `credfleet audit | head` is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await runCli(process.argv.slice(2), deps);
