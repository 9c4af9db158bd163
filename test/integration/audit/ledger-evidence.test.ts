/**
 * The log as evidence over the life of a ledger: restarts, releases without a chain, pruning, a full disk.
 * @module
 */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrations, sqliteText } from '#controller/ledger/schema.ts';
import { openSqliteLedger } from '#controller/ledger/sqlite-ledger.node.ts';
import { eventHash, hex } from '#src/audit/event-hash.ts';
import { appendLeaf, EMPTY_FRONTIER, rootOf } from '#src/audit/tree/frontier.ts';
import { AuditWorld, verifyLines } from '#test/gen/audit-world.ts';
import { ledgerKinds, SqliteHome } from '#test/postgres/ledger-homes.ts';

describe.each(ledgerKinds)('$kind', ({ home }) => {
  test('after each restart, whatever its size, it goes on with the same tree', async () => {
    using world = new AuditWorld(home());
    for (const rounds of [0, 1, 83, 1, 90, 0, 171]) {
      world.live(rounds);
      const before = world.kept();
      world.whileClosed(() => undefined);
      expect(world.kept()).toEqual(before);
    }
    const hashes = world.ledger.evidence.events(0, 10_000).map(({ json }) => eventHash(json));
    const whole = hashes.reduce((tree, leaf) => appendLeaf(tree, leaf).frontier, EMPTY_FRONTIER);
    expect(hex(world.kept().root)).toBe(hex(rootOf(whole)));
    expect((await world.verify()).fault).toBeUndefined();
  });

  test('what failed is not in the tree, and what follows is', async () => {
    using world = new AuditWorld(home());
    world.live(1);
    const before = world.kept();
    const broken = { ...world.event(), detail: { number: Number.NaN } };
    expect(() => world.ledger.write({ events: [world.event(), broken] })).toThrow(
      expect.objectContaining({ code: 'STORE_FAILED' }),
    );
    expect(world.kept()).toEqual(before);
    world.live(1);
    expect((await world.verify([before])).fault).toBeUndefined();
  });

  test('of a group that commits, each sees the tree with what was written before it', async () => {
    using world = new AuditWorld(home());
    const add = () =>
      world.ledger.commit(() => {
        const { size } = world.ledger.evidence.head();
        return { write: { events: [world.event()] }, result: size };
      });
    expect(await Promise.all([add(), add(), add()])).toEqual([2, 3, 4]);
  });

  describe('pruned of its first 512 events', () => {
    function prune(world: AuditWorld): void {
      world.live(260);
      world.tamper((database) => database.run('DELETE FROM event WHERE seq <= 512', []));
    }

    test('the rest verifies from a checkpoint', async () => {
      using world = new AuditWorld(home());
      prune(world);
      const verdict = await world.verify([world.kept()]);
      expect(verdict.fault).toBeUndefined();
      expect(verdict).toMatchObject({ firstSeq: 513, lastSeq: 782, hosts: 2 });
    });

    test('and one event more is a fault', async () => {
      using world = new AuditWorld(home());
      prune(world);
      const lines = world.export();
      const first = lines.findIndex((line) => line.includes('"kind":"event"'));
      const options = { key: world.noteKey };
      expect((await verifyLines(lines.toSpliced(first, 1), options)).fault).toBeDefined();
      const [head = '', ...rest] = lines;
      const later = head.replace('"firstSeq":513', '"firstSeq":769');
      expect(
        (await verifyLines([later, ...rest.toSpliced(first - 1, 256)], options)).fault,
      ).toBeDefined();
    });

    test('a checkpoint of before cannot be compared, and that is said', async () => {
      using world = new AuditWorld(home());
      const early = world.kept();
      prune(world);
      expect((await world.verify([early])).fault?.what).toMatch(/begins after the 2 events/u);
    });
  });
});

describe('in a SQLite file', () => {
  let directory: string;
  let path: string;
  let home: SqliteHome;
  beforeEach(() => {
    home = new SqliteHome();
    path = home.path;
    directory = dirname(path);
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  test('a ledger of a release without a chain gets a tree, and its events are covered from then on', async () => {
    const chain = migrations.findIndex((migration) => sqliteText(migration).includes('tree_node'));
    const database = new DatabaseSync(path);
    for (const migration of migrations.slice(0, chain)) database.exec(sqliteText(migration));
    database.exec(`PRAGMA user_version = ${chain}; BEGIN`);
    const insert = database.prepare(
      "INSERT INTO event (seq, time_ms, type, actor, json) VALUES (?, 1, 'access.denied', 'eve', ?)",
    );
    for (let seq = 1; seq <= 600; seq += 1) {
      insert.run(
        seq,
        `{"detail":{},"seq":${seq},"subject":{},"time":"2026-01-01T00:00:00Z","type":"access.denied"}`,
      );
    }
    database.exec('COMMIT');
    database.close();
    using world = new AuditWorld(home);
    world.live(2);
    const verdict = await world.verify();
    expect(verdict.fault).toBeUndefined();
    expect(verdict).toMatchObject({ lastSeq: 608, receipts: 4 });
    expect(verdict.notes).toEqual([
      expect.stringMatching(/600 events are of a release without a chain/u),
    ]);
    const kept = world.kept();
    world.whileClosed(() => {
      const file = new DatabaseSync(path);
      file.exec("UPDATE event SET json = replace(json, '2026', '2025') WHERE seq = 7");
      file.close();
    });
    expect((await world.verify([kept])).fault?.what).toMatch(
      /is the last of 608 events that differ/u,
    );
  });

  test('while the disk is full writes fail with STORE_FAILED, what was written stays, and it goes on after', () => {
    // Of a file that may grow no more the kernel says what it says of a full disk: not written.
    const script = join(directory, 'writer.ts');
    writeFileSync(
      script,
      `import { execFileSync } from 'node:child_process';
     import { openSqliteLedger } from '${process.cwd()}/controller/ledger/sqlite-ledger.node.ts';
     const ledger = openSqliteLedger(process.argv[2]);
     const event = { timeMs: 1, type: 'intent.changed', outcome: 'success', actor: { kind: 'user', id: 'ada' },
       subject: {}, detail: { text: 'x'.repeat(2000) } };
     let written = 0;
     let code;
     while (code === undefined) {
       try { ledger.write({ events: [event] }); written += 1; } catch (reason) { code = reason.code; }
     }
     const again = await ledger.commit(() => ({ write: { events: [event] }, result: 'kept' })).catch((reason) => reason.code);
     const size = ledger.evidence.head().size;
     execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited']);
     ledger.write({ events: [event] });
     console.log(JSON.stringify({ written, code, again, size, after: ledger.evidence.head().size }));
     ledger.close();`,
    );
    const limited = 'ulimit -S -f 1500; exec "$0" "$@"';
    const run = spawnSync('bash', ['-c', limited, process.execPath, script, path], {
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    const told = JSON.parse(run.stdout) as Record<string, unknown>;
    expect(told).toMatchObject({ code: 'STORE_FAILED', again: 'STORE_FAILED' });
    expect(told['written']).toBeGreaterThan(50);
    expect(told['size']).toBe(told['written']);
    expect(told['after']).toBe(Number(told['written']) + 1);
    const ledger = openSqliteLedger(path);
    const stored = ledger.evidence.events(0, 10_000);
    expect(stored).toHaveLength(Number(told['after']));
    const prevs = stored.map(({ json }) => (JSON.parse(json) as { prev: string }).prev);
    expect(prevs.slice(1)).toEqual(stored.slice(0, -1).map(({ json }) => hex(eventHash(json))));
    ledger.close();
  });
});
