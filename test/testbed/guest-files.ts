/**
 * What makes a guest a machine of its own: the files in its upper layer before the first boot.
 * @module
 */
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CONTROLLER_ADDRESS } from './network.ts';

export type GuestIdentity = {
  readonly name: string;
  readonly address: string;
  /** Undefined for a host without a TPM. */
  readonly tpmDevice: string | undefined;
};

/** Files by path. The machine ID is random: the host key of the credentials is bound to it. */
export function guestFiles({ name, address, tpmDevice }: GuestIdentity): Map<string, string> {
  const files = new Map([
    ['/etc/machine-id', `${randomBytes(16).toString('hex')}\n`],
    ['/etc/hostname', `${name}\n`],
    ['/etc/hosts', `127.0.0.1 localhost\n${address} ${name}\n${CONTROLLER_ADDRESS} controller\n`],
  ]);
  if (tpmDevice !== undefined) {
    // Reaches systemd-creds@.service too, which decrypts for device-restricted units on 258+.
    const setting = `[Manager]\nDefaultEnvironment=SYSTEMD_TPM2_DEVICE=${tpmDevice}\n`;
    files.set('/etc/systemd/system.conf.d/50-testbed-tpm.conf', setting);
  }
  return files;
}

export async function writeGuestFiles(
  upperDir: string,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [path, content] of files) {
    await mkdir(dirname(join(upperDir, path)), { recursive: true });
    await writeFile(join(upperDir, path), content);
  }
}
