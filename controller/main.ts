/**
 * The controller process: `credfleet up` (with its own API, in one process) and `credfleet controller` (on
 * the cluster of a kubeconfig). Wiring only.
 * @module
 */
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import type { ControllerOptions, UpOptions } from '#src/cli/options.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { ensurePrivateDirectory, replaceFile } from '#src/files/durable.node.ts';
import { createLogger, type Logger } from '#src/log/logger.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { startApiServer } from './apiserver/server.node.ts';
import { readControllerEnvironment } from './config.ts';
import { directoryKeyStore } from './keys/directory-key-store.node.ts';
import { createIssuer, toPem } from './keys/issue-certificate.ts';
import { loadKeyring } from './keys/keyring.ts';
import { secretKeyStore } from './keys/secret-key-store.ts';
import { kubeconfigText } from './kubeconfig.ts';
import { createKubernetesObjects } from './objects/kubernetes-objects.node.ts';
import { serve } from './serve.node.ts';

const real = { clock: systemClock, random: systemRandom };
const LOOPBACK = ['localhost', '127.0.0.1', '::1'];
const ANY_ADDRESS = ['0.0.0.0', '::'];

export async function runUp(options: UpOptions): Promise<void> {
  const { log, signal } = start();
  await ensurePrivateDirectory(options.dataDir);
  const store = directoryKeyStore(join(options.dataDir, 'keys'));
  const keyring = await loadKeyring({ store, ...real });
  const issuer = createIssuer({ keyring, ...real });
  const names = [...new Set([...options.advertise, ...LOOPBACK])];
  const { keyPem, certificatePem } = issuer.issueServerCertificate(names);
  const caPem = toPem(keyring.ca.certificate);
  const api = await startApiServer({
    database: join(options.dataDir, 'api.db'),
    storageKey: keyring.storageKey.reveal(),
    host: options.listen,
    port: options.apiPort,
    tls: { key: keyPem, cert: certificatePem, clientCa: caPem },
    log,
    ...real,
  });
  const near = ANY_ADDRESS.includes(options.listen) ? '127.0.0.1' : options.listen;
  const far = options.advertise[0] ?? near;
  const kubeConfig = new KubeConfig();
  const own = issuer.issueClientCertificate({
    user: 'credfleet-controller',
    groups: ['system:credfleet:controller'],
  });
  const server = `https://${near}:${api.port}`;
  kubeConfig.loadFromString(
    kubeconfigText({ user: 'credfleet-controller', server, caPem, client: own }),
  );
  const objects = createKubernetesObjects({ kubeConfig, log, signal, ...real });
  try {
    await serve(
      { ...options, ...real, objects, keyring, names, log, signal },
      async ({ enrollPort, sessionPort }) => {
        const client = issuer.issueClientCertificate({ user: 'admin', groups: ['system:masters'] });
        const queryAddress = `${far}:${sessionPort}`;
        const text = kubeconfigText({
          user: 'admin',
          server: `https://${far}:${api.port}`,
          caPem,
          client,
          queryAddress,
        });
        const file = options.kubeconfigOut ?? join(options.dataDir, 'kubeconfig');
        await replaceFile(file, Buffer.from(text, 'utf8'), 0o600);
        log.info(
          {
            kubeconfig: file,
            api: api.port,
            enroll: enrollPort,
            session: sessionPort,
            caPin: keyring.caPin,
          },
          'ready',
        );
      },
    );
  } finally {
    await api.close();
  }
}

export async function runController(options: ControllerOptions): Promise<void> {
  const { log, signal } = start();
  const kubeConfig = new KubeConfig();
  if (options.kubeconfig === undefined) kubeConfig.loadFromDefault();
  else kubeConfig.loadFromFile(options.kubeconfig);
  if (options.context !== undefined) kubeConfig.setCurrentContext(options.context);
  const objects = createKubernetesObjects({ kubeConfig, log, signal, ...real });
  const keyring = await loadKeyring({ store: secretKeyStore(objects), ...real });
  const names = [...new Set([...options.advertise, ...LOOPBACK])];
  await serve(
    { ...options, ...real, objects, keyring, names, log, signal },
    async ({ enrollPort, sessionPort }) => {
      log.info({ enroll: enrollPort, session: sessionPort, caPin: keyring.caPin }, 'ready');
      await Promise.resolve();
    },
  );
}

/** SIGTERM and SIGINT end the process in order. */
function start(): { readonly log: Logger; readonly signal: AbortSignal } {
  const log = createLogger({ level: readControllerEnvironment().logLevel, name: 'controller' });
  const stop = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.once(name, () => {
      log.info({ signal: name }, 'stopping');
      stop.abort(new Error(name));
    });
  }
  return { log, signal: stop.signal };
}
