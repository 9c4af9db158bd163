/**
 * Blocks of hosts in the ledger: what keeps a machine out survives everything but a person's decision.
 * @module
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ledger } from '#controller/ledger/ledger.ts';
import { hostBlockOf } from '#test/gen/host-block.ts';
import { type LedgerHome, ledgerKinds } from '#test/postgres/ledger-homes.ts';

describe.each(ledgerKinds)('$kind', ({ home: homeOf }) => {
  let home: LedgerHome;
  let ledger: Ledger;

  beforeEach(() => {
    home = homeOf();
    ledger = home.open();
  });
  afterEach(() => {
    ledger.close();
    home[Symbol.dispose]();
  });

  test('a revoked machine is denied, also after a restart, until the block is lifted', () => {
    const block = hostBlockOf();
    ledger.write({ blocks: [block] });
    ledger.close();
    ledger = home.open();
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
});
