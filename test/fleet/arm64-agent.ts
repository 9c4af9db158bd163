/**
 * The agent of the arm64 package on a test host of another architecture: in QEMU's emulator, with Debian's libraries
 * of arm64. What it starts, systemd-creds for one, is the host's own.
 * @module
 */
import { chmodSync, cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestHost } from '#test/testbed/testbed.ts';
import { ensureAgentPackage } from './agent-package.ts';
import { ensureDebianParts } from './debian-packages.ts';
import { must } from './process.ts';

const EMULATOR = 'usr/bin/qemu-aarch64';
const LIBRARIES = 'usr/aarch64-linux-gnu';
const PARTS = {
  name: 'arm64',
  packages: [
    'qemu-user',
    'libc6-arm64-cross',
    'libstdc++6-arm64-cross',
    'libgcc-s1-arm64-cross',
    'libatomic1-arm64-cross',
  ],
  keep: [EMULATOR, LIBRARIES],
};

const PLACE = '/opt/arm64';
const AGENT = '/usr/bin/credfleet-agent';
const DROP_IN = '/etc/systemd/system/credfleet-agent.service.d/emulated.conf';
/** The emulator translates into memory that it runs. Nothing else of the sandbox is in its way. */
const TRANSLATES = '[Service]\nMemoryDenyWriteExecute=no\n';

/** From now on the host's agent, and its commands, are those of arm64. */
export async function emulateArm64(host: TestHost): Promise<void> {
  const parts = await ensureDebianParts(PARTS);
  const deb = await ensureAgentPackage(() => undefined, { arch: 'arm64' });
  const place = join(host.rootDir, PLACE);
  cpSync(parts, place, { recursive: true, verbatimSymlinks: true });
  const unpacked = mkdtempSync(join(place, 'package-'));
  await must(['dpkg-deb', '-x', deb, unpacked]);
  renameSync(join(unpacked, AGENT), join(place, 'credfleet-agent'));
  rmSync(unpacked, { recursive: true });
  chmodSync(place, 0o755);
  const command = [join(PLACE, EMULATOR), '-L', join(PLACE, LIBRARIES), `${PLACE}/credfleet-agent`];
  await host.writeFile(AGENT, `#!/bin/sh\nexec ${command.join(' ')} "$@"\n`, 0o755);
  await host.writeFile(DROP_IN, TRANSLATES);
  await host.must(['systemctl', 'daemon-reload']);
}
