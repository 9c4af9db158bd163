/**
 * The controller process: `credfleet up` (with its own API, in one process) and `credfleet controller` (on
 * the cluster of a kubeconfig). Wiring only.
 * @module
 */
import { join, resolve } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import type { ControllerOptions, UpOptions } from '#src/cli/options.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { ensurePrivateDirectory } from '#src/files/durable.node.ts';
import { createLogger } from '#src/log/logger.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { readControllerEnvironment } from './config.ts';
import { startEmbeddedApi } from './embedded-api.node.ts';
import { createIssuer } from './keys/issue-certificate.ts';
import type { Keyring } from './keys/keyring.ts';
import { openClusterKeyring, openKeyring } from './keys/open-keyring.node.ts';
import { createKubernetesObjects, createObjectsOver } from './objects/kubernetes-objects.node.ts';
import { keepOperatorSecret } from './operator/keep-operator-secret.ts';
import { PREFIX } from './rest/openapi.ts';
import { openRestPort, type RestPortOptions } from './rest/rest-port.node.ts';
import { serve, type ServeOptions } from './serve.node.ts';

const real = { clock: systemClock, random: systemRandom };
type RestParts = Omit<RestPortOptions, 'restPort' | 'requests'> &
  Pick<ControllerOptions, 'restPort'>;

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/**
 * Resolves after SIGTERM or SIGINT, when everything is closed.
 * @param onReady is told the administrator's kubeconfig once every port is open.
 */
export async function runUp(
  options: UpOptions,
  onReady: (kubeconfig: string) => void,
): Promise<void> {
  const { log, signal, end } = start();
  await ensurePrivateDirectory(options.dataDir);
  const keyring = await openKeyring(options, real);
  const issuer = createIssuer({ keyring, ...real });
  const names = namesOf(options);
  const api = await startEmbeddedApi({ ...options, ...real, keyring, issuer, names, log });
  const objects = createObjectsOver(api.connection, { log, signal, ...real });
  try {
    await serve(
      {
        ...options,
        ...real,
        objects,
        keyring,
        names,
        log,
        signal,
        end,
        apiRequests: api.requests,
        openRest: (rest) => api.mount(PREFIX, rest),
      },
      async ({ enrollPort, sessionPort, metricsPort }) => {
        const kubeconfig = resolve(options.kubeconfigOut ?? join(options.dataDir, 'kubeconfig'));
        await api.writeAdminKubeconfig(kubeconfig, sessionPort);
        const ports = {
          api: api.port,
          enroll: enrollPort,
          session: sessionPort,
          metrics: metricsPort,
        };
        log.info({ kubeconfig, ...ports, ...pinsOf(keyring) }, 'ready');
        onReady(kubeconfig);
      },
    );
  } finally {
    await api.close();
  }
}

/** Resolves after SIGTERM or SIGINT, when everything is closed. */
export async function runController(options: ControllerOptions): Promise<void> {
  const { log, signal, end } = start();
  const kubeConfig = new KubeConfig();
  if (options.kubeconfig === undefined) kubeConfig.loadFromDefault();
  else kubeConfig.loadFromFile(options.kubeconfig);
  if (options.context !== undefined) kubeConfig.setCurrentContext(options.context);
  const objects = createKubernetesObjects({ kubeConfig, log, signal, ...real });
  const keyring = await openClusterKeyring(options, { objects, ...real });
  const issuer = createIssuer({ keyring, ...real });
  using ended = endOf(signal);
  const operator = keepOperatorSecret({ objects, keyring, issuer, log, ...real }, ended.signal);
  const names = namesOf(options);
  const parts = { ...options, ...real, keyring, names, log };
  await serve(
    { ...parts, objects, signal, end, ...restOn({ ...parts, issuer }) },
    ({ enrollPort, sessionPort, metricsPort, restPort: rest }) => {
      const ports = { enroll: enrollPort, session: sessionPort, metrics: metricsPort, rest };
      log.info({ ...ports, ...pinsOf(keyring) }, 'ready');
    },
  );
  await operator;
}

/** On a port of its own, when there is to be one. */
function restOn({ restPort, ...parts }: RestParts): Pick<ServeOptions, 'openRest'> {
  if (restPort === undefined) return {};
  return {
    openRest: async (rest, requests) => openRestPort({ ...parts, restPort, requests }, rest),
  };
}

/** What agents are installed with: they know the next CA then, too. */
function pinsOf({ caPin, nextCaPin }: Keyring): Pick<Keyring, 'caPin' | 'nextCaPin'> {
  return { caPin, nextCaPin };
}

/** Aborts with `signal`, or when the block ends without it: nothing may sleep on after an error. */
function endOf(signal: AbortSignal): Disposable & { readonly signal: AbortSignal } {
  const block = new AbortController();
  return {
    signal: AbortSignal.any([signal, block.signal]),
    [Symbol.dispose]: () => block.abort(new Error('ended')),
  };
}

function namesOf({ advertise }: Pick<UpOptions, 'advertise'>): readonly string[] {
  return [...new Set([...advertise, ...LOOPBACK])];
}

/** SIGTERM and SIGINT end the process in order. */
function start(): Pick<ServeOptions, 'log' | 'signal' | 'end'> {
  const { logLevel } = readControllerEnvironment();
  const log = createLogger({ level: logLevel, name: 'controller' });
  const stop = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.once(name, () => {
      log.info({ signal: name }, 'stopping');
      stop.abort(new Error(name));
    });
  }
  return { log, signal: stop.signal, end: (reason) => stop.abort(reason) };
}
