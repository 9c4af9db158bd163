/**
 * The progress deadline: a rollout that could move and does not is paused until a person says something. Time in
 * which it waits for a person, a window, a freeze or hosts to connect is not counted. Pure.
 * @module
 */
import type { PlanInput, RolloutPlan, Verdict } from './plan-types.ts';
import type { Tally } from './tally.ts';

/** Reasons of Progressing under which hosts should move. */
const MOVABLE: ReadonlySet<string> = new Set(['StepRunning', 'Soaking', 'WaitingBudget']);
type Judged = Verdict & Pick<RolloutPlan, 'movableSinceMs' | 'stalledGeneration'>;

export function judgeProgress(input: PlanInput, tally: Tally, verdict: Verdict): Judged {
  const { record, rollout, policy, nowMs } = input;
  if (verdict.state !== 'Progressing') return verdict;
  // Any word of a person since then ends the pause, and the time starts anew.
  if (record?.stalledGeneration === rollout.generation) {
    return stalled(verdict, rollout.generation, record.message);
  }
  if (!MOVABLE.has(verdict.reason)) return verdict;
  const movableSinceMs = record?.movableSinceMs ?? nowMs;
  if (verdict.dispatch.length > 0) return { ...verdict, movableSinceMs };
  const deadlineMs = Math.max(movableSinceMs, tally.movedMs) + policy.progressDeadlineMs;
  if (nowMs >= deadlineMs) {
    const message = `nothing moved for ${policy.progressDeadlineMs / 1000} s: ${verdict.message}`;
    return stalled(verdict, rollout.generation, message);
  }
  const nextActionMs = Math.min(verdict.nextActionMs ?? Infinity, deadlineMs);
  return { ...verdict, nextActionMs, movableSinceMs };
}

function stalled(verdict: Verdict, stalledGeneration: number, message: string): Judged {
  return {
    ...verdict,
    state: 'Paused',
    reason: 'ProgressDeadlineExceeded',
    message,
    dispatch: [],
    waitingFor: 'resume, or a newer version',
    stalledGeneration,
  };
}
