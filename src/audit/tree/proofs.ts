/**
 * Proofs of RFC 9162 2.1.3 and 2.1.4: that an event is in the tree of a checkpoint, and that the tree of a
 * later checkpoint begins with that of an earlier one. Who checks them needs no more than the two roots.
 * @module
 */
import { isSameHash, nodeHash } from './hashes.ts';

/** The root of the full subtree over leaves index × 2^level up to (index + 1) × 2^level, exclusive. */
export type NodeHash = (level: number, index: number) => Uint8Array;

type Proof = readonly Uint8Array[];
type Range = { readonly start: number; readonly end: number };

/** @throws {RangeError} unless 0 <= index < size. */
export function inclusionProof(node: NodeHash, index: number, size: number): Proof {
  if (index < 0 || index >= size) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  const path = (leaf: number, { start, end }: Range): Uint8Array[] => {
    if (end - start === 1) return [];
    const middle = start + splitOf(end - start);
    const [left, right] = [
      { start, end: middle },
      { start: middle, end },
    ];
    return leaf < middle
      ? [...path(leaf, left), rangeHash(node, right)]
      : [...path(leaf, right), rangeHash(node, left)];
  };
  return path(index, { start: 0, end: size });
}

/** @throws {RangeError} unless 0 < from <= to. */
export function consistencyProof(node: NodeHash, from: number, to: number): Proof {
  if (from <= 0 || from > to) throw new RangeError(`no tree of ${from} before one of ${to}`);
  const subproof = ({ start, end }: Range, isWhole: boolean): Uint8Array[] => {
    if (from === end) return isWhole ? [] : [rangeHash(node, { start, end })];
    const middle = start + splitOf(end - start);
    const [left, right] = [
      { start, end: middle },
      { start: middle, end },
    ];
    return from <= middle
      ? [...subproof(left, isWhole), rangeHash(node, right)]
      : [...subproof(right, false), rangeHash(node, left)];
  };
  return subproof({ start: 0, end: to }, true);
}

export type InclusionClaim = {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly root: Uint8Array;
};

/** RFC 9162 2.1.3.2. */
export function isIncluded({ leaf, index, size, root }: InclusionClaim, proof: Proof): boolean {
  if (!isSize(size) || !isSize(index) || index >= size) return false;
  const at = new Walk(index, size - 1);
  let hash = leaf;
  for (const sibling of proof) {
    if (at.last === 0) return false;
    hash = at.climbToLeftSibling() ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
    at.up();
  }
  return at.last === 0 && isSameHash(hash, root);
}

export type ConsistencyClaim = {
  readonly from: { readonly size: number; readonly root: Uint8Array };
  readonly to: { readonly size: number; readonly root: Uint8Array };
};

/** RFC 9162 2.1.4.2. The empty tree is the beginning of every tree. */
export function isConsistent({ from, to }: ConsistencyClaim, proof: Proof): boolean {
  if (!isSize(from.size) || !isSize(to.size) || from.size > to.size) return false;
  if (from.size === to.size) return proof.length === 0 && isSameHash(from.root, to.root);
  if (from.size === 0) return proof.length === 0;
  const roots = rootsOf({ from, to }, proof);
  return (
    roots !== undefined && isSameHash(roots.before, from.root) && isSameHash(roots.after, to.root)
  );
}

/** Both roots as the proof has them. */
function rootsOf({ from, to }: ConsistencyClaim, proof: Proof) {
  const at = new Walk(from.size - 1, to.size - 1);
  while (at.node % 2 === 1) at.up();
  // A full subtree is its own beginning: its root is not in the proof.
  const [first, ...rest] = at.node === 0 ? [from.root, ...proof] : proof;
  if (first === undefined) return undefined;
  let [before, after] = [first, first];
  for (const sibling of rest) {
    if (at.last === 0) return undefined;
    if (at.climbToLeftSibling()) {
      before = nodeHash(sibling, before);
      after = nodeHash(sibling, after);
    } else after = nodeHash(after, sibling);
    at.up();
  }
  return at.last === 0 ? { before, after } : undefined;
}

/** From a node to the root, beside the last node of each level. */
class Walk {
  node: number;
  last: number;

  constructor(node: number, last: number) {
    this.node = node;
    this.last = last;
  }

  /** True when its sibling is to its left. A last node that has none goes up to where it has one. */
  climbToLeftSibling(): boolean {
    if (this.node % 2 === 0 && this.node !== this.last) return false;
    while (this.node % 2 === 0 && this.node !== 0) this.up();
    return true;
  }

  up(): void {
    this.node = Math.floor(this.node / 2);
    this.last = Math.floor(this.last / 2);
  }
}

/** RFC 9162 2.1.1: the largest power of two below `count`. */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

function rangeHash(node: NodeHash, { start, end }: Range): Uint8Array {
  const count = end - start;
  const level = Math.log2(count);
  if (Number.isInteger(level)) return node(level, start / count);
  const middle = start + splitOf(count);
  return nodeHash(rangeHash(node, { start, end: middle }), rangeHash(node, { start: middle, end }));
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
