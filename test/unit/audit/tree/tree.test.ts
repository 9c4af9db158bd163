/**
 * The tree of RFC 6962: the vectors of its reference implementation, and laws over any tree.
 * @module
 */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appendLeaf, EMPTY_FRONTIER, type Frontier, rootOf } from '#src/audit/tree/frontier.ts';
import { emptyHash, leafHash, nodeHash } from '#src/audit/tree/hashes.ts';
import {
  consistencyProof,
  inclusionProof,
  isConsistent,
  isIncluded,
  type NodeHash,
} from '#src/audit/tree/proofs.ts';

const DATA = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const A = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7';
const B = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e';
const C = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4';
const D = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b';
const E = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0';
const F = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytes = (text: string): Uint8Array => Buffer.from(text, 'hex');

type Leaves = readonly Uint8Array[];

function frontierOf(leaves: Leaves): Frontier {
  return leaves.reduce((frontier, leaf) => appendLeaf(frontier, leaf).frontier, EMPTY_FRONTIER);
}

/** As the definition of RFC 6962 2.1 says. */
function slowRoot(leaves: Leaves): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return emptyHash();
  if (leaves.length === 1) return first;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(slowRoot(leaves.slice(0, split)), slowRoot(leaves.slice(split)));
}

function nodesOf(leaves: Leaves): NodeHash {
  return (level, index) => slowRoot(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level));
}

const vectorLeaves = DATA.map((data) => leafHash(bytes(data)));

test.for(ROOTS.map((root, size) => ({ root, size })))(
  'the root of $size leaves',
  ({ root, size }) => {
    expect(hex(rootOf(frontierOf(vectorLeaves.slice(0, size))))).toBe(root);
  },
);

test.for([
  { index: 0, size: 1, proof: [] },
  { index: 0, size: 8, proof: [A, B, C] },
  { index: 5, size: 8, proof: [D, E, ROOTS[4]] },
  { index: 2, size: 3, proof: [ROOTS[2]] },
  { index: 1, size: 5, proof: [ROOTS[1], B, D] },
])('the proof that leaf $index is in a tree of $size', ({ index, size, proof }) => {
  expect(inclusionProof(nodesOf(vectorLeaves), index, size).map(hex)).toEqual(proof);
});

test.for([
  { from: 1, to: 1, proof: [] },
  { from: 1, to: 8, proof: [A, B, C] },
  { from: 6, to: 8, proof: [F, E, ROOTS[4]] },
  { from: 2, to: 5, proof: [B, D] },
])('the proof that a tree of $to begins with one of $from', ({ from, to, proof }) => {
  expect(consistencyProof(nodesOf(vectorLeaves), from, to).map(hex)).toEqual(proof);
});

describe('any tree', () => {
  const someLeaves = fc
    .integer({ min: 1, max: 70 })
    .map((count) => Array.from({ length: count }, (_, at) => leafHash(Buffer.from(String(at)))));
  const inTree = someLeaves.chain((leaves) =>
    fc.record({ leaves: fc.constant(leaves), at: fc.nat(leaves.length - 1), bit: fc.nat(255) }),
  );
  const flipped = (hash: Uint8Array, bit: number): Uint8Array =>
    hash.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));

  test('grown leaf by leaf has the root of the definition, and names each subtree that became full', () => {
    fc.assert(
      fc.property(someLeaves, (leaves) => {
        expect(hex(rootOf(frontierOf(leaves)))).toBe(hex(slowRoot(leaves)));
        const node = nodesOf(leaves);
        const grown = appendLeaf(frontierOf(leaves.slice(0, -1)), leaves.at(-1) ?? emptyHash());
        for (const { level, index, hash } of grown.nodes) {
          expect(hex(hash)).toBe(hex(node(level, index)));
        }
      }),
    );
  });

  test('has each of its leaves, and no other in its place', () => {
    fc.assert(
      fc.property(inTree, ({ leaves, at, bit }) => {
        const size = leaves.length;
        const proof = inclusionProof(nodesOf(leaves), at, size);
        const claim = { leaf: leaves[at] ?? emptyHash(), index: at, size, root: slowRoot(leaves) };
        expect(isIncluded(claim, proof)).toBe(true);
        expect(isIncluded({ ...claim, leaf: flipped(claim.leaf, bit) }, proof)).toBe(false);
        expect(isIncluded({ ...claim, root: flipped(claim.root, bit) }, proof)).toBe(false);
        expect(isIncluded({ ...claim, index: at + 1 }, proof)).toBe(false);
        expect(isIncluded(claim, [...proof, claim.leaf])).toBe(false);
        expect(isIncluded(claim, proof.slice(1))).toBe(size === 1);
      }),
    );
  });

  test('begins with each smaller tree, and with no other of that size', () => {
    fc.assert(
      fc.property(inTree, ({ leaves, at, bit }) => {
        const [from, to] = [at + 1, leaves.length];
        const proof = consistencyProof(nodesOf(leaves), from, to);
        const claim = {
          from: { size: from, root: slowRoot(leaves.slice(0, from)) },
          to: { size: to, root: slowRoot(leaves) },
        };
        expect(isConsistent(claim, proof)).toBe(true);
        const other = { size: from, root: flipped(claim.from.root, bit) };
        expect(isConsistent({ ...claim, from: other }, proof)).toBe(false);
        const grown = { size: to, root: flipped(claim.to.root, bit) };
        expect(isConsistent({ ...claim, to: grown }, proof)).toBe(false);
        expect(isConsistent({ from: claim.to, to: claim.from }, proof)).toBe(from === to);
        expect(isConsistent(claim, [...proof, emptyHash()])).toBe(false);
      }),
    );
  });

  test('what is not in a tree has no proof', () => {
    const node = nodesOf(vectorLeaves);
    expect(() => inclusionProof(node, 8, 8)).toThrow(RangeError);
    expect(() => consistencyProof(node, 0, 8)).toThrow(RangeError);
    expect(() => consistencyProof(node, 9, 8)).toThrow(RangeError);
    const empty = { size: 0, root: emptyHash() };
    expect(isConsistent({ from: empty, to: { size: 8, root: slowRoot(vectorLeaves) } }, [])).toBe(
      true,
    );
  });
});
