/**
 * Change freezes: which one keeps a credential from a host now, and when that may change. Pure.
 * @module
 */
import type { ChangeFreeze } from '#src/api/freeze.ts';
import type { Stored } from '#src/api/meta.ts';
import { matchesSelector } from '#src/api/selector.ts';
import { parseTime } from '#src/api/time.ts';

export type Freeze = {
  readonly name: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly spec: ChangeFreeze['spec'];
};

type Credential = { readonly namespace: string; readonly name: string };

/** Those that concern the credential and are not over. A time that nobody can read freezes: it was meant to. */
export function freezesOf(
  freezes: readonly Stored<ChangeFreeze>[],
  credential: Credential,
  nowMs: number,
): readonly Freeze[] {
  return freezes
    .map(({ metadata, spec }) => ({
      name: metadata.name,
      fromMs: spec.startTime === undefined ? 0 : (parseTime(spec.startTime) ?? 0),
      untilMs: parseTime(spec.endTime) ?? Infinity,
      spec,
    }))
    .filter(({ untilMs, spec }) => untilMs > nowMs && concerns(spec, credential));
}

/** The one that lasts longest. */
export function frozenBy(
  freezes: readonly Freeze[],
  labels: Readonly<Record<string, string>>,
  nowMs: number,
): Freeze | undefined {
  return freezes
    .filter(({ fromMs, untilMs }) => fromMs <= nowMs && nowMs < untilMs)
    .filter(
      ({ spec }) => spec.hostSelector === undefined || matchesSelector(spec.hostSelector, labels),
    )
    .toSorted((a, b) => b.untilMs - a.untilMs)[0];
}

/** The next moment at which one of them begins or ends. */
export function nextFreezeChangeMs(freezes: readonly Freeze[], nowMs: number): number | undefined {
  const times = freezes
    .flatMap(({ fromMs, untilMs }) => [fromMs, untilMs])
    .filter((ms) => ms > nowMs && Number.isFinite(ms));
  return times.length === 0 ? undefined : Math.min(...times);
}

function concerns(
  { namespaces, exemptions = [] }: ChangeFreeze['spec'],
  credential: Credential,
): boolean {
  if (namespaces !== undefined && !namespaces.includes(credential.namespace)) return false;
  return !exemptions.some(
    ({ namespace, hostCredentialName = credential.name }) =>
      namespace === credential.namespace && hostCredentialName === credential.name,
  );
}
