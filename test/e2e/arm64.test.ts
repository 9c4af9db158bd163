/**
 * The agent of the arm64 package, in an emulator: it joins by its TPM, seals, proves and rotates as any other, and
 * hands out by socket.
 * @module
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emulateArm64 } from '#test/fleet/arm64-agent.ts';
import { Fleet } from '#test/fleet/fleet.ts';
import { installSampleService, loadedEquals } from '#test/fleet/sample-service.ts';
import type { TestHost } from '#test/testbed/testbed.ts';
import { accessPolicy, bring, frame, hostCredential, NAMESPACE, waitRollout } from './scene.ts';

const SPEC = { name: 'neon', release: 'trixie', labels: { role: 'shop' } } as const;
const SEALED = 'shop-sealed';
const FETCHED = 'shop-fetched';

/** On a machine of arm64 every other test runs it. */
describe.runIf(process.arch !== 'arm64')('the agent of arm64', () => {
  let fleet: Fleet;
  let host: TestHost;

  beforeAll(async () => {
    fleet = await Fleet.start({ hosts: [] });
    host = await fleet.testbed.addHost(SPEC);
    await emulateArm64(host);
    await fleet.enrol([SPEC]);
    const [namespace = {}, , rolloutPolicy = {}] = frame;
    const { spec, ...policy } = accessPolicy(NAMESPACE, 'shop', ['shop-*']);
    const access = { ...policy, spec: { ...spec, deliveryTypes: ['Service', 'Socket'] } };
    await fleet.apply(namespace, access, rolloutPolicy);
  });

  afterAll(async () => {
    await fleet?.close();
  });

  test('what runs is the executable of arm64', async () => {
    const show = ['systemctl', 'show', 'credfleet-agent.service', '-p', 'MainPID', '--value'];
    const pid = (await host.must(show)).trim();
    expect(await host.must(['cat', `/proc/${pid}/maps`])).toContain('/opt/arm64/credfleet-agent');
    // e_machine of its ELF header: EM_AARCH64.
    const machine = ['od', '-An', '-tu2', '-j18', '-N2', '/opt/arm64/credfleet-agent'];
    expect((await host.must(machine)).trim()).toBe('183');
  });

  test('it seals against host key and TPM, proves what the service loaded, and rotates', async () => {
    const spec = { sealing: { key: 'HostAndTPM2', tpm2PCRs: [7] } };
    await bring(fleet, { name: SEALED, spec }, 'sealed-one');
    await waitRollout(fleet, SEALED, 1, 'Succeeded');
    expect(await loadedEquals(host, `${SEALED}.service`, SEALED, 'sealed-one')).toBe(true);
    await fleet.putSecret(NAMESPACE, SEALED, { value: 'sealed-two' });
    await waitRollout(fleet, SEALED, 2, 'Succeeded');
    expect(await loadedEquals(host, `${SEALED}.service`, SEALED, 'sealed-two')).toBe(true);
  });

  test('it hands out by socket, to the unit that asks', async () => {
    const unit = `${FETCHED}.service`;
    await installSampleService(host, unit, FETCHED, true);
    await fleet.putSecret(NAMESPACE, FETCHED, { value: 'fetched' });
    const delivery = { type: 'Socket', dropIn: 'Managed' };
    await fleet.apply(hostCredential({ name: FETCHED, spec: { delivery } }));
    await waitRollout(fleet, FETCHED, 1, 'Succeeded');
    expect(await loadedEquals(host, unit, FETCHED, 'fetched')).toBe(true);
  });

  test('its doctor finds the host well', async () => {
    const command = ['credfleet-agent', 'doctor', '-o', 'json'];
    const { stdout } = await host.run(command, { env: { SYSTEMD_TPM2_DEVICE: host.tpm.device } });
    const findings = JSON.parse(stdout) as readonly { readonly level: string }[];
    expect(findings.length).toBeGreaterThan(5);
    expect(findings.filter(({ level }) => level !== 'OK')).toEqual([]);
  });
});
