/**
 * Rollouts on real hosts, steered as an operator does: a canary that waits for an approval, a failure in the second
 * step, going back, a freeze. What never changes: nobody is restarted for content it has.
 * @module
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import { acceptOnly, loadedEquals, startsOf, unitFacts } from '#test/fleet/sample-service.ts';
import {
  API_VERSION,
  auditEvents,
  bring,
  frame,
  NAMESPACE,
  type RolloutView,
  states,
  waitRollout,
  waitRunning,
} from './scene.ts';

const NAME = 'shop-key';
const UNIT = `${NAME}.service`;
const CREDENTIAL = `${NAMESPACE}/${NAME}`;
const POLICY = 'canary-first';

let fleet: Fleet;

const policy = {
  apiVersion: API_VERSION,
  kind: 'RolloutPolicy',
  metadata: { name: POLICY },
  spec: {
    steps: [
      { name: 'canary', target: 1, approval: 'Required' },
      { name: 'all', target: '100%' },
    ],
    maxUnavailable: 1,
    maxFailures: 0,
    minIntervalSeconds: 0,
    minConnectedPercent: 0,
  },
};

beforeAll(async () => {
  fleet = await Fleet.start({
    hosts: [
      { name: 'ada', release: 'bookworm', labels: { role: 'shop' } },
      { name: 'bob', release: 'trixie', labels: { role: 'shop' } },
      { name: 'eve', release: 'trixie', labels: { role: 'shop' } },
    ],
  });
  await fleet.apply(...frame, policy);
  const rollout = { policyName: POLICY, initial: 'SkipSteps' };
  await bring(fleet, { name: NAME, spec: { rollout } }, 'one');
  await waitRollout(fleet, NAME, 1, 'Succeeded');
});

afterAll(async () => {
  await fleet?.close();
});

async function holding(value: string): Promise<readonly string[]> {
  const holds = await Promise.all(
    fleet.hosts.map(async (host) => loadedEquals(host, UNIT, NAME, value)),
  );
  return fleet.hosts.filter((_, at) => holds[at]).map(({ name }) => name);
}

async function starts(): Promise<readonly number[]> {
  return Promise.all(fleet.hosts.map(async (host) => startsOf(host, UNIT)));
}

async function rolloutNamed(name: string, state: string): Promise<RolloutView> {
  return eventually(`rollout ${name} to be ${state}`, async () => {
    const rollout = await fleet.get<RolloutView>('credentialrollout', name, NAMESPACE);
    if (rollout.status?.state === state) return rollout;
    throw new Error(`it is ${rollout.status?.state}`);
  });
}

test('the canary gets it, everybody else waits for an approval, then has it', async () => {
  await fleet.putSecret(NAMESPACE, NAME, { value: 'two' });
  await waitRollout(fleet, NAME, 2, 'Paused');
  expect(await holding('two')).toHaveLength(1);
  expect(await fleet.mustCredfleet(['status', '-n', NAMESPACE, NAME])).toContain('canary');
  await fleet.mustCredfleet(['rollout', 'approve', CREDENTIAL, '--comment', 'the canary sings']);
  await waitRollout(fleet, NAME, 2, 'Succeeded');
  expect(await holding('two')).toHaveLength(3);
  const [approved] = await auditEvents(fleet, '--type', 'rollout.approved');
  expect(approved).toMatchObject({ detail: { step: 'canary', why: 'the canary sings' } });
});

test('a failure in the second step pauses: one host is back on the old content, the rest never left it', async () => {
  await fleet.putSecret(NAMESPACE, NAME, { value: 'three' });
  await waitRollout(fleet, NAME, 3, 'Paused');
  const [canary = ''] = await holding('three');
  const others = fleet.hosts.filter(({ name }) => name !== canary);
  for (const host of others) await acceptOnly(host, NAME, 'two');
  const before = await starts();
  await fleet.mustCredfleet(['rollout', 'approve', CREDENTIAL]);
  const paused = await eventually('the rollout to pause on the failure', async () => {
    const rollout = await waitRollout(fleet, NAME, 3, 'Paused');
    return (rollout.status?.failures ?? []).length > 0 ? rollout : undefined;
  });
  const broken = paused.status?.failures?.[0]?.host ?? '';
  expect(paused.status?.failures).toEqual([expect.objectContaining({ rolledBack: true })]);
  expect(await holding('three')).toEqual([canary]);
  expect(await holding('two')).toEqual(others.map(({ name }) => name));
  const touched = (await starts()).map((count, at) => count - (before[at] ?? 0));
  const last = others.find(({ name }) => name !== broken);
  expect(touched[fleet.hosts.findIndex(({ name }) => name === last?.name)]).toBe(0);
  for (const host of fleet.hosts) expect((await unitFacts(host, UNIT)).activeState).toBe('active');
});

test('a verb that makes no sense is refused, and names the one that does', async () => {
  const resume = await fleet.credfleet(['rollout', 'resume', CREDENTIAL]);
  expect(resume.exitCode).toBe(1);
  expect(resume.stderr).toContain('retry, rollback or a newer version');
});

test('going back brings the old content under a new number, and restarts only who left it', async () => {
  const before = await starts();
  const [canary = ''] = await holding('three');
  const made = await fleet.mustCredfleet(['rollout', 'rollback', CREDENTIAL, '--to', '2']);
  expect(made).toContain(`${NAME}-v2-rollback-1 created`);
  await rolloutNamed(`${NAME}-v2-rollback-1`, 'Succeeded');
  await waitRunning(
    fleet,
    NAME,
    4,
    fleet.hosts.map(({ name }) => name),
  );
  expect(await holding('two')).toHaveLength(3);
  const touched = (await starts()).map((count, at) => count - (before[at] ?? 0));
  expect(touched).toEqual(fleet.hosts.map(({ name }) => (name === canary ? 1 : 0)));
  const versions = await fleet.mustKubectl(['get', 'credentialversions', '-n', NAMESPACE]);
  expect(versions).toMatch(/shop-key-v3 .*Rejected/u);
});

test('a freeze holds everything back until it ends', async () => {
  await fleet.mustCredfleet(['freeze', 'sale', '--for', '1h', '--reason', 'the big sale']);
  const before = await starts();
  for (const host of fleet.hosts) await acceptOnly(host, NAME, 'five');
  await fleet.putSecret(NAMESPACE, NAME, { value: 'five' });
  await eventually('the rollout to wait for the freeze', async () => {
    const text = await fleet.mustCredfleet(['status', '-n', NAMESPACE, NAME]);
    return text.includes('freeze sale') ? true : undefined;
  });
  expect(await starts()).toEqual(before);
  await fleet.mustCredfleet(['unfreeze', 'sale']);
  await waitRollout(fleet, NAME, 5, 'Paused');
  await fleet.mustCredfleet(['rollout', 'approve', CREDENTIAL]);
  await waitRollout(fleet, NAME, 5, 'Succeeded');
  expect(await holding('five')).toHaveLength(3);
});

test('an abort takes back what the canary got', async () => {
  for (const host of fleet.hosts) await acceptOnly(host, NAME, 'six');
  await fleet.putSecret(NAMESPACE, NAME, { value: 'six' });
  await waitRollout(fleet, NAME, 6, 'Paused');
  const [canary = ''] = await holding('six');
  await acceptOnly(fleet.host(canary), NAME, 'five');
  await fleet.mustCredfleet(['rollout', 'abort', CREDENTIAL]);
  await rolloutNamed(`${NAME}-v6-a1-rollback`, 'Succeeded');
  expect(await holding('five')).toHaveLength(3);
  const rows = await states(fleet, NAME);
  expect(rows.map((row) => row.runningVersion)).toEqual([7, 7, 7]);
});
