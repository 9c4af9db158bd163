/**
 * The end of an assignment, well or not: the terminal report first, then the journal, so that a crash
 * in between reports twice rather than never.
 * @module
 */
import type { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { ReportPhase, UnitReport } from '#src/intent/report.ts';
import type { ApplyContext } from './context.ts';
import { sealedDigests } from './copies.ts';
import type { Cause, HeldVersion } from './journal-records.ts';
import { keyOfPending, type Pending } from './journal-state.ts';
import { credentialReport } from './reports.ts';

export type Ending = {
  readonly phase: ReportPhase;
  readonly message: string;
  readonly cause?: Cause;
  readonly holds: 'next' | 'before';
  /** The version that the report is about. */
  readonly next: HeldVersion | null;
  /** What the host holds from now on. */
  readonly held: HeldVersion | undefined;
  readonly units: readonly UnitReport[];
  /** Revoked versions of which nothing is left here. */
  readonly gone?: readonly number[];
};

export const STAGED = 'sealed and tested; takes effect with the next boot';

const WELL: ReadonlySet<ReportPhase> = new Set(['Healthy', 'RolledBack', 'Removed', 'Staged']);

export async function finish(ctx: ApplyContext, pending: Pending, ending: Ending): Promise<void> {
  const { intent } = pending;
  const { phase, message, units, holds, held, cause, gone } = ending;
  await ctx.spool.append(
    credentialReport({
      intent,
      phase,
      message,
      ...(cause === undefined ? {} : { cause }),
      held,
      next: ending.next ?? undefined,
      units,
      ...(gone === undefined ? {} : { gone }),
    }),
  );
  ctx.reach(reportedPoint(phase));
  const key = keyOfPending(pending);
  const brokenUnits = WELL.has(phase) ? [] : brokenBy(units);
  await ctx.journal.append({ kind: 'finished', ...key, phase, holds, units, brokenUnits });
  ctx.reach('finished');
  const known = ctx.journal.state().credentials.get(key.uid);
  await ctx.copies.keepOnly(key.uid, sealedDigests(known?.held, known?.previous));
}

/** Before anything was installed: the host holds what it held. */
export async function finishRefused(
  ctx: ApplyContext,
  pending: Pending,
  error: CredfleetError,
): Promise<void> {
  const record = ctx.journal.state().credentials.get(pending.intent.uid);
  await finish(ctx, pending, {
    phase: 'Failed',
    message: error.message,
    cause: { code: error.code, message: error.message },
    holds: 'before',
    next: null,
    held: record?.held,
    units: [],
  });
}

function reportedPoint(phase: ReportPhase) {
  if (phase === 'Healthy' || phase === 'Staged') return 'healthy-reported';
  return phase === 'Removed' ? 'removed-reported' : 'failure-reported';
}

function brokenBy(units: readonly UnitReport[]): readonly string[] {
  return units
    .filter(({ action }) => action === 'Restarted' || action === 'Reloaded')
    .filter(({ activeState }) => activeState !== 'active')
    .map(({ name }) => name);
}
