/**
 * The rows of one HostCredential by host UID, with those at hand that every plan asks for: under way, disrupted, and
 * what changed since the last plan.
 * @module
 */
import { ChangeLog } from './change-log.ts';
import { disruptedHostUids, isDisrupted, isInFlight } from './disruption.ts';
import type { HostCredentialState } from './host-state.ts';

const CHANGES_KEPT = 4_096;

export class RowIndex implements ReadonlyMap<string, HostCredentialState> {
  readonly changes = new ChangeLog(CHANGES_KEPT);
  readonly #rows = new Map<string, HostCredentialState>();
  readonly #inFlight = new Set<string>();
  readonly #disrupted = new Set<string>();
  readonly #departed = new Set<string>();

  constructor(rows: Iterable<HostCredentialState> = []) {
    for (const row of rows) this.set(row);
  }

  set(row: HostCredentialState): void {
    const { hostUid } = row;
    this.#rows.set(hostUid, row);
    keep(this.#inFlight, hostUid, isInFlight(row));
    keep(this.#disrupted, hostUid, isDisrupted(row));
    keep(this.#departed, hostUid, hasLeft(row));
    this.changes.add(hostUid);
  }

  get inFlightUids(): ReadonlySet<string> {
    return this.#inFlight;
  }

  get inFlight(): readonly HostCredentialState[] {
    return this.#of(this.#inFlight);
  }

  /** Of hosts that were no targets any more when it was looked last. */
  get departed(): readonly HostCredentialState[] {
    return this.#of(this.#departed);
  }

  get disrupted(): ReadonlySet<string> {
    return this.#disrupted;
  }

  get size(): number {
    return this.#rows.size;
  }

  get(hostUid: string): HostCredentialState | undefined {
    return this.#rows.get(hostUid);
  }

  has(hostUid: string): boolean {
    return this.#rows.has(hostUid);
  }

  forEach(call: Parameters<ReadonlyMap<string, HostCredentialState>['forEach']>[0]): void {
    for (const [hostUid, row] of this.#rows) call(row, hostUid, this);
  }

  entries() {
    return this.#rows.entries();
  }

  keys() {
    return this.#rows.keys();
  }

  values() {
    return this.#rows.values();
  }

  [Symbol.iterator]() {
    return this.#rows[Symbol.iterator]();
  }

  #of(hostUids: ReadonlySet<string>): readonly HostCredentialState[] {
    return [...hostUids].flatMap((hostUid) => this.#rows.get(hostUid) ?? []);
  }
}

export function disruptedIn(rows: ReadonlyMap<string, HostCredentialState>): ReadonlySet<string> {
  return rows instanceof RowIndex ? rows.disrupted : disruptedHostUids(rows.values());
}

export function inFlightIn(
  rows: ReadonlyMap<string, HostCredentialState>,
): readonly HostCredentialState[] {
  if (rows instanceof RowIndex) return rows.inFlight;
  return [...rows.values()].filter((row) => isInFlight(row));
}

export function departedIn(
  rows: ReadonlyMap<string, HostCredentialState>,
): readonly HostCredentialState[] {
  if (rows instanceof RowIndex) return rows.departed;
  return [...rows.values()].filter((row) => hasLeft(row));
}

function hasLeft(row: HostCredentialState): boolean {
  return row.leftAtMs !== undefined || row.state === 'Orphaned';
}

function keep(set: Set<string>, name: string, belongs: boolean): void {
  if (belongs) set.add(name);
  else set.delete(name);
}
