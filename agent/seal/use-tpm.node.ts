/**
 * Lends the TPM: a connection for each piece of work, because one that broke stays broken, and because what was
 * forgotten in the TPM ends with it.
 * @module
 */
import { openTransport } from '#agent/tpm/open-tpm.node.ts';
import type { Clock } from '#src/clock/clock.ts';
import type { Random } from '#src/random/random.ts';
import { Tpm } from '#src/tpm/commands/tpm.ts';
import type { UseTpm } from './open-sealed.ts';
import { tpmTurn } from './tpm-turn.ts';

/** @param tcti as in SYSTEMD_TPM2_DEVICE. */
export function tpmUser(
  tcti: string,
  ports: { readonly clock: Clock; readonly random: Random },
): UseTpm {
  return async (work) =>
    tpmTurn.run(async () => {
      await using transport = await openTransport(tcti);
      // Awaited here: the connection ends with this block.
      return await work(new Tpm({ transport, ...ports }));
    });
}
