/**
 * `npm run bench -- plan --hosts N --credentials M`: what planning costs the controller: all rollouts once after a
 * start, and one rollout after one report of a host. In one process, without a network, every rollout half done; the
 * floor is one pass over an array of as many rows. Needs no root.
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openSqliteLedger } from '#controller/ledger/sqlite-ledger.node.ts';
import { act } from '#controller/reconcile/act.ts';
import type { Context } from '#controller/reconcile/context.ts';
import { decide } from '#controller/reconcile/decide.ts';
import { gather } from '#controller/reconcile/gather.ts';
import { reconcileRollouts } from '#controller/reconcile/reconcile-rollout.ts';
import { inFlightIn } from '#src/rollout/row-index.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import { PlanWorld, type Planned, type Size } from './plan-world.ts';
import { usageOf } from './process-usage.ts';
import { rounded, spread, table } from './statistics.ts';

export async function planBench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      hosts: { type: 'string', default: '10000' },
      credentials: { type: 'string', default: '100' },
      reports: { type: 'string', default: '1000' },
    },
  });
  const size = { hosts: Number(values.hosts), credentials: Number(values.credentials) };
  const directory = mkdtempSync(join(tmpdir(), 'credfleet-plan-'));
  try {
    report(
      size,
      await measure(size, { path: join(directory, 'ledger'), reports: Number(values.reports) }),
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}

type Measured = {
  readonly coldMs: number;
  readonly beforeMiB: number;
  readonly afterMiB: number;
  /** Per report, in ms. */
  readonly plan: readonly number[];
  readonly act: readonly number[];
  readonly floor: readonly number[];
};

type Run = { readonly path: string; readonly reports: number };

async function measure(size: Size, { path, reports }: Run): Promise<Measured> {
  const world = await PlanWorld.make(size);
  {
    const ledger = openSqliteLedger(path);
    world.fill(ledger);
    ledger.close();
  }
  const beforeMiB = usageOf(process.pid).rssMiB;
  const startMs = performance.now();
  const ledger = openSqliteLedger(path);
  const context = contextOf(world, ledger);
  for (const credential of world.credentials) reconcileRollouts(context, credential);
  const coldMs = performance.now() - startMs;
  const afterMiB = usageOf(process.pid).rssMiB;
  const times = Array.from({ length: reports }, (_, at) => oneReport(context, world, at));
  ledger.close();
  return {
    coldMs,
    beforeMiB,
    afterMiB,
    plan: times.map(({ planMs }) => planMs),
    act: times.map(({ actMs }) => actMs),
    floor: floorOf(size.hosts, reports),
  };
}

/** The loop of the brain is left out: what it would ask for next is not what is measured. */
function contextOf(world: PlanWorld, ledger: Context['ledger']): Context {
  const nothing = () => undefined;
  const requests = {
    credential: nothing,
    rollouts: nothing,
    rolloutsLater: nothing,
    status: nothing,
    statusNow: nothing,
    statusLater: nothing,
    prune: nothing,
  };
  return { ...world.brain(ledger).context, requests, sessions: () => world.sessions };
}

function oneReport(
  context: Context,
  world: PlanWorld,
  at: number,
): { readonly planMs: number; readonly actMs: number } {
  const credential = world.credentials[at % world.credentials.length] as Planned;
  const row = nextUnderWay(context, credential);
  const nowMs = context.clock.nowMs();
  context.ledger.write({
    states: [{ ...row, state: 'Healthy', runningVersion: row.targetVersion, sinceMs: nowMs }],
  });
  const startMs = performance.now();
  const situation = gather(context, credential);
  if (situation === undefined) throw new Error(`${credential.name} is gone`);
  const decision = decide(situation);
  const plannedMs = performance.now();
  act(context, situation, decision);
  return { planMs: plannedMs - startMs, actMs: performance.now() - plannedMs };
}

function nextUnderWay(context: Context, { uid }: Planned): HostCredentialState {
  const [found] = inFlightIn(context.memory.of(uid).rows);
  if (found === undefined) throw new Error('nothing is under way');
  return found;
}

/** The least that looks at every row: counts those of one state. */
function floorOf(hosts: number, runs: number): readonly number[] {
  const states = ['Healthy', 'Soaking', 'Dispatched'];
  const rows = Array.from({ length: hosts }, (_, at) => ({ state: states[at % 3], at }));
  return Array.from({ length: runs }, () => {
    const startMs = performance.now();
    let count = 0;
    for (const row of rows) if (row.state === 'Healthy') count += 1;
    const ms = performance.now() - startMs;
    return count > 0 ? ms : Number.NaN;
  });
}

function report({ hosts, credentials }: Size, measured: Measured): void {
  const { coldMs, beforeMiB, afterMiB } = measured;
  const [plan, acting, floor] = [measured.plan, measured.act, measured.floor].map((values) => {
    const sorted = values.toSorted((a, b) => a - b);
    const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
    return Object.assign(rounded(spread(values), 4), { p99: Number(p99.toFixed(4)) });
  });
  const median = (of: typeof plan) => of?.median ?? Number.NaN;
  const cell = (of: typeof plan) =>
    of === undefined ? [] : [of.min, of.median, of.p99, of.max].map(String);
  console.log(
    table([
      ['per report, ms', 'min', 'median', 'p99', 'max'],
      ['planning', ...cell(plan)],
      ['writing what was decided', ...cell(acting)],
      ['one pass over as many rows', ...cell(floor)],
    ]),
  );
  console.log(
    `${hosts} hosts x ${credentials} credentials: all planned ${(coldMs / 1000).toFixed(2)} s after the start; ` +
      `memory ${afterMiB.toFixed(0)} MiB, ${beforeMiB.toFixed(0)} MiB before`,
  );
  console.log(
    JSON.stringify({
      bench: 'plan',
      hosts,
      credentials,
      coldMs: Number(coldMs.toFixed(1)),
      rssMiB: Number(afterMiB.toFixed(1)),
      rssBeforeMiB: Number(beforeMiB.toFixed(1)),
      planMs: plan,
      writeMs: acting,
      floorMs: floor,
      ratioToFloor: Number((median(plan) / median(floor)).toFixed(1)),
    }),
  );
}
