/**
 * What a machine ever held or was sent: what must be rotated when it is lost. Errs on the side of more: what was
 * dispatched counts, whether it arrived or not. Pure.
 * @module
 */
import type { AuditEvent } from '#src/audit/event.ts';
import type { VersionInterval } from '#src/rollout/host-state.ts';
import type { ExposureRow } from '#src/wire/query-messages.ts';

export type ExposureInput = {
  readonly intervals: readonly VersionInterval[];
  /** Of the types host.version.… */
  readonly events: readonly AuditEvent[];
  /** The newest version of a HostCredential; undefined when there is none such. */
  readonly newestVersion: (namespace: string, credential: string) => number | undefined;
};

type Seen = Omit<ExposureRow, 'state' | 'untilMs'> & { readonly untilMs: number | undefined };

export function exposureOf({ intervals, events, newestVersion }: ExposureInput): ExposureRow[] {
  const rows = new Map<string, Seen>();
  const add = (seen: Seen): void => {
    const key = JSON.stringify([seen.host, seen.namespace, seen.credential, seen.version]);
    const known = rows.get(key);
    rows.set(key, known === undefined ? seen : merge(known, seen));
  };
  for (const interval of intervals) {
    const { host, namespace, credential, version, fromMs, toMs } = interval;
    const base = { host, namespace, credential, version };
    add({ ...base, sinceMs: fromMs, untilMs: toMs, wasHeld: true });
  }
  for (const event of events) {
    const { namespace = '', hostCredential, version, host = '' } = event.subject;
    if (hostCredential === undefined || version === undefined) continue;
    const { timeMs } = event;
    const base = { host, namespace, credential: hostCredential, version };
    add({ ...base, sinceMs: timeMs, untilMs: timeMs, wasHeld: false });
  }
  return [...rows.values()]
    .map((seen) => withState(seen, newestVersion(seen.namespace, seen.credential)))
    .toSorted(byNeed);
}

function withState({ untilMs, ...row }: Seen, newest: number | undefined): ExposureRow {
  const end = untilMs === undefined ? {} : { untilMs };
  return { ...row, ...end, state: stateOf(row.version, newest) };
}

function merge(a: Seen, b: Seen): Seen {
  const isOpen = a.untilMs === undefined || b.untilMs === undefined;
  return {
    ...a,
    sinceMs: Math.min(a.sinceMs, b.sinceMs),
    untilMs: isOpen ? undefined : Math.max(a.untilMs, b.untilMs),
    wasHeld: a.wasHeld || b.wasHeld,
  };
}

function stateOf(version: number, newest: number | undefined): ExposureRow['state'] {
  if (newest === undefined) return 'Gone';
  return version >= newest ? 'InUse' : 'Replaced';
}

/** What must be rotated first. */
function byNeed(a: ExposureRow, b: ExposureRow): number {
  const order = { InUse: 0, Gone: 1, Replaced: 2 };
  const need = order[a.state] - order[b.state];
  if (need !== 0) return need;
  const keyOf = (row: ExposureRow) => `${row.namespace}\0${row.credential}\0${row.host}`;
  if (keyOf(a) !== keyOf(b)) return keyOf(a) < keyOf(b) ? -1 : 1;
  return a.version - b.version;
}
