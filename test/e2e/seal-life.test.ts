/**
 * Sealed files with a time to live on real hosts: renewed in time with no restart; refused by systemd when the
 * controller was away for too long, and healed when it is back.
 * @module
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import { loadedEquals, unitFacts } from '#test/fleet/sample-service.ts';
import type { TestHost } from '#test/testbed/testbed.ts';
import {
  bring,
  type Condition,
  eventsOf,
  frame,
  type HostCredentialView,
  lying,
  NAMESPACE,
  waitCondition,
  waitEvent,
  waitRollout,
  waitRunning,
} from './scene.ts';

const NAME = 'shop-lease';
const UNIT = `${NAME}.service`;
const FILE = `/etc/credstore.encrypted/${NAME}`;
const OLD = '/root/old-lease';
const HOSTS = ['mira', 'nova'];
const TTL_SECONDS = 60;
const EXIT_CREDENTIALS = '243';
const PATIENCE_MS = 120_000;

let fleet: Fleet;

beforeAll(async () => {
  fleet = await Fleet.start({
    hosts: [
      { name: 'mira', release: 'bookworm', labels: { role: 'shop' } },
      { name: 'nova', release: 'trixie', labels: { role: 'shop' } },
    ],
  });
  await fleet.apply(...frame);
  const spec = { sealing: { key: 'HostAndTPM2', ttlSeconds: TTL_SECONDS } };
  await bring(fleet, { name: NAME, spec }, 'lease-one');
  await waitRollout(fleet, NAME, 1, 'Succeeded');
});

afterAll(async () => {
  await fleet?.close();
});

/** What systemd itself says to it. */
async function decrypts(host: TestHost, path: string): Promise<string> {
  const args = ['systemd-creds', 'decrypt', `--name=${NAME}`, path, '/dev/null'];
  const result = await host.run(args, { env: { SYSTEMD_TPM2_DEVICE: host.tpm.device } });
  return result.exitCode === 0 ? '' : result.stderr;
}

async function untilOver(host: TestHost, path: string): Promise<void> {
  await eventually(
    `the sealed file on ${host.name} to be over`,
    async () => ((await decrypts(host, path)).includes('time passed') ? true : undefined),
    { timeoutMs: PATIENCE_MS },
  );
}

async function expectHealed(host: TestHost): Promise<void> {
  await eventually(
    `${UNIT} on ${host.name} to run with its content`,
    async () => ((await loadedEquals(host, UNIT, NAME, 'lease-one')) ? true : undefined),
    { timeoutMs: PATIENCE_MS },
  );
  await waitRunning(fleet, NAME, 1, [host.name]);
  expect(await decrypts(host, FILE)).toBe('');
}

async function expiring(): Promise<Condition | undefined> {
  const { status } = await fleet.get<HostCredentialView>('hcred', NAME, NAMESPACE);
  return status?.conditions?.find(({ type }) => type === 'Expiring');
}

test('they are renewed before their end, again and again, and the service is not restarted', async () => {
  const before = new Map<string, string>();
  for (const host of fleet.hosts) {
    before.set(host.name, (await unitFacts(host, UNIT)).invocationId);
    await host.must(['cp', '-p', FILE, OLD]);
  }
  for (const host of fleet.hosts) {
    const of = { host: host.name, name: NAME, type: 'host.version.resealed' };
    const event = await waitEvent(fleet, { ...of, before: 1 }, PATIENCE_MS);
    expect(event.detail).toMatchObject({ reason: 'SealExpiry' });
    const asked = await eventsOf(fleet, { ...of, type: 'host.version.sealExpiring' });
    expect(asked[0]?.detail).toMatchObject({ code: 'SEAL_EXPIRING' });
  }
  for (const host of fleet.hosts) {
    await untilOver(host, OLD);
    expect(await decrypts(host, FILE)).toBe('');
    const { invocationId, activeState } = await unitFacts(host, UNIT);
    expect({ invocationId, activeState }).toEqual({
      invocationId: before.get(host.name),
      activeState: 'active',
    });
    const lost = { host: host.name, name: NAME, type: 'host.version.sealLost' };
    expect(await eventsOf(fleet, lost)).toEqual([]);
  }
  expect(await expiring()).toMatchObject({ status: 'False', reason: 'Valid' });
  const { status } = await fleet.get<{ status: { sealExpirationTime?: string } }>(
    'hcred',
    NAME,
    NAMESPACE,
  );
  expect(Date.parse(status.sealExpirationTime ?? '')).toBeGreaterThan(Date.now());
});

test('an agent that does not renew them is told of while they still open', async () => {
  const host = fleet.host('nova');
  await host.must(['systemctl', 'stop', 'credfleet-agent.service']);
  const said = await waitCondition(fleet, NAME, 'Expiring', 'True', PATIENCE_MS);
  expect(said).toMatchObject({ reason: 'SealNotAfterNear' });
  expect(said.message).toContain('nova');
  await host.must(['systemctl', 'start', 'credfleet-agent.service']);
  await waitCondition(fleet, NAME, 'Expiring', 'False', PATIENCE_MS);
  await expectHealed(host);
});

test('a controller that is away for too long: systemd refuses them, and they are healed when it is back', async () => {
  const sealed = new Map<string, string | undefined>();
  await fleet.stopController();
  for (const host of fleet.hosts) {
    sealed.set(host.name, await lying(host, FILE));
    await untilOver(host, FILE);
    // What runs goes on; what starts now does not.
    expect((await unitFacts(host, UNIT)).activeState).toBe('active');
    await host.run(['systemctl', 'restart', UNIT]);
    const status = ['systemctl', 'show', UNIT, '-p', 'ExecMainStatus', '--value'];
    expect((await host.must(status)).trim()).toBe(EXIT_CREDENTIALS);
    // What is over is told at the agent's next look.
    const told = await eventually(
      `the agent of ${host.name} to say that they are lost`,
      async () => {
        const text = await host.must(['journalctl', '-u', 'credfleet-agent', '-o', 'cat']);
        return text.includes('SEAL_LOST') ? text : undefined;
      },
      { timeoutMs: PATIENCE_MS },
    );
    expect(told).toContain('SEAL_EXPIRING');
  }
  await fleet.startController();
  for (const name of HOSTS) {
    await fleet.waitConnected(name);
    await expectHealed(fleet.host(name));
    const of = { host: name, name: NAME, type: 'host.version.sealLost' };
    const event = await waitEvent(fleet, { ...of, before: 0 });
    expect(event.detail['message']).toContain('nobody sent it anew');
    expect(await lying(fleet.host(name), FILE)).not.toBe(sealed.get(name));
  }
});
