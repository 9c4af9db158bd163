/**
 * The port to the evidence in the ledger: events as they were hashed, what hosts signed, and the tree over
 * the events.
 * @module
 */
import type { Checkpoint } from '#src/audit/checkpoint/checkpoint.ts';
import type { Frontier } from '#src/audit/tree/frontier.ts';

export type StoredEvent = {
  readonly seq: number;
  /** Canonical JSON: the bytes that were hashed. */
  readonly json: string;
  /** What the host signed, for an event that a host reported. */
  readonly receiptBody?: Uint8Array;
};

/** Raw Ed25519: what a host signed with in this epoch of its identity. */
export type ReceiptKey = {
  readonly hostUid: string;
  readonly identityEpoch: number;
  readonly receiptKey: Uint8Array;
};

export interface Evidence {
  /** Size and root now; within `commit` with what was written before in the same transaction. */
  head(): Checkpoint;
  /** The first that is still there; 1 when there are none. */
  firstSeq(): number;
  /** Those that follow, oldest first. */
  events(afterSeq: number, limit: number): readonly StoredEvent[];
  /** The same without what hosts signed, which may be much. */
  texts(afterSeq: number, limit: number): readonly StoredEvent[];
  receiptKeys(): readonly ReceiptKey[];
  /** The root of the full subtree over 2^level events. Throws STORE_FAILED when what it is made of was pruned. */
  node(level: number, index: number): Uint8Array;
  /** Of the first `size` events. Throws STORE_FAILED when they were pruned and `size` is no multiple of 256. */
  frontier(size: number): Frontier;
}
