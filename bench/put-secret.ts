/**
 * Runs in the fleet's network namespace for bench/rollout.ts: for each line of standard input replaces the
 * Secret's value over a kept connection and prints when it began, in epoch milliseconds. Plain HTTPS: what a client
 * library computes is no part of the product.
 * @module
 */
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request, type RequestOptions } from 'node:https';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { KubeConfig } from '@kubernetes/client-node';

const [kubeconfig = '', namespace = '', name = ''] = process.argv.slice(2);
const config = new KubeConfig();
config.loadFromFile(kubeconfig);
const url = new URL(
  `/api/v1/namespaces/${namespace}/secrets/${name}`,
  config.getCurrentCluster()?.server,
);
const options: RequestOptions = { method: 'PUT', headers: { 'content-type': 'application/json' } };
await config.applyToHTTPSOptions(options);
const { ca, cert, key } = options;
const agent = new Agent({ keepAlive: true, ca, cert, key });

for await (const value of createInterface(process.stdin)) {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    stringData: { value },
  };
  const beganMs = Date.now();
  const put = request(url, { ...options, agent });
  put.end(JSON.stringify(secret));
  const [answer] = (await once(put, 'response')) as [IncomingMessage];
  const body = await text(answer);
  if (answer.statusCode !== 200) throw new Error(`PUT ${url.pathname}: ${body}`);
  console.log(JSON.stringify({ beganMs }));
}
agent.destroy();
