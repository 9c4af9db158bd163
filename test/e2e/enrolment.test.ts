/**
 * How a machine becomes a host: a token alone waits for a person, a used token admits nobody else, a TPM that is
 * pinned beforehand needs neither; and a host without TPM evidence is never called one with it.
 * @module
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import type { TestHost } from '#test/testbed/testbed.ts';
import { loadedEquals, unitFacts } from '#test/fleet/sample-service.ts';
import {
  API_VERSION,
  auditEvents,
  bring,
  frame,
  NAMESPACE,
  waitRollout,
  waitRunning,
} from './scene.ts';

type HostView = {
  readonly metadata: { readonly uid: string };
  readonly spec: {
    readonly approval?: string;
    readonly ekHash?: string;
    readonly identityKeyHash?: string;
  };
  readonly status?: { readonly assurance?: string; readonly identityEpoch?: number };
};

const NAME = 'shop-password';
const REENROLL_AUTO = JSON.stringify({ spec: { reenroll: 'Auto' } });

let fleet: Fleet;
/** With a TPM. */
let host: TestHost;
/** Without. */
let other: TestHost;
let usedToken: string;

beforeAll(async () => {
  fleet = await Fleet.start({ hosts: [] });
  host = await fleet.testbed.addHost({ name: 'nu', release: 'trixie' });
  other = await fleet.testbed.addHost({ name: 'mu', release: 'trixie', tpm: false });
});

afterAll(async () => {
  await fleet?.close();
});

async function giveToken(to: TestHost, name = to.name): Promise<string> {
  const token = (await fleet.mustCredfleet(['hosts', 'token', 'create', name])).trim();
  await to.writeFile('/etc/credfleet/join-token', token, 0o600);
  return token;
}

async function journalOf(of: TestHost): Promise<string> {
  return of.must(['journalctl', '-u', 'credfleet-agent', '-o', 'cat', '--no-pager']);
}

async function statusOf(name: string): Promise<HostView> {
  return eventually('the status to be written', async () => {
    const seen = await fleet.get<HostView>('host', name);
    return seen.status?.assurance === undefined ? undefined : seen;
  });
}

test.for([
  { name: 'nu', identity: 'TPM', pin: 'ekHash' },
  { name: 'mu', identity: 'Software', pin: 'identityKeyHash' },
] as const)(
  'a token alone waits for approval, and says with which command: $name, $identity',
  async ({ name, identity, pin }) => {
    const machine = fleet.host(name);
    const token = await giveToken(machine);
    await fleet.installAgent(machine, identity);
    const view = await eventually('the Host to be there', async () => {
      const result = await fleet.kubectl(['get', 'host', name, '-o', 'json']);
      return result.exitCode === 0 ? (JSON.parse(result.stdout) as HostView) : undefined;
    });
    expect(view.spec).toMatchObject({ approval: 'Pending' });
    expect(view.spec[pin]).toMatch(/^[0-9a-f]{64}$/u);
    const journal = await eventually('the agent to say that it waits', async () => {
      const text = await journalOf(machine);
      return text.includes('hosts approve') ? text : undefined;
    });
    expect(journal).toContain(`credfleet hosts approve ${name}`);
    expect(journal).not.toContain(token);

    await fleet.mustCredfleet(['hosts', 'approve', name]);
    await fleet.waitConnected(name);
    expect((await statusOf(name)).status?.assurance).toBe(identity);
    const types = (await auditEvents(fleet, '--host', name)).map((event) => event.type);
    expect(types).toEqual(expect.arrayContaining(['host.enrolled', 'host.connected']));
  },
);

test('the agent tells what its TPM is pinned to, and asks for a TPM where there is none', async () => {
  const { spec } = await fleet.get<HostView>('host', 'nu');
  expect(await fleet.ekHash(host)).toBe(spec.ekHash);
  const without = fleet.agentCommand({ hostName: 'mu', stateDir: '/var/lib/tpm-less' });
  const result = await other.run(['timeout', '8', ...without]);
  expect(result).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('TPM_MISSING') });
  expect(result.stderr).toContain('--identity Software');
});

test('its Host deleted and made again, it is another host in a running agent, and gets on', async () => {
  await fleet.mustKubectl(['label', 'host', 'nu', 'role=shop']);
  await fleet.apply(...frame);
  await bring(fleet, { name: NAME }, 'before');
  await waitRollout(fleet, NAME, 1, 'Succeeded');
  await fleet.putSecret(NAMESPACE, NAME, { value: 'between' });
  await waitRollout(fleet, NAME, 2, 'Succeeded');
  const before = await fleet.get<HostView>('host', 'nu');
  const facts = await unitFacts(host, `${NAME}.service`);

  await fleet.mustKubectl(['delete', 'host', 'nu']);
  await fleet.apply({
    apiVersion: API_VERSION,
    kind: 'Host',
    metadata: { name: 'nu', labels: { role: 'shop' } },
    spec: { approval: 'Approved' },
  });
  usedToken = await giveToken(host);
  await fleet.waitConnected('nu');
  await waitRunning(fleet, NAME, 2, ['nu']);
  expect((await fleet.get<HostView>('host', 'nu')).metadata.uid).not.toBe(before.metadata.uid);
  // It had the version already: it said so, and restarted nothing.
  expect(await unitFacts(host, `${NAME}.service`)).toEqual(facts);

  await fleet.putSecret(NAMESPACE, NAME, { value: 'after' });
  await waitRunning(fleet, NAME, 3, ['nu']);
  expect(await loadedEquals(host, `${NAME}.service`, NAME, 'after')).toBe(true);
  expect(await auditEvents(fleet, '--host', 'nu', '--type', 'host.alarm')).toEqual([]);
});

test('restored from a snapshot it says what it holds, is brought forward and reports on', async () => {
  const agent = async (verb: string) => host.must(['systemctl', verb, 'credfleet-agent.service']);
  const kept = ['/var/lib/credfleet', '/etc/credstore.encrypted'];
  await agent('stop');
  for (const directory of kept) await host.must(['cp', '-a', directory, `${directory}.then`]);
  await agent('start');
  await fleet.putSecret(NAMESPACE, NAME, { value: 'last' });
  await waitRunning(fleet, NAME, 4, ['nu']);
  await agent('stop');
  for (const directory of kept) {
    await host.must(['rm', '-rf', directory]);
    await host.must(['mv', `${directory}.then`, directory]);
  }
  await agent('start');

  const events = async (type: string) => auditEvents(fleet, '--host', 'nu', '--type', type);
  await eventually('version 4 to be proven a second time', async () => {
    const healthy = await events('host.version.healthy');
    return healthy.filter(({ subject }) => subject.version === 4).length === 2 ? true : undefined;
  });
  const wentBack = await events('host.version.rolledBack');
  expect(wentBack.map(({ detail }) => detail['reason'])).toEqual(['OlderInInventory']);
  const alarms = await events('host.alarm');
  expect(alarms.map(({ detail }) => detail['reason'])).toEqual(['ReportsWentBack']);
  await waitRunning(fleet, NAME, 4, ['nu']);
  expect(await loadedEquals(host, `${NAME}.service`, NAME, 'last')).toBe(true);
});

test('with its TPM cleared it makes new keys, waits for a person, and gets everything again', async () => {
  const before = await statusOf('nu');
  await host.must(['systemctl', 'stop', 'credfleet-agent.service']);
  await host.tpm.clear();
  await host.must(['systemctl', 'start', 'credfleet-agent.service']);
  await eventually('the agent to wait', async () => {
    const text = await host.must(['journalctl', '-u', 'credfleet-agent', '-o', 'cat', '-n', '5']);
    return text.includes('hosts approve') ? text : undefined;
  });
  expect(await journalOf(host)).toContain('the own keys do not open any more');
  await fleet.mustCredfleet(['hosts', 'approve', 'nu']);
  await fleet.waitConnected('nu');
  await waitRunning(fleet, NAME, 4, ['nu']);
  const after = await statusOf('nu');
  expect(after.metadata.uid).toBe(before.metadata.uid);
  expect(after.status?.identityEpoch).toBe((before.status?.identityEpoch ?? 0) + 1);
  expect(await loadedEquals(host, `${NAME}.service`, NAME, 'last')).toBe(true);
  const sealed = `/etc/credstore.encrypted/${NAME}`;
  await host.must(['systemd-creds', 'decrypt', `--name=${NAME}`, sealed, '/dev/null'], {
    env: { SYSTEMD_TPM2_DEVICE: host.tpm.device },
  });
});

test('installed anew it is the same host, when a person or its Host says so', async () => {
  const before = await statusOf('nu');
  await fleet.mustKubectl(['patch', 'host', 'nu', '--type=merge', '-p', REENROLL_AUTO]);
  await host.must(['systemctl', 'stop', 'credfleet-agent.service']);
  await host.must(['rm', '-rf', '/var/lib/credfleet', '/etc/credstore.encrypted']);
  await host.must(['systemctl', 'start', 'credfleet-agent.service']);
  await eventually('the next epoch', async () => {
    const { status } = await statusOf('nu');
    return status?.identityEpoch === (before.status?.identityEpoch ?? 0) + 1 ? true : undefined;
  });
  await fleet.waitConnected('nu');
  expect((await statusOf('nu')).metadata.uid).toBe(before.metadata.uid);
  await eventually('everything to be there again', async () => {
    const { exitCode } = await host.run(['test', '-e', `/etc/credstore.encrypted/${NAME}`]);
    return exitCode === 0 ? true : undefined;
  });
  await waitRunning(fleet, NAME, 4, ['nu']);
});

test('a new key for envelopes when it is asked for; the former is destroyed', async () => {
  const blobs = async () => host.must(['sh', '-c', 'ls /var/lib/credfleet/kx-*.blob']);
  expect((await blobs()).trim()).toBe('/var/lib/credfleet/kx-1.blob');
  await host.must(['systemctl', 'kill', '--signal=SIGUSR2', 'credfleet-agent.service']);
  await eventually('the former key to be gone', async () =>
    (await blobs()).trim() === '/var/lib/credfleet/kx-2.blob' ? true : undefined,
  );
  await fleet.putSecret(NAMESPACE, NAME, { value: 'by the new key' });
  await waitRunning(fleet, NAME, 5, ['nu']);
  expect(await loadedEquals(host, `${NAME}.service`, NAME, 'by the new key')).toBe(true);
});

test('the used token admits nobody else under that name', async () => {
  const since = new Date().toISOString();
  await other.writeFile('/etc/credfleet/nu-token', usedToken, 0o600);
  const command = fleet.agentCommand({
    hostName: 'nu',
    stateDir: '/var/lib/second',
    tokenFile: '/etc/credfleet/nu-token',
    identity: 'Software',
  });
  const result = await other.run(['timeout', '8', ...command]);
  expect(`${result.stdout}${result.stderr}`).toContain('ENROLMENT_REFUSED');
  expect(
    await auditEvents(fleet, '--host', 'nu', '--type', 'host.enrolled', '--since', since),
  ).toEqual([]);
  const refused = await auditEvents(fleet, '--type', 'host.enrolmentRefused', '--since', since);
  expect(refused.length).toBeGreaterThan(0);
});

test('an agent that pins another CA refuses the controller before it says anything', async () => {
  const since = new Date().toISOString();
  const caPin = `sha256:${'ab'.repeat(32)}`;
  const command = fleet.agentCommand({ hostName: 'nu', stateDir: '/var/lib/third', caPin });
  const result = await host.run(['timeout', '8', ...command], {
    env: { SYSTEMD_TPM2_DEVICE: host.tpm.device },
  });
  expect(`${result.stdout}${result.stderr}`).toContain('CONTROLLER_UNTRUSTED');
  expect(await auditEvents(fleet, '--type', 'host.enrolmentRefused', '--since', since)).toEqual([]);
});

test('a denied host is cut off and stays out', async () => {
  await fleet.mustCredfleet(['hosts', 'deny', 'nu']);
  await fleet.waitConnected('nu', 'False');
  await host.must(['systemctl', 'restart', 'credfleet-agent.service']);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const condition = await fleet.mustKubectl([
    'get',
    'host',
    'nu',
    '-o',
    'jsonpath={.status.conditions[?(@.type=="Connected")].status}',
  ]);
  expect(condition).toBe('False');
});

test.for([
  { identity: 'TPM', machine: () => host },
  { identity: 'Software', machine: () => other },
] as const)('a Host object of another machine keeps its name: $identity', async (given) => {
  const { identity } = given;
  const machine = given.machine();
  const name = `xi-${identity.toLowerCase()}`;
  await fleet.apply({
    apiVersion: API_VERSION,
    kind: 'Host',
    metadata: { name },
    spec: { approval: 'Approved', identityKeyHash: 'cd'.repeat(32) },
  });
  const token = (await fleet.mustCredfleet(['hosts', 'token', 'create', name])).trim();
  await machine.writeFile('/etc/credfleet/xi-token', token, 0o600);
  const command = fleet.agentCommand({
    hostName: name,
    stateDir: '/var/lib/fourth',
    tokenFile: '/etc/credfleet/xi-token',
    identity,
  });
  await machine.run(['timeout', '8', ...command], {
    env: identity === 'TPM' ? { SYSTEMD_TPM2_DEVICE: machine.tpm.device } : {},
  });
  const view = await fleet.get<HostView>('host', name);
  expect(view.spec.identityKeyHash).toBe('cd'.repeat(32));
  const enrolled = await auditEvents(fleet, '--host', name, '--type', 'host.enrolled');
  expect(enrolled).toEqual([]);
});

test('the audit log of all that holds, live and offline, with what these hosts signed', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'credfleet-export-'));
  try {
    const file = join(directory, 'export.jsonl');
    const key = (await fleet.mustCredfleet(['audit', 'key'])).trim();
    await fleet.mustCredfleet(['audit', 'export', '--out', file]);
    const offline = ['audit', 'verify', file, '--checkpoint-key', key];
    for (const verify of [['audit', 'verify'], offline]) {
      const told: unknown = JSON.parse(await fleet.mustCredfleet([...verify, '-o', 'json']));
      expect(told).toMatchObject({ holds: true, hosts: expect.any(Number) as number });
      expect(told).not.toMatchObject({ receipts: 0 });
    }
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('host.enrolled', 'host.enrolleb'));
    expect((await fleet.credfleet(offline)).exitCode).toBe(3);
  } finally {
    await rm(directory, { recursive: true });
  }
});
