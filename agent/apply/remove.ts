/**
 * Takes a credential off the host: files, drop-ins, copies. What runs keeps what it has loaded until its
 * next start, unless it is revoked: that must not go on running. A unit that has failed with it starts without.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { isFailed } from '#agent/units/judge.ts';
import type { UnitState } from '#agent/units/systemd.ts';
import type { UnitReport } from '#src/intent/report.ts';
import { recordOf, type ApplyContext, type Assignment } from './context.ts';
import { finish } from './finish.ts';
import { changeDropIns, removeLeftOut } from './install.ts';
import { keyOfPending } from './journal-state.ts';
import { proveGone, type Use, usesOf } from './prove-gone.ts';
import { unitReport } from './reports.ts';
import { runJobs } from './run-jobs.ts';
import { settledState } from './settled-state.ts';
import { isAsHeld, lookAtStore } from './survey.ts';
import type { Turn } from './turns.ts';

/** @throws {CredfleetError} CREDENTIAL_NAME_CONFLICT, CREDSTORE_… */
export async function remove(ctx: ApplyContext, assignment: Assignment, turn: Turn): Promise<void> {
  const { intent, pending } = assignment;
  const { held } = recordOf(ctx, intent.uid);
  await refuseForeign(ctx, assignment);
  // Before the drop-ins go: afterwards nobody knows which units had it from them.
  const uses = (intent.revoked ?? []).length === 0 ? [] : await usesOf(ctx, assignment);
  const plan = { next: null, before: held ?? null, units: [] };
  await ctx.journal.append({ kind: 'installing', ...keyOfPending(pending), plan });
  ctx.reach('removal-journaled');
  if (held !== undefined) {
    await removeLeftOut(ctx, held, null);
    await changeDropIns(ctx, held.dropIns, []);
    // A crash may have come between: what systemd believes to be there would not be written again.
    if (held.dropIns.length > 0) await ctx.systemd.daemonReload();
  }
  await ctx.copies.keepOnly(intent.uid, new Set());
  ctx.reach('files-removed');
  const units = await restartWithout(ctx, assignment, { uses, turn });
  const { gone, left } = await proveGone(ctx, assignment, { next: null, uses });
  const done =
    held === undefined ? 'there was nothing to remove' : `version ${held.version} removed`;
  await finish(ctx, pending, {
    phase: 'Removed',
    message: left === undefined ? done : `${done}; ${left}`,
    holds: 'next',
    next: null,
    held: undefined,
    units,
    ...(gone === undefined ? {} : { gone }),
  });
}

/** A file of ours that somebody replaced is not ours any more; where nobody can look, nothing is said to be removed. */
async function refuseForeign(ctx: ApplyContext, assignment: Assignment): Promise<void> {
  const { held } = recordOf(ctx, assignment.intent.uid);
  const problem = held === undefined ? undefined : ctx.credstore.problemOf(held.store);
  if (problem !== undefined) throw new CredfleetError('DELIVERY_UNSUPPORTED', problem);
  const onDisk = (await lookAtStore(ctx, assignment)).held;
  const there = held?.items.filter(({ name }) => onDisk.has(name)) ?? [];
  if (held === undefined || isAsHeld({ ...held, items: there }, onDisk)) return;
  throw new CredfleetError(
    'CREDENTIAL_NAME_CONFLICT',
    `a file of ${assignment.intent.namespace}/${assignment.intent.name} was replaced by somebody else, so it is not removed; delete it by hand`,
  );
}

/**
 * Units that run with what is revoked start anew without, as `activation` says; those that failed because of the
 * credential do in any case: they are down because of us. How they take that is their owner's business.
 */
async function restartWithout(
  ctx: ApplyContext,
  { intent }: Assignment,
  { uses, turn }: { readonly uses: readonly Use[]; readonly turn: Turn },
): Promise<readonly UnitReport[]> {
  const { activation, health } = intent;
  const { brokenUnits } = recordOf(ctx, intent.uid);
  const actions = new Map(activation.units.map(({ name, action }) => [name, action]));
  const named = uses.filter(({ unit }) => {
    const action = actions.get(unit) ?? (activation.autoDetect ? 'TryRestart' : 'None');
    return action !== 'None';
  });
  const wanted = [...new Set([...named.map(({ unit }) => unit), ...brokenUnits])];
  await turn.take(wanted);
  const before: UnitState[] = [];
  for (const unit of wanted) {
    // What was asked for just before a crash may still be under way.
    const state = await settledState(ctx, unit, health.deadlineMs);
    const isBroken = brokenUnits.includes(unit) && isFailed(state);
    if (isBroken || (await hasAny(ctx, unit, named))) before.push(state);
  }
  const names = before.map(({ name }) => name);
  await Promise.all(names.map((unit) => ctx.systemd.resetFailed(unit)));
  const jobs = names.map((unit) => ({ unit, verb: 'restart' }) as const);
  await runJobs(ctx, jobs, health.deadlineMs);
  ctx.reach('activated');
  const after = await Promise.all(names.map((unit) => settledState(ctx, unit, health.deadlineMs)));
  return after.map((state, at) =>
    unitReport(state, {
      action: 'Restarted',
      invocationBefore: before[at]?.invocationId ?? '',
      loaded: 'Unknown',
    }),
  );
}

async function hasAny(ctx: ApplyContext, unit: string, uses: readonly Use[]): Promise<boolean> {
  for (const use of uses.filter((one) => one.unit === unit)) {
    using loaded = await ctx.readLoaded(unit, use.id);
    if (loaded !== undefined) return true;
  }
  return false;
}
