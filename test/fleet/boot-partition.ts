/**
 * Opens the boot loader's partition of a test host to the agent, as docs/deliveries.md says; a test host has no file
 * systems for its partition.
 * @module
 */
import type { TestHost } from '#test/testbed/testbed.ts';
import type { Fleet } from './fleet.ts';

export const BOOT_CREDENTIALS = '/efi/loader/credentials';

const EXAMPLE = '/usr/share/doc/credfleet-agent/examples/boot.conf';
const DROP_INS = '/etc/systemd/system/credfleet-agent.service.d';
/** These two make 252 in a container show its services the boot ID of the machine below, which does not change. */
const SHOW_BOOT_ID = `[Service]
ProtectKernelTunables=no
ProtectControlGroups=no
`;

export async function openBootPartition(fleet: Fleet, host: TestHost): Promise<void> {
  await host.must(['mkdir', '-p', BOOT_CREDENTIALS, DROP_INS]);
  await host.must(['cp', EXAMPLE, `${DROP_INS}/boot.conf`]);
  if (host.systemdVersion === 252) await host.writeFile(`${DROP_INS}/boot-id.conf`, SHOW_BOOT_ID);
  await host.must(['sh', '-c', 'echo boot-dir=/efi >> /etc/credfleet/agent.conf']);
  await host.must(['systemctl', 'daemon-reload']);
  await host.must(['systemctl', 'restart', 'credfleet-agent.service']);
  await fleet.waitConnected(host.name);
}
