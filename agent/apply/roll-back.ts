/**
 * Puts the versions before back, restarts what was restarted, and proves that the host is where it
 * was: without asking anybody, because nobody may be reachable.
 * @module
 */
import type { JobOutcome, UnitJob, UnitState } from '#agent/units/systemd.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Intent } from '#src/intent/intent.ts';
import type { UnitReport } from '#src/intent/report.ts';
import type { Secret } from '#src/secret/secret.ts';
import type { ActivatedUnit } from './activate.ts';
import { isHostFailure, type ApplyContext } from './context.ts';
import { finish } from './finish.ts';
import { putBack } from './install.ts';
import type { Cause, InstallPlan, PlannedUnit } from './journal-records.ts';
import { keyOfPending, type Pending } from './journal-state.ts';
import { hasNothingOf, loadedEquals } from './loaded.ts';
import { downAfter, orderedAfter } from './ordered-after.ts';
import { prove, type Proof } from './prove.ts';
import { runJobs } from './run-jobs.ts';
import { settledState } from './settled-state.ts';

export type FailedInstall = {
  readonly pending: Pending;
  readonly plan: InstallPlan;
  readonly cause: Cause;
  /** Undefined when the envelope could not be opened again after a crash. */
  readonly digestKey: Secret | undefined;
  readonly health: Intent['health'];
  /** How the units were when it failed. */
  readonly units: readonly UnitReport[];
  /** False: it failed before any unit was restarted, so none is. */
  readonly activated: boolean;
};

/** The previous version has proven itself already: it does not soak as long again. */
const SOAK_MAX_MS = 5_000;

export async function rollBack(ctx: ApplyContext, failed: readonly FailedInstall[]): Promise<void> {
  // That it was sealed: a rollback that goes on after a crash does not tell it again.
  await ctx.spool.flush();
  await ctx.journal.append(
    ...failed.map(
      ({ pending, cause }) => ({ kind: 'rollingBack', ...keyOfPending(pending), cause }) as const,
    ),
  );
  ctx.reach('rollback-journaled');
  const problem = await restoreAll(ctx, failed);
  const activated = await restartAgain(ctx, failed);
  ctx.reach('rolled-back');
  for (const one of failed) await conclude(ctx, one, { activated, problem });
}

/** What kept a file from being put back. */
async function restoreAll(
  ctx: ApplyContext,
  failed: readonly FailedInstall[],
): Promise<string | undefined> {
  try {
    let unitFilesChanged = false;
    for (const { pending, plan } of failed) {
      unitFilesChanged = (await putBack(ctx, pending.intent.uid, plan)) || unitFilesChanged;
    }
    if (unitFilesChanged) await ctx.systemd.daemonReload();
    return undefined;
  } catch (error) {
    if (isHostFailure(error)) throw error;
    return CredfleetError.from(error, 'ROLLBACK_FAILED', 'putting the previous version back')
      .message;
  }
}

async function restartAgain(
  ctx: ApplyContext,
  failed: readonly FailedInstall[],
): Promise<ReadonlyMap<string, ActivatedUnit>> {
  const touched = failed.filter(({ activated, plan }) => activated && plan.onlySeal !== true);
  const planned = new Map(
    touched.flatMap(({ plan }) => plan.units.map((unit) => [unit.name, unit] as const)),
  );
  const units = [...planned.values()].filter(({ action }) => action !== 'None');
  const deadlineMs = Math.max(0, ...touched.map(({ health }) => health.deadlineMs));
  const looks = await Promise.all(
    units.map(async (unit) => lookAgain(ctx, unit, { failed: touched, deadlineMs })),
  );
  const down = await downAfter(ctx, units, deadlineMs);
  const jobs = [...looks.flatMap(({ job }) => job ?? []), ...down.map(restartOf)];
  const outcomes = await runAnew(ctx, jobs, deadlineMs);
  const late = (await downAfter(ctx, units, deadlineMs)).filter((unit) => !down.includes(unit));
  // Ended of the bad content after the look, and so was not restarted along.
  await runAnew(ctx, late.map(restartOf), deadlineMs);
  const atMs = ctx.clock.nowMs();
  return new Map(
    looks.map(({ unit, job, state: { type, invocationId, restarts } }) => [
      unit.name,
      {
        name: unit.name,
        type,
        action: unit.wasActive ? 'Restarted' : 'NotRunning',
        job: outcomes.get(unit.name),
        invocationBefore: job === undefined ? '' : invocationId,
        // A restart by hand begins at 0; one that it did by itself has counted what it did with the bad content.
        restartsBefore: job?.verb === 'restart' ? 0 : restarts,
        atMs,
      },
    ]),
  );
}

function restartOf(unit: string): UnitJob {
  return { unit, verb: 'restart' };
}

/** Failures of before do not count. */
async function runAnew(
  ctx: ApplyContext,
  jobs: readonly UnitJob[],
  timeoutMs: number,
): Promise<ReadonlyMap<string, JobOutcome>> {
  await Promise.all(jobs.map(async ({ unit }) => ctx.systemd.resetFailed(unit)));
  return runJobs(ctx, jobs, timeoutMs);
}

type Again = {
  readonly unit: PlannedUnit;
  readonly job: UnitJob | undefined;
  readonly state: UnitState;
};

async function lookAgain(
  ctx: ApplyContext,
  unit: PlannedUnit,
  {
    failed,
    deadlineMs,
  }: { readonly failed: readonly FailedInstall[]; readonly deadlineMs: number },
): Promise<Again> {
  const { name, wasActive } = unit;
  const state = await settledState(ctx, name, deadlineMs);
  const { activeState } = state;
  // One that did not run before must not run because of a version that is taken back.
  if (!wasActive) {
    const job = activeState === 'inactive' ? undefined : ({ unit: name, verb: 'stop' } as const);
    return { unit, job, state };
  }
  const itsOwn = failed.filter(({ plan }) => plan.units.some((planned) => planned.name === name));
  const hasAll = activeState === 'active' && (await hasLoadedBefore(ctx, name, itsOwn));
  const job = hasAll ? undefined : restartOf(name);
  return { unit, job, state };
}

/** It never restarted, or a rollback before a crash of ours restarted it already. */
async function hasLoadedBefore(
  ctx: ApplyContext,
  name: string,
  failed: readonly FailedInstall[],
): Promise<boolean> {
  const use = await ctx.systemd.credentialUse(name);
  const loaded = await Promise.all(
    failed.map(async ({ plan, digestKey }) =>
      plan.before === null
        ? hasNothingOf(ctx, { name, use }, plan.next)
        : loadedEquals(ctx, { name, use }, { version: plan.before, digestKey }),
    ),
  );
  return loaded.every((one) => one === 'Yes');
}

type Restored = {
  readonly activated: ReadonlyMap<string, ActivatedUnit>;
  readonly problem: string | undefined;
};

async function conclude(ctx: ApplyContext, failed: FailedInstall, restored: Restored) {
  const { pending, plan, cause, units } = failed;
  const proof = await proveRestored(ctx, failed, restored);
  ctx.reach('rollback-proved');
  const problem = restored.problem ?? proof.cause?.message ?? brokenBefore(plan);
  const before = plan.before ?? undefined;
  const what =
    before === undefined ? 'nothing was there before' : `version ${before.version} is back`;
  await finish(ctx, pending, {
    phase: problem === undefined ? 'RolledBack' : 'Failed',
    message:
      problem === undefined
        ? `${cause.message}; ${what}`
        : `${cause.message}; putting back what was before failed too: ${problem}`,
    cause: problem === undefined ? cause : { code: 'ROLLBACK_FAILED', message: problem },
    holds: 'before',
    next: null,
    held: before,
    units: proof.units.length === 0 ? units : proof.units,
  });
}

/** A version that had broken the unit before is no state to be glad to be back at: the unit is down. */
function brokenBefore({ units, before }: InstallPlan): string | undefined {
  const broken = units.find(({ brokenByUs }) => brokenByUs);
  if (broken === undefined || before === null) return undefined;
  return `'${broken.name}' had failed with version ${before.version} already`;
}

async function proveRestored(
  ctx: ApplyContext,
  { plan, digestKey, health }: FailedInstall,
  { activated }: Restored,
): Promise<Proof> {
  return prove(ctx, {
    units: plan.units.flatMap(({ name }) => activated.get(name) ?? []),
    expected: { version: plan.before, digestKey },
    orderedAfter: orderedAfter(plan.units, activated),
    // Where nothing was before, nothing can be shown to be loaded.
    health: plan.before === null ? { ...health, verifyLoaded: 'Skip' } : health,
    soakMs: Math.min(health.minHealthyMs, SOAK_MAX_MS),
  });
}
