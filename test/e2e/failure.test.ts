/**
 * A host whose service does not live with the new value gets the old one back by itself, the rollout pauses,
 * explain names the cause, and the next good version goes on.
 * @module
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Fleet } from '#test/fleet/fleet.ts';
import {
  acceptAnything,
  acceptOnly,
  loadedEquals,
  unitFacts,
  startsOf,
} from '#test/fleet/sample-service.ts';
import {
  auditEvents,
  bring,
  frame,
  hostCredential,
  NAMESPACE,
  states,
  waitRollout,
  waitRunning,
} from './scene.ts';

const NAME = 'shop-token';
const UNIT = 'shop-token.service';

let fleet: Fleet;

beforeAll(async () => {
  fleet = await Fleet.start({
    hosts: [
      { name: 'delta', release: 'bookworm', labels: { role: 'shop' } },
      { name: 'omega', release: 'trixie', labels: { role: 'shop' } },
    ],
  });
  await fleet.apply(...frame);
  await bring(fleet, { name: NAME }, 'good-one');
  await waitRollout(fleet, NAME, 1, 'Succeeded');
});

afterAll(async () => {
  await fleet?.close();
});

test('the broken host gets its old credential back and the rollout pauses', async () => {
  for (const host of fleet.hosts) await acceptOnly(host, NAME, 'good-one');
  await fleet.putSecret(NAMESPACE, NAME, { value: 'bad-two' });
  const rollout = await waitRollout(fleet, NAME, 2, 'Paused');
  const failure = rollout.status?.failures?.[0];
  expect(failure).toMatchObject({ rolledBack: true });
  const broken = fleet.host(failure?.host ?? '');
  expect(await loadedEquals(broken, UNIT, NAME, 'good-one')).toBe(true);
  expect((await unitFacts(broken, UNIT)).activeState).toBe('active');
  // maxUnavailable 1, maxFailures 0: nobody else was touched.
  const others = (await states(fleet, NAME)).filter((row) => row.host !== broken.name);
  expect(others.map((row) => row.targetVersion)).toEqual([1]);
  for (const host of fleet.hosts)
    expect(await loadedEquals(host, UNIT, NAME, 'good-one')).toBe(true);
});

test('explain names the root cause and the next command', async () => {
  const row = (await states(fleet, NAME)).find(({ state }) => state === 'RolledBack');
  const text = await fleet.mustCredfleet([
    'explain',
    row?.host ?? '',
    '--credential',
    `${NAMESPACE}/${NAME}`,
  ]);
  expect(text).toContain(UNIT);
  expect(text).toMatch(/exit|status|failed/iu);
  const events = await auditEvents(fleet, '--host', row?.host ?? '', '--version', '2');
  const rolledBack = events.find((event) => event.type === 'host.version.rolledBack');
  expect(rolledBack?.detail).toMatchObject({ unit: UNIT, runningVersion: 1 });
});

test('a rejected version is not tried again by itself, the next one is', async () => {
  for (const host of fleet.hosts) await acceptAnything(host, NAME);
  await fleet.putSecret(NAMESPACE, NAME, { value: 'good-three' });
  await waitRollout(fleet, NAME, 3, 'Succeeded');
  await waitRunning(fleet, NAME, 3, ['delta', 'omega']);
  const second = await auditEvents(
    fleet,
    '--credential',
    `${NAMESPACE}/${NAME}`,
    '--version',
    '2',
    '--type',
    'host.version.dispatched',
  );
  expect(second).toHaveLength(1);
});

test('two credentials of one unit that change together restart it once', async () => {
  const unit = 'shop-pair.service';
  for (const host of fleet.hosts) {
    await host.writeFile(
      `/etc/systemd/system/${unit}`,
      `[Service]
Type=exec
LoadCredentialEncrypted=shop-pair-a
LoadCredentialEncrypted=shop-pair-b
ExecStart=sleep infinity
`,
    );
    await host.must(['systemctl', 'daemon-reload']);
    await host.must(['systemctl', 'start', unit]);
  }
  const items = ['shop-pair-a', 'shop-pair-b'].map((name) => ({
    name,
    source: { secretKeyRef: { name: 'shop-pair', key: name } },
  }));
  await fleet.putSecret(NAMESPACE, 'shop-pair', { 'shop-pair-a': 'a', 'shop-pair-b': 'b' });
  // No unit is listed: the agent finds the one that loads them.
  const spec = { items, activation: { coalesceSeconds: 0 } };
  const before = await Promise.all(fleet.hosts.map((host) => unitFacts(host, unit)));
  await fleet.apply(hostCredential({ name: 'shop-pair', spec }));
  await waitRollout(fleet, 'shop-pair', 1, 'Succeeded');
  for (const [index, host] of fleet.hosts.entries()) {
    expect((await unitFacts(host, unit)).invocationId).not.toBe(before[index]?.invocationId);
    expect(await loadedEquals(host, unit, 'shop-pair-a', 'a')).toBe(true);
    expect(await loadedEquals(host, unit, 'shop-pair-b', 'b')).toBe(true);
    expect(await startsOf(host, unit)).toBe(2);
  }
});
