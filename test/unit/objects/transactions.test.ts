/**
 * Parts of one transaction, also when SQLite gives it up by itself.
 * @module
 */
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { Transactions } from '#controller/objects/transactions.node.ts';

function numbers() {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE t (n INTEGER)');
  const transactions = new Transactions(database);
  const add = (n: number) => transactions.run(() => database.exec(`INSERT INTO t VALUES (${n})`));
  const all = () =>
    database
      .prepare('SELECT n FROM t ORDER BY n')
      .all()
      .map(({ n }) => n);
  return { database, transactions, add, all };
}

test('each is kept when it returns', () => {
  const { database, add, all } = numbers();
  add(1);
  expect([all(), database.isTransaction]).toEqual([[1], false]);
});

test('nothing is begun for work that changes nothing', () => {
  const { database, transactions } = numbers();
  transactions.together(() => {
    expect(database.isTransaction).toBe(false);
  });
  expect(database.isTransaction).toBe(false);
});

test('when SQLite gives up the transaction, parts before and after are refused too', () => {
  const { database, transactions, add, all } = numbers();
  const refused = expect.objectContaining({ code: 'STORE_FAILED' });
  const together = () =>
    transactions.together(() => {
      add(1);
      // As it does when the disk is full.
      const full = () =>
        transactions.run(() => {
          database.exec('ROLLBACK');
          throw new Error('database or disk is full');
        });
      expect(full).toThrow(refused);
      expect(() => add(2)).toThrow(refused);
    });
  expect(together).toThrow(refused);
  expect(all()).toEqual([]);
  add(3);
  transactions.together(() => add(4));
  expect([all(), database.isTransaction]).toEqual([[3, 4], false]);
});
