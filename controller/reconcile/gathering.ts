/**
 * Reports that nobody waits for gather for a moment, and leave together: then one transaction, one fsync and one look by
 * those who follow the audit log do for all of them. Nothing is acknowledged before it is durable.
 * @module
 */
import type { Clock } from '#src/clock/clock.ts';
import type { HostReport } from '#src/intent/report.ts';
import { isWaitedFor } from './report-wait.ts';

/** As often as a HostCredential is looked at, at most: what comes earlier moves nobody earlier. */
export const GATHER_MS = 50;

export type GatheringOptions = {
  readonly clock: Clock;
  /** UIDs of the hosts that are at work on a HostCredential, as far as was written. */
  readonly atWork: (credentialUid: string) => ReadonlySet<string>;
};

type Open = { readonly left: Promise<void>; readonly leave: () => void };

export class Gathering {
  readonly #options: GatheringOptions;
  #open: Open | undefined;
  /** UIDs of hosts whose report waits. */
  readonly #waiting = new Set<string>();
  /** By UID of the HostCredential: hosts that said that they are done, which is not written yet. */
  readonly #done = new Map<string, Set<string>>();
  /** Resolves when the one that came last is being written. */
  #begun: Promise<void> = Promise.resolve();

  constructor(options: GatheringOptions) {
    this.#options = options;
  }

  /** Does what writes it, at once or with others, in the order in which they came. */
  async write<T>({ hostUid, credential }: HostReport, work: () => Promise<T>): Promise<T> {
    const { uid, phase } = credential;
    using _done = phase === 'Healthy' ? this.#noteDone(hostUid, uid) : undefined;
    const isHurried = isWaitedFor({ phase, othersAtWork: this.#atWork(uid) });
    const before = this.#begun;
    const { promise, resolve: begun } = Promise.withResolvers<void>();
    this.#begun = promise;
    if (!isHurried || this.#open !== undefined) {
      const { left } = (this.#open ??= this.#begin());
      this.#waiting.add(hostUid);
      if (isHurried) this.#leave();
      await left;
    }
    await before;
    const written = work();
    begun();
    // Awaited here: it is done, and not written, until then.
    return await written;
  }

  /** The host says more, or is gone: what it said before waits no longer. */
  hurry(hostUid: string): void {
    if (this.#waiting.has(hostUid)) this.#leave();
  }

  #begin(): Open {
    const { clock } = this.#options;
    const { promise: left, resolve } = Promise.withResolvers<void>();
    const early = new AbortController();
    clock.sleep(GATHER_MS, early.signal).then(
      () => this.#leave(),
      () => undefined,
    );
    const leave = (): void => {
      resolve();
      early.abort();
    };
    return { left, leave };
  }

  #leave(): void {
    const open = this.#open;
    this.#open = undefined;
    this.#waiting.clear();
    open?.leave();
  }

  #atWork(credentialUid: string): number {
    const atWork = this.#options.atWork(credentialUid);
    const done = [...(this.#done.get(credentialUid) ?? [])];
    return atWork.size - done.filter((hostUid) => atWork.has(hostUid)).length;
  }

  #noteDone(hostUid: string, credentialUid: string): Disposable {
    const done = this.#done.get(credentialUid) ?? new Set<string>();
    this.#done.set(credentialUid, done.add(hostUid));
    return {
      [Symbol.dispose]: () => {
        done.delete(hostUid);
        if (done.size === 0) this.#done.delete(credentialUid);
      },
    };
  }
}
