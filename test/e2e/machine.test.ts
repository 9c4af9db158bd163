/**
 * Delivery to a container: its unit holds the credential sealed, nspawn hands it on when the container boots, and a
 * service in it loads it; rotation, failure, drift, crashes, lost seals, reboot and removal included.
 * @module
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Failpoint } from '#agent/apply/failpoints.ts';
import { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import {
  acceptInContainer,
  installSampleContainer,
  loadedInContainer,
  sha256,
} from '#test/fleet/sample-container.ts';
import { unitFacts } from '#test/fleet/sample-service.ts';
import type { TestHost } from '#test/testbed/testbed.ts';
import {
  accessPolicy,
  auditEvents,
  frame,
  hostCredential,
  NAMESPACE,
  states,
  waitCopied,
  waitRollout,
  waitRunning,
} from './scene.ts';

const NAME = 'shop-contained';
const MACHINE = 'shop';
const UNIT = `systemd-nspawn@${MACHINE}.service`;
const FILE = `/var/lib/credfleet/machines/${MACHINE}/${NAME}`;
const DROP_IN = `/etc/systemd/system/${UNIT}.d/50-credfleet.machine-${NAME}.conf`;
const FAILPOINT = '/etc/systemd/system/credfleet-agent.service.d/failpoint.conf';
/** Debian sid changes every day: on request. */
const WITH_SID = process.env['CREDFLEET_TEST_SID'] === '1';
const SID = { name: 'upsilon', release: 'sid', labels: { role: 'shop' } } as const;
const HOSTS = ['nu', 'xi', ...(WITH_SID ? [SID.name] : [])];

const SPEC = {
  delivery: { type: 'Machine', machine: { name: MACHINE } },
  activation: { coalesceSeconds: 0 },
  health: { minHealthySeconds: 3, deadlineSeconds: 60, verifyLoaded: 'Required' },
};

let fleet: Fleet;
let version = 1;

beforeAll(async () => {
  fleet = await Fleet.start({
    hosts: [
      { name: 'nu', release: 'bookworm', labels: { role: 'shop' } },
      { name: 'xi', release: 'trixie', labels: { role: 'shop' } },
      ...(WITH_SID ? [SID] : []),
    ],
  });
  const [namespace = {}, , rolloutPolicy = {}] = frame;
  const { spec, ...policy } = accessPolicy(NAMESPACE, 'shop', ['shop-*']);
  const access = { ...policy, spec: { ...spec, deliveryTypes: ['Machine'], units: [UNIT] } };
  await fleet.apply(namespace, access, rolloutPolicy);
  await Promise.all(fleet.hosts.map(async (host) => installSampleContainer(host, MACHINE, NAME)));
  await fleet.putSecret(NAMESPACE, NAME, { value: value(1) });
  await fleet.apply(hostCredential({ name: NAME, spec: SPEC }));
  await waitRollout(fleet, NAME, 1, 'Succeeded');
});

afterAll(async () => {
  await fleet?.close();
});

function value(number: number): string {
  return `contained-5d0a-${number}`;
}

async function waitLoaded(host: TestHost, wanted: string): Promise<void> {
  await eventually(
    `the service in the container of ${host.name} to have its credential`,
    async () =>
      (await loadedInContainer(host, MACHINE, NAME)) === sha256(wanted) ? true : undefined,
  );
}

async function rotate(): Promise<void> {
  version += 1;
  await fleet.putSecret(NAMESPACE, NAME, { value: value(version) });
}

/** A machine with another TPM than before is another one until a person says otherwise. */
async function approveAgain(host: TestHost): Promise<void> {
  await eventually(`${host.name} to wait for a person`, async () => {
    const text = await host.must(['journalctl', '-u', 'credfleet-agent', '-o', 'cat', '-n', '3']);
    return text.includes('hosts approve') ? true : undefined;
  });
  await fleet.mustCredfleet(['hosts', 'approve', host.name]);
  await fleet.waitConnected(host.name);
}

async function exists(host: TestHost, path: string): Promise<boolean> {
  return (await host.run(['test', '-e', path])).exitCode === 0;
}

describe.for(HOSTS)('%s', (name) => {
  test('the service in the container has it; no file of the host has it in the open', async () => {
    const host = fleet.host(name);
    await waitLoaded(host, value(1));
    const folders = ['/etc', '/root', '/tmp', '/var', '/run/log', '/run/credfleet', '/run/systemd'];
    const search = ['grep', '-rlF', '--devices=skip', value(1), ...folders];
    expect((await host.run(search)).stdout).toBe('');
    const row = (await states(fleet, NAME)).find((one) => one.host === name);
    expect(row?.message).toBe(`${UNIT}: up, 1 of 1 proven to have loaded it`);
  });
});

test('a rotation starts each container once, with the new value', async () => {
  const before = await Promise.all(fleet.hosts.map(async (host) => unitFacts(host, UNIT)));
  await rotate();
  await waitRollout(fleet, NAME, version, 'Succeeded');
  for (const [at, host] of fleet.hosts.entries()) {
    await waitLoaded(host, value(version));
    const { invocationId } = await unitFacts(host, UNIT);
    expect(invocationId).not.toBe(before[at]?.invocationId);
    const journal = ['journalctl', '-u', UNIT, '-o', 'cat', '--no-pager', '-g', '^Started'];
    // By hand, with the first version, with the second.
    expect((await host.must(journal)).trim().split('\n')).toHaveLength(3);
  }
});

test('a container that does not survive it gets the old one back, and the rollout pauses', async () => {
  const [host] = fleet.hosts;
  if (host === undefined) throw new Error('no host');
  const good = value(version);
  await acceptInContainer(host, MACHINE, good);
  await rotate();
  const rollout = await waitRollout(fleet, NAME, version, 'Paused', 90_000);
  expect(rollout.status?.failures).toMatchObject([{ rolledBack: true }]);
  await waitLoaded(host, good);
  await acceptInContainer(host, MACHINE, undefined);
  await rotate();
  await waitRollout(fleet, NAME, version, 'Succeeded', 90_000);
});

describe.for(HOSTS)('on %s', (name) => {
  test.for([
    ['its sealed file', FILE],
    ['its drop-in', DROP_IN],
  ] as const)(
    '%s is put back when somebody removes it, and the container runs on',
    async (change) => {
      const [, path] = change;
      const host = fleet.host(name);
      const before = await host.must(['sha256sum', path]);
      await waitCopied(host, FILE);
      const { invocationId } = await unitFacts(host, UNIT);
      await host.must(['rm', path]);
      await eventually(`${path} to be back`, async () => {
        const { stdout } = await host.run(['sha256sum', path]);
        return stdout === before ? true : undefined;
      });
      expect(await unitFacts(host, UNIT)).toMatchObject({ invocationId, activeState: 'active' });
    },
  );

  test('a host that boots without agent and controller starts the container with it', async () => {
    const host = fleet.host(name);
    await host.must(['systemctl', 'disable', '-q', '--now', 'credfleet-agent.service']);
    await host.must(['systemctl', 'disable', '-q', '--now', 'credfleet-agent.socket']);
    await host.reboot();
    expect((await unitFacts(host, 'credfleet-agent.service')).activeState).toBe('inactive');
    await waitLoaded(host, value(version));
    await host.must(['systemctl', 'enable', '-q', '--now', 'credfleet-agent.socket']);
    await host.must(['systemctl', 'enable', '-q', '--now', 'credfleet-agent.service']);
    await fleet.waitConnected(name);
  });

  test('a TPM that was cleared costs a new seal and no start of the container', async () => {
    const host = fleet.host(name);
    const credential = ['--host', name, '--credential', `${NAMESPACE}/${NAME}`];
    const sealed = async () => auditEvents(fleet, ...credential, '--type', 'host.version.resealed');
    const before = (await sealed()).length;
    const { invocationId } = await unitFacts(host, UNIT);
    await host.must(['systemctl', 'stop', 'credfleet-agent.service']);
    await host.tpm.clear();
    await host.must(['systemctl', 'start', 'credfleet-agent.service']);
    await approveAgain(host);
    await eventually('a new seal', async () => (await sealed())[before], { timeoutMs: 90_000 });
    await waitRunning(fleet, NAME, version, [name]);
    expect((await unitFacts(host, UNIT)).invocationId).toBe(invocationId);
    await host.must(['systemctl', 'restart', UNIT]);
    await waitLoaded(host, value(version));
  });
});

const points: readonly Failpoint[] = [
  'sealed',
  'files-installed',
  'installed',
  'activated',
  'proved',
];

test.for(points)(
  'an agent that is killed at %s goes on, and the container starts once',
  async (point) => {
    const host = fleet.host('xi');
    await host.writeFile(
      FAILPOINT,
      `[Service]\nEnvironment=CREDFLEET_FAILPOINT=${point}\nRestart=no\n`,
    );
    await host.must(['systemctl', 'daemon-reload']);
    await host.must(['systemctl', 'restart', 'credfleet-agent.service']);
    await fleet.waitConnected('xi');
    const journal = ['journalctl', '-u', UNIT, '-o', 'cat', '--no-pager', '-g', '^Started'];
    const starts = async () => (await host.must(journal)).trim().split('\n').length;
    const before = await starts();
    await rotate();
    await eventually(`the agent to die at ${point}`, async () => {
      const show = ['systemctl', 'show', 'credfleet-agent.service', '-p', 'Result', '--value'];
      return (await host.must(show)).trim() === 'signal' ? true : undefined;
    });
    const opened = await host.must(['systemd-creds', 'decrypt', `--name=${NAME}`, FILE, '-'], {
      env: { SYSTEMD_TPM2_DEVICE: host.tpm.device },
    });
    expect([value(version - 1), value(version)]).toContain(opened);
    await host.must(['rm', FAILPOINT]);
    await host.must(['systemctl', 'daemon-reload']);
    await host.must(['systemctl', 'start', 'credfleet-agent.service']);
    await waitRollout(fleet, NAME, version, 'Succeeded', 90_000);
    await waitLoaded(host, value(version));
    expect(await starts()).toBe(before + 1);
  },
);

test('a second credential of the container comes beside the first', async () => {
  const other = 'shop-second';
  await fleet.putSecret(NAMESPACE, other, { value: 'second-value' });
  await fleet.apply(hostCredential({ name: other, spec: SPEC }));
  await waitRollout(fleet, other, 1, 'Succeeded', 90_000);
  for (const host of fleet.hosts) {
    await waitLoaded(host, value(version));
    const loaded = await host.must([
      'sh',
      '-c',
      `sha256sum /proc/$(pgrep -P $(systemctl show ${UNIT} -p MainPID --value))/root/run/host/credentials/${other}`,
    ]);
    expect(loaded.slice(0, 64)).toBe(sha256('second-value'));
  }
});

test('a unit that does not run nspawn is not touched, and explain says what to write', async () => {
  const other = 'systemd-nspawn@own.service';
  for (const host of fleet.hosts) {
    const text = '[Service]\nExecStart=\nExecStart=/usr/bin/sleep infinity\nType=exec\n';
    await host.writeFile(`/etc/systemd/system/${other}.d/own.conf`, text);
    await host.must(['systemctl', 'daemon-reload']);
  }
  const { spec, ...policy } = accessPolicy('own', 'shop', ['shop-own']);
  await fleet.apply({ ...policy, spec: { ...spec, deliveryTypes: ['Machine'], units: [other] } });
  await fleet.putSecret(NAMESPACE, 'shop-own', { value: 'own' });
  const delivery = { type: 'Machine', machine: { name: 'own' } };
  await fleet.apply(hostCredential({ name: 'shop-own', spec: { ...SPEC, delivery } }));
  await waitRollout(fleet, 'shop-own', 1, 'Paused', 90_000);
  const failed = (await states(fleet, 'shop-own')).find(({ code }) => code !== '');
  expect(failed).toMatchObject({ code: 'DELIVERY_UNSUPPORTED' });
  expect(failed?.message).toContain("it runs '/usr/bin/sleep', not systemd-nspawn");
  expect(failed?.message).toContain('with dropIn: None');
});

test('revoked: files and drop-ins go, the container boots without, and the receipt says gone', async () => {
  const revoke = ['rollout', 'revoke', `${NAMESPACE}/${NAME}`, '--override-budget'];
  await fleet.mustCredfleet([...revoke, '--reason', 'it was in a chat']);
  for (const host of fleet.hosts) {
    await eventually(
      `${host.name} to be without it`,
      async () => {
        if ((await exists(host, FILE)) || (await exists(host, DROP_IN))) return undefined;
        const given = await host.run([
          'sh',
          '-c',
          `ls /proc/$(pgrep -P $(systemctl show ${UNIT} -p MainPID --value))/root/run/host/credentials`,
        ]);
        return given.exitCode === 0 && !given.stdout.includes(NAME) ? true : undefined;
      },
      { timeoutMs: 90_000 },
    );
    const gone = await eventually(`the receipt of ${host.name}`, async () => {
      const filters = ['--host', host.name, '--credential', `${NAMESPACE}/${NAME}`];
      return (await auditEvents(fleet, ...filters, '--type', 'host.version.gone')).at(-1);
    });
    expect(gone.subject.version).toBe(version);
  }
});
