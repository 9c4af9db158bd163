/**
 * Delivery to the next boot: sealed to the TPM on the boot loader's partition, staged until a boot was handed it, and
 * loaded there by a service; rotation, wrong boots, drift, crashes and removal included. Firmware, boot loader and initrd
 * are the testbed's: it hands the files to PID 1 as they lie there.
 * @module
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHash } from 'node:crypto';
import type { Failpoint } from '#agent/apply/failpoints.ts';
import { BOOT_CREDENTIALS, openBootPartition } from '#test/fleet/boot-partition.ts';
import { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import { loadedEquals } from '#test/fleet/sample-service.ts';
import type { TestHost } from '#test/testbed/testbed.ts';
import {
  accessPolicy,
  auditEvents,
  type Condition,
  frame,
  hostCredential,
  NAMESPACE,
  type StateView,
  states,
  waitCondition,
  waitCopied,
  waitRollout,
} from './scene.ts';

const NAME = 'shop-boot';
const UNIT = `${NAME}.service`;
const FILE = `${BOOT_CREDENTIALS}/${NAME}.cred`;
const DROP_INS = '/etc/systemd/system/credfleet-agent.service.d';
/** Debian sid changes every day: on request. */
const WITH_SID = process.env['CREDFLEET_TEST_SID'] === '1';
const SID = { name: 'phi', release: 'sid', labels: { role: 'shop' }, bootLoader: true } as const;
const HOSTS = ['omicron', 'rho', ...(WITH_SID ? [SID.name] : [])];

const SPEC = {
  delivery: { type: 'Boot', boot: { location: 'ESPGlobal' } },
  sealing: { key: 'TPM2' },
  activation: { coalesceSeconds: 0 },
};

let fleet: Fleet;

beforeAll(async () => {
  fleet = await Fleet.start({
    hosts: [
      { name: 'omicron', release: 'bookworm', labels: { role: 'shop' }, bootLoader: true },
      { name: 'rho', release: 'trixie', labels: { role: 'shop' }, bootLoader: true },
      ...(WITH_SID ? [SID] : []),
      { name: 'plain', release: 'trixie', labels: { role: 'plain' } },
    ],
  });
  const [namespace = {}, , rolloutPolicy = {}] = frame;
  for (const role of ['shop', 'plain']) {
    const { spec, ...policy } = accessPolicy(role, role, ['shop-*']);
    await fleet.apply(namespace, { ...policy, spec: { ...spec, deliveryTypes: ['Boot'] } });
  }
  await fleet.apply(rolloutPolicy);
  await Promise.all(HOSTS.map(async (name) => installReader(fleet.host(name))));
  await fleet.putSecret(NAMESPACE, NAME, { value: 'boot-4b1c-one' });
});

afterAll(async () => {
  await fleet?.close();
});

/** Started by each boot that was handed it. */
async function installReader(host: TestHost): Promise<void> {
  const text = `[Unit]
ConditionPathExists=/run/credentials/@encrypted/${NAME}
[Service]
Type=exec
LoadCredentialEncrypted=${NAME}
ExecStart=sleep infinity
[Install]
WantedBy=multi-user.target
`;
  await host.writeFile(`/etc/systemd/system/${UNIT}`, text);
  await host.must(['systemctl', 'daemon-reload']);
  await host.must(['systemctl', 'enable', '-q', UNIT]);
}

async function rowOf(name: string): Promise<StateView | undefined> {
  return (await states(fleet, NAME)).find(({ host }) => host === name);
}

async function waitState(name: string, state: string, version: number): Promise<StateView> {
  return eventually(
    `${name} to be ${state} with version ${version}`,
    async () => {
      const row = await rowOf(name);
      if (row?.state === state && row.targetVersion === version) return row;
      throw new Error(JSON.stringify(row));
    },
    { timeoutMs: 90_000 },
  );
}

async function converged(reason: string): Promise<Condition> {
  return eventually(`Converged to say ${reason}`, async () => {
    const condition = await waitCondition(fleet, NAME, 'Converged', 'False');
    return condition.reason === reason ? condition : undefined;
  });
}

async function digestOf(host: TestHost): Promise<string> {
  const { stdout } = await host.run(['cat', FILE]);
  return createHash('sha256').update(stdout).digest('hex');
}

test.for([
  ['the host key', { ...SPEC, sealing: { key: 'HostAndTPM2' } }, 'cannot use the host key'],
  [
    'PCR 12',
    { ...SPEC, sealing: { key: 'TPM2', tpm2PCRs: [7, 12] } },
    'other values in the initrd',
  ],
  [
    'a signed PCR state',
    { ...SPEC, sealing: { key: 'TPM2', tpm2PublicKey: 'pem', tpm2PublicKeyPCRs: [7] } },
    'the initrd has no signatures',
  ],
  [
    'a unit',
    { ...SPEC, activation: { units: [{ name: 'shop-x.service' }] } },
    'activation.units must be empty',
  ],
  [
    'no image',
    { ...SPEC, delivery: { type: 'Boot', boot: { location: 'UKIExtra' } } },
    'image is required for',
  ],
] as const)('%s is refused by the API', async ([, spec, says]) => {
  await expect(fleet.apply(hostCredential({ name: NAME, spec }))).rejects.toThrow(says);
});

test('a closed partition is refused, with what its owner has to do', async () => {
  await fleet.host('omicron').must(['sh', '-c', 'echo boot-dir=/efi >> /etc/credfleet/agent.conf']);
  await fleet.host('omicron').must(['systemctl', 'restart', 'credfleet-agent.service']);
  await fleet.waitConnected('omicron');
  await fleet.apply(hostCredential({ name: NAME, spec: SPEC }));
  await waitRollout(fleet, NAME, 1, 'Paused', 90_000);
  const failed = (await states(fleet, NAME)).find(({ state }) => state === 'Failed');
  expect(failed?.code).toBe('DELIVERY_UNSUPPORTED');
  const reasons = /may not write to \/efi\/loader\/credentials|is mounted at \/efi, \/boot/u;
  expect(failed?.message).toMatch(reasons);
});

test('a host without such a partition says so', async () => {
  const name = 'shop-nowhere';
  await fleet.putSecret(NAMESPACE, name, { value: 'x' });
  const targets = { hostNames: ['plain'] };
  await fleet.apply(hostCredential({ name, spec: { ...SPEC, targets } }));
  const rollout = await waitRollout(fleet, name, 1, 'Paused', 90_000);
  expect(rollout.status?.failures?.[0]?.message).toContain(
    'no partition of the boot loader is mounted at /efi, /boot, /boot/efi',
  );
});

describe('with the partition opened', () => {
  beforeAll(async () => {
    await Promise.all(HOSTS.map(async (name) => openBootPartition(fleet, fleet.host(name))));
    await fleet.putSecret(NAMESPACE, NAME, { value: 'boot-4b1c-two' });
    await waitRollout(fleet, NAME, 2, 'Succeeded', 90_000);
  });

  test('the rollout waits for no boot; status and plan say that it is staged', async () => {
    for (const name of HOSTS) expect(await rowOf(name)).toMatchObject({ state: 'Staged' });
    const condition = await converged('HostsStaged');
    expect(condition.message).toContain(`${HOSTS.length} have it for their next boot`);
    const plan = await fleet.mustCredfleet(['plan', `${NAMESPACE}/${NAME}`]);
    expect(plan.match(/Staged/gu)).toHaveLength(HOSTS.length);
    const explain = ['explain', 'rho', '--credential', `${NAMESPACE}/${NAME}`];
    const explained = await fleet.mustCredfleet(explain);
    expect(explained).toContain('for its next boot');
  });

  test('it is sealed to the TPM alone, under its name without .cred', async () => {
    for (const name of HOSTS) {
      const host = fleet.host(name);
      const env = { SYSTEMD_TPM2_DEVICE: host.tpm.device };
      const decrypt = ['systemd-creds', 'decrypt', `--name=${NAME}`, FILE, '-'];
      await host.must(['mv', '/var/lib/systemd/credential.secret', '/root/away']);
      const opened = await host.run(decrypt, { env });
      await host.must(['mv', '/root/away', '/var/lib/systemd/credential.secret']);
      expect(opened).toMatchObject({ exitCode: 0, stdout: 'boot-4b1c-two' });
    }
  });

  test('a file that somebody removes is put back, and nothing is proven by it', async () => {
    const host = fleet.host('rho');
    const before = await digestOf(host);
    await waitCopied(host, FILE);
    await host.must(['rm', FILE]);
    await eventually('the file to be back', async () =>
      (await digestOf(host)) === before ? true : undefined,
    );
    expect((await rowOf('rho'))?.state).toBe('Staged');
  });

  test('a boot that was handed it has it, with neither agent nor controller, and proves it', async () => {
    for (const name of HOSTS) {
      const host = fleet.host(name);
      await host.must(['systemctl', 'disable', '-q', 'credfleet-agent.service']);
      await host.reboot();
      expect(await loadedEquals(host, UNIT, NAME, 'boot-4b1c-two')).toBe(true);
      await host.must(['systemctl', 'enable', '-q', '--now', 'credfleet-agent.service']);
      const row = await waitState(name, 'Healthy', 2);
      expect(row.message).toBe('this boot was handed it by the boot loader');
    }
    await waitCondition(fleet, NAME, 'Converged', 'True');
    const filters = ['--credential', `${NAMESPACE}/${NAME}`];
    expect(await auditEvents(fleet, ...filters, '--type', 'host.version.staged')).toHaveLength(
      HOSTS.length,
    );
  });

  test('a rotation leaves this boot what it has, and a boot from elsewhere is a failure', async () => {
    await fleet.putSecret(NAMESPACE, NAME, { value: 'boot-4b1c-three' });
    await waitRollout(fleet, NAME, 3, 'Succeeded', 90_000);
    const host = fleet.host('rho');
    expect(await loadedEquals(host, UNIT, NAME, 'boot-4b1c-two')).toBe(true);
    // The machine starts another way once: nothing is on the partition that it boots from.
    await host.powerOff();
    await fleet.host('omicron').reboot();
    await waitState('omicron', 'Healthy', 3);
    await fromElsewhere(host);
    const row = await waitState('rho', 'Failed', 3);
    expect(row).toMatchObject({ code: 'BOOT_NOT_HANDED_OVER' });
    expect(row.message).toContain(`was handed no credential '${NAME}'`);
    await host.reboot();
    await waitState('rho', 'Healthy', 3);
    expect(await loadedEquals(host, UNIT, NAME, 'boot-4b1c-three')).toBe(true);
  });

  const points: readonly Failpoint[] = ['sealed', 'files-installed', 'healthy-reported'];
  test.for(points)(
    'an agent that is killed at %s goes on, and the file is whole',
    async (point) => {
      const host = fleet.host('rho');
      const env = { SYSTEMD_TPM2_DEVICE: host.tpm.device };
      const decrypt = ['systemd-creds', 'decrypt', `--name=${NAME}`, FILE, '-'];
      const before = await host.must(decrypt, { env });
      const file = `${DROP_INS}/failpoint.conf`;
      await host.writeFile(
        file,
        `[Service]\nEnvironment=CREDFLEET_FAILPOINT=${point}\nRestart=no\n`,
      );
      await host.must(['systemctl', 'daemon-reload']);
      await host.must(['systemctl', 'restart', 'credfleet-agent.service']);
      await fleet.waitConnected('rho');
      const value = `boot-4b1c-${point}`;
      await fleet.putSecret(NAMESPACE, NAME, { value });
      await eventually(`the agent to die at ${point}`, async () => {
        const show = ['systemctl', 'show', 'credfleet-agent.service', '-p', 'Result', '--value'];
        return (await host.must(show)).trim() === 'signal' ? true : undefined;
      });
      expect([before, value]).toContain(await host.must(decrypt, { env }));
      await host.must(['rm', file]);
      await host.must(['systemctl', 'daemon-reload']);
      await host.must(['systemctl', 'start', 'credfleet-agent.service']);
      await waitState('rho', 'Staged', 4 + points.indexOf(point));
      expect(await host.must(decrypt, { env })).toBe(value);
      expect((await host.must(['ls', '-A', BOOT_CREDENTIALS])).trim()).toBe(`${NAME}.cred`);
    },
  );

  test('revoked: the file goes at once; who booted with it says that it stays until the next boot', async () => {
    await fleet.host('rho').reboot();
    await waitState('rho', 'Healthy', 6);
    // It runs with what an earlier boot was handed, and nobody can tell that from what is revoked.
    await fleet.host('omicron').must(['systemctl', 'stop', UNIT]);
    const revoke = ['rollout', 'revoke', `${NAMESPACE}/${NAME}`, '--reason', 'it was in a chat'];
    await fleet.mustCredfleet([...revoke, '--override-budget']);
    const filters = ['--credential', `${NAMESPACE}/${NAME}`];
    for (const name of HOSTS) await waitRemoved(name);
    const gone = await auditEvents(fleet, ...filters, '--type', 'host.version.gone');
    expect(gone.map(({ subject }) => subject.host)).toEqual(['omicron']);
    const removed = await auditEvents(fleet, ...filters, '--type', 'host.version.removed');
    const ofRho = removed.find(({ subject }) => subject.host === 'rho');
    expect(ofRho?.detail['message']).toContain('was handed to this boot and stays until the next');
    await fleet.host('rho').reboot();
    expect(
      (await fleet.host('rho').run(['test', '-e', `/run/credentials/@encrypted/${NAME}`])).exitCode,
    ).toBe(1);
  });
});

/** One boot from a partition without credentials. */
async function fromElsewhere(host: TestHost): Promise<void> {
  const folder = `${host.rootDir}${BOOT_CREDENTIALS}`;
  const { renameSync } = await import('node:fs');
  renameSync(folder, `${folder}.away`);
  try {
    await host.boot();
  } finally {
    renameSync(`${folder}.away`, folder);
  }
}

async function waitRemoved(name: string): Promise<void> {
  await eventually(
    `${name} to be without it`,
    async () =>
      (await fleet.host(name).run(['test', '-e', FILE])).exitCode === 1 ? true : undefined,
    { timeoutMs: 90_000 },
  );
  await eventually(`${name} to say so`, async () =>
    (await rowOf(name))?.state === 'Removed' ? true : undefined,
  );
}
