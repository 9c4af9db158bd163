/**
 * Units ordered after (`After=`) those that are restarted: which were well before, whether one has failed of it,
 * and which have to be started again when the version is taken back.
 * @module
 */
import { isUnitAllowed } from '#agent/allow/allow-list.ts';
import { judgeOrdered, type OrderedUnit } from '#agent/units/judge-ordered.ts';
import { isFailed, stillMoves } from '#agent/units/judge.ts';
import type { ActivatedUnits } from './activate.ts';
import type { ApplyContext } from './context.ts';
import type { Cause, PlannedUnit } from './journal-records.ts';
import { settledState } from './settled-state.ts';

/** A target never fails: what it wants does. */
const NEVER_FAILS = '.target';

/** Before anything is restarted. */
export async function wellAfter(ctx: ApplyContext, unit: string): Promise<readonly OrderedUnit[]> {
  const after = await ctx.systemd.related(unit, 'Before');
  const states = await Promise.all(
    after.filter((name) => !name.endsWith(NEVER_FAILS)).map((name) => ctx.systemd.state(name)),
  );
  return states
    .filter(({ activeState }) => activeState === 'active')
    .map(({ name, invocationId }) => ({ name, invocationBefore: invocationId }));
}

/** Those of the restarted units, without what is judged for itself. */
export function orderedAfter(
  planned: readonly PlannedUnit[],
  activated: ActivatedUnits,
): readonly OrderedUnit[] {
  const wasStarted = (name: string): boolean => {
    const action = activated.get(name)?.action;
    return action === 'Restarted' || action === 'Reloaded';
  };
  const all = planned.filter(({ name }) => wasStarted(name)).flatMap(orderedOf);
  return unique(all.filter(({ name }) => !wasStarted(name)));
}

/** The first that failed, once each of them is at rest or the time is over. */
export async function failureAfter(
  ctx: ApplyContext,
  ordered: readonly OrderedUnit[],
  untilMs: number,
): Promise<Cause | undefined> {
  const causes = await Promise.all(ordered.map(async (unit) => watch(ctx, unit, untilMs)));
  return causes.find((cause) => cause !== undefined);
}

/** Down now, because of what is taken back. The host's owner has the last word about starting them. */
export async function downAfter(
  ctx: ApplyContext,
  planned: readonly PlannedUnit[],
  deadlineMs: number,
): Promise<readonly string[]> {
  const ours = new Set(planned.map(({ name }) => name));
  const down: string[] = [];
  for (const unit of planned) {
    const others = orderedOf(unit).filter(({ name }) => !ours.has(name));
    if (others.length > 0) down.push(...(await downOf(ctx, unit.name, { others, deadlineMs })));
  }
  if (down.length === 0) return [];
  // A list that cannot be read allows nothing.
  const allow = await ctx.readAllowList().catch(() => ({ units: [], credentials: [] }));
  return [...new Set(down)].filter((name) => isUnitAllowed(allow, name));
}

async function downOf(
  ctx: ApplyContext,
  unit: string,
  { others, deadlineMs }: { readonly others: readonly OrderedUnit[]; readonly deadlineMs: number },
): Promise<readonly string[]> {
  const relations = ['RequiredBy', 'BoundBy'] as const;
  const lists = await Promise.all(relations.map((relation) => ctx.systemd.related(unit, relation)));
  const stoppedWithIt = new Set(lists.flat());
  const states = await Promise.all(
    others.map(async ({ name }) => settledState(ctx, name, deadlineMs)),
  );
  // One that needs nothing of it and does not run may just have ended.
  return states
    .filter((state) => {
      const wasStopped = state.activeState === 'inactive' && stoppedWithIt.has(state.name);
      return isFailed(state) || wasStopped;
    })
    .map(({ name }) => name);
}

async function watch(
  ctx: ApplyContext,
  ordered: OrderedUnit,
  untilMs: number,
): Promise<Cause | undefined> {
  let restingSinceMs: number | undefined;
  for (;;) {
    const state = await ctx.systemd.state(ordered.name);
    const nowMs = ctx.clock.nowMs();
    restingSinceMs = stillMoves(state) ? undefined : (restingSinceMs ?? nowMs);
    const restedMs = nowMs - (restingSinceMs ?? nowMs);
    const verdict = judgeOrdered({ ordered, state, restedMs, leftMs: untilMs - nowMs });
    if (verdict.kind === 'failed') return { code: verdict.code, message: verdict.message };
    if (verdict.kind === 'well') return undefined;
    await ctx.clock.sleep(verdict.waitMs, ctx.signal);
  }
}

function orderedOf({ orderedAfter = [] }: PlannedUnit): readonly OrderedUnit[] {
  return orderedAfter;
}

function unique(units: readonly OrderedUnit[]): readonly OrderedUnit[] {
  return [...new Map(units.map((unit) => [unit.name, unit])).values()];
}
