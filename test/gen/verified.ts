/**
 * The value of what a test knows to pass.
 * @module
 */
import type { Verified } from '#src/tpm/verify-keys.ts';

/** @throws when it was refused, with the refusal. */
export function valueOf<T>(verified: Verified<T, string>): T {
  if (!verified.ok) throw new Error(`refused: ${verified.refusal}`);
  return verified.value;
}
