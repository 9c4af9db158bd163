/**
 * `credfleet up` as one process, with the real kubectl and the real command line.
 * @module
 */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isKubectlLeftOut, type Kubectl, kubectlFor } from '../api/kubectl.ts';
import { ControllerProcess, credfleet } from './controller-process.ts';

const credential = (name: string, history: number, annotations = ''): string => `
apiVersion: credfleet.dev/v1alpha1
kind: HostCredential
metadata: {name: ${name}, namespace: default${annotations}}
spec:
  items: [{name: db, source: {secretKeyRef: {name: db, key: password}}}]
  targets: {hostNames: [metal-01]}
  delivery: {type: Service}
  revisionHistoryLimit: ${history}
`;

let up: ControllerProcess;
let kubeconfig: string;

beforeAll(async () => {
  up = await ControllerProcess.start('up');
  kubeconfig = up.ready.kubeconfig ?? '';
});
afterAll(async () => {
  await up[Symbol.asyncDispose]();
});

test('a person reads where the kubeconfig is, and it works', async () => {
  const line = `export KUBECONFIG=${kubeconfig}\n`;
  await vi.waitFor(() => expect(up.notes).toContain(line), { timeout: 20_000, interval: 50 });
  const made = await credfleet(kubeconfig, 'hosts', 'token', 'create', 'metal-09');
  expect(made.stderr).toContain(`--ca-pin ${up.ready.caPin}`);
});

test('told to stop as soon as it is ready, before it has read everything, it ends', async () => {
  await using other = await ControllerProcess.start('up');
  process.kill(other.pid, 'SIGTERM');
  expect(await other.ended()).toBe(0);
});

describe.runIf(!isKubectlLeftOut)('who changed it', () => {
  let kubectl: Kubectl;
  beforeAll(() => {
    kubectl = kubectlFor(kubeconfig, up.directory);
  });
  const apply = async (text: string): Promise<string> =>
    (await kubectl.run(['apply', '-f', '-'], text)).trim();
  const actors = async (name: string) => {
    const { stdout, stderr } = await credfleet(
      kubeconfig,
      'audit',
      '--credential',
      `default/${name}`,
      '-o',
      'jsonl',
    );
    if (stdout === '') throw new Error(stderr);
    const events = stdout
      .trim()
      .split('\n')
      .filter((line) => line !== '')
      .map(
        (line) =>
          JSON.parse(line) as {
            readonly type: string;
            readonly actor: { readonly kind: string; readonly id: string };
          },
      );
    return events
      .filter(({ type }) => type.startsWith('intent.'))
      .map(({ type, actor }) => `${type} ${actor.kind}:${actor.id}`);
  };

  test('the audit log names the user of the certificate, for what kubectl applied', async () => {
    expect(await apply(credential('named', 3))).toContain('created');
    expect(await apply(credential('named', 3))).toContain('unchanged');
    expect(await apply(credential('named', 4))).toContain('configured');
    await vi.waitFor(
      async () => {
        const told = await actors('named');
        // Two changes in a row may be seen as one.
        expect(told[0]).toMatch(/^intent\.created user:admin$/u);
        expect(new Set(told.map((one) => one.split(' ')[1]))).toEqual(new Set(['user:admin']));
      },
      { timeout: 20_000, interval: 200 },
    );
    const { stdout } = await credfleet(kubeconfig, 'audit', '--credential', 'default/named');
    expect(stdout).toContain('user:admin');
  });

  test('a client that writes another name is not believed', async () => {
    const forged = ', annotations: {credfleet.dev/changed-by: mallory}';
    await apply(credential('forged', 3, forged));
    await vi.waitFor(
      async () => expect(await actors('forged')).toEqual(['intent.created user:admin']),
      {
        timeout: 20_000,
        interval: 200,
      },
    );
  });
});
