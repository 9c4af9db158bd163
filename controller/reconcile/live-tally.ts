/**
 * The tally of a rollout that is kept while rows change: what {@link tallyHosts} counts anew, at the cost of what
 * changed. A list of hosts is counted once; another list is another tally.
 * @module
 */
import { hostPositions } from '#src/rollout/host-positions.ts';
import {
  nextStep,
  type HostStep,
  type TargetHost,
  type WaitReason,
} from '#src/rollout/next-step.ts';
import type { RowIndex } from '#src/rollout/row-index.ts';
import { isUpdated, movedAt, tallyHosts, type Tally, type Touched } from '#src/rollout/tally.ts';

export type LiveTallyInput = {
  readonly rollout: { readonly uid: string; readonly version: number };
  readonly hosts: readonly TargetHost[];
  readonly rows: RowIndex;
};

type Waiting = 'deliverable' | WaitReason;

export class LiveTally {
  readonly #input: LiveTallyInput;
  readonly #positions: ReadonlyMap<string, number>;
  #mark = 0;
  /** By position. */
  #steps: HostStep[] = [];
  #updated: boolean[] = [];
  #updatedCount = 0;
  #movedMs = 0;
  #touched: Touched[] = [];
  #waiting: Record<Waiting, TargetHost[]> = noneWaiting();

  constructor(input: LiveTallyInput) {
    this.#input = input;
    this.#positions = hostPositions(input.hosts);
    this.#countAll();
  }

  isOf({ rollout, hosts, rows }: LiveTallyInput): boolean {
    const own = this.#input;
    const isSame = own.rollout.uid === rollout.uid && own.rollout.version === rollout.version;
    return isSame && own.hosts === hosts && own.rows === rows;
  }

  /** Good until the next row changes. */
  current(): Tally {
    const { changes } = this.#input.rows;
    const changed = changes.since(this.#mark);
    this.#mark = changes.mark;
    if (changed === undefined) this.#countAll();
    else for (const hostUid of new Set(changed)) this.#countAgain(hostUid);
    const { deliverable, HostOffline, HostPaused, Frozen, PassedOver, AgentTooOld } = this.#waiting;
    return {
      touched: this.#touched,
      deliverable,
      offline: HostOffline,
      held: HostPaused,
      frozen: Frozen,
      passedOver: PassedOver,
      outdated: AgentTooOld,
      movedMs: this.#movedMs,
      updated: this.#updatedCount,
    };
  }

  #countAll(): void {
    const { hosts, rows, rollout } = this.#input;
    const tally = tallyHosts(this.#input);
    this.#mark = rows.changes.mark;
    this.#steps = hosts.map((host) => this.#stepOf(host));
    this.#updated = hosts.map((host) => isUpdated(host, rows.get(host.hostUid), rollout.version));
    this.#updatedCount = tally.updated;
    this.#movedMs = tally.movedMs;
    this.#touched = [...tally.touched];
    this.#waiting = {
      deliverable: [...tally.deliverable],
      HostOffline: [...tally.offline],
      HostPaused: [...tally.held],
      Frozen: [...tally.frozen],
      PassedOver: [...tally.passedOver],
      AgentTooOld: [...tally.outdated],
    };
  }

  #countAgain(hostUid: string): void {
    const at = this.#positions.get(hostUid);
    const host = at === undefined ? undefined : this.#input.hosts[at];
    const before = at === undefined ? undefined : this.#steps[at];
    if (at === undefined || host === undefined || before === undefined) return;
    const after = this.#stepOf(host);
    this.#steps[at] = after;
    this.#take(host, before);
    this.#put(host, after);
    this.#move(before, after);
    const { rows, rollout } = this.#input;
    const isNow = isUpdated(host, rows.get(hostUid), rollout.version);
    this.#updatedCount += Number(isNow) - Number(this.#updated[at]);
    this.#updated[at] = isNow;
  }

  #move(before: HostStep, after: HostStep): void {
    const [beforeMs, afterMs] = [before, after].map((step) =>
      'row' in step ? movedAt(step.row) : 0,
    );
    if (beforeMs === undefined || afterMs === undefined) return;
    if (afterMs >= this.#movedMs) this.#movedMs = afterMs;
    // It was the last one, and is so no more: a version was withdrawn, or a clock went back.
    else if (beforeMs >= this.#movedMs) {
      this.#movedMs = this.#touched.reduce(
        (last, { step }) => Math.max(last, movedAt(step.row)),
        0,
      );
    }
  }

  #stepOf(host: TargetHost): HostStep {
    const { rows, rollout } = this.#input;
    const { uid: rolloutUid, version } = rollout;
    return nextStep({ host, row: rows.get(host.hostUid), version, rolloutUid });
  }

  #take(host: TargetHost, step: HostStep): void {
    if (step.kind === 'deliver' || step.kind === 'wait') {
      const list = this.#waiting[step.kind === 'wait' ? step.reason : 'deliverable'];
      list.splice(this.#place(list, host), 1);
    } else this.#touched.splice(this.#sendingPlace({ host, step }), 1);
  }

  #put(host: TargetHost, step: HostStep): void {
    if (step.kind === 'deliver' || step.kind === 'wait') {
      const list = this.#waiting[step.kind === 'wait' ? step.reason : 'deliverable'];
      list.splice(this.#place(list, host), 0, host);
    } else this.#touched.splice(this.#sendingPlace({ host, step }), 0, { host, step });
  }

  /** Hosts stand in the order of the list. */
  #place(list: readonly TargetHost[], host: TargetHost): number {
    const own = this.#positionOf(host);
    return firstAt(list.length, (at) => this.#positionOf(list[at]) >= own);
  }

  /** In the order in which it was sent, hosts of one dispatch in the order of the list. */
  #sendingPlace({ host, step }: Touched): number {
    const own = this.#positionOf(host);
    const sentMs = step.row.dispatchedAtMs;
    return firstAt(this.#touched.length, (at) => {
      const other = this.#touched[at];
      const otherMs = other?.step.row.dispatchedAtMs ?? 0;
      return otherMs === sentMs ? this.#positionOf(other?.host) >= own : otherMs > sentMs;
    });
  }

  #positionOf(host: TargetHost | undefined): number {
    return this.#positions.get(host?.hostUid ?? '') ?? -1;
  }
}

function noneWaiting(): Record<Waiting, TargetHost[]> {
  return {
    deliverable: [],
    HostOffline: [],
    HostPaused: [],
    Frozen: [],
    PassedOver: [],
    AgentTooOld: [],
  };
}

/** The first index at which it is so, when it stays so from there on. */
function firstAt(length: number, isSo: (at: number) => boolean): number {
  let [from, to] = [0, length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isSo(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
