/**
 * What holds for the ledger in a SQLite file alone: who may read it, who may open it, which release wrote it.
 * @module
 */
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Ledger } from '#controller/ledger/ledger.ts';
import { migrations } from '#controller/ledger/schema.ts';
import { openSqliteLedger } from '#controller/ledger/sqlite-ledger.node.ts';
import { hostBlockOf } from '#test/gen/host-block.ts';

let directory: string;
let path: string;
let ledger: Ledger;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'credfleet-ledger-'));
  path = join(directory, 'ledger.db');
  ledger = openSqliteLedger(path);
});
afterEach(() => {
  ledger.close();
  rmSync(directory, { recursive: true });
});

test('only its owner reads it, whatever the folder and the file allowed before', () => {
  ledger.close();
  chmodSync(directory, 0o755);
  chmodSync(path, 0o644);
  ledger = openSqliteLedger(path);
  ledger.write({ blocks: [hostBlockOf()] });
  const files = readdirSync(directory);
  expect(files.length).toBeGreaterThan(1);
  const modes = files.map((name) => statSync(join(directory, name)).mode & 0o777);
  expect(new Set(modes)).toEqual(new Set([0o600]));
});

test('a ledger of a newer credfleet is refused, not repaired', () => {
  ledger.close();
  const database = new DatabaseSync(path);
  database.exec('PRAGMA user_version = 99');
  database.close();
  expect(() => openSqliteLedger(path)).toThrow(
    /schema 99, this credfleet knows \d+: run the newer one/u,
  );
  const repaired = new DatabaseSync(path);
  repaired.exec(`PRAGMA user_version = ${migrations.length}`);
  repaired.close();
  ledger = openSqliteLedger(path);
});

test('no second process opens it', () => {
  expect(() => openSqliteLedger(path)).toThrow(expect.objectContaining({ code: 'STORE_FAILED' }));
});
