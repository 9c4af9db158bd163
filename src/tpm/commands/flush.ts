/**
 * TPM2_FlushContext (Part 3, 28.4): ends a session, forgets a loaded key.
 * @module
 */
import { uint32 } from '../bytes.ts';
import type { Tpm } from './tpm.ts';

/**
 * Never throws: it runs while a block ends, where an error would hide the one that ended it. It fails only when
 * the TPM is gone, which the next command says, or the handle is already free.
 */
export async function flush(tpm: Tpm, handle: number): Promise<void> {
  const parameters = uint32(handle);
  await tpm.execute({ command: 'FlushContext', parameters }).catch(() => undefined);
}
