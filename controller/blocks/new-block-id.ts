/**
 * The name of a block: random, so that nobody lifts one beforehand and a restored ledger repeats none.
 * @module
 */
import type { Random } from '#src/random/random.ts';

const BLOCK_ID_BYTES = 8;

export function newBlockId(random: Random): string {
  return Buffer.from(random.bytes(BLOCK_ID_BYTES)).toString('hex');
}
