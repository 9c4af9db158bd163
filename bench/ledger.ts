/**
 * `npm run bench -- ledger`: durable audit events per second, one by one and in groups, a burst of reports of 10,000
 * hosts, and how soon a report can be asked for; in SQLite and PostgreSQL, as ratios to the same rows written by the
 * bare driver with the same durability, in turns in the same run; then what a start and a verification cost.
 * @module
 */
import { generateKeyPairSync } from 'node:crypto';
import { parseArgs } from 'node:util';
import { AuditLog } from '#controller/audit/audit-log.ts';
import type { Ledger } from '#controller/ledger/ledger.ts';
import type { NewAuditEvent } from '#src/audit/event.ts';
import { verifyExport } from '#src/audit/verify/verify-export.ts';
import { PostgresServer } from '#test/postgres/postgres-server.ts';
import { burst } from './ledger-burst.ts';
import { type Kind, type Place, postgresOn, sqlite } from './ledger-databases.ts';
import { rounded, spread, table } from './statistics.ts';

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

type Writer = {
  readonly write: (group: readonly NewAuditEvent[]) => Promise<unknown>;
  readonly close: () => unknown;
};

async function ours({ ledger: open }: Place): Promise<Writer> {
  const ledger = open();
  const commit = async (event: NewAuditEvent) =>
    ledger.commit(() => ({ write: { events: [event] }, result: undefined }));
  return {
    write: async (group) => Promise.all(group.map(commit)),
    close: () => ledger.close(),
  };
}

async function bare(place: Place): Promise<Writer> {
  return place.bare();
}

/** Events per second. */
async function rate(kind: Kind, open: typeof ours, { groupSize, groups }: Groups) {
  const place = kind.place();
  const writer = await open(place);
  const events = Array.from({ length: groupSize }, (_, at) => eventOf(at));
  await writer.write(events);
  const startMs = performance.now();
  for (let at = 0; at < groups; at += 1) await writer.write(events);
  const ms = performance.now() - startMs;
  await writer.close();
  place.remove();
  return (groupSize * groups * 1000) / ms;
}

type Groups = { readonly groupSize: number; readonly groups: number };

async function writes(kind: Kind, groupSize: number, { runs, events }: Sizes) {
  const groups = Math.max(1, Math.min(400, Math.ceil(events / groupSize)));
  const rounds: { readonly ours: number; readonly bare: number }[] = [];
  // Round 0 warms up and is not counted.
  for (let round = 0; round <= runs; round += 1) {
    const measured = {
      bare: await rate(kind, bare, { groupSize, groups }),
      ours: await rate(kind, ours, { groupSize, groups }),
    };
    if (round > 0) rounds.push(measured);
    const perSecond = measured.ours.toFixed(0);
    console.error(`${kind.kind}, groups of ${groupSize}, run ${round}: ${perSecond} events/s`);
  }
  return {
    kind: kind.kind,
    groupSize,
    perSecond: rounded(spread(rounds.map((round) => round.ours)), 0),
    barePerSecond: rounded(spread(rounds.map((round) => round.bare)), 0),
    ratio: rounded(spread(rounds.map((round) => round.bare / round.ours)), 2),
  };
}

/** Milliseconds: a start on so many events, and their verification. */
async function reading(kind: Kind, events: number) {
  const place = kind.place();
  fill(place.ledger(), events);
  const startMs = performance.now();
  const ledger = place.ledger();
  const openMs = performance.now() - startMs;
  const keys = { clusterUid: 'bench', auditKey: generateKeyPairSync('ed25519').privateKey };
  const log = new AuditLog({ evidence: ledger.evidence, keys });
  const verifyStartMs = performance.now();
  const { fault } = await verifyExport(bytes(log), {});
  if (fault !== undefined) throw new Error(fault.what);
  const verifyMs = performance.now() - verifyStartMs;
  ledger.close();
  place.remove();
  const timesMs = { openMs: Number(openMs.toFixed(1)), verifyMs: Number(verifyMs.toFixed(0)) };
  return { kind: kind.kind, events, ...timesMs };
}

function fill(ledger: Ledger, events: number): void {
  for (let at = 0; at < events; at += 1000) {
    ledger.write({ events: Array.from({ length: 1000 }, (_, next) => eventOf(at + next)) });
  }
  ledger.close();
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
  await using server = await PostgresServer.start();
  const kinds = [sqlite, postgresOn(server)];
  const [rows, bursts, reads]: Results = [[], [], []];
  for (const groupSize of GROUPS) {
    for (const kind of kinds) rows.push(await writes(kind, groupSize, sizes));
  }
  for (const kind of kinds) bursts.push(await burst(kind, sizes.runs));
  for (const kind of kinds) reads.push(await reading(kind, sizes.events));
  print(sizes, [rows, bursts, reads]);
}

type Results = [
  rows: Awaited<ReturnType<typeof writes>>[],
  bursts: Awaited<ReturnType<typeof burst>>[],
  reads: Awaited<ReturnType<typeof reading>>[],
];

function print(sizes: Sizes, [rows, bursts, reads]: Results): void {
  console.log(`median (min-max) of ${sizes.runs} runs, events that are durable`);
  console.log(
    table([
      ['database', 'in one turn', 'events/s', 'bare driver', 'ratio'],
      ...rows.map(({ kind, groupSize, perSecond, barePerSecond, ratio }) => [
        kind,
        String(groupSize),
        cells(perSecond),
        cells(barePerSecond),
        cells(ratio),
      ]),
    ]),
  );
  console.log('a burst: one report of each of 10,000 hosts, with its row of state, at once');
  console.log(
    table([
      ['database', 'all ms', 'reports/s', 'bare rows ms', 'ratio', 'one alone, queryable after ms'],
      ...bursts.map(({ kind, allMs, perSecond, bareMs, ratio, aloneMs }) => [
        kind,
        cells(allMs),
        cells(perSecond),
        cells(bareMs),
        cells(ratio),
        cells(aloneMs),
      ]),
    ]),
  );
  for (const { kind, events, openMs, verifyMs } of reads) {
    console.log(
      `${kind}: a start on ${events} events ${openMs} ms, export and verify ${verifyMs} ms`,
    );
  }
  console.log(JSON.stringify({ bench: 'ledger', ...sizes, rows, bursts, reads }));
}
