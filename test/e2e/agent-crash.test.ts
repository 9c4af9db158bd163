/**
 * The agent is killed with SIGKILL between any two effects of a rotation: at that moment the host holds the
 * old or the new credential, whole, and the service runs with one of them; started again, the agent
 * converges, and restarts the unit at most once for the version.
 * @module
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failpoints, type Failpoint } from '#agent/apply/failpoints.ts';
import { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import { acceptAnything, acceptOnly, loadedEquals, unitFacts } from '#test/fleet/sample-service.ts';
import type { TestHost } from '#test/testbed/testbed.ts';
import { bring, frame, NAMESPACE, states, waitRollout, waitRunning } from './scene.ts';

const NAME = 'shop-crash';
const UNIT = 'shop-crash.service';
const DROP_IN = '/etc/systemd/system/credfleet-agent.service.d/failpoint.conf';

/** Only reached when a version fails and is rolled back, or when a credential is removed. */
const ROLLBACK: readonly Failpoint[] = [
  'rollback-journaled',
  'files-restored',
  'rolled-back',
  'rollback-proved',
  'failure-reported',
];
const NOT_IN_A_ROTATION = new Set<Failpoint>([
  ...ROLLBACK,
  'removal-journaled',
  'files-removed',
  'removed-reported',
  'drop-ins-written',
]);
const FORWARD = failpoints.filter((point) => !NOT_IN_A_ROTATION.has(point));

let fleet: Fleet;
let host: TestHost;
let version = 1;

beforeAll(async () => {
  fleet = await Fleet.start({
    hosts: [{ name: 'theta', release: 'trixie', labels: { role: 'shop' } }],
  });
  host = fleet.host('theta');
  await fleet.apply(...frame);
  await bring(fleet, { name: NAME }, value(1));
  await waitRollout(fleet, NAME, 1, 'Succeeded');
});

afterAll(async () => {
  await fleet?.close();
});

function value(number: number): string {
  return `crash-value-${number}`;
}

async function armAgent(point: Failpoint): Promise<void> {
  await host.writeFile(
    DROP_IN,
    `[Service]\nEnvironment=CREDFLEET_FAILPOINT=${point}\nRestart=no\n`,
  );
  await host.must(['systemctl', 'daemon-reload']);
  await host.must(['systemctl', 'restart', 'credfleet-agent.service']);
  await fleet.waitConnected('theta');
}

async function waitKilled(point: Failpoint): Promise<void> {
  await eventually(`the agent to die at ${point}`, async () => {
    const text = await host.must([
      'systemctl',
      'show',
      'credfleet-agent.service',
      '-p',
      'Result',
      '--value',
    ]);
    return text.trim() === 'signal' ? true : undefined;
  });
}

async function disarmAgent(): Promise<void> {
  await host.must(['rm', DROP_IN]);
  await host.must(['systemctl', 'daemon-reload']);
  await host.must(['systemctl', 'start', 'credfleet-agent.service']);
}

/** The file opens under its name and is one of the two versions: neither torn nor mixed. */
async function expectFileWhole(allowed: readonly string[]): Promise<void> {
  const path = `/etc/credstore.encrypted/${NAME}`;
  const opened = await host.must(['systemd-creds', 'decrypt', `--name=${NAME}`, path, '-']);
  expect(allowed).toContain(opened);
}

async function expectServiceRunsOneOf(allowed: readonly string[]): Promise<void> {
  const loaded = await Promise.all(allowed.map((text) => loadedEquals(host, UNIT, NAME, text)));
  expect(loaded).toContain(true);
}

test.for(FORWARD.map((point) => ({ point })))('killed at $point', async ({ point }) => {
  const [from, to] = [version, version + 1];
  version = to;
  await armAgent(point);
  const before = await unitFacts(host, UNIT);
  await fleet.putSecret(NAMESPACE, NAME, { value: value(to) });
  await waitKilled(point);
  await expectFileWhole([value(from), value(to)]);
  // A restart that was queued before the kill goes on without the agent.
  const atCrash = await eventually('the service to be up', async () => {
    const facts = await unitFacts(host, UNIT);
    return facts.activeState === 'active' ? facts : undefined;
  });
  await expectServiceRunsOneOf([value(from), value(to)]);
  await disarmAgent();
  await waitRunning(fleet, NAME, to, ['theta']);
  await waitRollout(fleet, NAME, to, 'Succeeded');
  expect(await loadedEquals(host, UNIT, NAME, value(to))).toBe(true);
  const after = await unitFacts(host, UNIT);
  expect(after.invocationId).not.toBe(before.invocationId);
  // Once the unit had been restarted for this version, the agent's own restart did not restart it again.
  const wasRestarted = atCrash.invocationId !== before.invocationId;
  expect(!wasRestarted || after.invocationId === atCrash.invocationId).toBe(true);
});

test.for(ROLLBACK.map((point) => ({ point })))(
  'killed during rollback at $point',
  async ({ point }) => {
    const [from, to] = [version, version + 2];
    await acceptOnly(host, NAME, value(from));
    await armAgent(point);
    await fleet.putSecret(NAMESPACE, NAME, { value: value(from + 1) });
    await waitKilled(point);
    await expectFileWhole([value(from), value(from + 1)]);
    await disarmAgent();
    await eventually('the old version to be back', async () => {
      const [row] = await states(fleet, NAME);
      return row?.state === 'RolledBack' && row.runningVersion === from ? true : undefined;
    });
    expect(await loadedEquals(host, UNIT, NAME, value(from))).toBe(true);
    await acceptAnything(host, NAME);
    await fleet.putSecret(NAMESPACE, NAME, { value: value(to) });
    await waitRollout(fleet, NAME, to, 'Succeeded');
    version = to;
  },
);
