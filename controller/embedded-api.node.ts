/**
 * The embedded API of `credfleet up`: starts it beside the controller and gives the controller and the
 * administrator their way in.
 * @module
 */
import { join } from 'node:path';
import type { UpOptions } from '#src/cli/options.ts';
import type { Clock } from '#src/clock/clock.ts';
import { replaceFile } from '#src/files/durable.node.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Random } from '#src/random/random.ts';
import { CONTROLLER_GROUP } from './apiserver/authorize.ts';
import { type ApiServer, startApiServer } from './apiserver/server.node.ts';
import { type Issuer, type KeyAndCertificate, toPem } from './keys/issue-certificate.ts';
import { keepCertificate, type KeptCertificate } from './keys/keep-certificate.ts';
import type { Keyring } from './keys/keyring.ts';
import { type KubeconfigParts, kubeconfigText } from './kubeconfig.ts';
import type { ApiConnection } from './objects/api-connection.node.ts';

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
  /** The controller's own way in, within this process, with the controller's rights and no more. */
  readonly connection: ApiConnection;
  readonly requests: ApiServer['requests'];
  /** Serves these paths beside its own; see ApiServer. */
  mount: ApiServer['mount'];
  /** Writes the administrator's kubeconfig, 0600, and again when its certificate is renewed. */
  writeAdminKubeconfig(file: string, sessionPort: number): Promise<void>;
  close(): Promise<void>;
}

const OWN = { name: 'credfleet-controller', groups: [CONTROLLER_GROUP] };
const ADMIN = { user: 'admin', groups: ['system:masters'] } as const;
const ANY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

export async function startEmbeddedApi(options: EmbeddedApiOptions): Promise<EmbeddedApi> {
  const { keyring, issuer, listen } = options;
  const closed = new AbortController();
  const keep: Keep = (what, { issue, use, first }) =>
    void keepCertificate({ ...options, what, issue, use, first }, closed.signal);
  const issue = () => issuer.issueServerCertificate(options.names);
  const tls = ({ keyPem, certificatePem }: KeyAndCertificate) => {
    const clientCa = pemOf(keyring.clientCas(options.clock.nowMs()));
    return { key: keyPem, cert: certificatePem, clientCa };
  };
  const first = issue();
  const api = await startApiServer({
    database: join(options.dataDir, 'api.db'),
    storageKey: keyring.storageKey.reveal(),
    host: listen,
    port: options.apiPort,
    tls: tls(first),
    clock: options.clock,
    random: options.random,
    log: options.log,
  });
  const use = (issued: KeyAndCertificate) => api.setTls(tls(issued));
  keep('embedded API', { first, issue, use });
  const near = ANY_ADDRESS.has(listen) ? '127.0.0.1' : listen;
  const far = options.advertise[0] ?? near;
  return {
    port: api.port,
    requests: api.requests,
    mount: (prefix, handler) => api.mount(prefix, handler),
    connection: api.connect(OWN),
    writeAdminKubeconfig: async (file, sessionPort) => {
      const place = {
        server: `https://${far}:${api.port}`,
        // With the next CA, so that a copy of the file outlives a rotation.
        caPem: () => pemOf(keyring.bundle.caCertificates),
        queryAddress: `${far}:${sessionPort}`,
      };
      await keepAdminFile(issuer, { file, place }, keep);
    },
    close: async () => {
      closed.abort();
      await api.close();
    },
  };
}

type Keep = (what: string, kept: Pick<KeptCertificate, 'first' | 'issue' | 'use'>) => void;
type Place = Omit<KubeconfigParts, 'user' | 'client' | 'caPem'> & { readonly caPem: () => string };

async function keepAdminFile(
  issuer: Issuer,
  { file, place }: { readonly file: string; readonly place: Place },
  keep: Keep,
): Promise<void> {
  const issue = () => issuer.issueClientCertificate(ADMIN);
  const use = async (client: KeyAndCertificate) => {
    const text = kubeconfigText({ ...place, caPem: place.caPem(), user: ADMIN.user, client });
    await replaceFile(file, Buffer.from(text, 'utf8'), 0o600);
  };
  const first = issue();
  await use(first);
  keep("administrator's kubeconfig", { first, issue, use });
}

function pemOf(certificates: readonly Uint8Array[]): string {
  return certificates.map(toPem).join('');
}
