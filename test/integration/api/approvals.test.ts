/**
 * An approval is by the person who writes it, as the embedded API sees to. The chart's policy for clusters is checked
 * in test/integration/chart.
 * @module
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findKubectl } from '#test/fleet/kubectl.ts';
import { must, run } from '#test/fleet/process.ts';
import { type EmbeddedTarget, startEmbedded } from './targets.ts';

const ADA = { step: 'canary', user: 'ada' };
const BOB = { step: 'canary', user: 'bob' };

let target: EmbeddedTarget;
let kubectl = '';

beforeAll(async () => {
  target = await startEmbedded();
  kubectl = await findKubectl(() => undefined);
});
afterAll(async () => target.close());

function commandOf(user: string, args: readonly string[]): readonly string[] {
  const kubeconfig = target.kubeconfigOf(user, ['credfleet:operators']);
  return [kubectl, '--kubeconfig', kubeconfig, ...args];
}

function rollout(approvals: readonly object[]): string {
  return JSON.stringify({
    apiVersion: 'credfleet.dev/v1alpha1',
    kind: 'CredentialRollout',
    metadata: { name: 'db-v2-a1' },
    spec: { hostCredentialName: 'db', versionName: 'db-v2', type: 'Update', approvals },
  });
}

async function patch(user: string, approvals: readonly object[]) {
  const spec = JSON.stringify({ spec: { approvals } });
  return run(commandOf(user, ['patch', 'hcroll/db-v2-a1', '--type=merge', '-p', spec]));
}

test('nobody makes a rollout that others have approved', async () => {
  const refused = await run(commandOf('ada', ['create', '-f', '-']), { stdin: rollout([BOB]) });
  expect(refused.exitCode).not.toBe(0);
  expect(refused.stderr).toContain('ada cannot approve in the name of bob');
  await must(commandOf('ada', ['create', '-f', '-']), { stdin: rollout([]) });
});

test('each approves for themselves, and takes back only their own', async () => {
  expect(await patch('ada', [ADA])).toMatchObject({ exitCode: 0 });
  expect((await patch('ada', [ADA, BOB])).stderr).toContain('in the name of bob');
  expect(await patch('bob', [ADA, BOB])).toMatchObject({ exitCode: 0 });
  expect((await patch('ada', [ADA])).stderr).toContain("the approval of bob is not ada's");
  expect(await patch('ada', [BOB])).toMatchObject({ exitCode: 0 });
});
