/**
 * What came of the verification of a proof that events are in the log, for people and for scripts.
 * @module
 */
import { formatTimeMs } from '#src/api/time.ts';
import { formatNoteKey } from '#src/audit/checkpoint/signed-note.ts';
import type { ProofVerdict, ProvenEvent } from '#src/audit/proof/proof-verifier.ts';
import { formatTable } from '../table.ts';

/** `-o json` prints this: a stable shape, fields are only added. */
export function proofView(verdict: ProofVerdict): Readonly<Record<string, unknown>> {
  const { key, root, events, ...rest } = verdict;
  return {
    holds: verdict.fault === undefined,
    ...rest,
    root: Buffer.from(root).toString('base64'),
    key: formatNoteKey(key),
    events: events.map(({ seq, timeMs, type, subject, isSigned: signed }) => {
      return { seq, time: formatTimeMs(timeMs), type, subject, signed };
    }),
  };
}

export function proofLines({ fault, size, events, notes }: ProofVerdict): readonly string[] {
  const told = notes.map((note) => `Note: ${note}.`);
  if (fault !== undefined) {
    const at = fault.seq === undefined ? `line ${fault.line}` : `event ${fault.seq}`;
    return [`The proof does not hold: ${at} ${fault.what}.`, ...told];
  }
  const signed = events.filter(({ isSigned }) => isSigned).length;
  return [
    formatTable(
      ['EVENT', 'TIME', 'TYPE', 'CREDENTIAL', 'VERSION', 'HOST', 'SIGNED'],
      events.map(rowOf),
    ),
    `The proof holds: ${events.length} of the ${size} events of the log, ${signed} of them signed by their hosts.`,
    ...told,
  ];
}

function rowOf({ seq, timeMs, type, subject, isSigned }: ProvenEvent): readonly string[] {
  const { namespace, hostCredential, version, host } = subject;
  const credential = [namespace, hostCredential].map(textOf).filter((part) => part !== '');
  return [
    String(seq),
    formatTimeMs(timeMs),
    type,
    credential.join('/'),
    textOf(version),
    textOf(host),
    isSigned ? 'yes' : '',
  ];
}

/** What an event says of its subject comes from a file. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
