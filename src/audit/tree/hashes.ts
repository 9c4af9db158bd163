/**
 * The two hashes of a Merkle tree log (RFC 6962 2.1, RFC 9162 2.1.1): no leaf can be taken for a node.
 * @module
 */
import { hash } from 'node:crypto';

export const HASH_BYTES = 32;

const LEAF = new Uint8Array([0]);
const NODE = new Uint8Array([1]);

export function leafHash(data: Uint8Array): Uint8Array {
  return sha256([LEAF, data]);
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256([NODE, left, right]);
}

/** Of the tree without a leaf. */
export function emptyHash(): Uint8Array {
  return sha256([]);
}

export function isSameHash(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function sha256(parts: readonly Uint8Array[]): Uint8Array {
  return hash('sha256', Buffer.concat(parts), 'buffer');
}
