/**
 * `npm run bench -- questions [--hosts N --credentials M --versions V]`: what each question of an auditor costs over years
 * of history, first answer to last, beside the same SELECTs on bare SQLite, in turns in the same run. Needs no root.
 * @module
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import type { Database, SqlValue } from '#controller/ledger/database.ts';
import { ledgerOn } from '#controller/ledger/sql-ledger.ts';
import { openSqliteDatabase } from '#controller/ledger/sqlite-database.node.ts';
import { createQuery, type Query } from '#controller/query/query.ts';
import type { Context } from '#controller/reconcile/context.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import {
  credentialName,
  fillHistory,
  type HistorySize,
  hostName,
  NAMESPACE,
  START_MS,
  WEEK_MS,
} from './history-rows.ts';
import { table } from './statistics.ts';

/** Where in the history it is asked, the same in both halves. */
type Place = {
  readonly host: string;
  readonly credential: string;
  readonly version: number;
  /** One of which there are events. */
  readonly toldVersion: number;
  readonly atMs: number;
};
type Rows = Iterable<unknown> | AsyncIterable<unknown>;
type Question = {
  readonly name: string;
  readonly ask: (query: Query, place: Place) => Rows;
  /** Of the samples; a question over all hosts is asked less often. */
  readonly share: number;
};
type Select = { readonly text: string; readonly values: readonly SqlValue[] };

const never = new AbortController().signal;
const page = { after: 0, limit: 1_000 };
const times = { sinceMs: 0, untilMs: 0 };
const events = {
  namespace: '',
  credential: '',
  host: '',
  version: 0,
  actor: '',
  type: '',
  ...times,
  afterSeq: 0,
  limit: 1_000,
  follow: false,
};

const QUESTIONS: readonly Question[] = [
  {
    name: 'holders now',
    share: 1,
    ask: (query, { credential }) =>
      query.holders({ ...page, namespace: NAMESPACE, credential, version: 0, atMs: 0 }),
  },
  {
    name: 'holders of a version',
    share: 1,
    ask: (query, { credential, toldVersion: version }) =>
      query.holders({ ...page, namespace: NAMESPACE, credential, version, atMs: 0 }),
  },
  {
    name: 'holders then',
    share: 1,
    ask: (query, { credential, atMs }) =>
      query.holders({ ...page, namespace: NAMESPACE, credential, version: 0, atMs }),
  },
  {
    name: 'holders of a version then',
    share: 1,
    ask: (query, { credential, version, atMs }) =>
      query.holders({ ...page, namespace: NAMESPACE, credential, version, atMs }),
  },
  {
    name: 'history of a host',
    share: 1,
    ask: (query, { host }) =>
      query.history({ ...page, ...times, host, namespace: '', credential: '', version: 0 }),
  },
  {
    name: 'history of both',
    share: 1,
    ask: (query, { host, credential }) =>
      query.history({ ...page, ...times, host, namespace: NAMESPACE, credential, version: 0 }),
  },
  {
    name: 'history of a credential',
    share: 1,
    ask: (query, { credential }) =>
      query.history({ ...page, ...times, host: '', namespace: NAMESPACE, credential, version: 0 }),
  },
  {
    name: 'events of a host',
    share: 1,
    ask: (query, { host }) => query.events({ ...events, host }, never),
  },
  {
    name: 'events of a version',
    share: 1,
    ask: (query, { credential }) =>
      query.events({ ...events, namespace: NAMESPACE, credential, type: 'version.' }, never),
  },
  { name: 'exposure of a host', share: 1, ask: (query, { host }) => query.exposure({ host }) },
  {
    name: 'gone from a host',
    share: 0.1,
    ask: (query, { host, credential, toldVersion: version }) =>
      query.gone({ namespace: NAMESPACE, credential, version, host }),
  },
  {
    name: 'gone from all',
    share: 0.1,
    ask: (query, { credential, toldVersion: version }) =>
      query.gone({ namespace: NAMESPACE, credential, version, host: '' }),
  },
];

type Answered = { readonly ms: number; readonly rows: number; readonly selects: readonly Select[] };

export async function questionsBench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      hosts: { type: 'string', default: '10000' },
      credentials: { type: 'string', default: '20' },
      versions: { type: 'string', default: '50' },
      told: { type: 'string', default: '2' },
      samples: { type: 'string', default: '50' },
    },
  });
  const size: HistorySize = {
    hosts: Number(values.hosts),
    credentials: Number(values.credentials),
    versions: Number(values.versions),
    told: Number(values.told),
  };
  const directory = mkdtempSync(join(tmpdir(), 'credfleet-bench-'));
  try {
    const path = join(directory, 'ledger.db');
    const startMs = performance.now();
    fillHistory(path, size, (done) => console.error(`history: ${Math.round(done * 100)} %`));
    const filled = {
      seconds: seconds(startMs),
      gigabytes: Number((statSync(path).size / 1e9).toFixed(2)),
    };
    console.error(`history: ${filled.gigabytes} GB in ${filled.seconds} s`);
    report(
      { ...size, samples: Number(values.samples) },
      filled,
      await measure(path, size, Number(values.samples)),
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}

type Measured = {
  readonly name: string;
  readonly rows: number;
  readonly ours: readonly number[];
  readonly bare: readonly number[];
};

async function measure(
  path: string,
  size: HistorySize,
  samples: number,
): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  for (const question of QUESTIONS) {
    const count = Math.max(3, Math.round(samples * question.share));
    const answers = await askOurs(path, question, placesOf(size, count));
    const bare = askBare(
      path,
      answers.map(({ selects }) => selects),
    );
    const rows = Math.max(...answers.map((answer) => answer.rows));
    measured.push({ name: question.name, rows, ours: answers.map(({ ms }) => ms), bare });
    console.error(`${question.name}: ${count} answers`);
  }
  return measured;
}

/** With all that a question does: what it refuses, its rows as our types, and pauses for others. */
async function askOurs(
  path: string,
  { ask }: Question,
  places: readonly Place[],
): Promise<readonly Answered[]> {
  const selects: Select[] = [];
  const ledger = ledgerOn(recording(openSqliteDatabase(path), selects));
  const query = createQuery({
    ledger,
    clock: systemClock,
    view: { get: () => undefined, all: () => [] },
  } as unknown as Context);
  const answers: Answered[] = [];
  // The first is not counted: it opens files and prepares statements.
  for (const place of [...places.slice(0, 1), ...places]) {
    selects.length = 0;
    const startMs = performance.now();
    let rows = 0;
    for await (const row of ask(query, place)) if (row !== undefined) rows += 1;
    answers.push({ ms: performance.now() - startMs, rows, selects: [...selects] });
  }
  ledger.close();
  return answers.slice(1);
}

function recording(database: Database, selects: Select[]): Database {
  return {
    run: (text, values) => database.run(text, values),
    all: (text, values) => {
      selects.push({ text, values });
      return database.all(text, values);
    },
    transaction: (work) => database.transaction(work),
    onReturn: (listener) => database.onReturn(listener),
    close: () => database.close(),
  };
}

function askBare(path: string, answers: readonly (readonly Select[])[]): readonly number[] {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  const statements = new Map(answers.flat().map(({ text }) => [text, database.prepare(text)]));
  const ask = (selects: readonly Select[]): number => {
    const startMs = performance.now();
    for (const { text, values } of selects) statements.get(text)?.all(...values);
    return performance.now() - startMs;
  };
  ask(answers[0] ?? []);
  const all = answers.map(ask);
  database.close();
  return all;
}

/** The same in each run. */
function placesOf(
  { hosts, credentials, versions, told }: HistorySize,
  count: number,
): readonly Place[] {
  return Array.from({ length: count }, (_, at) => {
    const part = (at * 0.618_033_988_75) % 1;
    const version = 1 + Math.floor(part * versions);
    return {
      host: hostName(Math.floor(((part * 7) % 1) * hosts)),
      credential: credentialName(at % credentials),
      version,
      toldVersion: versions - (at % told),
      atMs: START_MS + Math.floor((version + 0.5) * WEEK_MS),
    };
  });
}

function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Number((sorted[Math.ceil(part * sorted.length) - 1] ?? Number.NaN).toFixed(2));
}

function report(
  size: HistorySize & { readonly samples: number },
  filled: object,
  measured: readonly Measured[],
): void {
  const rows = measured.map(({ name, rows: most, ours, bare }) => {
    const p50Ms = percentile(ours, 0.5);
    const bareP50Ms = percentile(bare, 0.5);
    return {
      question: name,
      rows: most,
      p50Ms,
      p99Ms: percentile(ours, 0.99),
      bareP50Ms,
      bareP99Ms: percentile(bare, 0.99),
      ratio: Number((p50Ms / bareP50Ms).toFixed(2)),
    };
  });
  const intervals = size.hosts * size.credentials * size.versions;
  console.log(
    `${intervals} intervals; milliseconds until the last row, ${size.samples} samples at most`,
  );
  console.log(
    table([
      ['question', 'rows', 'p50', 'p99', 'SQLite p50', 'SQLite p99', 'ratio'],
      ...rows.map((row) => Object.values(row).map(String)),
    ]),
  );
  console.log(JSON.stringify({ bench: 'questions', ...size, intervals, filled, rows }));
}

function seconds(startMs: number): number {
  return Math.round((performance.now() - startMs) / 1000);
}
