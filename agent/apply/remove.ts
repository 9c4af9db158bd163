/**
 * Takes a credential off the host: files, drop-ins, retained versions. What runs keeps what it has loaded until its
 * next start, unless it is revoked: that must not go on running. A unit that has failed with it starts without.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { UnitState } from '#agent/units/systemd.ts';
import type { Intent } from '#src/intent/intent.ts';
import type { UnitReport } from '#src/intent/report.ts';
import { recordOf, type ApplyContext, type Assignment } from './context.ts';
import { finish } from './finish.ts';
import { changeDropIns, removeLeftOut } from './install.ts';
import { keyOfPending } from './journal-state.ts';
import { proveGone, type Use, usesOf } from './prove-gone.ts';
import { unitReport } from './reports.ts';
import { settledState } from './settled-state.ts';
import { isAsHeld, isFailed, lookAtStore } from './survey.ts';
import type { Turn } from './turns.ts';

/** @throws {CredfleetError} CREDENTIAL_NAME_CONFLICT, CREDSTORE_… */
export async function remove(ctx: ApplyContext, assignment: Assignment, turn: Turn): Promise<void> {
  const { intent, pending } = assignment;
  const { held, brokenUnits } = recordOf(ctx, intent.uid);
  await refuseForeign(ctx, assignment);
  const touchesUnits = isRevocation(intent) || brokenUnits.length > 0;
  // Before the drop-ins go: afterwards nobody knows which units had it from them.
  const uses = touchesUnits ? await usesOf(ctx, assignment) : [];
  const plan = { next: null, before: held ?? null, units: [] };
  await ctx.journal.append({ kind: 'installing', ...keyOfPending(pending), plan });
  ctx.reach('removal-journaled');
  if (held !== undefined) {
    await removeLeftOut(ctx, held, null);
    await changeDropIns(ctx, held.dropIns, []);
    // A crash may have come between: what systemd believes to be there would not be written again.
    if (held.dropIns.length > 0) await ctx.systemd.daemonReload();
  }
  await ctx.credstore.forgetRetained(intent.uid, undefined);
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

/** A file of ours that somebody replaced is not ours any more. */
async function refuseForeign(ctx: ApplyContext, assignment: Assignment): Promise<void> {
  const { held } = recordOf(ctx, assignment.intent.uid);
  const onDisk = (await lookAtStore(ctx, assignment)).held;
  const there = held?.items.filter(({ name }) => onDisk.has(name)) ?? [];
  if (held === undefined || isAsHeld({ ...held, items: there }, onDisk)) return;
  throw new CredfleetError(
    'CREDENTIAL_NAME_CONFLICT',
    `a file of ${assignment.intent.namespace}/${assignment.intent.name} was replaced by somebody else, so it is not removed; delete it by hand`,
  );
}

/** Units that run or failed with it start anew without: how they take that is their owner's business. */
async function restartWithout(
  ctx: ApplyContext,
  assignment: Assignment,
  { uses, turn }: { readonly uses: readonly Use[]; readonly turn: Turn },
): Promise<readonly UnitReport[]> {
  const { activation, health } = assignment.intent;
  const actions = new Map(activation.units.map(({ name, action }) => [name, action]));
  const wanted = [...new Set(uses.map(({ unit }) => unit))].filter((unit) => {
    const action = actions.get(unit) ?? (activation.autoDetect ? 'TryRestart' : 'None');
    return action !== 'None';
  });
  await turn.take(wanted);
  const before = await toStartAnew(ctx, assignment, { wanted, uses });
  const names = before.map(({ name }) => name);
  await Promise.all(names.map((unit) => ctx.systemd.resetFailed(unit)));
  const jobs = names.map((unit) => ({ unit, verb: 'restart' }) as const);
  await ctx.systemd.run(jobs, health.deadlineMs);
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

/** How they are now: those that run with it when it is revoked, and those that failed because of it. */
async function toStartAnew(
  ctx: ApplyContext,
  { intent }: Assignment,
  { wanted, uses }: { readonly wanted: readonly string[]; readonly uses: readonly Use[] },
): Promise<readonly UnitState[]> {
  const { brokenUnits } = recordOf(ctx, intent.uid);
  const found: UnitState[] = [];
  for (const unit of wanted) {
    const state = await ctx.systemd.state(unit);
    const isBrokenByUs = isFailed(state) && brokenUnits.includes(unit);
    const isRunning = isRevocation(intent) && (await hasAny(ctx, unit, uses));
    if (isBrokenByUs || isRunning) found.push(state);
  }
  return found;
}

function isRevocation({ revoked = [] }: Intent): boolean {
  return revoked.length > 0;
}

async function hasAny(ctx: ApplyContext, unit: string, uses: readonly Use[]): Promise<boolean> {
  for (const use of uses.filter((one) => one.unit === unit)) {
    using loaded = await ctx.readLoaded(unit, use.id);
    if (loaded !== undefined) return true;
  }
  return false;
}
