/**
 * A door to a test cluster through which a controller sees one namespace only: tests run beside each other,
 * and a controller would act on everything that it sees. Also the way to be somebody else there.
 * @module
 */
import { type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { Agent, createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { KubeConfig } from '@kubernetes/client-node';
import { stringify } from 'yaml';
import { toPem } from '#controller/keys/issue-certificate.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { issuerOf, keyringOf } from '#test/gen/keyring.ts';

export type Scope = {
  readonly namespace: string;
  /** The server is told that it is this user who asks; default: whoever the kubeconfig names. */
  readonly user?: string;
};

export type ScopedApi = {
  /** Text of a kubeconfig that leads through the door. */
  readonly kubeconfig: string;
  close(): void;
};

/** Lists and watches over all namespaces of what belongs to one. Secrets outside are read by name. */
const NARROWED =
  /^\/(?:api\/v1\/secrets|apis\/credfleet\.dev\/v1alpha1\/(?:hostcredentials|credentialversions|credentialrollouts))$/u;

export async function openScopedApi(cluster: KubeConfig, scope: Scope): Promise<ScopedApi> {
  const keyring = await keyringOf();
  const { keyPem, certificatePem } = issuerOf(keyring).issueServerCertificate(['127.0.0.1']);
  const token = Buffer.from(systemRandom.bytes(16)).toString('hex');
  const far = farSide(cluster);
  const server = createServer({ key: keyPem, cert: certificatePem }, (incoming, response) => {
    if (incoming.headers.authorization === `Bearer ${token}`) {
      forward({ incoming, response, far, scope });
    } else {
      response.writeHead(401).end();
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    kubeconfig: kubeconfigText(port, token, toPem(keyring.ca.certificate)),
    close: () => {
      server.close();
      server.closeAllConnections();
      far.agent.destroy();
    },
  };
}

type Far = { readonly server: string; readonly agent: Agent };

function farSide(cluster: KubeConfig): Far {
  const { server = '', caData = '' } = cluster.getCurrentCluster() ?? {};
  const { certData = '', keyData = '' } = cluster.getCurrentUser() ?? {};
  const decode = (base64: string): Buffer => Buffer.from(base64, 'base64');
  const tls = { ca: decode(caData), cert: decode(certData), key: decode(keyData) };
  return { server, agent: new Agent({ ...tls, keepAlive: true }) };
}

function forward(call: {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly far: Far;
  readonly scope: Scope;
}): void {
  const { incoming, response, far, scope } = call;
  const { authorization: _, host: __, ...kept } = incoming.headers;
  const headers: OutgoingHttpHeaders = {
    ...kept,
    ...(scope.user === undefined ? {} : { 'impersonate-user': scope.user }),
  };
  const url = new URL(incoming.url ?? '/', far.server);
  if (NARROWED.test(url.pathname)) {
    url.searchParams.set('fieldSelector', `metadata.namespace=${scope.namespace}`);
  }
  const outgoing = request(
    url,
    { agent: far.agent, method: incoming.method, headers },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      response.flushHeaders();
      // Either side may leave in the middle: that is what a watch does.
      pipeline(answer, response).catch(() => undefined);
    },
  );
  outgoing.once('error', () => response.destroy());
  response.once('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}

function kubeconfigText(port: number, token: string, caPem: string): string {
  const cluster = {
    server: `https://127.0.0.1:${port}`,
    'certificate-authority-data': Buffer.from(caPem).toString('base64'),
  };
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'scoped', cluster }],
    users: [{ name: 'scoped', user: { token } }],
    contexts: [{ name: 'scoped', context: { cluster: 'scoped', user: 'scoped' } }],
    'current-context': 'scoped',
  });
}
