/**
 * What happens to the identity of hosts that are in service: the keys that they trust rotate, somebody copies a
 * disk, a person cuts one off. Services keep what they have, and the others go on.
 * @module
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import { loadedEquals, unitFacts } from '#test/fleet/sample-service.ts';
import type { TestHost } from '#test/testbed/testbed.ts';
import {
  auditEvents,
  bring,
  type EventView,
  frame,
  NAMESPACE,
  waitRollout,
  waitRunning,
} from './scene.ts';

const NAME = 'shop-password';
const UNIT = `${NAME}.service`;
const HOSTS = ['alpha', 'beta'];

type KeysView = {
  readonly cas: readonly { readonly role: string; readonly pin: string }[];
  readonly intentKeyIds: readonly string[];
  readonly behindHosts: number;
};

let fleet: Fleet;

beforeAll(async () => {
  fleet = await Fleet.start({
    hosts: [
      { name: 'alpha', release: 'bookworm', labels: { role: 'shop' } },
      { name: 'beta', release: 'trixie', labels: { role: 'shop' } },
    ],
  });
  await fleet.apply(...frame);
  await bring(fleet, { name: NAME }, 'one');
  await waitRollout(fleet, NAME, 1, 'Succeeded');
});

afterAll(async () => {
  await fleet?.close();
});

async function keys(): Promise<KeysView> {
  return JSON.parse(await fleet.mustCredfleet(['keys', 'status', '-o', 'json'])) as KeysView;
}

function pinOf({ cas }: KeysView, role: string): string {
  return cas.find((ca) => ca.role === role)?.pin ?? `no ${role} CA`;
}

async function invocations(): Promise<readonly string[]> {
  const facts = HOSTS.map(async (name) => unitFacts(fleet.host(name), UNIT));
  return (await Promise.all(facts)).map(({ invocationId }) => invocationId);
}

/** Every host holds the bundle of today. */
async function allFollow(): Promise<void> {
  await eventually('every host to hold the trust bundle', async () => {
    const { behindHosts } = await keys();
    return behindHosts === 0 ? true : undefined;
  });
}

test('intent key and CA rotate while hosts are in service: nobody visits them, no service restarts', async () => {
  const before = await keys();
  const running = await invocations();
  await fleet.mustCredfleet(['keys', 'rotate', 'intent']);
  await allFollow();
  await fleet.mustCredfleet(['keys', 'rotate', 'ca']);
  await allFollow();
  const after = await keys();
  expect(after.intentKeyIds[0]).toBe(before.intentKeyIds[1]);
  expect(pinOf(after, 'present')).toBe(pinOf(before, 'next'));

  // A host that comes now shows a certificate of the former CA, and is let in.
  const alpha = fleet.host('alpha');
  await alpha.must(['systemctl', 'restart', 'credfleet-agent.service']);
  await fleet.waitConnected('alpha');
  expect(await invocations()).toEqual(running);

  await fleet.putSecret(NAMESPACE, NAME, { value: 'two' });
  await waitRollout(fleet, NAME, 2, 'Succeeded');
  for (const host of fleet.hosts) expect(await loadedEquals(host, UNIT, NAME, 'two')).toBe(true);
});

async function refusalOfBeta(since: string): Promise<EventView> {
  return eventually('the enrolment to be refused', async () => {
    const events = await auditEvents(fleet, '--host', 'beta', '--since', since);
    return events.find(({ type }) => type === 'host.enrolmentRefused');
  });
}

/** Everything that a thief of beta's disk has. */
async function copyDisk(to: TestHost): Promise<void> {
  const folders = ['etc/credfleet', 'etc/credstore.encrypted', 'var/lib/credfleet'];
  const files = [
    ...folders,
    'etc/machine-id',
    'var/lib/systemd/credential.secret',
    `etc/systemd/system/${UNIT}`,
  ];
  const pack = ['sh', '-c', 'tar -C / -c "$@" | base64 -w0', 'pack', ...files];
  await to.writeFile('/tmp/disk', await fleet.host('beta').must(pack), 0o600);
  await to.must(['sh', '-c', 'base64 -d /tmp/disk | tar -C / -x']);
  await to.writeFile('/usr/local/bin/sample-app', '#!/bin/sh\nexec sleep infinity\n', 0o755);
  await to.must(['systemctl', 'daemon-reload']);
}

test('a copy of a disk in another machine is no host, and its credentials do not open there', async () => {
  const since = new Date().toISOString();
  const running = await invocations();
  const thief = await fleet.testbed.addHost({ name: 'thief', release: 'trixie' });
  await copyDisk(thief);

  const start = await thief.run(['systemctl', 'start', UNIT]);
  expect(start.exitCode).not.toBe(0);
  await thief.run(['systemctl', 'restart', 'credfleet-agent.service']);
  const refused = await refusalOfBeta(since);
  expect(refused.detail).toMatchObject({
    ekHash: await fleet.ekHash(thief),
    message: 'another machine holds this name: it is pinned to another identity',
  });
  await thief.must(['systemctl', 'stop', 'credfleet-agent.service']);

  // The machine itself noticed nothing.
  const connected = '{.status.conditions[?(@.type=="Connected")].status}';
  expect(await fleet.mustKubectl(['get', 'host', 'beta', '-o', `jsonpath=${connected}`])).toBe(
    'True',
  );
  expect(await invocations()).toEqual(running);
  await fleet.putSecret(NAMESPACE, NAME, { value: 'three' });
  await waitRunning(fleet, NAME, 3, HOSTS);
  expect(await thief.run(['systemctl', 'start', UNIT])).not.toMatchObject({ exitCode: 0 });
});

test('a revoked host is out at once and for good; its service goes on, and so do the other hosts', async () => {
  const beta = fleet.host('beta');
  const { invocationId } = await unitFacts(beta, UNIT);
  const out = await fleet.mustCredfleet(['hosts', 'revoke', 'beta', '--reason', 'stolen']);
  expect(out).toContain('host.credfleet.dev/beta revoked');
  expect(out).toMatch(new RegExp(`${NAMESPACE} +${NAME} +3 `, 'u'));
  expect(out).toContain(`Rotate this one at the source: ${NAMESPACE}/${NAME}`);
  await fleet.waitConnected('beta', 'False');

  await fleet.putSecret(NAMESPACE, NAME, { value: 'four' });
  await waitRunning(fleet, NAME, 4, ['alpha']);
  expect(await loadedEquals(fleet.host('alpha'), UNIT, NAME, 'four')).toBe(true);

  // Nor as a new installation, which is given the pin of the present CA.
  const since = new Date().toISOString();
  await beta.must(['systemctl', 'stop', 'credfleet-agent.service']);
  await beta.must(['sh', '-c', 'rm -rf /var/lib/credfleet/*']);
  const pin = `s/^ca-pin=.*/ca-pin=${pinOf(await keys(), 'present')}/`;
  await beta.must(['sed', '-i', pin, '/etc/credfleet/agent.conf']);
  await beta.must(['systemctl', 'start', 'credfleet-agent.service']);
  const refused = await refusalOfBeta(since);
  expect(refused.detail).toMatchObject({ message: 'the machine is revoked' });
  expect(await loadedEquals(beta, UNIT, NAME, 'three')).toBe(true);
  expect((await unitFacts(beta, UNIT)).invocationId).toBe(invocationId);
  const [revoked] = await auditEvents(fleet, '--host', 'beta', '--type', 'host.revoked');
  expect(revoked?.detail).toMatchObject({ reason: 'stolen' });
});
