/**
 * One restart per unit for everything that changed together.
 * @module
 */
import { decideActivation, type Activation } from '#agent/units/decide-activation.ts';
import type { Loaded } from '#agent/units/judge.ts';
import type { CredentialUse, JobOutcome, UnitJob, UnitState } from '#agent/units/systemd.ts';
import { together, type ApplyContext, type Installed } from './context.ts';
import type { PlannedUnit } from './journal-records.ts';
import { loadedEquals } from './loaded.ts';
import { runJobs } from './run-jobs.ts';
import { settledState } from './settled-state.ts';

/** What was done to one unit; the same for all credentials that changed together. */
export type ActivatedUnit = {
  readonly name: string;
  /** As {@link UnitState.type}. */
  readonly type: string;
  readonly action: Activation['report'];
  readonly job: JobOutcome | undefined;
  readonly invocationBefore: string;
  /** Automatic restarts that are not this change's: a restart by hand begins at 0. */
  readonly restartsBefore: number;
  readonly atMs: number;
};

export type ActivatedUnits = ReadonlyMap<string, ActivatedUnit>;

const FRESH_MS = 1_000;

type UnitPlan = { readonly planned: readonly PlannedUnit[]; readonly of: readonly Installed[] };

/** Throws SYSTEMD_UNREACHABLE only; what became of the units is in the outcomes. */
export async function activate(
  ctx: ApplyContext,
  installed: readonly Installed[],
): Promise<ActivatedUnits> {
  const plans = [...plansByUnit(installed)];
  const decisions = await Promise.all(
    plans.map(async ([name, plan]) => [name, await decide(ctx, name, plan)] as const),
  );
  const jobs = decisions.flatMap(([unit, { verb }]): UnitJob[] =>
    verb === undefined ? [] : [{ unit, verb }],
  );
  // Ahead of the job on the same connection: several changes in a row must not hit the start limit.
  const resets = jobs.map(async ({ unit }) => ctx.systemd.resetFailed(unit));
  const outcomes = await runJobs(ctx, jobs, deadlineOf(installed));
  await Promise.all(resets);
  const atMs = ctx.clock.nowMs();
  return new Map(
    decisions.map(([name, { verb, report, invocationBefore, type, restarts }]) => {
      const restartsBefore = verb === 'restart' ? 0 : restarts;
      const job = outcomes.get(name);
      const unit = { name, type, action: report, job, invocationBefore, restartsBefore, atMs };
      return [name, unit] as const;
    }),
  );
}

function deadlineOf(installed: readonly Installed[]): number {
  return Math.max(0, ...installed.map(({ intent }) => intent.health.deadlineMs));
}

/** Everything that is planned, so that it can be said before anything is restarted whether anything will be. */
export function unitsToRestart(installed: readonly Installed[]): readonly string[] {
  return [...plansByUnit(installed)]
    .filter(([, { planned }]) =>
      planned.some(
        ({ action, wasActive, brokenByUs }) =>
          action !== 'None' && (wasActive || brokenByUs || action !== 'TryRestart'),
      ),
    )
    .map(([name]) => name);
}

function plansByUnit(installed: readonly Installed[]): ReadonlyMap<string, UnitPlan> {
  const plans = new Map<string, { planned: PlannedUnit[]; of: Installed[] }>();
  for (const one of installed.filter(({ plan }) => plan.onlySeal !== true)) {
    for (const unit of one.plan.units) {
      const plan = plans.get(unit.name) ?? { planned: [], of: [] };
      plan.planned.push(unit);
      plan.of.push(one);
      plans.set(unit.name, plan);
    }
  }
  return plans;
}

async function decide(
  ctx: ApplyContext,
  name: string,
  plan: UnitPlan,
): Promise<
  Activation & Pick<UnitState, 'type' | 'restarts'> & { readonly invocationBefore: string }
> {
  const { planned } = plan;
  const { state, use, loaded } = await look(ctx, name, plan);
  // The oldest look: whatever started after it found every file in place or is started again.
  const invocationBefore = planned[0]?.invocationBefore ?? '';
  const decision = decideActivation({
    actions: planned.map(({ action }) => action),
    invocationBefore,
    shouldRun: planned.some(({ wasActive, brokenByUs }) => wasActive || brokenByUs),
    state,
    loaded,
    refreshable: use.refreshOnReload,
  });
  return { ...decision, invocationBefore, type: state.type, restarts: state.restarts };
}

type Look = { readonly state: UnitState; readonly use: CredentialUse; readonly loaded: Loaded };

async function look(ctx: ApplyContext, name: string, { of }: UnitPlan): Promise<Look> {
  const [state, use] = await together<[UnitState, CredentialUse]>(
    freshState(ctx, name, of) ?? settledState(ctx, name, deadlineOf(of)),
    ctx.systemd.credentialUse(name),
  );
  const loaded =
    state.activeState === 'active' ? await loadedAll(ctx, { name, use }, of) : 'Unknown';
  return { state, use, loaded };
}

/** The survey's, when all of it happened without a pause in between. */
function freshState(
  ctx: ApplyContext,
  name: string,
  of: readonly Installed[],
): Promise<UnitState> | undefined {
  const since = ctx.clock.nowMs() - FRESH_MS;
  const surveys = of.map(({ surveyed }) => surveyed);
  if (surveys.some((survey) => survey === undefined || survey.atMs < since)) return undefined;
  const state = surveys[0]?.states.get(name);
  return state === undefined || state.jobId !== 0 ? undefined : Promise.resolve(state);
}

/** "No" as soon as one of them is not loaded, "Yes" only when all are. */
async function loadedAll(
  ctx: ApplyContext,
  unit: { readonly name: string; readonly use: CredentialUse },
  of: readonly Installed[],
): Promise<Loaded> {
  const all = await Promise.all(
    of.map(async ({ plan, digestKey }) =>
      loadedEquals(ctx, unit, { version: plan.next, digestKey }),
    ),
  );
  if (all.includes('No')) return 'No';
  return all.every((one) => one === 'Yes') ? 'Yes' : 'Unknown';
}
