/**
 * The hosts that a stable version has left behind, kept while rows change: what {@link hostsBehind} finds anew, at the
 * cost of what changed.
 * @module
 */
import { hostsBehind, isBehind } from '#src/rollout/catch-up.ts';
import { hostsAmong, hostWith } from '#src/rollout/host-positions.ts';
import type { TargetHost } from '#src/rollout/next-step.ts';
import type { RowIndex } from '#src/rollout/row-index.ts';

export type BehindInput = {
  readonly hosts: readonly TargetHost[];
  readonly rows: RowIndex;
  readonly stableVersion: number;
};

export class LiveBehind {
  readonly #input: BehindInput;
  #mark = 0;
  #hostUids = new Set<string>();

  constructor(input: BehindInput) {
    this.#input = input;
    this.#findAll();
  }

  isOf({ hosts, rows, stableVersion }: BehindInput): boolean {
    const own = this.#input;
    return own.hosts === hosts && own.rows === rows && own.stableVersion === stableVersion;
  }

  current(): readonly TargetHost[] {
    const { hosts, rows } = this.#input;
    const changed = rows.changes.since(this.#mark);
    this.#mark = rows.changes.mark;
    if (changed === undefined) this.#findAll();
    else for (const hostUid of changed) this.#lookAgain(hostUid);
    return hostsAmong(hosts, this.#hostUids);
  }

  #findAll(): void {
    this.#mark = this.#input.rows.changes.mark;
    this.#hostUids = new Set(hostsBehind(this.#input).map(({ hostUid }) => hostUid));
  }

  #lookAgain(hostUid: string): void {
    const host = hostWith(this.#input.hosts, hostUid);
    if (host !== undefined && isBehind(host, this.#input)) this.#hostUids.add(hostUid);
    else this.#hostUids.delete(hostUid);
  }
}
