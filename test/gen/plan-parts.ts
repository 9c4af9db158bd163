/**
 * Builders of a plan as the Query service tells it.
 * @module
 */
import type { PlanHead, PlanHost } from '#src/wire/plan-messages.ts';

export function planHeadOf(change: Partial<PlanHead> = {}): PlanHead {
  return {
    planId: 'plan-0123456789abcdef',
    rollout: 'db-v2-a1',
    type: 'Update',
    version: 2,
    stableVersion: 1,
    state: 'Progressing',
    reason: 'StepRunning',
    message: 'step canary: host-0',
    waitingFor: 'host-0',
    nextActionMs: 1_700_000_060_000,
    steps: [
      { name: 'canary', planned: 1, healthy: 0, failed: 0, gate: 'approval' },
      { name: 'all', planned: 2, healthy: 0, failed: 0, gate: '' },
    ],
    budgets: [{ who: 'maxUnavailable', limit: 1, used: 1 }],
    freezes: [],
    isWindowOpen: true,
    windowChangesMs: 0,
    ...change,
  };
}

export function planHostsOf(count: number): readonly PlanHost[] {
  return Array.from({ length: count }, (_, at) => ({
    host: `host-${at}`,
    step: at === 0 ? 'canary' : 'all',
    state: at === 0 ? 'UnderWay' : 'Waiting',
    why: at === 0 ? 'Soaking since 2023-11-14T22:13:20Z' : 'comes after step canary',
    runningVersion: 1,
  }));
}
