/**
 * Runs in the fleet's network namespace for bench/rollout.ts: for each line of standard input replaces the
 * Secret's value over a kept connection and prints when it began and ended, in epoch milliseconds.
 * @module
 */
import { createInterface } from 'node:readline';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';

const [kubeconfig = '', namespace = '', name = ''] = process.argv.slice(2);
const config = new KubeConfig();
config.loadFromFile(kubeconfig);
const api = config.makeApiClient(CoreV1Api);

for await (const value of createInterface(process.stdin)) {
  const beganMs = Date.now();
  await api.replaceNamespacedSecret({
    namespace,
    name,
    body: {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace },
      stringData: { value },
    },
  });
  console.log(JSON.stringify({ beganMs, endedMs: Date.now() }));
}
