/**
 * Verdicts over one look at a unit.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { judgeUnit, SETTLE_MS, type UnitEvidence } from '#agent/units/judge.ts';
import type { JobOutcome, UnitState } from '#agent/units/systemd.ts';

function evidence(
  change: Partial<Omit<UnitEvidence, 'state'>> & { readonly state?: Partial<UnitState> } = {},
): UnitEvidence {
  return {
    action: 'Restarted',
    job: { result: 'done', message: '' },
    invocationBefore: 'before',
    restartsBefore: 0,
    loaded: 'Yes',
    verifyLoaded: 'Required',
    maxRestarts: 0,
    quiet: true,
    upMs: 100,
    soakMs: 0,
    leftMs: 60_000,
    ...change,
    state: {
      name: 'web.service',
      loadState: 'loaded',
      activeState: 'active',
      subState: 'running',
      invocationId: 'after',
      jobId: 0,
      type: 'simple',
      result: 'success',
      execMainStatus: 0,
      restarts: 0,
      ...change.state,
    },
  };
}

const job = (result: JobOutcome['result']) => ({ job: { result, message: `it ended: ${result}` } });

describe('well', () => {
  test.for([
    { given: 'active, restarted, loaded, quiet', change: {} },
    { given: 'it was not running', change: { action: 'NotRunning', loaded: 'Unknown' } },
    { given: 'nobody wanted a restart', change: { action: 'None', loaded: 'No' } },
    {
      given: 'a reload keeps the invocation',
      change: { action: 'Reloaded', state: { invocationId: 'before' } },
    },
    {
      given: 'a busy service that says itself when it is ready',
      change: { quiet: false, state: { type: 'notify' } },
    },
    { given: 'a busy one after the time to settle', change: { quiet: false, upMs: SETTLE_MS } },
    {
      given: 'a oneshot that ended well, where the proof is not required',
      change: {
        loaded: 'Unknown',
        verifyLoaded: 'BestEffort',
        state: { type: 'oneshot', activeState: 'inactive' },
      },
    },
    {
      given: 'a oneshot that ended well and that systemd has forgotten',
      change: {
        loaded: 'Unknown',
        verifyLoaded: 'BestEffort',
        invocationBefore: '',
        state: { type: 'oneshot', activeState: 'inactive', invocationId: '' },
      },
    },
    {
      given: 'restarts from before the change',
      change: { restartsBefore: 3, state: { restarts: 3 } },
    },
    { given: 'as many restarts as allowed', change: { maxRestarts: 2, state: { restarts: 2 } } },
    { given: 'up long enough', change: { soakMs: 30_000, upMs: 30_000 } },
    {
      given: 'no proof, none wanted, settled',
      change: { loaded: 'No', verifyLoaded: 'Skip', upMs: SETTLE_MS },
    },
  ] satisfies { given: string; change: Parameters<typeof evidence>[0] }[])(
    '$given',
    ({ change }) => {
      expect(judgeUnit(evidence(change))).toEqual({ kind: 'well' });
    },
  );
});

describe('wait', () => {
  test.for([
    { given: 'starting', change: { state: { activeState: 'activating' } } },
    { given: 'a job is queued', change: { state: { jobId: 7 } } },
    { given: 'its process has not loaded it yet', change: { loaded: 'No', upMs: 10 } },
    { given: 'it still works on its start', change: { quiet: false } },
    { given: 'it has to stay up', change: { soakMs: 30_000 } },
    {
      given: 'without proof it gets time to fail',
      change: { loaded: 'Unknown', verifyLoaded: 'BestEffort' },
    },
  ] satisfies { given: string; change: Parameters<typeof evidence>[0] }[])(
    '$given',
    ({ change }) => {
      const verdict = judgeUnit(evidence(change));
      expect(verdict.kind).toBe('wait');
      expect(verdict).toMatchObject({ waitMs: expect.any(Number) });
    },
  );

  test('never longer than what is left of the soak', () => {
    const verdict = judgeUnit(evidence({ soakMs: 30_000, upMs: 29_990 }));
    expect(verdict).toEqual({ kind: 'wait', waitMs: 10 });
  });
});

describe('failed', () => {
  test.for([
    { given: 'the job failed', change: job('failed'), code: 'UNIT_RESTART_FAILED' },
    { given: 'a dependency failed', change: job('dependency'), code: 'UNIT_RESTART_FAILED' },
    { given: 'systemd refused the job', change: job('refused'), code: 'UNIT_RESTART_FAILED' },
    { given: 'the start timed out', change: job('timeout'), code: 'UNIT_RESTART_TIMEOUT' },
    {
      given: 'the job did not end in time',
      change: job('unfinished'),
      code: 'UNIT_RESTART_TIMEOUT',
    },
    { given: 'it is failed', change: { state: { activeState: 'failed' } }, code: 'UNIT_UNHEALTHY' },
    { given: 'it stopped', change: { state: { activeState: 'inactive' } }, code: 'UNIT_UNHEALTHY' },
    {
      given: 'a oneshot that failed',
      change: { state: { type: 'oneshot', activeState: 'inactive', result: 'exit-code' } },
      code: 'UNIT_UNHEALTHY',
    },
    { given: 'it restarted by itself', change: { state: { restarts: 1 } }, code: 'UNIT_UNHEALTHY' },
    {
      given: 'it is about to restart by itself',
      change: { state: { activeState: 'activating', subState: 'auto-restart' } },
      code: 'UNIT_UNHEALTHY',
    },
    {
      given: 'the old invocation still runs',
      change: { state: { invocationId: 'before' } },
      code: 'UNIT_NOT_RESTARTED',
    },
    {
      given: 'another content is loaded',
      change: { loaded: 'No', upMs: 3_000 },
      code: 'LOADED_CONTENT_DIFFERS',
    },
    {
      given: 'another content, proof as far as possible',
      change: { loaded: 'No', upMs: 3_000, verifyLoaded: 'BestEffort' },
      code: 'LOADED_CONTENT_DIFFERS',
    },
    {
      given: 'no proof where one is required',
      change: { loaded: 'Unknown' },
      code: 'LOADED_CONTENT_DIFFERS',
    },
    {
      given: 'still starting at the deadline',
      change: { leftMs: 0, state: { activeState: 'activating' } },
      code: 'UNIT_RESTART_TIMEOUT',
    },
    {
      given: 'the deadline before the soak',
      change: { soakMs: 30_000, leftMs: 0 },
      code: 'UNIT_RESTART_TIMEOUT',
    },
  ] satisfies { given: string; change: Parameters<typeof evidence>[0]; code: string }[])(
    '$given: $code',
    ({ change, code }) => {
      const verdict = judgeUnit(evidence(change));
      expect(verdict).toMatchObject({ kind: 'failed', code });
      expect(verdict).toMatchObject({ message: expect.stringContaining("'web.service'") });
    },
  );

  test('status 243 is told as what it is', () => {
    const state = { activeState: 'failed', execMainStatus: 243 };
    expect(judgeUnit(evidence({ state }))).toMatchObject({
      message: expect.stringContaining('243/CREDENTIALS'),
    });
  });
});
