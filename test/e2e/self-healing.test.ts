/**
 * Somebody, or a firmware update, changes what credentials hang on: hosts notice, say why, and put it right, and no
 * service is restarted that runs with its content.
 * @module
 */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import { installSampleService, loadedEquals, unitFacts } from '#test/fleet/sample-service.ts';
import { DEFAULT_FIRMWARE, pcrAfter } from '#test/testbed/tpm/firmware.ts';
import type { TestHost } from '#test/testbed/testbed.ts';
import {
  auditEvents,
  bring,
  type Condition,
  eventsOf,
  type EventView,
  frame,
  hostCredential,
  lying,
  NAMESPACE,
  rebootDegraded,
  waitEvent as waitEventOf,
  waitRollout,
  waitRunning,
} from './scene.ts';

const NAME = 'shop-vault';
const UNIT = `${NAME}.service`;
const OTHER = 'shop-other';
const STORE = '/etc/credstore.encrypted';
const FILE = `${STORE}/${NAME}`;
const DROP_IN = `/etc/systemd/system/${UNIT}.d/50-credfleet-${NAME}.conf`;
const HOST_KEY = '/var/lib/systemd/credential.secret';
const MACHINE_ID = '/etc/machine-id';
const HOSTS = ['kappa', 'lambda'];

/** In a managed drop-in, and bound to what firmware measures of Secure Boot. */
const SPEC = {
  delivery: { type: 'Service', dropIn: 'Managed' },
  sealing: { key: 'HostAndTPM2', tpm2PCRs: [7] },
};

let fleet: Fleet;

beforeAll(async () => {
  fleet = await Fleet.start({
    hosts: [
      { name: 'kappa', release: 'bookworm', labels: { role: 'shop' } },
      { name: 'lambda', release: 'trixie', labels: { role: 'shop' } },
    ],
  });
  await fleet.apply(...frame);
  await bring(fleet, { name: OTHER }, 'other-one');
  await Promise.all(fleet.hosts.map((host) => installSampleService(host, UNIT, NAME, true)));
  await fleet.putSecret(NAMESPACE, NAME, { value: 'vault-one' });
  await fleet.apply(hostCredential({ name: NAME, spec: SPEC }));
  await waitRollout(fleet, OTHER, 1, 'Succeeded');
  await waitRollout(fleet, NAME, 1, 'Succeeded');
});

afterAll(async () => {
  await fleet?.close();
});

async function inSync(host: string): Promise<Condition | undefined> {
  type HostView = { readonly status?: { readonly conditions?: readonly Condition[] } };
  const { status } = await fleet.get<HostView>('host', host);
  return status?.conditions?.find(({ type }) => type === 'CredentialsInSync');
}

async function waitInSync(host: string, status: string, reason?: string): Promise<Condition> {
  let seen: Condition | undefined;
  return eventually(
    `${host} to have CredentialsInSync=${status} ${reason ?? ''}`,
    async () => {
      seen = await inSync(host);
      if (seen?.status === status && (reason === undefined || seen.reason === reason)) return seen;
      throw new Error(JSON.stringify(seen));
    },
    { timeoutMs: 90_000 },
  );
}

/** Of this host and credential, oldest first. */
async function events(host: string, type: string): Promise<readonly EventView[]> {
  return eventsOf(fleet, { host, name: NAME, type });
}

/** Waits for one more than there were. */
async function waitEvent(host: string, type: string, before: number): Promise<EventView> {
  return waitEventOf(fleet, { host, name: NAME, type, before });
}

async function waitLying(host: TestHost, path: string, wanted: string | undefined): Promise<void> {
  await eventually(`${path} on ${host.name} to be as it was`, async () =>
    (await lying(host, path)) === wanted ? true : undefined,
  );
}

describe.for(HOSTS)('drift on %s', (name) => {
  const changes: readonly (readonly [string, string, string, RegExp])[] = [
    ['a sealed file that is removed', FILE, `rm ${FILE}`, /was removed/u],
    ['a sealed file that is overwritten', FILE, `echo mine > ${FILE}`, /was changed/u],
    ['a sealed file that others may read', FILE, `chmod 0644 ${FILE}`, /has mode 0644/u],
    ['a sealed file of another owner', FILE, `chown nobody ${FILE}`, /belongs to/u],
    [
      'another credential in its place',
      FILE,
      `cp -p ${STORE}/${OTHER} ${FILE}`,
      new RegExp(`is now the one of '${OTHER}'`, 'u'),
    ],
    ['an edited drop-in', DROP_IN, `echo [Service] > ${DROP_IN}`, /50-credfleet.* was changed/u],
    ['a removed drop-in', DROP_IN, `rm -r ${DROP_IN}`, /50-credfleet.* was removed/u],
  ];

  test.for(changes)('%s is told of and put back at once, without a restart', async (change) => {
    const [, path, command, text] = change;
    const host = fleet.host(name);
    const before = await lying(host, path);
    const { invocationId } = await unitFacts(host, UNIT);
    const found = (await events(name, 'host.version.driftDetected')).length;
    const repaired = (await events(name, 'host.version.repaired')).length;
    await host.must(['sh', '-c', command]);
    await waitLying(host, path, before);
    const event = await waitEvent(name, 'host.version.driftDetected', found);
    expect(event.detail).toMatchObject({ code: 'DRIFT_DETECTED', reason: 'Drift' });
    expect(event.detail['message']).toMatch(text);
    await waitEvent(name, 'host.version.repaired', repaired);
    await waitInSync(name, 'True');
    const after = await unitFacts(host, UNIT);
    expect(after).toMatchObject({ invocationId, activeState: 'active' });
    // systemd has read what was put back.
    const needs = ['systemctl', 'show', UNIT, '-p', 'NeedDaemonReload', '--value'];
    expect((await host.must(needs)).trim()).toBe('no');
  });

  test('a service that was restarted without its file is brought back with it', async () => {
    const host = fleet.host(name);
    await host.must(['systemctl', 'stop', 'credfleet-agent.service']);
    await host.must(['rm', FILE]);
    // systemd starts a unit whose credential is not there; this service lives on without it.
    await host.run(['systemctl', 'restart', UNIT]);
    expect(await loadedEquals(host, UNIT, NAME, 'vault-one')).toBe(false);
    await host.must(['systemctl', 'start', 'credfleet-agent.service']);
    await eventually('the service to run with it', async () =>
      (await loadedEquals(host, UNIT, NAME, 'vault-one')) ? true : undefined,
    );
    expect((await unitFacts(host, UNIT)).activeState).toBe('active');
    await waitInSync(name, 'True');
  });

  test('a host key that is gone is waited for: nothing is lost, and none is made', async () => {
    const host = fleet.host(name);
    const { invocationId } = await unitFacts(host, UNIT);
    await host.must(['mv', HOST_KEY, `${HOST_KEY}.kept`]);
    const condition = await waitInSync(name, 'False', 'HostKeyMissing');
    expect(condition.message).toContain(HOST_KEY);
    expect((await host.run(['test', '-e', HOST_KEY])).exitCode).not.toBe(0);
    await host.must(['mv', `${HOST_KEY}.kept`, HOST_KEY]);
    await waitInSync(name, 'True');
    expect(await unitFacts(host, UNIT)).toMatchObject({ invocationId });
  });

  test('another machine ID is told of, and the host key is not used up for it', async () => {
    const host = fleet.host(name);
    const id = Buffer.from(await host.readFile(MACHINE_ID));
    const key = await lying(host, HOST_KEY);
    const other = `${createHash('sha256').update(id).digest('hex').slice(0, 32)}\n`;
    await host.writeFile(MACHINE_ID, other, 0o444);
    const condition = await waitInSync(name, 'False', 'HostKeyMissing');
    expect(condition.message).toContain(MACHINE_ID);
    expect(await lying(host, HOST_KEY)).toBe(key);
    await host.writeFile(MACHINE_ID, id, 0o444);
    await waitInSync(name, 'True');
  });

  test('a forecast names what an update of the firmware will cost, and nothing else', async () => {
    const ask = async (version: string) => {
      const pcr = `7=${pcrAfter(version, 7)}`;
      return fleet.credfleet(['forecast', '--pcr', pcr, '--hosts', name, '-o', 'json']);
    };
    const same = await ask(DEFAULT_FIRMWARE);
    expect(same.exitCode).toBe(0);
    const next = await ask('2.0');
    expect(next.exitCode).toBe(3);
    const verdicts = JSON.parse(next.stdout) as { credential: string; verdict: string }[];
    expect(verdicts).toHaveLength(2);
    expect(verdicts).toMatchObject([
      { credential: NAME, verdict: 'OpensNoMore' },
      { credential: OTHER, verdict: 'Opens' },
    ]);
  });

  test('PCR 7 that firmware extends differently costs a new seal, and the service comes up', async () => {
    const host = fleet.host(name);
    const lost = (await events(name, 'host.version.sealLost')).length;
    const resealed = (await events(name, 'host.version.resealed')).length;
    const sealed = await lying(host, FILE);
    host.tpm.setFirmware('2.0');
    await rebootDegraded(host);
    const event = await waitEvent(name, 'host.version.sealLost', lost);
    expect(event.detail).toMatchObject({ code: 'SEAL_LOST', reason: 'SealLost' });
    expect(event.detail['message']).toContain('PCR 7 changed');
    await waitEvent(name, 'host.version.resealed', resealed);
    await expectHealed(host);
    expect(await lying(host, FILE)).not.toBe(sealed);
    // What is bound to no PCR opened, and was left alone.
    const other = ['--host', name, '--credential', `${NAMESPACE}/${OTHER}`];
    const told = await auditEvents(fleet, ...other, '--type', 'host.version.sealLost');
    expect(told.map(({ detail }) => detail['code'])).not.toContain('SEAL_LOST');
  });

  test('a new host key costs new seals and no restart', async () => {
    const host = fleet.host(name);
    const lost = (await events(name, 'host.version.sealLost')).length;
    const { invocationId } = await unitFacts(host, UNIT);
    await host.must(['rm', HOST_KEY]);
    await host.must(['systemd-creds', 'setup']);
    await waitEvent(name, 'host.version.sealLost', lost);
    await expectHealed(host);
    expect(await unitFacts(host, UNIT)).toMatchObject({ invocationId });
    // The agent's own keys were sealed with it too: at its next start it is let in by a person.
    await host.must(['systemctl', 'restart', 'credfleet-agent.service']);
    await approveAgain(host);
    await expectHealed(host);
    expect(await unitFacts(host, UNIT)).toMatchObject({ invocationId });
  });

  test('a TPM that was cleared costs new seals, and the service comes up', async () => {
    const host = fleet.host(name);
    const lost = (await events(name, 'host.version.sealLost')).length;
    await host.tpm.clear();
    await rebootDegraded(host);
    await approveAgain(host);
    const event = await waitEvent(name, 'host.version.sealLost', lost);
    expect(event.detail['message']).toMatch(/TPM was cleared|own keys/u);
    await expectHealed(host);
  });
});

async function approveAgain(host: TestHost): Promise<void> {
  await eventually(`${host.name} to wait for a person`, async () => {
    const text = await host.must(['journalctl', '-u', 'credfleet-agent', '-o', 'cat', '-n', '5']);
    return text.includes('hosts approve') ? true : undefined;
  });
  await fleet.mustCredfleet(['hosts', 'approve', host.name]);
  await fleet.waitConnected(host.name);
}

async function expectHealed(host: TestHost): Promise<void> {
  await eventually(
    `${UNIT} on ${host.name} to run with its content`,
    async () => ((await loadedEquals(host, UNIT, NAME, 'vault-one')) ? true : undefined),
    { timeoutMs: 90_000 },
  );
  await waitInSync(host.name, 'True');
  await waitRunning(fleet, NAME, 1, [host.name]);
  expect((await unitFacts(host, UNIT)).activeState).toBe('active');
  const plain = ['systemd-creds', 'decrypt', `--name=${NAME}`, FILE, '/dev/null'];
  await host.must(plain, { env: { SYSTEMD_TPM2_DEVICE: host.tpm.device } });
}

test('with the policy to report, nothing is put back until a person does', async () => {
  await fleet.apply(hostCredential({ name: NAME, spec: { ...SPEC, drift: 'Report' } }));
  await waitRollout(fleet, NAME, 2, 'Succeeded');
  const host = fleet.host('lambda');
  const before = await lying(host, FILE);
  await host.must(['sh', '-c', `cp -p ${FILE} /root/kept && echo mine > ${FILE}`]);
  await waitInSync('lambda', 'False', 'DriftDetected');
  expect(Buffer.from(await host.readFile(FILE)).toString()).toBe('mine\n');
  await host.must(['mv', '/root/kept', FILE]);
  await waitInSync('lambda', 'True');
  expect(await lying(host, FILE)).toBe(before);
});
