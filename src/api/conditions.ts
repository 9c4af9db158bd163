/**
 * Sets a condition without touching lastTransitionTime when nothing changed.
 * @module
 */
import type { Condition } from './meta.ts';
import { formatTime } from './time.ts';

export type ConditionChange = Omit<Condition, 'lastTransitionTime'> & { readonly nowMs: number };

/** Returns `conditions` with this one set; the same array when it says nothing new. */
export function setCondition(
  conditions: readonly Condition[],
  { nowMs, ...change }: ConditionChange,
): readonly Condition[] {
  const old = conditions.find((condition) => condition.type === change.type);
  if (old !== undefined && isSame(old, change)) return conditions;
  const lastTransitionTime =
    old?.status === change.status ? old.lastTransitionTime : formatTime(nowMs);
  const set: Condition = { ...change, lastTransitionTime };
  return old === undefined
    ? [...conditions, set]
    : conditions.map((condition) => (condition === old ? set : condition));
}

export function findCondition(
  conditions: readonly Condition[] | undefined,
  type: string,
): Condition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

function isSame(old: Condition, change: Omit<Condition, 'lastTransitionTime'>): boolean {
  return (
    old.status === change.status &&
    old.reason === change.reason &&
    old.message === change.message &&
    old.observedGeneration === change.observedGeneration
  );
}
