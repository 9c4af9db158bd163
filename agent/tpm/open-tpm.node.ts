/**
 * Opens the TPM that the configuration names.
 * @module
 */
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Random } from '#src/random/random.ts';
import { Tpm } from '#src/tpm/commands/tpm.ts';
import { openDevice, type OpenTransport } from './device.node.ts';
import { mssimFraming, rawFraming } from './frames.ts';
import { openSocket } from './socket.node.ts';
import { parseTcti } from './tcti.ts';

/** Closed with its block. */
export type OpenTpm = { readonly tpm: Tpm } & AsyncDisposable;

/**
 * @param tcti as in SYSTEMD_TPM2_DEVICE; DEFAULT_TCTI where that is not set.
 * @throws {CredfleetError} CONFIG_INVALID, TPM_MISSING, TPM_BUSY, TPM_UNAVAILABLE
 */
export async function openTpm(
  tcti: string,
  ports: { readonly clock: Clock; readonly random: Random },
): Promise<OpenTpm> {
  const transport = await openTransport(tcti);
  const tpm = new Tpm({ transport, ...ports });
  return { tpm, [Symbol.asyncDispose]: async () => transport[Symbol.asyncDispose]() };
}

export async function openTransport(tcti: string): Promise<OpenTransport> {
  const parsed = parseTcti(tcti);
  if (!parsed.ok) throw new CredfleetError('CONFIG_INVALID', parsed.problems.join('; '));
  const { value } = parsed;
  if (value.kind === 'device') return openDevice(value.path);
  return openSocket(value.address, value.kind === 'swtpm' ? rawFraming : mssimFraming);
}
