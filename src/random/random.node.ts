/**
 * The real randomness: the kernel's for bytes.
 * @module
 */
import { randomBytes } from 'node:crypto';
import type { Random } from './random.ts';

export const systemRandom: Random = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
  fraction: () => Math.random(),
};
