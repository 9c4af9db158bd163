/**
 * What leaves real hosts: a version that leaked, a credential that is deleted with its files or without.
 * @module
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import { loadedEquals, unitFacts } from '#test/fleet/sample-service.ts';
import {
  auditEvents,
  bring,
  copiedDigests,
  type CredentialOptions,
  digestOfFile,
  frame,
  NAMESPACE,
  states,
  waitRollout,
  waitRunning,
} from './scene.ts';

const HOSTS = ['alpha', 'beta'];
/** The agent writes the drop-in, so that the service can do without the credential. */
const MANAGED = { delivery: { type: 'Service', dropIn: 'Managed' } };

let fleet: Fleet;

beforeAll(async () => {
  fleet = await Fleet.start({
    hosts: [
      { name: 'alpha', release: 'bookworm', labels: { role: 'shop' } },
      { name: 'beta', release: 'trixie', labels: { role: 'shop' } },
    ],
  });
  await fleet.apply(...frame);
});

afterAll(async () => {
  await fleet?.close();
});

async function filesWith(hostName: string, name: string): Promise<string> {
  const { stdout } = await fleet
    .host(hostName)
    .run(['find', '/etc/credstore.encrypted', '/run/credstore.encrypted', '-name', name]);
  return stdout.trim();
}

async function goneOn(name: string, version: number): Promise<ReadonlySet<string | undefined>> {
  const gone = await auditEvents(
    fleet,
    '--credential',
    `${NAMESPACE}/${name}`,
    '--version',
    `${version}`,
    '--type',
    'host.version.gone',
  );
  return new Set(gone.map(({ subject }) => subject.host));
}

async function versionState(name: string, version: number): Promise<string | undefined> {
  const object = await fleet.get<{ readonly status?: { readonly state?: string } }>(
    'credentialversion',
    `${name}-v${version}`,
    NAMESPACE,
  );
  return object.status?.state;
}

async function remove(name: string): Promise<void> {
  await fleet.mustKubectl(['delete', 'hostcredential', name, '-n', NAMESPACE, '--wait=false']);
}

test('a revoked version is gone from files, copies and services, and the receipts say so', async () => {
  const name = 'shop-leak';
  const unit = `${name}.service`;
  await bring(fleet, { name }, 'leaked');
  await waitRollout(fleet, name, 1, 'Succeeded');
  const leaked = await Promise.all(
    fleet.hosts.map(async (host) => digestOfFile(host, `/etc/credstore.encrypted/${name}`)),
  );
  await fleet.putSecret(NAMESPACE, name, { value: 'fresh' });
  await waitRollout(fleet, name, 2, 'Succeeded');
  for (const [index, host] of fleet.hosts.entries()) {
    expect(await copiedDigests(host)).toContain(leaked[index]);
  }
  const before = await Promise.all(fleet.hosts.map(async (host) => unitFacts(host, unit)));
  await fleet.mustCredfleet([
    'rollout',
    'revoke',
    `${NAMESPACE}/${name}`,
    '--version',
    '1',
    '--reason',
    'it was in a chat',
  ]);
  // The stable content under a number of its own: nothing restarts.
  await waitRunning(fleet, name, 3, HOSTS);
  await eventually('the log to say that it is gone', async () => {
    expect(await goneOn(name, 1)).toEqual(new Set(HOSTS));
    expect(await versionState(name, 1)).toBe('Revoked');
    return true;
  });
  for (const [index, host] of fleet.hosts.entries()) {
    expect(await loadedEquals(host, unit, name, 'fresh')).toBe(true);
    expect((await unitFacts(host, unit)).invocationId).toBe(before[index]?.invocationId);
    expect(await copiedDigests(host)).not.toContain(leaked[index]);
  }
});

test('revoked with nothing in its place: files go, services restart without, and nothing brings it back', async () => {
  const options: CredentialOptions = { name: 'shop-leaked', spec: MANAGED };
  const { name } = options;
  const unit = `${name}.service`;
  await bring(fleet, options, 'leaked');
  await waitRollout(fleet, name, 1, 'Succeeded');
  const leaked = await Promise.all(
    fleet.hosts.map(async (host) => digestOfFile(host, `/etc/credstore.encrypted/${name}`)),
  );
  await fleet.mustCredfleet([
    'rollout',
    'revoke',
    `${NAMESPACE}/${name}`,
    '--reason',
    'it was in a chat',
    '--override-budget',
  ]);
  await waitRunning(fleet, name, 0, HOSTS);
  await eventually('the log to say that it is gone', async () => {
    expect(await goneOn(name, 1)).toEqual(new Set(HOSTS));
    return true;
  });
  for (const [index, host] of fleet.hosts.entries()) {
    expect(await filesWith(host.name, name)).toBe('');
    expect(await copiedDigests(host)).not.toContain(leaked[index]);
    const loaded = await host.run(['test', '-e', `/run/credentials/${unit}/${name}`]);
    expect(loaded.exitCode).not.toBe(0);
  }
  // The Secret still says it: a new value has to come first.
  await fleet.putSecret(NAMESPACE, name, { value: 'fresh' });
  await waitRollout(fleet, name, 3, 'Succeeded');
  for (const host of fleet.hosts) {
    expect(await loadedEquals(host, unit, name, 'fresh')).toBe(true);
  }
});

test('deleted with Remove: host by host, then the object ends', async () => {
  const name = 'shop-removed';
  await bring(fleet, { name, spec: { ...MANAGED, deletionPolicy: 'Remove' } }, 'value');
  await waitRollout(fleet, name, 1, 'Succeeded');
  const before = await unitFacts(fleet.host('alpha'), `${name}.service`);
  await remove(name);
  await eventually('the HostCredential to be gone', async () => {
    const { exitCode } = await fleet.kubectl(['get', 'hostcredential', name, '-n', NAMESPACE]);
    return exitCode === 0 ? undefined : true;
  });
  for (const host of HOSTS) expect(await filesWith(host, name)).toBe('');
  const removed = await auditEvents(
    fleet,
    '--credential',
    `${NAMESPACE}/${name}`,
    '--type',
    'host.version.removed',
  );
  expect(new Set(removed.map(({ subject }) => subject.host))).toEqual(new Set(HOSTS));
  const after = await unitFacts(fleet.host('alpha'), `${name}.service`);
  expect(after.invocationId).toBe(before.invocationId);
});

test('deleted with Retain: files stay, and the log calls them orphans', async () => {
  const name = 'shop-retained';
  await bring(fleet, { name }, 'value');
  await waitRollout(fleet, name, 1, 'Succeeded');
  await remove(name);
  await eventually('the orphans to be told', async () => {
    const orphans = await auditEvents(
      fleet,
      '--credential',
      `${NAMESPACE}/${name}`,
      '--type',
      'host.version.orphaned',
    );
    return orphans.length === HOSTS.length ? true : undefined;
  });
  for (const host of HOSTS) expect(await filesWith(host, name)).not.toBe('');
  expect((await states(fleet, name).catch(() => [])).map(({ state }) => state)).not.toContain(
    'Removed',
  );
});
