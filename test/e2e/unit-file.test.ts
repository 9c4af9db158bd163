/**
 * Delivery in drop-ins of the units themselves (`SetCredentialEncrypted=`): what a rotation costs, failure, drift, a boot
 * without us, a lost seal, the longest that systemd reads, and removal. Killed agents: agent-apply/crash.test.ts.
 * @module
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unitPath } from '#agent/units/systemd-values.ts';
import { IN_UNIT_MAX_BYTES } from '#src/systemd/set-credential.ts';
import { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import {
  acceptAnything,
  acceptOnly,
  installSampleService,
  loadedEquals,
  startsOf,
  unitFacts,
} from '#test/fleet/sample-service.ts';
import type { TestHost } from '#test/testbed/testbed.ts';
import {
  eventsOf,
  frame,
  hostCredential,
  lying,
  NAMESPACE,
  states,
  waitEvent,
  waitCopied,
  waitRollout,
  waitRunning,
} from './scene.ts';

/** Debian sid changes every day: on request. */
const WITH_SID = process.env['CREDFLEET_TEST_SID'] === '1';
const HOSTS = ['nu', 'xi', ...(WITH_SID ? ['upsilon'] : [])];
const NAME = 'shop-inline';
const UNIT = `${NAME}.service`;
const INSTANCE = 'shop-each@eu.service';
const UNITS = [UNIT, INSTANCE];
const LARGE = 'shop-large';

const dropInOf = (unit: string, name = NAME): string =>
  `/etc/systemd/system/${unit}.d/50-credfleet-${name}.conf`;

const SPEC = {
  delivery: { type: 'Service', store: 'UnitFile' },
  activation: {
    units: UNITS.map((name) => ({ name, action: 'Restart' })),
    coalesceSeconds: 0,
  },
};

let fleet: Fleet;
let version = 1;

beforeAll(async () => {
  const labels = { role: 'shop' };
  fleet = await Fleet.start({
    hosts: [
      { name: 'nu', release: 'bookworm', labels },
      { name: 'xi', release: 'trixie', labels },
      ...(WITH_SID ? [{ name: 'upsilon', release: 'sid', labels } as const] : []),
    ],
  });
  await fleet.apply(...frame);
  await Promise.all(
    fleet.hosts.map(async (host) => {
      await installSampleService(host, UNIT, NAME, true);
      const folder = '/etc/systemd/system';
      await host.must(['cp', `${folder}/${UNIT}`, `${folder}/shop-each@.service`]);
      await host.must(['systemctl', 'daemon-reload']);
      await host.must(['systemctl', 'enable', '-q', INSTANCE]);
    }),
  );
  await fleet.putSecret(NAMESPACE, NAME, { value: value(1) });
  await fleet.apply(hostCredential({ name: NAME, spec: SPEC }));
  await waitRollout(fleet, NAME, 1, 'Succeeded');
});

afterAll(async () => {
  await fleet?.close();
});

function value(number: number): string {
  return `inline-71c4-${number}`;
}

async function rotate(): Promise<void> {
  version += 1;
  await fleet.putSecret(NAMESPACE, NAME, { value: value(version) });
}

async function expectLoaded(host: TestHost, wanted: string): Promise<void> {
  for (const unit of UNITS) expect(await loadedEquals(host, unit, NAME, wanted)).toBe(true);
}

/** Since the host booted; 257 says beside it who asked, and when it was done. */
async function reloadsOf(host: TestHost): Promise<number> {
  const journal = ['journalctl', '-b', '_PID=1', '-o', 'cat', '--no-pager', '-g', '^Reloading\\.'];
  const { stdout } = await host.run(journal);
  return stdout.split('\n').filter((line) => line !== '').length;
}

/** What systemd has of the unit's settings. */
async function inSystemd(host: TestHost, unit: string): Promise<string> {
  const [manager, service] = ['org.freedesktop.systemd1', 'org.freedesktop.systemd1.Service'];
  const property = [manager, unitPath(unit), service, 'SetCredentialEncrypted'];
  return host.must(['busctl', 'get-property', ...property]);
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

describe.for(HOSTS)('on %s', (name) => {
  test('services have it from their drop-ins, which only root reads, and no credstore has a file', async () => {
    const host = fleet.host(name);
    await expectLoaded(host, value(1));
    for (const unit of UNITS) expect(await lying(host, dropInOf(unit))).toMatch(/600\.0\.0$/u);
    const named = ['find', '/etc/credstore', '/etc/credstore.encrypted', '/run', '-name', NAME];
    const found = (await host.run([...named, '-not', '-path', '/run/credentials/*'])).stdout;
    expect(found).toBe('');
    expect(await inSystemd(host, UNIT)).toMatch(/^a\(say\) 1 "shop-inline" /u);
    const folders = ['/etc', '/root', '/tmp', '/var', '/run/log', '/run/credfleet', '/run/systemd'];
    const search = ['grep', '-rlF', '--devices=skip', value(1), ...folders];
    expect((await host.run(search)).stdout).toBe('');
    const row = (await states(fleet, NAME)).find((one) => one.host === name);
    expect(row?.message).toBe(`${UNITS.join(', ')}: up, 2 of 2 proven to have loaded it`);
  });

  test('inspect reads the drop-in, and doctor counts it', async () => {
    const host = fleet.host(name);
    const inspected = await fleet.mustCredfleet(['inspect', `${host.rootDir}${dropInOf(UNIT)}`]);
    expect(inspected).toMatch(/^Key: +host\+tpm2 /u);
    const doctor = await host.run(['credfleet-agent', 'doctor']);
    expect(doctor.stdout).toMatch(/sealed files.* 2 there; by their headers all open/u);
  });
});

test('a rotation costs each host one daemon-reload, and each unit one restart', async () => {
  const look = async (host: TestHost) => ({
    reloads: await reloadsOf(host),
    starts: await Promise.all(UNITS.map(async (unit) => startsOf(host, unit))),
  });
  const before = await Promise.all(fleet.hosts.map(look));
  await rotate();
  await waitRollout(fleet, NAME, version, 'Succeeded');
  const after = await Promise.all(fleet.hosts.map(look));
  expect(after).toEqual(
    before.map(({ reloads, starts }) => ({
      reloads: reloads + 1,
      starts: starts.map((count) => count + 1),
    })),
  );
  for (const host of fleet.hosts) await expectLoaded(host, value(version));
});

test('sealed again on request: systemd has the new bytes after one daemon-reload, and no unit is restarted', async () => {
  const look = async (host: TestHost) => ({
    sealed: await inSystemd(host, UNIT),
    reloads: await reloadsOf(host),
    starts: await Promise.all(UNITS.map(async (unit) => startsOf(host, unit))),
  });
  const before = await Promise.all(fleet.hosts.map(look));
  await fleet.mustCredfleet(['reseal', `${NAMESPACE}/${NAME}`, '--all', '--wait']);
  const after = await Promise.all(fleet.hosts.map(look));
  for (const [index, { sealed, reloads, starts }] of before.entries()) {
    expect(after[index]).toMatchObject({ reloads: reloads + 1, starts });
    expect(after[index]?.sealed).not.toBe(sealed);
  }
  for (const host of fleet.hosts) await expectLoaded(host, value(version));
});

test('what a service does not survive is taken back, and the rollout pauses', async () => {
  const [host] = fleet.hosts;
  if (host === undefined) throw new Error('no host');
  const before = await lying(host, dropInOf(UNIT));
  const good = value(version);
  await acceptOnly(host, NAME, good);
  await rotate();
  const rollout = await waitRollout(fleet, NAME, version, 'Paused', 90_000);
  expect(rollout.status?.failures).toMatchObject([{ rolledBack: true }]);
  await expectLoaded(host, good);
  expect(await lying(host, dropInOf(UNIT))).toBe(before);
  await acceptAnything(host, NAME);
  await rotate();
  await waitRollout(fleet, NAME, version, 'Succeeded', 90_000);
});

describe.for(HOSTS)('on %s', (name) => {
  test.for([
    ['removed', (path: string) => ['rm', path]],
    ['edited', (path: string) => ['sh', '-c', `echo Environment=A=B >> ${path}`]],
    ['emptied and read by systemd', (path: string) => ['sh', '-c', emptied(path)]],
    ['made readable for everybody', (path: string) => ['chmod', '0644', path]],
  ] as const)('a drop-in that is %s is put back, and the service runs on', async ([, command]) => {
    const host = fleet.host(name);
    const path = dropInOf(UNIT);
    const before = await lying(host, path);
    await waitCopied(host, `/var/lib/credfleet/unit-files/${NAME}`);
    const { invocationId } = await unitFacts(host, UNIT);
    await host.must(command(path));
    await eventually(`${path} to be back`, async () =>
      (await lying(host, path)) === before ? true : undefined,
    );
    await eventually('systemd to know', async () => {
      const show = ['systemctl', 'show', UNIT, '-p', 'NeedDaemonReload', '--value'];
      return (await host.must(show)).trim() === 'no' ? true : undefined;
    });
    expect(await unitFacts(host, UNIT)).toMatchObject({ invocationId, activeState: 'active' });
  });

  test('a host that boots without agent and controller starts the services with it', async () => {
    const host = fleet.host(name);
    await host.must(['systemctl', 'disable', '-q', '--now', 'credfleet-agent.service']);
    await host.reboot();
    expect((await unitFacts(host, 'credfleet-agent.service')).activeState).toBe('inactive');
    await eventually('the services to be up', async () => {
      const facts = await Promise.all(UNITS.map(async (unit) => unitFacts(host, unit)));
      return facts.every(({ activeState }) => activeState === 'active') ? true : undefined;
    });
    await expectLoaded(host, value(version));
    await host.must(['systemctl', 'enable', '-q', '--now', 'credfleet-agent.service']);
    await fleet.waitConnected(name);
  });

  test('a TPM that was cleared costs a new seal in the drop-ins and no restart', async () => {
    const host = fleet.host(name);
    const of = { host: name, name: NAME, type: 'host.version.resealed' };
    const before = (await eventsOf(fleet, of)).length;
    const sealed = await lying(host, dropInOf(UNIT));
    const { invocationId } = await unitFacts(host, UNIT);
    await host.must(['systemctl', 'stop', 'credfleet-agent.service']);
    await host.tpm.clear();
    await host.must(['systemctl', 'start', 'credfleet-agent.service']);
    await approveAgain(host);
    await waitEvent(fleet, { ...of, before });
    await waitRunning(fleet, NAME, version, [name]);
    expect((await unitFacts(host, UNIT)).invocationId).toBe(invocationId);
    expect(await lying(host, dropInOf(UNIT))).not.toBe(sealed);
    await host.must(['systemctl', 'restart', ...UNITS]);
    await expectLoaded(host, value(version));
  });
});

function emptied(path: string): string {
  return `printf '[Service]\\n' > ${path} && systemctl daemon-reload`;
}

describe('the longest that systemd reads out of a unit', () => {
  const unit = `${LARGE}.service`;
  let most = 0;

  beforeAll(async () => {
    const overheads = await Promise.all(
      fleet.hosts.map(async (host) => {
        await installSampleService(host, unit, LARGE, true);
        const seal = `printf x | systemd-creds encrypt --with-key=host --name=${LARGE} - -`;
        const bytes = await host.must(['sh', '-c', `${seal} 2>/dev/null | base64 -d | wc -c`]);
        return Number(bytes) - 1;
      }),
    );
    if (new Set(overheads).size !== 1) throw new Error(`seals differ in size: ${overheads.join()}`);
    const sealed = Math.floor((IN_UNIT_MAX_BYTES - LARGE.length) / 4) * 3;
    most = sealed - (overheads[0] ?? 0);
    await fleet.putSecret(NAMESPACE, LARGE, { value: 'y'.repeat(most) });
    const activation = { units: [{ name: unit, action: 'Restart' }], coalesceSeconds: 0 };
    const spec = { ...SPEC, activation, sealing: { key: 'Host' } };
    await fleet.apply(hostCredential({ name: LARGE, spec }));
  });

  test('is loaded, on each host', async () => {
    await waitRollout(fleet, LARGE, 1, 'Succeeded', 120_000);
    for (const host of fleet.hosts) {
      expect(await loadedEquals(host, unit, LARGE, 'y'.repeat(most))).toBe(true);
    }
  });

  test('with one byte more it is refused, and nothing changes', async () => {
    const before = await Promise.all(
      fleet.hosts.map(async (host) => lying(host, dropInOf(unit, LARGE))),
    );
    await fleet.putSecret(NAMESPACE, LARGE, { value: 'z'.repeat(most + 1) });
    await waitRollout(fleet, LARGE, 2, 'Paused', 120_000);
    const failed = (await states(fleet, LARGE)).find(({ code }) => code !== '');
    expect(failed).toMatchObject({ code: 'CREDENTIAL_TOO_LARGE', runningVersion: 1 });
    expect(failed?.message).toContain('use store Persistent');
    const after = await Promise.all(
      fleet.hosts.map(async (host) => lying(host, dropInOf(unit, LARGE))),
    );
    expect(after).toEqual(before);
  });
});

test('revoked: drop-ins go, services run without, and the receipts say gone', async () => {
  const revoke = ['rollout', 'revoke', `${NAMESPACE}/${NAME}`, '--override-budget'];
  await fleet.mustCredfleet([...revoke, '--reason', 'it was in a chat']);
  for (const host of fleet.hosts) {
    const of = { host: host.name, name: NAME, type: 'host.version.gone' };
    const gone = await waitEvent(fleet, { ...of, before: 0 });
    expect(gone.subject.version).toBeLessThanOrEqual(version);
    for (const unit of UNITS) {
      expect(await lying(host, dropInOf(unit))).toBeUndefined();
      expect(await inSystemd(host, unit)).toBe('a(say) 0\n');
      expect((await host.run(['test', '-e', `/run/credentials/${unit}/${NAME}`])).exitCode).toBe(1);
    }
    const left = ['find', '/var/lib/credfleet', '-name', NAME];
    expect(await host.must(left)).toBe('');
  }
});
