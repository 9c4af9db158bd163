/**
 * Delivery by socket: units fetch their credential from the agent when they start, and only they; killed, stopped
 * and restarted agents included.
 * @module
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import { installSampleService, loadedEquals, startsOf } from '#test/fleet/sample-service.ts';
import type { RunResult, TestHost } from '#test/testbed/testbed.ts';
import { accessPolicy, frame, hostCredential, NAMESPACE, waitRollout } from './scene.ts';

const NAME = 'shop-fetched';
const UNIT = `${NAME}.service`;
const SOCKET = '/run/credfleet/credentials.sock';
const VALUES = { first: 'canary-7c1e-first', second: 'canary-7c1e-second' };

let fleet: Fleet;

beforeAll(async () => {
  fleet = await Fleet.start({
    hosts: [
      { name: 'sigma', release: 'bookworm', labels: { role: 'shop' } },
      { name: 'tau', release: 'trixie', labels: { role: 'shop' } },
    ],
  });
  const [namespace = {}, , rolloutPolicy = {}] = frame;
  const { spec, ...policy } = accessPolicy(NAMESPACE, 'shop', ['shop-*']);
  const access = { ...policy, spec: { ...spec, deliveryTypes: ['Socket'] } };
  await fleet.apply(namespace, access, rolloutPolicy);
  await Promise.all(fleet.hosts.map(async (host) => installSampleService(host, UNIT, NAME, true)));
  await fleet.putSecret(NAMESPACE, NAME, { value: VALUES.first });
  const delivery = { type: 'Socket', dropIn: 'Managed' };
  await fleet.apply(hostCredential({ name: NAME, spec: { delivery } }));
  await waitRollout(fleet, NAME, 1, 'Succeeded');
});

afterAll(async () => {
  await fleet?.close();
});

/** A unit that loads it without having been granted it, and says how much it got. */
async function startStranger(host: TestHost, setting: string, socket = SOCKET): Promise<RunResult> {
  const text = `[Service]
Type=oneshot
${setting}=${NAME}:${socket}
ExecStart=sh -c 'wc -c < "$CREDENTIALS_DIRECTORY/${NAME}"'
`;
  await host.writeFile('/etc/systemd/system/stranger.service', text);
  await host.must(['systemctl', 'daemon-reload']);
  return host.run(['systemctl', 'start', 'stranger.service']);
}

async function property(host: TestHost, unit: string, name: string): Promise<string> {
  return (await host.must(['systemctl', 'show', unit, '-p', name, '--value'])).trim();
}

async function agentPid(host: TestHost): Promise<string> {
  return property(host, 'credfleet-agent.service', 'MainPID');
}

describe.for(['sigma', 'tau'])('%s', (name) => {
  test('the unit has fetched it; no file of the host has it in the open', async () => {
    const host = fleet.host(name);
    expect(await loadedEquals(host, UNIT, NAME, VALUES.first)).toBe(true);
    expect((await host.run(['test', '-e', `/etc/credstore.encrypted/${NAME}`])).exitCode).toBe(1);
    const folders = ['/etc', '/root', '/tmp', '/var', '/run/log', '/run/credfleet', '/run/systemd'];
    const search = ['grep', '-rlF', '--devices=skip', VALUES.first, ...folders];
    expect((await host.run(search)).stdout).toBe('');
  });

  test.for(['LoadCredentialEncrypted', 'LoadCredential'])(
    'a unit that it is not delivered to does not start with %s',
    async (setting) => {
      const host = fleet.host(name);
      expect((await startStranger(host, setting)).exitCode).not.toBe(0);
      expect(await property(host, 'stranger.service', 'ExecMainStatus')).toBe('243');
      const journal = await host.must(['journalctl', '-u', 'credfleet-agent', '-o', 'cat']);
      expect(journal).toContain('nothing of that name is delivered to that unit');
    },
  );

  test('a process of root that is no unit gets nothing out of it', async () => {
    const host = fleet.host(name);
    const script = `use Socket; socket(S, PF_UNIX, SOCK_STREAM, 0);
connect(S, pack_sockaddr_un("${SOCKET}")) or die; local $/; my $a = <S>; $a =~ tr/\\0//d; print length $a;`;
    expect(await host.must(['perl', '-e', script])).toBe('0');
  });

  test('a user cannot even call', async () => {
    const host = fleet.host(name);
    const script = `use Socket; socket(S, PF_UNIX, SOCK_STREAM, 0);
connect(S, pack_sockaddr_un("${SOCKET}")) or die "$!"; print "called";`;
    const result = await host.run([
      'setpriv',
      '--reuid=65534',
      '--clear-groups',
      'perl',
      '-e',
      script,
    ]);
    expect(result).toMatchObject({ stdout: '' });
    expect(result.stderr).toContain('Permission denied');
  });

  test('a killed agent: the unit waits for the next one and starts', async () => {
    const host = fleet.host(name);
    const pid = await agentPid(host);
    await host.must(['systemctl', 'kill', '-s', 'KILL', 'credfleet-agent.service']);
    await host.must(['systemctl', 'restart', UNIT]);
    expect(await agentPid(host)).not.toBe(pid);
    expect(await loadedEquals(host, UNIT, NAME, VALUES.first)).toBe(true);
  });

  test('a stopped agent is started by the unit that needs it', async () => {
    const host = fleet.host(name);
    await host.must(['systemctl', 'stop', 'credfleet-agent.service']);
    await host.must(['systemctl', 'restart', UNIT]);
    expect(await property(host, 'credfleet-agent.service', 'ActiveState')).toBe('active');
    expect(await loadedEquals(host, UNIT, NAME, VALUES.first)).toBe(true);
  });

  test('an agent that hangs keeps the start waiting', async () => {
    const host = fleet.host(name);
    await host.must(['systemctl', 'kill', '-s', 'STOP', 'credfleet-agent.service']);
    await host.must(['systemctl', 'restart', '--no-block', UNIT]);
    await eventually(`${UNIT} to wait`, async () => {
      const state = await property(host, UNIT, 'ActiveState');
      return state === 'activating' ? true : undefined;
    });
    await host.must(['systemctl', 'kill', '-s', 'CONT', 'credfleet-agent.service']);
    await eventually(`${UNIT} to start`, async () => {
      const state = await property(host, UNIT, 'ActiveState');
      return state === 'active' ? true : undefined;
    });
    expect(await loadedEquals(host, UNIT, NAME, VALUES.first)).toBe(true);
  });

  test.for([
    { setting: 'LoadCredential', outcome: 'an empty value', exitCode: 0 },
    { setting: 'LoadCredentialEncrypted', outcome: 'a failed start', exitCode: 1 },
  ])(
    'why it is sealed: of an answer that never came systemd makes $outcome with $setting',
    async ({ setting, exitCode }) => {
      const host = fleet.host(name);
      const mute = '/run/mute.sock';
      const script = `use Socket; socket(L, PF_UNIX, SOCK_STREAM, 0); unlink "${mute}";
bind(L, pack_sockaddr_un("${mute}")); listen(L, 5); accept(C, L); kill 9, $$;`;
      await host.writeFile('/root/mute.pl', script);
      const run = ['systemd-run', '--quiet', '--collect', '--unit=mute', 'perl', '/root/mute.pl'];
      await host.must(run);
      await eventually('somebody to listen', async () => {
        return (await host.run(['test', '-S', mute])).exitCode === 0 ? true : undefined;
      });
      const result = await startStranger(host, setting, mute);
      expect(result.exitCode).toBe(exitCode);
      await host.run(['rm', '-f', mute]);
    },
  );

  test('without agent and socket the start fails, and succeeds when both are back', async () => {
    const host = fleet.host(name);
    await host.must(['systemctl', 'stop', 'credfleet-agent.socket', 'credfleet-agent.service']);
    expect((await host.run(['systemctl', 'restart', UNIT])).exitCode).not.toBe(0);
    expect(await property(host, UNIT, 'ExecMainStatus')).toBe('243');
    await host.must(['systemctl', 'start', 'credfleet-agent.service']);
    await host.must(['systemctl', 'restart', UNIT]);
    expect(await loadedEquals(host, UNIT, NAME, VALUES.first)).toBe(true);
    await fleet.waitConnected(name);
  });
});

test('a rotation restarts each unit once, with the new value', async () => {
  const before = await Promise.all(fleet.hosts.map(async (host) => startsOf(host, UNIT)));
  await fleet.putSecret(NAMESPACE, NAME, { value: VALUES.second });
  await waitRollout(fleet, NAME, 2, 'Succeeded');
  const loaded = fleet.hosts.map(async (host) => loadedEquals(host, UNIT, NAME, VALUES.second));
  expect(await Promise.all(loaded)).toEqual([true, true]);
  const after = await Promise.all(fleet.hosts.map(async (host) => startsOf(host, UNIT)));
  expect(after).toEqual(before.map((starts) => starts + 1));
});

test('after a reboot units fetch it, though the agent has to enrol anew and nobody is there', async () => {
  await fleet.stopController();
  await Promise.all(
    fleet.hosts.map(async (host) => host.must(['rm', '/var/lib/credfleet/identity.json'])),
  );
  await Promise.all(fleet.hosts.map(async (host) => host.reboot()));
  for (const host of fleet.hosts) {
    await eventually(`${UNIT} on ${host.name}`, async () => {
      const state = await property(host, UNIT, 'ActiveState');
      return state === 'active' ? true : undefined;
    });
    expect(await loadedEquals(host, UNIT, NAME, VALUES.second)).toBe(true);
  }
});
