/**
 * The embedded API of `credfleet up`: starts it beside the controller and gives the controller and the
 * administrator their way in.
 * @module
 */
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import type { UpOptions } from '#src/cli/options.ts';
import type { Clock } from '#src/clock/clock.ts';
import { replaceFile } from '#src/files/durable.node.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Random } from '#src/random/random.ts';
import { startApiServer } from './apiserver/server.node.ts';
import { type Issuer, toPem } from './keys/issue-certificate.ts';
import type { Keyring } from './keys/keyring.ts';
import { kubeconfigText } from './kubeconfig.ts';

export type EmbeddedApiOptions = Pick<UpOptions, 'dataDir' | 'listen' | 'apiPort' | 'advertise'> & {
  readonly keyring: Keyring;
  readonly issuer: Issuer;
  /** DNS names and addresses for the server certificate. */
  readonly names: readonly string[];
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
};

export interface EmbeddedApi {
  readonly port: number;
  /** The controller's own way in, with the controller's rights and no more. */
  readonly kubeConfig: KubeConfig;
  /** Writes the administrator's kubeconfig, 0600. */
  writeAdminKubeconfig(file: string, sessionPort: number): Promise<void>;
  close(): Promise<void>;
}

const ANY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

export async function startEmbeddedApi(options: EmbeddedApiOptions): Promise<EmbeddedApi> {
  const { keyring, issuer, listen } = options;
  const certificate = issuer.issueServerCertificate(options.names);
  const caPem = toPem(keyring.ca.certificate);
  const api = await startApiServer({
    database: join(options.dataDir, 'api.db'),
    storageKey: keyring.storageKey.reveal(),
    host: listen,
    port: options.apiPort,
    tls: { key: certificate.keyPem, cert: certificate.certificatePem, clientCa: caPem },
    clock: options.clock,
    random: options.random,
    log: options.log,
  });
  const near = ANY_ADDRESS.has(listen) ? '127.0.0.1' : listen;
  const far = options.advertise[0] ?? near;
  const access = (user: string, groups: readonly string[], host: string) => ({
    user,
    server: `https://${host}:${api.port}`,
    caPem,
    client: issuer.issueClientCertificate({ user, groups }),
  });
  const kubeConfig = new KubeConfig();
  const own = access('credfleet-controller', ['system:credfleet:controller'], near);
  kubeConfig.loadFromString(kubeconfigText(own));
  return {
    port: api.port,
    kubeConfig,
    writeAdminKubeconfig: async (file, sessionPort) => {
      const admin = access('admin', ['system:masters'], far);
      const text = kubeconfigText({ ...admin, queryAddress: `${far}:${sessionPort}` });
      await replaceFile(file, Buffer.from(text, 'utf8'), 0o600);
    },
    close: async () => api.close(),
  };
}
