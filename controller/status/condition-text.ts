/**
 * A condition before it has times: what a status builder says.
 * @module
 */
import { setCondition } from '#src/api/conditions.ts';
import type { Condition, ConditionStatus } from '#src/api/meta.ts';

export type Said = {
  readonly type: string;
  readonly status: ConditionStatus;
  readonly reason: string;
  readonly message: string;
};

export function yes(type: string, reason: string, message = ''): Said {
  return { type, status: 'True', reason, message };
}

export function no(type: string, reason: string, message = ''): Said {
  return { type, status: 'False', reason, message };
}

/** Times move only where a status changed; conditions of others stay. */
export function sayConditions(
  old: readonly Condition[] | undefined,
  said: readonly Said[],
  at: { readonly generation: number; readonly nowMs: number },
): readonly Condition[] {
  return said.reduce<readonly Condition[]>(
    (conditions, { type, status, reason, message }) =>
      setCondition(conditions, {
        type,
        status,
        reason,
        message,
        observedGeneration: at.generation,
        nowMs: at.nowMs,
      }),
    old ?? [],
  );
}
