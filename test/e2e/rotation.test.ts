/**
 * A credential reaches three hosts, is rotated, and survives everything that happens to controller, agent
 * and hosts in between.
 * @module
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import { loadedEquals, unitFacts, startsOf } from '#test/fleet/sample-service.ts';
import {
  auditEvents,
  bring,
  frame,
  NAMESPACE,
  waitCondition,
  waitRollout,
  waitRunning,
} from './scene.ts';

const NAME = 'shop-password';
const UNIT = 'shop-password.service';
const HOSTS = ['alpha', 'beta', 'gamma'];

let fleet: Fleet;

beforeAll(async () => {
  fleet = await Fleet.start({
    hosts: [
      { name: 'alpha', release: 'bookworm', labels: { role: 'shop' } },
      { name: 'beta', release: 'trixie', labels: { role: 'shop' } },
      { name: 'gamma', release: 'trixie', labels: { role: 'shop' } },
    ],
  });
  await fleet.apply(...frame);
});

afterAll(async () => {
  await fleet?.close();
});

async function expectLoaded(value: string): Promise<void> {
  for (const host of fleet.hosts) {
    expect(await loadedEquals(host, UNIT, NAME, value), `${host.name} loaded the value`).toBe(true);
  }
}

async function expectEachHostHealthyOnce(credential: string, version: number): Promise<void> {
  const healthy = await auditEvents(
    fleet,
    '--credential',
    `${NAMESPACE}/${credential}`,
    '--version',
    `${version}`,
    '--type',
    'host.version.healthy',
  );
  expect(new Set(healthy.map((event) => event.subject.host))).toEqual(new Set(HOSTS));
  expect(healthy).toHaveLength(HOSTS.length);
}

async function invocations(): Promise<readonly string[]> {
  return Promise.all(fleet.hosts.map(async (host) => (await unitFacts(host, UNIT)).invocationId));
}

test('the first version is sealed against TPM and host key, loaded by the service and recorded', async () => {
  await bring(fleet, { name: NAME }, 'value-one');
  await waitRollout(fleet, NAME, 1, 'Succeeded');
  await waitCondition(fleet, NAME, 'Ready', 'True');
  await expectLoaded('value-one');
  for (const host of fleet.hosts) {
    const header = JSON.parse(
      await fleet.mustCredfleet([
        'inspect',
        `${host.rootDir}/etc/credstore.encrypted/${NAME}`,
        '-o',
        'json',
      ]),
    ) as { keyType: string };
    expect(header.keyType).toMatch(/^host\+tpm2/u);
    const stat = await host.must(['stat', '-c', '%a %U', `/etc/credstore.encrypted/${NAME}`]);
    expect(stat.trim()).toBe('600 root');
    const types = (
      await auditEvents(fleet, '--host', host.name, '--credential', `${NAMESPACE}/${NAME}`)
    ).map((event) => event.type);
    expect(types).toEqual(
      expect.arrayContaining([
        'host.version.dispatched',
        'host.version.sealed',
        'host.version.healthy',
      ]),
    );
  }
});

test('a rotated Secret reaches every host, one restart each', async () => {
  const before = await invocations();
  await fleet.putSecret(NAMESPACE, NAME, { value: 'value-two' });
  await waitRollout(fleet, NAME, 2, 'Succeeded');
  await expectLoaded('value-two');
  const after = await invocations();
  expect(after.filter((id, index) => id !== before[index])).toHaveLength(3);
  await expectEachHostHealthyOnce(NAME, 2);
});

test('a controller killed and started again restarts nothing and loses nothing', async () => {
  const before = await invocations();
  await fleet.stopController('SIGKILL');
  for (const host of fleet.hosts) expect((await unitFacts(host, UNIT)).activeState).toBe('active');
  await fleet.startController();
  await Promise.all(HOSTS.map((name) => fleet.waitConnected(name)));
  await waitRunning(fleet, NAME, 2, HOSTS);
  expect(await invocations()).toEqual(before);
});

test('a controller killed in the middle of a rollout goes on where it was, one restart a host', async () => {
  const name = 'shop-midway';
  const health = { minHealthySeconds: 2, deadlineSeconds: 60, verifyLoaded: 'Required' };
  await bring(fleet, { name, spec: { health } }, 'midway-one');
  await waitRollout(fleet, name, 1, 'Succeeded');
  const unit = `${name}.service`;
  const before = await Promise.all(fleet.hosts.map(async (host) => unitFacts(host, unit)));
  await fleet.putSecret(NAMESPACE, name, { value: 'midway-two' });
  await eventually('the first host to be at it', async () => {
    const sealed = await auditEvents(
      fleet,
      '--credential',
      `${NAMESPACE}/${name}`,
      '--version',
      '2',
    );
    return sealed.some((event) => event.type === 'host.version.sealed') ? true : undefined;
  });
  await fleet.stopController('SIGKILL');
  await fleet.startController();
  await waitRollout(fleet, name, 2, 'Succeeded', 90_000);
  // A host that needs longer to come back than the rollout waits for it catches up.
  await waitRunning(fleet, name, 2, HOSTS);
  const events = await auditEvents(fleet, '--credential', `${NAMESPACE}/${name}`, '--version', '2');
  const dispatched = events.filter((event) => event.type === 'host.version.dispatched');
  expect(dispatched.map((event) => event.subject.host ?? '').toSorted()).toEqual(HOSTS);
  for (const [index, host] of fleet.hosts.entries()) {
    expect(await loadedEquals(host, unit, name, 'midway-two')).toBe(true);
    const after = await unitFacts(host, unit);
    expect(after.invocationId).not.toBe(before[index]?.invocationId);
    // Started for version 1 and for version 2; a start without the credential never got so far.
    expect(await startsOf(host, unit), `${host.name} started`).toBe(2);
  }
});

test('a restarted agent restarts nothing', async () => {
  const before = await invocations();
  await Promise.all(
    fleet.hosts.map((host) =>
      host.must(['systemctl', 'kill', '-s', 'KILL', 'credfleet-agent.service']),
    ),
  );
  await eventually('the agents to be back', async () => {
    const active = await Promise.all(
      fleet.hosts.map((host) => host.run(['systemctl', 'is-active', 'credfleet-agent.service'])),
    );
    return active.every((result) => result.stdout.trim() === 'active') ? true : undefined;
  });
  await Promise.all(HOSTS.map((name) => fleet.waitConnected(name)));
  expect(await invocations()).toEqual(before);
});

test('a host that is offline during a rotation is skipped, then catches up', async () => {
  const gamma = fleet.host('gamma');
  await gamma.must(['systemctl', 'stop', 'credfleet-agent.service']);
  await fleet.waitConnected('gamma', 'False');
  await fleet.putSecret(NAMESPACE, NAME, { value: 'value-three' });
  await waitRollout(fleet, NAME, 3, 'Succeeded');
  expect(await loadedEquals(gamma, UNIT, NAME, 'value-two')).toBe(true);
  await gamma.must(['systemctl', 'start', 'credfleet-agent.service']);
  await waitRunning(fleet, NAME, 3, HOSTS);
  await expectLoaded('value-three');
});

test('a network that is cut during a rotation loses no report', async () => {
  const name = 'shop-cut';
  const policy = {
    inline: {
      steps: [{ name: 'all', target: '100%' }],
      maxUnavailable: '100%',
      minIntervalSeconds: 0,
    },
  };
  const health = { minHealthySeconds: 0, deadlineSeconds: 240, verifyLoaded: 'Required' };
  await bring(fleet, { name, spec: { rollout: policy, health } }, 'cut-one');
  await waitRollout(fleet, name, 1, 'Succeeded');
  const beta = fleet.host('beta');
  await beta.setLink('down');
  await fleet.putSecret(NAMESPACE, name, { value: 'cut-two' });
  await waitRunning(fleet, name, 2, ['alpha', 'gamma']);
  expect(await loadedEquals(beta, `${name}.service`, name, 'cut-one')).toBe(true);
  await beta.setLink('up');
  await waitRollout(fleet, name, 2, 'Succeeded', 120_000);
  await expectEachHostHealthyOnce(name, 2);
});

test('a rebooted host starts its service with neither controller nor agent', async () => {
  await fleet.stopController('SIGKILL');
  const alpha = fleet.host('alpha');
  await alpha.must(['systemctl', 'disable', '-q', 'credfleet-agent.service']);
  await alpha.reboot();
  expect((await unitFacts(alpha, UNIT)).activeState).toBe('active');
  expect(await loadedEquals(alpha, UNIT, NAME, 'value-three')).toBe(true);
  await fleet.startController();
  await alpha.must(['systemctl', 'enable', '-q', '--now', 'credfleet-agent.service']);
  await fleet.waitConnected('alpha');
});
