/**
 * What to take up next from the accepted and unfinished: pure.
 * @module
 */
import type { Pending } from './journal-state.ts';

export type Choice = {
  readonly take: readonly Pending[];
  /** Never begun, and a newer version of the same HostCredential was accepted. */
  readonly superseded: readonly Pending[];
};

/** One per HostCredential, none of those that are being worked on. What is begun is ended first. */
export function chooseNext(pending: readonly Pending[], busyUids: ReadonlySet<string>): Choice {
  const take: Pending[] = [];
  const superseded: Pending[] = [];
  for (const [uid, queue] of Map.groupBy(pending, ({ intent }) => intent.uid)) {
    if (busyUids.has(uid)) continue;
    const begun = queue.find(({ plan }) => plan !== undefined);
    const newest = queue.at(-1);
    const chosen = begun ?? newest;
    if (chosen === undefined) continue;
    take.push(chosen);
    superseded.push(...queue.filter((one) => one.plan === undefined && one !== newest));
  }
  return { take, superseded };
}
