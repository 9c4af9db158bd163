/**
 * A fleet that reports all at once: each host one report, folded into its row of state as the controller does it,
 * committed in the groups in which it comes; then one report alone, until a query finds it.
 * @module
 */
import { generateKeyPairSync } from 'node:crypto';
import type { Ledger } from '#controller/ledger/ledger.ts';
import type { HostReport } from '#src/intent/report.ts';
import { signingKeyId, signReceipt } from '#src/identity/receipt.ts';
import { ed25519Raw } from '#src/identity/public-key.ts';
import { foldReport } from '#src/rollout/progress.ts';
import { reportEvent, type Receipt } from '#src/rollout/report-event.ts';
import { encodeHostReport } from '#src/wire/report-wire.ts';
import { hostIdentityOf } from '#test/gen/host-identity.ts';
import { NOW_MS, rowOf } from '#test/gen/rollout.ts';
import type { Kind } from './ledger-databases.ts';
import { rounded, spread } from './statistics.ts';

const HOSTS = 10_000;
/** As group commit takes them. */
const GROUP = 256;
const ALONE = 50;

type Told = { readonly report: HostReport; readonly host: string; readonly receipt: Receipt };

function toldBy(index: number, seq: number): Told {
  const hostUid = `u${index}`;
  const report: HostReport = {
    hostUid,
    bootId: 'boot-1',
    seq,
    timeMs: NOW_MS,
    credential: {
      uid: 'c1',
      namespace: 'payments',
      name: 'db',
      version: 2,
      rolloutUid: 'r2',
      attempt: 1,
      phase: 'Healthy',
      message: '',
      runningVersion: 2,
      items: [],
      units: [],
    },
  };
  const body = encodeHostReport(report);
  const receipt = { keyId: KEY_ID, signature: signReceipt(KEY, body), body };
  return { report, host: `metal-${index}`, receipt };
}

const KEY = generateKeyPairSync('ed25519').privateKey;
const KEY_ID = signingKeyId(ed25519Raw(KEY));

/** What the controller decides within the transaction, see controller/reconcile/host-events.ts. */
async function record(ledger: Ledger, told: Told): Promise<void> {
  const { hostUid, seq, credential } = told.report;
  await ledger.commit(() => {
    const lastSeq = ledger.identity(hostUid)?.lastReportSeq ?? 0;
    if (seq <= lastSeq) throw new Error(`report ${seq} of ${hostUid} came before`);
    const [row] = ledger.states({ credentialUid: credential.uid, hostUid });
    const progress = foldReport({ ...told, row, nowMs: NOW_MS });
    return { write: { ...progress, reportSeqs: [{ hostUid, seq }] }, result: undefined };
  });
}

function enrol(ledger: Ledger): void {
  for (let from = 0; from < HOSTS; from += 1000) {
    const indices = Array.from({ length: 1000 }, (_, at) => from + at);
    ledger.write({
      identities: indices.map((index) => hostIdentityOf(`u${index}`, `metal-${index}`)),
      states: indices.map((index) =>
        rowOf(`u${index}`, { host: `metal-${index}`, state: 'Dispatched', runningVersion: 1 }),
      ),
    });
  }
}

/** Milliseconds until the last is durable; until one alone is found; and of the events alone, bare. */
async function once(kind: Kind) {
  const told = Array.from({ length: HOSTS }, (_, index) => toldBy(index, 1));
  const place = kind.place();
  const bare = await place.bare();
  const events = told.map((one) => reportEvent({ ...one, nowMs: NOW_MS }));
  const bareStartMs = performance.now();
  for (let at = 0; at < HOSTS; at += GROUP) await bare.write(events.slice(at, at + GROUP));
  const bareMs = performance.now() - bareStartMs;
  await bare.close();

  const ledger = place.ledger();
  enrol(ledger);
  const startMs = performance.now();
  await Promise.all(told.map(async (one) => record(ledger, one)));
  const allMs = performance.now() - startMs;
  const aloneMs = await alone(ledger);
  ledger.close();
  place.remove();
  return { allMs, bareMs, aloneMs };
}

async function alone(ledger: Ledger): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < ALONE; index += 1) {
    const told = toldBy(index, 2);
    const startMs = performance.now();
    await record(ledger, told);
    const [found] = ledger.events({ host: told.host, limit: 1 });
    times.push(performance.now() - startMs);
    if (found?.receipt?.hostCounter !== 2) throw new Error('a report cannot be found');
  }
  return spread(times).median;
}

export async function burst(kind: Kind, runs: number) {
  const rounds: Awaited<ReturnType<typeof once>>[] = [];
  // Round 0 warms up and is not counted.
  for (let round = 0; round <= runs; round += 1) {
    const measured = await once(kind);
    if (round > 0) rounds.push(measured);
    console.error(`${kind.kind}, burst, run ${round}: ${measured.allMs.toFixed(0)} ms`);
  }
  return {
    kind: kind.kind,
    allMs: rounded(spread(rounds.map(({ allMs }) => allMs)), 0),
    perSecond: rounded(spread(rounds.map(({ allMs }) => (HOSTS * 1000) / allMs)), 0),
    bareMs: rounded(spread(rounds.map(({ bareMs }) => bareMs)), 0),
    ratio: rounded(spread(rounds.map(({ allMs, bareMs }) => allMs / bareMs)), 2),
    aloneMs: rounded(spread(rounds.map(({ aloneMs }) => aloneMs)), 1),
  };
}
