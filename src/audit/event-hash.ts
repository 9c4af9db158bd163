/**
 * The hash of an event: that of its leaf in the tree, and what the next event carries as `prev`.
 * @module
 */
import { HASH_BYTES, leafHash } from './tree/hashes.ts';

/** @param encoded canonical JSON, as it is stored. */
export function eventHash(encoded: string): Uint8Array {
  return leafHash(Buffer.from(encoded, 'utf8'));
}

/** What the first event carries. */
export const NO_EVENT_HASH = new Uint8Array(HASH_BYTES);

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
