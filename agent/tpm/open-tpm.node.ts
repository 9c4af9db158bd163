/**
 * Opens the way to the TPM that the configuration names.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { openDevice, type OpenTransport } from './device.node.ts';
import { mssimFraming, rawFraming } from './frames.ts';
import { openSocket } from './socket.node.ts';
import { parseTcti } from './tcti.ts';

/**
 * @param tcti as in SYSTEMD_TPM2_DEVICE; DEFAULT_TCTI where that is not set.
 * @throws {CredfleetError} CONFIG_INVALID, TPM_MISSING, TPM_BUSY, TPM_UNAVAILABLE
 */
export async function openTransport(tcti: string): Promise<OpenTransport> {
  const parsed = parseTcti(tcti);
  if (!parsed.ok) throw new CredfleetError('CONFIG_INVALID', parsed.problems.join('; '));
  const { value } = parsed;
  if (value.kind === 'device') return openDevice(value.path);
  return openSocket(value.address, value.kind === 'swtpm' ? rawFraming : mssimFraming);
}
