/**
 * What came of a verification of the audit log, for people and for scripts.
 * @module
 */
import { formatNoteKey } from '#src/audit/checkpoint/signed-note.ts';
import type { Verdict } from '#src/audit/verify/verdict.ts';

/** `-o json` prints this: a stable shape, fields are only added. */
export function verdictView(verdict: Verdict): Readonly<Record<string, unknown>> {
  const { key, root, ...rest } = verdict;
  return {
    holds: verdict.fault === undefined,
    ...rest,
    root: Buffer.from(root).toString('base64'),
    ...(key === undefined ? {} : { key: formatNoteKey(key) }),
  };
}

export function verdictLines(verdict: Verdict): readonly string[] {
  const { fault, firstSeq, lastSeq, checkpoints, receipts, hosts, notes } = verdict;
  if (fault !== undefined) {
    const place = fault.seq === undefined ? `line ${fault.line}` : `event ${fault.seq}`;
    const at = fault.file === undefined ? place : `${fault.file}: ${place}`;
    const before = lastSeq < firstSeq || lastSeq === 0 ? 'Nothing before it' : beforeIt(verdict);
    return [`The evidence does not hold: ${at} ${fault.what}.`, before, ...notes.map(noteLine)];
  }
  const range = lastSeq < firstSeq ? 'no events' : `events ${firstSeq} to ${lastSeq}`;
  return [
    `The evidence holds: ${range}, ${counted(checkpoints, 'checkpoint')}, ${counted(receipts, 'receipt')} of ${counted(hosts, 'host')}.`,
    ...notes.map(noteLine),
  ];
}

function beforeIt({ firstSeq, lastSeq, checkpoints }: Verdict): string {
  return `Before it: events ${firstSeq} to ${lastSeq} follow each other, with ${counted(checkpoints, 'checkpoint')}.`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function noteLine(note: string): string {
  return `Note: ${note}.`;
}
