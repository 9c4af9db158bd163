/**
 * A port for REST alone, where the API of the objects is a cluster's: HTTPS with a client certificate of the fleet.
 * @module
 */
import { authenticate } from '#controller/apiserver/authenticate.ts';
import { openHttpsPort } from '#controller/apiserver/https-port.node.ts';
import { refusalAnswer, unauthorized } from '#controller/apiserver/handle.ts';
import { type MountedHandler, Mounts } from '#controller/apiserver/mounts.ts';
import { presentedBy } from '#controller/apiserver/presented.node.ts';
import { type Issuer, type KeyAndCertificate, toPem } from '#controller/keys/issue-certificate.ts';
import { keepCertificate } from '#controller/keys/keep-certificate.ts';
import type { Keyring } from '#controller/keys/keyring.ts';
import type { RestRequests } from '#controller/metrics/rest-requests.ts';
import type { Clock } from '#src/clock/clock.ts';
import type { Logger } from '#src/log/logger.ts';
import { PREFIX } from './openapi.ts';
import { notFound } from './refusals.ts';

export type RestPortOptions = {
  readonly listen: string;
  /** 0 takes a free one. */
  readonly restPort: number;
  /** DNS names and addresses for the server certificate. */
  readonly names: readonly string[];
  readonly keyring: Keyring;
  readonly issuer: Issuer;
  readonly requests: RestRequests;
  readonly clock: Clock;
  readonly log: Logger;
};

export type OpenedRest = AsyncDisposable & {
  /** Undefined where it has none of its own. */
  readonly port?: number;
};

/** @throws {CredfleetError} CONFIG_INVALID when it cannot listen there. */
export async function openRestPort(
  options: RestPortOptions,
  rest: MountedHandler,
): Promise<OpenedRest> {
  const { keyring, issuer, clock, log } = options;
  const mounts = new Mounts();
  const mount = mounts.add(PREFIX, rest);
  const issue = () => issuer.issueServerCertificate(options.names);
  const tls = ({ keyPem, certificatePem }: KeyAndCertificate) => {
    const clientCa = keyring.clientCas(clock.nowMs()).map(toPem).join('');
    return { key: keyPem, cert: certificatePem, clientCa };
  };
  const first = issue();
  const port = await openHttpsPort({
    host: options.listen,
    port: options.restPort,
    tls: tls(first),
    clock,
    log,
    serve: async (incoming, response) => {
      const startMs = performance.now();
      const url = URL.parse(incoming.url ?? '/', 'https://rest');
      const user = authenticate(presentedBy(incoming), clock.nowMs(), undefined);
      const served = url && user && mounts.serve({ incoming, response, url, user });
      if (served !== undefined && served !== null) return served;
      const error = user === undefined ? unauthorized() : notFound(url?.pathname ?? '', [PREFIX]);
      const { code, contentType, body } = refusalAnswer(error);
      response.writeHead(code, { 'content-type': contentType }).end(body);
      options.requests.answered({ path: '' }, code, performance.now() - startMs);
      return undefined;
    },
  });
  const closed = new AbortController();
  const use = (issued: KeyAndCertificate) => port.setTls(tls(issued));
  void keepCertificate({ ...options, what: 'REST', first, issue, use }, closed.signal);
  return {
    port: port.port,
    [Symbol.asyncDispose]: async () => {
      closed.abort();
      await mount[Symbol.asyncDispose]();
      await port.close();
    },
  };
}
