/**
 * How a machine becomes a host: a token alone waits for a person, a used token admits nobody else, and a host
 * without TPM evidence is never called one with it.
 * @module
 */
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
  readonly spec: { readonly approval?: string; readonly identityKeyHash?: string };
  readonly status?: { readonly assurance?: string };
};

const NAME = 'shop-password';

let fleet: Fleet;
let host: TestHost;
let token: string;

beforeAll(async () => {
  fleet = await Fleet.start({ hosts: [] });
  host = await fleet.testbed.addHost({ name: 'nu', release: 'trixie' });
  token = (await fleet.mustCredfleet(['hosts', 'token', 'create', 'nu'])).trim();
  await host.writeFile('/etc/credfleet/join-token', token, 0o600);
});

afterAll(async () => {
  await fleet?.close();
});

test('a token alone waits for approval, and says with which command', async () => {
  await fleet.installAgent(host);
  const view = await eventually('the Host to be there', async () => {
    const result = await fleet.kubectl(['get', 'host', 'nu', '-o', 'json']);
    return result.exitCode === 0 ? (JSON.parse(result.stdout) as HostView) : undefined;
  });
  expect(view.spec).toMatchObject({ approval: 'Pending' });
  expect(view.spec.identityKeyHash).toMatch(/^[0-9a-f]{64}$/u);
  const journal = await eventually('the agent to say that it waits', async () => {
    const text = await host.must([
      'journalctl',
      '-u',
      'credfleet-agent',
      '-o',
      'cat',
      '--no-pager',
    ]);
    return text.includes('hosts approve') ? text : undefined;
  });
  expect(journal).toContain('credfleet hosts approve nu');
  expect(journal).not.toContain(token);
});

test('approved, it connects, with assurance Software until a TPM proof is verified', async () => {
  await fleet.mustCredfleet(['hosts', 'approve', 'nu']);
  await fleet.waitConnected('nu');
  const view = await eventually('the status to be written', async () => {
    const seen = await fleet.get<HostView>('host', 'nu');
    return seen.status?.assurance === undefined ? undefined : seen;
  });
  expect(view.status?.assurance).toBe('Software');
  const types = (await auditEvents(fleet, '--host', 'nu')).map((event) => event.type);
  expect(types).toEqual(expect.arrayContaining(['host.enrolled', 'host.connected']));
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
  token = (await fleet.mustCredfleet(['hosts', 'token', 'create', 'nu'])).trim();
  await host.writeFile('/etc/credfleet/join-token', token, 0o600);
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

test('the used token admits nobody else under that name', async () => {
  const since = new Date().toISOString();
  const command = fleet.agentCommand({ hostName: 'nu', stateDir: '/var/lib/second' });
  const result = await host.run(['timeout', '8', ...command], {
    env: { SYSTEMD_TPM2_DEVICE: host.tpm.device },
  });
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

test('a Host object of another machine keeps its name', async () => {
  await fleet.apply({
    apiVersion: API_VERSION,
    kind: 'Host',
    metadata: { name: 'xi' },
    spec: { approval: 'Approved', identityKeyHash: 'cd'.repeat(32) },
  });
  const own = (await fleet.mustCredfleet(['hosts', 'token', 'create', 'xi'])).trim();
  await host.writeFile('/etc/credfleet/xi-token', own, 0o600);
  const command = fleet.agentCommand({
    hostName: 'xi',
    stateDir: '/var/lib/fourth',
    tokenFile: '/etc/credfleet/xi-token',
  });
  await host.run(['timeout', '8', ...command], { env: { SYSTEMD_TPM2_DEVICE: host.tpm.device } });
  const view = await fleet.get<HostView>('host', 'xi');
  expect(view.spec.identityKeyHash).toBe('cd'.repeat(32));
  const enrolled = await auditEvents(fleet, '--host', 'xi', '--type', 'host.enrolled');
  expect(enrolled).toEqual([]);
});
