/**
 * A Merkle tree that grows to the right, as the roots of its full subtrees: that is all it takes to append a
 * leaf and to tell the root, at any size.
 * @module
 */
import { emptyHash, nodeHash } from './hashes.ts';

/** The root of a full subtree of 2^level leaves. */
export type Peak = { readonly level: number; readonly hash: Uint8Array };

export type Frontier = {
  readonly size: number;
  /** From left to right: one per bit of `size`, the highest first. */
  readonly peaks: readonly Peak[];
};

export type TreeNode = {
  readonly level: number;
  readonly index: number;
  readonly hash: Uint8Array;
};

export type Appended = {
  readonly frontier: Frontier;
  /** What became full: the leaf itself, then its parents. */
  readonly nodes: readonly TreeNode[];
};

export const EMPTY_FRONTIER: Frontier = { size: 0, peaks: [] };

/** Which levels a tree of this size has peaks at, the highest first. */
export function peakLevels(size: number): readonly number[] {
  const levels: number[] = [];
  for (let level = 0, rest = size; rest > 0; level += 1, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) levels.unshift(level);
  }
  return levels;
}

export function appendLeaf({ size, peaks }: Frontier, leaf: Uint8Array): Appended {
  const rest = [...peaks];
  const nodes: TreeNode[] = [{ level: 0, index: size, hash: leaf }];
  let top: Peak = { level: 0, hash: leaf };
  for (let last = rest.at(-1); last?.level === top.level; last = rest.at(-1)) {
    rest.pop();
    top = { level: top.level + 1, hash: nodeHash(last.hash, top.hash) };
    nodes.push({ ...top, index: Math.floor(size / 2 ** top.level) });
  }
  return { frontier: { size: size + 1, peaks: [...rest, top] }, nodes };
}

export function rootOf({ peaks }: Frontier): Uint8Array {
  const last = peaks.at(-1);
  if (last === undefined) return emptyHash();
  return peaks.slice(0, -1).reduceRight((right, left) => nodeHash(left.hash, right), last.hash);
}
