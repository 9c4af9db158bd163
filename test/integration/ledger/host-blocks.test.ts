/**
 * Blocks of hosts in the ledger: what keeps a machine out survives everything but a person's decision.
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Ledger } from '#controller/ledger/ledger.ts';
import { openSqliteLedger } from '#controller/ledger/sqlite-ledger.node.ts';
import { hostBlockOf } from '#test/gen/host-block.ts';

let directory: string;
let ledger: Ledger;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'credfleet-blocks-'));
  ledger = openSqliteLedger(join(directory, 'ledger.db'));
});
afterEach(() => {
  ledger.close();
  rmSync(directory, { recursive: true });
});

test('a revoked machine is denied, also after a restart, until the block is lifted', () => {
  const block = hostBlockOf();
  ledger.write({ blocks: [block] });
  ledger.close();
  ledger = openSqliteLedger(join(directory, 'ledger.db'));
  expect(ledger.isDenied(block.identityHash)).toBe(true);
  expect(ledger.isDenied('b'.repeat(64))).toBe(false);
  const lifted = { ...block, lifted: { atMs: 2_000, by: 'ada' } };
  ledger.write({ blocks: [lifted] });
  expect(ledger.isDenied(block.identityHash)).toBe(false);
  expect(ledger.blocks({ hostUid: 'u1' })).toEqual([lifted]);
});

test('another kind of block denies no certificate', () => {
  ledger.write({ blocks: [hostBlockOf({ kind: 'ClonedDisk', deniedSerial: '07' })] });
  expect(ledger.isDenied(hostBlockOf().identityHash)).toBe(false);
});

test('blocks are found by host, by machine and by whether they hold', () => {
  const lifted = { atMs: 9, by: 'ada' };
  ledger.write({
    blocks: [
      hostBlockOf({ id: 'a', sinceMs: 3 }),
      hostBlockOf({ id: 'b', sinceMs: 2, hostUid: 'u2', identityHash: 'c'.repeat(64) }),
      hostBlockOf({ id: 'c', sinceMs: 1, lifted }),
    ],
  });
  const ids = (filter: Parameters<Ledger['blocks']>[0]) =>
    ledger.blocks(filter).map(({ id }) => id);
  expect(ids({})).toEqual(['c', 'b', 'a']);
  expect(ids({ hostUid: 'u1' })).toEqual(['c', 'a']);
  expect(ids({ hostUid: 'u1', isOpen: true })).toEqual(['a']);
  expect(ids({ isOpen: false })).toEqual(['c']);
  expect(ids({ identityHash: 'c'.repeat(64) })).toEqual(['b']);
});
