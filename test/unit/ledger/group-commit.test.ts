/**
 * Group commit without a disk: who shares a transaction, who is told what, and when.
 * @module
 */
import { expect, test } from 'vitest';
import { OutcomeUnknown } from '#controller/ledger/database.ts';
import { type Decide, GroupCommit, UNITS_MAX } from '#controller/ledger/group-commit.ts';
import type { LedgerWrite } from '#controller/ledger/ledger.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';

/** A disk that keeps what `write` was given, and a turn of the event loop that ends when the test says so. */
class Turn {
  readonly transactions: (readonly LedgerWrite[])[] = [];
  refuses: (writes: readonly LedgerWrite[]) => boolean = () => false;
  readonly #flushes: (() => void)[] = [];
  readonly group = new GroupCommit({
    schedule: (flush) => this.#flushes.push(flush),
    write: (units) => this.#write(units),
  });

  #write(units: readonly Decide[]): void {
    const writes = units.map((decide) => decide());
    if (this.refuses(writes)) throw new Error('disk full');
    this.transactions.push(writes);
  }

  end(): void {
    for (const flush of this.#flushes.splice(0)) flush();
  }
}

const pushOf = (seq: number): LedgerWrite => ({ pushSeqs: [{ hostUid: 'u1', seq }] });
const unit = (seq: number) => () => ({ write: pushOf(seq), result: seq });

test('what comes in one turn is one transaction, in the order in which it came', async () => {
  const turn = new Turn();
  const all = Promise.all([1, 2, 3].map((seq) => turn.group.add(unit(seq))));
  expect(turn.transactions).toEqual([]);
  turn.end();
  expect(turn.transactions).toEqual([[pushOf(1), pushOf(2), pushOf(3)]]);
  expect(await all).toEqual([1, 2, 3]);
});

test('nobody is told before it is written', async () => {
  const turn = new Turn();
  const told: number[] = [];
  const first = turn.group.add(unit(1)).then((seq) => told.push(seq));
  await Promise.resolve();
  expect(told).toEqual([]);
  turn.end();
  await first;
  expect(told).toEqual([1]);
});

test('one that is refused fails alone; the others are decided again and written', async () => {
  const turn = new Turn();
  turn.refuses = (writes) => writes.some(({ pushSeqs }) => pushSeqs?.[0]?.seq === 2);
  const results = Promise.allSettled([1, 2, 3].map((seq) => turn.group.add(unit(seq))));
  turn.end();
  expect(turn.transactions).toEqual([[pushOf(1)], [pushOf(3)]]);
  const [first, second, third] = await results;
  expect([first?.status, third?.status]).toEqual(['fulfilled', 'fulfilled']);
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'STORE_FAILED' } });
});

test('a decision that throws says why to the one who asked', async () => {
  const turn = new Turn();
  const failing = turn.group.add(() => {
    throw new CredfleetError('HOST_NOT_ADMITTED', 'no identity on record');
  });
  const other = turn.group.add(unit(1));
  turn.end();
  await expect(failing).rejects.toMatchObject({ code: 'HOST_NOT_ADMITTED' });
  expect(await other).toBe(1);
});

test('a whole fleet at once is several transactions, so that others have their turn', async () => {
  const turn = new Turn();
  const all = Promise.all(
    Array.from({ length: UNITS_MAX + 1 }, (_, seq) => turn.group.add(unit(seq))),
  );
  turn.end();
  expect(turn.transactions.map((writes) => writes.length)).toEqual([UNITS_MAX]);
  turn.end();
  expect(turn.transactions.map((writes) => writes.length)).toEqual([UNITS_MAX, 1]);
  await all;
});

test('closing writes what waits, and takes nothing more', async () => {
  const turn = new Turn();
  const waiting = turn.group.add(unit(1));
  turn.group.close();
  expect(turn.transactions).toEqual([[pushOf(1)]]);
  expect(await waiting).toBe(1);
  await expect(turn.group.add(unit(2))).rejects.toMatchObject({ code: 'STORE_FAILED' });
  turn.end();
  expect(turn.transactions).toHaveLength(1);
});

test('of a group whose outcome nobody knows none is decided again, and each is told', async () => {
  let decided = 0;
  const flushes: (() => void)[] = [];
  const group = new GroupCommit({
    schedule: (flush) => flushes.push(flush),
    write: (units) => {
      for (const decide of units) decide();
      throw new OutcomeUnknown('STORE_FAILED', 'the connection was lost');
    },
  });
  const counted = () => ({ write: {}, result: (decided += 1) });
  const results = Promise.allSettled([group.add(counted), group.add(counted)]);
  for (const flush of flushes) flush();
  expect((await results).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(decided).toBe(2);
});
