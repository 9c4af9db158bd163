/**
 * Delivery to units of a user: what systemd 257 makes of it and why it is refused there; on systemd 262, when the tests
 * are asked for it, sealed for that user, loaded by their unit and by nobody else's.
 * @module
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import { sha256 } from '#test/fleet/sample-container.ts';
import { installSampleUser, installUserUnit, systemctlOf } from '#test/fleet/sample-user.ts';
import type { TestHost } from '#test/testbed/testbed.ts';
import {
  accessPolicy,
  auditEvents,
  frame,
  hostCredential,
  NAMESPACE,
  waitCondition,
  waitCopied,
  waitRollout,
  waitRunning,
} from './scene.ts';

/** Debian sid changes every day. */
const WITH_SID = process.env['CREDFLEET_TEST_SID'] === '1';
const NAME = 'shop-user';
const UNIT = `${NAME}.service`;
const ALICE = { user: 'alice', uid: 1000 };
const BOB = { user: 'bob', uid: 1001 };
const FILE = `/var/lib/credfleet-users/${ALICE.user}/${NAME}`;
const OLD = [
  { name: 'old-252', release: 'bookworm', labels: { role: 'old' } },
  { name: 'old-257', release: 'trixie', labels: { role: 'old' } },
] as const;
const NEW = { name: 'new', release: 'sid', labels: { role: 'shop' } } as const;

const SPEC = {
  delivery: { type: 'User', user: { name: ALICE.user } },
  activation: { coalesceSeconds: 0 },
  health: { minHealthySeconds: 0 },
};

let fleet: Fleet;

beforeAll(async () => {
  fleet = await Fleet.start({ hosts: WITH_SID ? [...OLD, NEW] : OLD });
  const [namespace = {}, , rolloutPolicy = {}] = frame;
  await fleet.apply(namespace, rolloutPolicy);
  for (const role of ['old', 'shop']) {
    const { spec, ...policy } = accessPolicy(role, role, ['shop-*']);
    await fleet.apply({ ...policy, spec: { ...spec, deliveryTypes: ['User'] } });
  }
  await fleet.putSecret(NAMESPACE, NAME, { value: value(1) });
});

afterAll(async () => {
  await fleet?.close();
});

function value(number: number): string {
  return `user-9e2f-${number}`;
}

test('a key that cannot be bound to a user is refused by the API', async () => {
  const spec = { ...SPEC, sealing: { key: 'TPM2' } };
  const applied = fleet.apply(hostCredential({ name: NAME, spec }));
  await expect(applied).rejects.toThrow('sealed with the host key');
});

test('hosts whose systemd is too old get nothing, and the condition says why', async () => {
  const name = 'shop-old';
  await fleet.putSecret(NAMESPACE, name, { value: 'old' });
  const targets = { hostSelector: { matchLabels: { role: 'old' } } };
  await fleet.apply(hostCredential({ name, spec: { ...SPEC, targets } }));
  const condition = await waitCondition(fleet, name, 'TargetsAllowed', 'False');
  expect(condition.reason).toBe('SystemdTooOld');
  expect(condition.message).toMatch(/2 of 2 hosts .*systemd 25[27] opens no encrypted credential/u);
  const explain = ['explain', 'old-257', '--credential', `${NAMESPACE}/${name}`];
  expect(await fleet.mustCredfleet(explain)).toContain('SystemdTooOld');
});

test('why: a unit of a user does not start with what 257 sealed for that very user', async () => {
  const host = fleet.host('old-257');
  await installSampleUser(host, ALICE.user, ALICE.uid);
  const path = '/var/lib/by-hand/credential';
  await host.must(['mkdir', '-p', '/var/lib/by-hand']);
  const env = { SYSTEMD_TPM2_DEVICE: host.tpm.device };
  const seal = ['systemd-creds', 'encrypt', `--uid=${ALICE.user}`, `--name=${NAME}`];
  for (const key of ['host', 'host+tpm2']) {
    const keyed = [`--with-key=${key}`, '--tpm2-pcrs=', '-', path];
    await host.must([...seal, ...keyed], { env, stdin: 'by hand' });
    // What root can open for that user, the user's own systemd cannot.
    const open = ['systemd-creds', 'decrypt', `--uid=${ALICE.user}`, `--name=${NAME}`, path, '-'];
    expect(await host.must(open, { env })).toBe('by hand');
    await installUserUnit(host, UNIT, { credential: NAME, path });
    await systemctlOf(host, ALICE, 'daemon-reload');
    expect((await systemctlOf(host, ALICE, 'restart', UNIT)).exitCode).not.toBe(0);
    const show = await systemctlOf(host, ALICE, 'show', UNIT, '-p', 'ExecMainStatus', '--value');
    expect(show.stdout.trim()).toBe('243');
  }
});

describe.for(WITH_SID ? [NEW.name] : [])('on %s', (name) => {
  let host: TestHost;

  beforeAll(async () => {
    host = fleet.host(name);
    await installSampleUser(host, ALICE.user, ALICE.uid);
    await installSampleUser(host, BOB.user, BOB.uid);
    await installUserUnit(host, UNIT, { credential: NAME, path: FILE });
    await fleet.apply(hostCredential({ name: NAME, spec: SPEC }));
    await waitRollout(fleet, NAME, 1, 'Succeeded', 90_000);
  });

  async function loaded(): Promise<string> {
    await systemctlOf(host, ALICE, 'daemon-reload');
    const started = await systemctlOf(host, ALICE, 'restart', UNIT);
    expect(started).toMatchObject({ exitCode: 0 });
    const path = `/run/user/${ALICE.uid}/credentials/${UNIT}/${NAME}`;
    return (await host.must(['sha256sum', path])).slice(0, 64);
  }

  test('their unit has it', async () => {
    expect(await loaded()).toBe(sha256(value(1)));
  });

  test("another user's unit cannot open it, and the system's neither", async () => {
    await systemctlOf(host, BOB, 'daemon-reload');
    expect((await systemctlOf(host, BOB, 'start', UNIT)).exitCode).not.toBe(0);
    const env = { SYSTEMD_TPM2_DEVICE: host.tpm.device };
    const open = ['systemd-creds', 'decrypt', `--name=${NAME}`, FILE, '-'];
    expect((await host.run(open, { env })).stderr).toContain('scoped to a user');
  });

  test('a rotation is there with the next start', async () => {
    await fleet.putSecret(NAMESPACE, NAME, { value: value(2) });
    await waitRollout(fleet, NAME, 2, 'Succeeded', 90_000);
    expect(await loaded()).toBe(sha256(value(2)));
  });

  test('a file that somebody removes is put back', async () => {
    await waitCopied(host, FILE);
    await host.must(['rm', FILE]);
    await eventually('the file to be back', async () =>
      (await host.run(['test', '-e', FILE])).exitCode === 0 ? true : undefined,
    );
    expect(await loaded()).toBe(sha256(value(2)));
  });

  test('another host key costs a new seal', async () => {
    const filters = ['--host', name, '--credential', `${NAMESPACE}/${NAME}`];
    await host.must(['systemctl', 'stop', 'credfleet-agent.service']);
    await host.must(['rm', '/var/lib/systemd/credential.secret']);
    await host.must(['systemd-creds', 'setup']);
    await host.must(['systemctl', 'start', 'credfleet-agent.service']);
    await eventually(`${name} to wait for a person`, async () => {
      const journal = ['journalctl', '-u', 'credfleet-agent', '-o', 'cat', '-n', '3'];
      return (await host.must(journal)).includes('hosts approve') ? true : undefined;
    });
    await fleet.mustCredfleet(['hosts', 'approve', name]);
    await eventually(
      'a new seal',
      async () => (await auditEvents(fleet, ...filters, '--type', 'host.version.resealed')).at(0),
      { timeoutMs: 90_000 },
    );
    await waitRunning(fleet, NAME, 2, [name]);
    expect(await loaded()).toBe(sha256(value(2)));
  });

  test('taken away it is gone, and the receipt says so', async () => {
    const revoke = ['rollout', 'revoke', `${NAMESPACE}/${NAME}`, '--reason', 'it was in a chat'];
    await fleet.mustCredfleet([...revoke, '--override-budget']);
    await eventually('the receipt', async () => {
      const filters = ['--host', name, '--credential', `${NAMESPACE}/${NAME}`];
      return (await auditEvents(fleet, ...filters, '--type', 'host.version.gone')).at(0);
    });
    expect((await host.run(['test', '-e', FILE])).exitCode).toBe(1);
    expect((await systemctlOf(host, ALICE, 'restart', UNIT)).exitCode).not.toBe(0);
  });
});
