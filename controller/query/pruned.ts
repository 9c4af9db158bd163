/**
 * What of the past is not in the ledger any more: said with every answer that it could change, with the archive that has
 * it. An empty answer would be read as a statement.
 * @module
 */
import type { Context } from '#controller/reconcile/context.ts';
import { formatTimeMs } from '#src/api/time.ts';
import { refusedField } from '#src/audit/question/refused-field.ts';

type Known = Pick<Context, 'ledger'>;
/** 0: from the beginning. */
type Asked = { readonly sinceMs?: number; readonly afterSeq?: number };

type Pruned = {
  readonly lastSeq: number;
  /** What ended or happened up to then may be gone. */
  readonly untilMs: number;
  readonly segment: string;
};

/** Undefined: nothing was ever pruned. */
function prunedOf({ ledger }: Known): Pruned | undefined {
  const ranges = ledger.retention.pruned();
  const last = ranges.at(-1);
  return last && { ...last, untilMs: Math.max(...ranges.map(({ untilMs }) => untilMs)) };
}

/** What an answer to this leaves out; undefined: nothing. */
export function prunedNote(known: Known, asked: Asked): string | undefined {
  const pruned = prunedOf(known);
  if (pruned === undefined || (asked.sinceMs ?? 0) > pruned.untilMs) return undefined;
  if ((asked.afterSeq ?? 0) >= pruned.lastSeq) return undefined;
  return `${prunedText(pruned)}: it is not part of this answer`;
}

/** 0: open. @throws {CredfleetError} AUDIT_PRUNED when nothing that could answer it is left. */
export function requireKept(known: Known, times: Readonly<Record<string, number>>): void {
  const pruned = prunedOf(known);
  if (pruned === undefined) return;
  for (const [what, ms] of Object.entries(times)) {
    if (ms === 0 || ms > pruned.untilMs) continue;
    throw refusedField('AUDIT_PRUNED', what, `${prunedText(pruned)}; ask there`);
  }
}

/** For messages that say that something never was: it may have been before. */
export function beforePruned(known: Known): string {
  const pruned = prunedOf(known);
  return pruned === undefined ? '' : `; ${prunedText(pruned)}`;
}

/** @throws {CredfleetError} AUDIT_PRUNED: of what was made before, other hosts may have had it. */
export function requireVersionKept(known: Known, what: string): void {
  const pruned = prunedOf(known);
  if (pruned === undefined) return;
  throw refusedField('AUDIT_PRUNED', 'version', `${what}; ${prunedText(pruned)}; ask there`);
}

function prunedText({ lastSeq, untilMs, segment }: Pruned): string {
  const until = formatTimeMs(untilMs);
  return `what happened up to ${until} (events 1 to ${lastSeq}) was pruned and is in the archive, up to ${segment}`;
}
