/**
 * The tree over the events as it is stored: one hash per 256 events, one per 65,536 of them and so on. What
 * lies between is computed from at most 255 of them, or from the events, so a start reads little.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { appendLeaf, type Frontier, peakLevels, type TreeNode } from '#src/audit/tree/frontier.ts';
import { nodeHash } from '#src/audit/tree/hashes.ts';

/** Of every so many levels one is stored. */
const STRIDE = 8;
/** Events under one stored hash; only whole blocks can be pruned. */
export const BLOCK = 2 ** STRIDE;

export type TreeRows = {
  /** Hashes of the `count` events that follow the first `from`; fewer when some are missing. */
  readonly leaves: (from: number, count: number) => readonly Uint8Array[];
  readonly nodes: (level: number, from: number, count: number) => readonly Uint8Array[];
  readonly count: (level: number) => number;
  readonly put: (node: TreeNode) => void;
};

export class TreeStore {
  readonly #rows: TreeRows;

  constructor(rows: TreeRows) {
    this.#rows = rows;
  }

  /** Stores those of them that are to be stored. */
  keep(nodes: readonly TreeNode[]): void {
    for (const node of nodes) {
      if (node.level > 0 && node.level % STRIDE === 0) this.#rows.put(node);
    }
  }

  /** @throws {CredfleetError} STORE_FAILED when something that it is made of is missing. */
  frontier(size: number): Frontier {
    let covered = 0;
    const peaks = peakLevels(size).map((level) => {
      const hash = this.node(level, covered / 2 ** level);
      covered += 2 ** level;
      return { level, hash };
    });
    return { size, peaks };
  }

  /** Stores what is missing of a tree over `size` events: those of a release that had none. */
  complete(size: number): void {
    const stored = this.#rows.count(STRIDE);
    const whole = Math.floor(size / BLOCK);
    if (stored > whole) missing(size, stored * BLOCK);
    let frontier = this.frontier(stored * BLOCK);
    for (let block = stored; block < whole; block += 1) {
      for (const leaf of this.#below(0, block * BLOCK, BLOCK)) {
        const appended = appendLeaf(frontier, leaf);
        this.keep(appended.nodes);
        frontier = appended.frontier;
      }
    }
  }

  /** The root of the full subtree over 2^level events. */
  node(level: number, index: number): Uint8Array {
    const above = level % STRIDE;
    const count = 2 ** above;
    return fold(this.#below(level - above, index * count, count));
  }

  #below(level: number, from: number, count: number): readonly Uint8Array[] {
    const { leaves, nodes } = this.#rows;
    const found = level === 0 ? leaves(from, count) : nodes(level, from, count);
    const width = 2 ** level;
    return found.length === count ? found : missing(from * width, (from + count) * width);
  }
}

function fold(hashes: readonly Uint8Array[]): Uint8Array {
  const [left, right] = hashes;
  if (left === undefined) throw new TypeError('no subtree is empty');
  if (right === undefined) return left;
  const half = hashes.length / 2;
  return nodeHash(fold(hashes.slice(0, half)), fold(hashes.slice(half)));
}

function missing(from: number, to: number): never {
  throw new CredfleetError(
    'STORE_FAILED',
    `the ledger has not all of the events ${from + 1} to ${to}, or not their hashes: it was changed from outside; keep it as evidence and restore its backup`,
  );
}
