/**
 * `npm run bench -- ledger`: durable audit events per second, one by one and in groups, as ratios to the same rows
 * written by bare SQLite with the same durability, in turns in the same run; then what a start and a verification
 * of them cost.
 * @module
 */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { AuditLog } from '#controller/audit/audit-log.ts';
import { openSqliteLedger } from '#controller/ledger/sqlite-ledger.node.ts';
import type { NewAuditEvent } from '#src/audit/event.ts';
import { verifyExport } from '#src/audit/verify/verify-export.ts';
import { rounded, spread, table } from './statistics.ts';

/** As the ledger opens its file. */
const PRAGMAS = `PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL`;
/** The columns and indices that queries need, without what makes events evidence. */
const BARE_TABLE = `CREATE TABLE event (seq INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL, type TEXT NOT NULL,
  actor TEXT NOT NULL, namespace TEXT, credential TEXT, version INTEGER, host TEXT, json TEXT NOT NULL) STRICT;
  CREATE INDEX event_by_time ON event (time_ms);
  CREATE INDEX event_by_credential ON event (namespace, credential, seq);
  CREATE INDEX event_by_host ON event (host, seq);`;
const BARE_INSERT = 'INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)';

const GROUPS = [1, 16, 256] as const;

function eventOf(version: number): NewAuditEvent {
  const host = `metal-${version % 100}`;
  return {
    timeMs: 1_700_000_000_000 + version,
    type: 'host.version.sealed',
    outcome: 'success',
    actor: { kind: 'host', id: host },
    subject: {
      namespace: 'payments',
      hostCredential: 'db',
      uid: 'c1',
      version,
      rollout: 'r1',
      host,
    },
    detail: {
      phase: 'Sealed',
      runningVersion: version,
      contentDigest: 'c'.repeat(64),
      sealedDigest: 's'.repeat(64),
      sealKey: 'host+tpm2',
      unit: 'api.service',
      invocationID: 'i'.repeat(32),
    },
  };
}

type Writer = (group: readonly NewAuditEvent[]) => Promise<unknown>;
type Opened = Disposable & { readonly write: Writer };

function ours(path: string): Opened {
  const ledger = openSqliteLedger(path);
  const write: Writer = async (group) =>
    Promise.all(
      group.map(async (event) =>
        ledger.commit(() => ({ write: { events: [event] }, result: undefined })),
      ),
    );
  return { write, [Symbol.dispose]: () => ledger.close() };
}

function bare(path: string): Opened {
  const database = new DatabaseSync(path);
  database.exec(`${PRAGMAS}; ${BARE_TABLE}`);
  const insert = database.prepare(BARE_INSERT);
  let seq = 0;
  const write: Writer = async (group) => {
    database.exec('BEGIN IMMEDIATE');
    for (const event of group) {
      const { subject, timeMs, type, actor } = event;
      const { namespace = null, hostCredential = null, version = null, host = null } = subject;
      seq += 1;
      const json = JSON.stringify({ ...event, seq });
      insert.run(seq, timeMs, type, actor.id, namespace, hostCredential, version, host, json);
    }
    database.exec('COMMIT');
    await new Promise(setImmediate);
  };
  return { write, [Symbol.dispose]: () => database.close() };
}

/** Events per second. */
async function rate(open: (path: string) => Opened, groupSize: number, groups: number) {
  const directory = mkdtempSync(join(tmpdir(), 'credfleet-bench-'));
  try {
    using opened = open(join(directory, 'ledger.db'));
    const events = Array.from({ length: groupSize }, (_, at) => eventOf(at));
    await opened.write(events);
    const startMs = performance.now();
    for (let at = 0; at < groups; at += 1) await opened.write(events);
    return (groupSize * groups * 1000) / (performance.now() - startMs);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function writes(groupSize: number, { runs, events }: Sizes) {
  const groups = Math.max(1, Math.min(400, Math.ceil(events / groupSize)));
  const rounds: { readonly ours: number; readonly bare: number }[] = [];
  // Round 0 warms up and is not counted.
  for (let round = 0; round <= runs; round += 1) {
    const measured = {
      bare: await rate(bare, groupSize, groups),
      ours: await rate(ours, groupSize, groups),
    };
    if (round > 0) rounds.push(measured);
    console.error(`groups of ${groupSize}, run ${round}: ${measured.ours.toFixed(0)} events/s`);
  }
  return {
    groupSize,
    perSecond: rounded(spread(rounds.map((round) => round.ours)), 0),
    barePerSecond: rounded(spread(rounds.map((round) => round.bare)), 0),
    ratio: rounded(spread(rounds.map((round) => round.bare / round.ours)), 2),
  };
}

/** Milliseconds: a start on so many events, and their verification. */
async function reading(events: number) {
  const directory = mkdtempSync(join(tmpdir(), 'credfleet-bench-'));
  const path = join(directory, 'ledger.db');
  try {
    const made = openSqliteLedger(path);
    for (let at = 0; at < events; at += 1000) {
      made.write({ events: Array.from({ length: 1000 }, (_, next) => eventOf(at + next)) });
    }
    made.close();
    const startMs = performance.now();
    const ledger = openSqliteLedger(path);
    const openMs = performance.now() - startMs;
    const keys = { clusterUid: 'bench', auditKey: generateKeyPairSync('ed25519').privateKey };
    const log = new AuditLog({ evidence: ledger.evidence, keys });
    const verifyStartMs = performance.now();
    const { fault } = await verifyExport(bytes(log), {});
    if (fault !== undefined) throw new Error(fault.what);
    const verifyMs = performance.now() - verifyStartMs;
    ledger.close();
    return { events, openMs: Number(openMs.toFixed(1)), verifyMs: Number(verifyMs.toFixed(0)) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function* bytes(log: AuditLog): AsyncGenerator<Uint8Array> {
  for (const line of log.export()) yield Buffer.from(`${line}\n`);
}

type Sizes = { readonly runs: number; readonly events: number };

const cells = ({ median, min, max }: ReturnType<typeof spread>): string =>
  `${median} (${min}-${max})`;

export async function ledgerBench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '5' },
      events: { type: 'string', default: '20000' },
    },
  });
  const sizes = { runs: Number(values.runs), events: Number(values.events) };
  const rows = [];
  for (const groupSize of GROUPS) rows.push(await writes(groupSize, sizes));
  const read = await reading(sizes.events);
  console.log(`median (min-max) of ${sizes.runs} runs, events that are durable`);
  console.log(
    table([
      ['in one turn', 'events/s', 'bare SQLite', 'ratio'],
      ...rows.map(({ groupSize, perSecond, barePerSecond, ratio }) => [
        String(groupSize),
        cells(perSecond),
        cells(barePerSecond),
        cells(ratio),
      ]),
    ]),
  );
  console.log(
    `a start on ${read.events} events: ${read.openMs} ms; export and verify: ${read.verifyMs} ms`,
  );
  console.log(JSON.stringify({ bench: 'ledger', ...sizes, rows, read }));
}
