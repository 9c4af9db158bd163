/**
 * From an accepted intent to files in the store: check, seal, test, install; or where a crash left it.
 * @module
 */
import type { Occasion } from '#src/intent/report.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { unitsToRestart } from './activate.ts';
import type { Batch } from './batch.ts';
import {
  isHostFailure,
  recordOf,
  type ApplyContext,
  type Assignment,
  type Installed,
} from './context.ts';
import { finish, finishRefused, STAGED } from './finish.ts';
import { completeInstall, install } from './install.ts';
import type { AcceptedIntent, Cause, CredentialRecord } from './journal-records.ts';
import { prepare, type Prepared } from './prepare.ts';
import { remove } from './remove.ts';
import { credentialReport, isAskedAnew, isHeld, isSettled } from './reports.ts';
import { nextStep } from './resume.ts';
import { rollBack } from './roll-back.ts';
import { isAsHeld, lookAtStore } from './survey.ts';
import type { Turn } from './turns.ts';

/** Those that got through; the others are reported and finished. */
export async function putInPlace(
  ctx: ApplyContext,
  assignments: readonly Assignment[],
  turn: Turn,
): Promise<readonly Installed[]> {
  const installed: Installed[] = [];
  let unitFilesChanged = false;
  for (const assignment of assignments) {
    const taken = await takeUp(ctx, assignment, turn);
    if (taken === undefined) continue;
    installed.push(taken.installed);
    unitFilesChanged ||= taken.unitFilesChanged;
  }
  if (installed.length === 0) return [];
  if (unitFilesChanged) await ctx.systemd.daemonReload();
  ctx.reach('installed');
  for (const one of installed) tellSealed(ctx, one);
  ctx.reach('sealed-told');
  return installed;
}

/** While a restart is held back for others to share it, later arrivals are put in place too. */
export async function joinArrivals(
  ctx: ApplyContext,
  batch: Batch,
  inPlace: readonly Installed[],
): Promise<readonly Installed[]> {
  const all = [...inPlace];
  while (unitsToRestart(all).length > 0) {
    const untilMs = Math.min(
      ...all.map(({ acceptedAtMs, intent }) => acceptedAtMs + intent.activation.coalesceMs),
    );
    const late = await batch.nextArrival(untilMs);
    if (late === undefined) break;
    all.push(...(await putInPlace(ctx, [late], batch.turn)));
  }
  return all;
}

type Taken = { readonly installed: Installed; readonly unitFilesChanged: boolean };

/** Undefined when it is finished, one way or the other. */
async function takeUp(
  ctx: ApplyContext,
  assignment: Assignment,
  turn: Turn,
): Promise<Taken | undefined> {
  try {
    return await nextOf(ctx, assignment, turn);
  } catch (error) {
    if (isHostFailure(error)) throw error;
    const failure = CredfleetError.from(error, 'SEAL_FAILED', 'applying');
    const { plan } = assignment.pending;
    // A crash may have left half of it in the store.
    if (plan === undefined) await finishRefused(ctx, assignment.pending, failure);
    else await takeBack(ctx, { ...assignment, plan, activated: true }, failure);
    return undefined;
  }
}

async function nextOf(
  ctx: ApplyContext,
  assignment: Assignment,
  turn: Turn,
): Promise<Taken | undefined> {
  const { pending, intent } = assignment;
  const record = recordOf(ctx, intent.uid);
  const onDisk = await lookAtStore(ctx, assignment);
  const settled = isSettled(record, pending.intent) && isAsHeld(record.held, onDisk.held);
  const step = nextStep({ pending, settled, onDisk: onDisk.next });
  switch (step.kind) {
    case 'remove':
      await remove(ctx, assignment, turn);
      return undefined;
    case 'settled':
      await reportSettled(ctx, assignment);
      return undefined;
    case 'rollBack':
      await takeBack(ctx, { ...assignment, plan: step.plan, activated: true }, step.cause);
      return undefined;
    case 'activate':
      await turn.take(step.plan.units.map(({ name }) => name));
      return {
        installed: { ...assignment, plan: step.plan },
        unitFilesChanged: await completeInstall(ctx, intent.uid, step.plan),
      };
    case 'prepare':
      return installOrPutBack(ctx, await prepare(ctx, assignment, { turn, onDisk }));
  }
}

async function installOrPutBack(ctx: ApplyContext, prepared: Prepared): Promise<Taken | undefined> {
  try {
    const unitFilesChanged = await install(ctx, prepared);
    return { installed: prepared, unitFilesChanged };
  } catch (error) {
    if (isHostFailure(error)) throw error;
    const failure = CredfleetError.from(error, 'CREDSTORE_UNWRITABLE', 'installing');
    await takeBack(ctx, { ...prepared, activated: false }, failure);
    return undefined;
  }
}

async function takeBack(
  ctx: ApplyContext,
  { pending, plan, digestKey, intent, activated }: Installed & { readonly activated: boolean },
  { code, message }: Cause,
): Promise<void> {
  const { health } = intent;
  const cause = { code, message };
  await rollBack(ctx, [{ pending, plan, digestKey, health, cause, units: [], activated }]);
}

async function reportSettled(ctx: ApplyContext, { pending, intent }: Assignment): Promise<void> {
  const { held, units } = recordOf(ctx, intent.uid);
  const isStaged = held?.staged !== undefined;
  await finish(ctx, pending, {
    phase: isStaged ? 'Staged' : 'Healthy',
    message: isStaged ? STAGED : 'this host holds and runs this version already',
    holds: 'before',
    next: null,
    held,
    units,
  });
}

/** Not waited for: what its units do next is reported behind it, and a crash before that tells it again. */
function tellSealed(ctx: ApplyContext, installed: Installed): void {
  const occasion = whyAgain(recordOf(ctx, installed.intent.uid), installed.pending.intent);
  const report = credentialReport({
    intent: installed.pending.intent,
    phase: 'Sealed',
    message: 'sealed, tested and installed',
    ...(occasion === undefined ? {} : { occasion }),
    held: installed.plan.before ?? undefined,
    next: installed.plan.next ?? undefined,
    units: [],
  });
  const told = ctx.spool.gather(report).then(() => ctx.reach('sealed-reported'));
  told.catch(() => undefined);
}

/** Why this host seals again what it had: it asked for it itself, or somebody else did; undefined: it does not. */
function whyAgain(record: CredentialRecord, intent: AcceptedIntent): Occasion | undefined {
  const { lost, trouble, held } = record;
  if (lost !== undefined) return lost;
  if (trouble?.occasion === 'SealExpiry') return 'SealExpiry';
  return isHeld(record, intent) && isAskedAnew(held, intent) ? 'Requested' : undefined;
}
