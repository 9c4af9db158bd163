/**
 * The agent as its package installs it: what its sandbox keeps closed, what doctor says, and that installing again,
 * removing and purging touch no service.
 * @module
 */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureAgentPackage } from '#test/fleet/agent-package.ts';
import { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import { loadedEquals, unitFacts } from '#test/fleet/sample-service.ts';
import type { TestHost } from '#test/testbed/testbed.ts';
import { bring, frame, waitRollout } from './scene.ts';

const NAME = 'shop-token';
const UNIT = `${NAME}.service`;
const AGENT_UNIT = 'credfleet-agent.service';
const METRICS = '/run/credfleet/metrics';
const IDLE_MAX_MIB = 80;
const EXPOSURE_MAX = 2.5;

type Finding = { readonly check: string; readonly level: string; readonly next?: string };

let fleet: Fleet;

beforeAll(async () => {
  fleet = await Fleet.start({
    hosts: [
      { name: 'kappa', release: 'bookworm', labels: { role: 'shop' } },
      { name: 'lambda', release: 'trixie', labels: { role: 'shop' } },
    ],
  });
  await fleet.apply(...frame);
  await bring(fleet, { name: NAME }, 'good');
  await waitRollout(fleet, NAME, 1, 'Succeeded');
});

afterAll(async () => {
  await fleet?.close();
});

async function agentPid(host: TestHost): Promise<string> {
  return (await host.must(['systemctl', 'show', '-P', 'MainPID', AGENT_UNIT])).trim();
}

async function doctor(host: TestHost, ...args: readonly string[]) {
  const command = ['credfleet-agent', 'doctor', '-o', 'json', ...args];
  const env = { SYSTEMD_TPM2_DEVICE: host.tpm.device };
  const { exitCode, stdout } = await host.run(command, { env });
  return { exitCode, findings: JSON.parse(stdout) as readonly Finding[] };
}

describe('the sandbox', () => {
  test('systemd finds little exposed', async () => {
    for (const host of fleet.hosts) {
      const told = await host.must(['systemd-analyze', 'security', '--no-pager', AGENT_UNIT]);
      const exposure = Number(/exposure level for \S+: ([0-9.]+)/u.exec(told)?.[1]);
      expect(exposure).toBeLessThanOrEqual(EXPOSURE_MAX);
    }
  });

  test('no memory is writable and executable', async () => {
    for (const host of fleet.hosts) {
      const maps = await host.must(['cat', `/proc/${await agentPid(host)}/maps`]);
      expect(maps).toContain('r-xp');
      expect(maps).not.toMatch(/ .wx/u);
    }
  });

  test.for(['/usr/bin/x', '/etc/x', '/etc/systemd/x', '/root/x', '/run/x', '/home/x'])(
    'the agent cannot write %s',
    async (path) => {
      for (const host of fleet.hosts) {
        const inside = ['nsenter', '--mount', '--target', await agentPid(host)];
        const result = await host.run([...inside, 'touch', path]);
        expect(result.exitCode).not.toBe(0);
      }
    },
  );

  test('an idle agent is small, and stops at once', async () => {
    for (const host of fleet.hosts) {
      const status = await host.must(['cat', `/proc/${await agentPid(host)}/status`]);
      const rssMib = Number(/^VmRSS:\s+(\d+)/mu.exec(status)?.[1]) / 1024;
      expect(rssMib).toBeLessThanOrEqual(IDLE_MAX_MIB);
      const startedAt = performance.now();
      await host.must(['systemctl', 'stop', AGENT_UNIT]);
      expect(performance.now() - startedAt).toBeLessThan(5_000);
      const result = await host.must(['systemctl', 'show', '-P', 'Result', AGENT_UNIT]);
      expect(result.trim()).toBe('success');
      await host.must(['systemctl', 'start', AGENT_UNIT]);
      await fleet.waitConnected(host.name);
    }
  });
});

describe('doctor', () => {
  test('finds a healthy host well', async () => {
    for (const host of fleet.hosts) {
      const { exitCode, findings } = await doctor(host);
      expect(findings.filter(({ level }) => level !== 'OK')).toEqual([]);
      expect(new Set(findings.map(({ check }) => check))).toEqual(
        new Set([
          'configuration',
          'systemd',
          'TPM',
          'host key',
          'credstore',
          'allow list',
          'own keys',
          'sealed files',
          'identity',
          'controller',
          'clock',
        ]),
      );
      expect(exitCode).toBe(0);
    }
  });

  test('names what is missing, with the next step', async () => {
    const host = fleet.host('kappa');
    await host.must(['mv', '/var/lib/systemd/credential.secret', '/root/secret']);
    await fleet.stopController();
    await host.tpm.takeAway();
    try {
      const { exitCode, findings } = await doctor(host);
      const failed = findings.filter(({ level }) => level === 'FAIL');
      expect(failed.map(({ check }) => check)).toEqual([
        'TPM',
        'host key',
        'own keys',
        'sealed files',
        'controller',
        'controller',
      ]);
      expect(exitCode).toBe(1);
      expect(failed[0]?.next).toContain('firmware');
      // It only looked.
      await host.must(['test', '!', '-e', '/var/lib/systemd/credential.secret']);
    } finally {
      await host.tpm.giveBack();
      await host.must(['mv', '/root/secret', '/var/lib/systemd/credential.secret']);
      await fleet.startController();
    }
    await fleet.waitConnected(host.name);
  });

  test('an option that does not exist is a finding, and no agent goes on with it', async () => {
    const host = fleet.host('kappa');
    const { exitCode, findings } = await doctor(host, '--no-such-option');
    expect(findings).toMatchObject([{ check: 'configuration', level: 'FAIL' }]);
    expect(exitCode).toBe(1);
  });
});

test('stores that somebody removed are made again at the next start', async () => {
  const host = fleet.host('kappa');
  const volatile = '/run/credstore.encrypted';
  await host.must(['systemctl', 'stop', AGENT_UNIT]);
  await host.must(['rm', '-r', volatile]);
  await host.must(['systemctl', 'start', AGENT_UNIT]);
  await fleet.waitConnected(host.name);
  expect((await host.must(['stat', '-c', '%a', volatile])).trim()).toBe('700');
});

test('a wrong configuration stops the agent for good, instead of starting it again and again', async () => {
  const host = fleet.host('lambda');
  const config = '/etc/credfleet/agent.conf';
  const good = await host.readFile(config);
  await host.writeFile(config, 'no such line\n');
  await host.must(['systemctl', 'restart', AGENT_UNIT]);
  await eventually('the agent to give up', async () => {
    const state = await host.must(['systemctl', 'show', '-P', 'ActiveState', AGENT_UNIT]);
    return state.trim() === 'failed' ? true : undefined;
  });
  expect((await host.must(['systemctl', 'show', '-P', 'NRestarts', AGENT_UNIT])).trim()).toBe('0');
  expect(await loadedEquals(host, UNIT, NAME, 'good')).toBe(true);
  await host.writeFile(config, good);
  await host.must(['systemctl', 'restart', AGENT_UNIT]);
  await fleet.waitConnected(host.name);
});

describe('the package', () => {
  test('installed again restarts the agent, and no service', async () => {
    const deb = await ensureAgentPackage(() => undefined);
    for (const host of fleet.hosts) {
      const [service, agent] = [await unitFacts(host, UNIT), await agentPid(host)];
      copyFileSync(deb, join(host.rootDir, 'root/agent.deb'));
      await host.must(['dpkg', '--install', '/root/agent.deb']);
      await fleet.waitConnected(host.name);
      expect(await unitFacts(host, UNIT)).toEqual(service);
      expect(await agentPid(host)).not.toBe(agent);
    }
  });

  test('removed keeps what the agent knows; the service goes on and starts again', async () => {
    const host = fleet.host('lambda');
    const before = await unitFacts(host, UNIT);
    await host.must(['test', '-d', METRICS]);
    await host.must(['dpkg', '--remove', 'credfleet-agent']);
    await host.must(['test', '!', '-e', METRICS]);
    expect(await unitFacts(host, UNIT)).toEqual(before);
    await host.must(['systemctl', 'restart', UNIT]);
    expect(await loadedEquals(host, UNIT, NAME, 'good')).toBe(true);
    await host.must(['dpkg', '--install', '/root/agent.deb']);
    await host.must(['systemctl', 'start', AGENT_UNIT]);
    await fleet.waitConnected(host.name);
  });

  test('purged takes the identity away with a warning, and leaves what is sealed', async () => {
    const host = fleet.host('lambda');
    const { exitCode, stderr } = await host.run(['dpkg', '--purge', 'credfleet-agent']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringContaining("this host's identity"),
    });
    await host.must(['test', '!', '-e', '/var/lib/credfleet']);
    await host.must(['systemctl', 'restart', UNIT]);
    expect(await loadedEquals(host, UNIT, NAME, 'good')).toBe(true);
  });
});
