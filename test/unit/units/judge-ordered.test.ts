/**
 * Verdicts over a unit that is ordered after a restarted one.
 * @module
 */
import { expect, test } from 'vitest';
import { judgeOrdered, type OrderedEvidence } from '#agent/units/judge-ordered.ts';
import { SETTLE_MS } from '#agent/units/judge.ts';
import type { UnitState } from '#agent/units/systemd.ts';

type Change = Partial<Omit<OrderedEvidence, 'state'>> & { readonly state?: Partial<UnitState> };

function evidence(change: Change): OrderedEvidence {
  return {
    ordered: { name: 'web.service', invocationBefore: 'before' },
    restedMs: 0,
    leftMs: 60_000,
    ...change,
    state: {
      name: 'web.service',
      loadState: 'loaded',
      activeState: 'active',
      subState: 'running',
      invocationId: 'before',
      jobId: 0,
      type: 'simple',
      result: 'success',
      execMainStatus: 0,
      restarts: 0,
      ...change.state,
    },
  };
}

test.for([
  { given: 'untouched', change: {}, kind: 'well' },
  { given: 'ended', change: { state: { activeState: 'inactive' } }, kind: 'well' },
  { given: 'failed', change: { state: { activeState: 'failed' } }, kind: 'failed' },
  {
    given: 'about to restart by itself',
    change: { state: { activeState: 'activating', subState: 'auto-restart' } },
    kind: 'failed',
  },
  {
    given: 'failed at the deadline',
    change: { leftMs: 0, state: { activeState: 'failed' } },
    kind: 'failed',
  },
  { given: 'its job waits', change: { state: { jobId: 7 } }, kind: 'wait' },
  { given: 'stopping', change: { state: { activeState: 'deactivating' } }, kind: 'wait' },
  { given: 'just restarted along', change: { state: { invocationId: 'after' } }, kind: 'wait' },
  {
    given: 'restarted along and up since',
    change: { restedMs: SETTLE_MS, state: { invocationId: 'after' } },
    kind: 'well',
  },
  {
    given: 'restarted along and ended',
    change: { state: { invocationId: 'after', activeState: 'inactive' } },
    kind: 'well',
  },
  {
    given: 'still starting at the deadline',
    change: { leftMs: 0, state: { jobId: 7, activeState: 'activating' } },
    kind: 'well',
  },
] satisfies { given: string; change: Change; kind: string }[])(
  '$given: $kind',
  ({ change, kind }) => {
    expect(judgeOrdered(evidence(change)).kind).toBe(kind);
  },
);

test('the failure names the unit and how it is', () => {
  const state = {
    activeState: 'failed',
    subState: 'failed',
    result: 'exit-code',
    execMainStatus: 1,
  };
  expect(judgeOrdered(evidence({ state }))).toMatchObject({
    code: 'ORDERED_UNIT_FAILED',
    message: expect.stringMatching(/'web\.service'.*ordered after.*status 1/u),
  });
});
