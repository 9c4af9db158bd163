/**
 * The tree as the ledger stores it, over more events than one stored level has.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { TreeStore } from '#controller/ledger/tree-store.ts';
import { appendLeaf, EMPTY_FRONTIER, type Frontier, rootOf } from '#src/audit/tree/frontier.ts';
import { leafHash } from '#src/audit/tree/hashes.ts';
import {
  consistencyProof,
  inclusionProof,
  isConsistent,
  isIncluded,
} from '#src/audit/tree/proofs.ts';

const EVENTS = 66_000;
const leaves = Array.from({ length: EVENTS }, (_, at) => leafHash(Buffer.from(String(at))));

class Rows {
  readonly stored = new Map<number, Uint8Array[]>();
  readonly known: readonly Uint8Array[];
  reads = 0;

  constructor(known: readonly Uint8Array[] = leaves) {
    this.known = known;
  }

  readonly store = new TreeStore({
    leaves: (from, count) => this.#read(this.known, from, count),
    nodes: (level, from, count) => this.#read(this.stored.get(level) ?? [], from, count),
    count: (level) => this.stored.get(level)?.length ?? 0,
    put: ({ level, index, hash }) => {
      const nodes = this.stored.get(level) ?? [];
      if (index !== nodes.length) throw new Error(`node ${index} comes after ${nodes.length}`);
      this.stored.set(level, [...nodes, hash]);
    },
  });

  #read(from: readonly Uint8Array[], start: number, count: number): readonly Uint8Array[] {
    this.reads += count;
    return from.slice(start, start + count);
  }
}

const SIZES = [1, 255, 256, 257, 65_535, 65_536, 65_537, EVENTS];
const rows = new Rows();
const frontiers = new Map<number, Frontier>();
leaves.reduce((frontier, leaf) => {
  const appended = appendLeaf(frontier, leaf);
  rows.store.keep(appended.nodes);
  if (SIZES.includes(appended.frontier.size))
    frontiers.set(appended.frontier.size, appended.frontier);
  return appended.frontier;
}, EMPTY_FRONTIER);

test.for(SIZES)('at %i events it is read as it was written, and from little', (size) => {
  rows.reads = 0;
  expect(rows.store.frontier(size)).toEqual(frontiers.get(size));
  expect(rows.reads).toBeLessThanOrEqual(3 * 255);
});

test('it is made whole from the events alone, and is the same', () => {
  const old = new Rows();
  old.store.complete(EVENTS);
  expect(old.stored).toEqual(rows.stored);
});

describe('proofs from what is stored', () => {
  const node = (level: number, index: number) => rows.store.node(level, index);
  const root = (size: number) => rootOf(rows.store.frontier(size));

  test('an event is in the tree', () => {
    const [index, size] = [65_000, EVENTS];
    const claim = { leaf: leaves[index] ?? new Uint8Array(), index, size, root: root(size) };
    const proof = inclusionProof(node, index, size);
    expect(isIncluded(claim, proof)).toBe(true);
    expect(isIncluded({ ...claim, index: index - 1 }, proof)).toBe(false);
  });

  test('a later tree begins with an earlier one', () => {
    const from = { size: 65_537, root: root(65_537) };
    const to = { size: EVENTS, root: root(EVENTS) };
    expect(isConsistent({ from, to }, consistencyProof(node, from.size, to.size))).toBe(true);
  });
});

test.for([
  { given: 'an event is missing', known: leaves.slice(0, 300), size: 301 },
  { given: 'events are missing behind which the tree was stored', known: leaves, size: 255 },
])('when $given it is STORE_FAILED', ({ known, size }) => {
  const cut = new Rows(known);
  cut.store.complete(256);
  const failed = expect.objectContaining({ code: 'STORE_FAILED' });
  expect(() => {
    cut.store.complete(size);
    cut.store.frontier(size);
  }).toThrow(failed);
});
