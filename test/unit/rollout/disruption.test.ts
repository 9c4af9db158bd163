/**
 * Which rows mean that a service may be down.
 * @module
 */
import { expect, test } from 'vitest';
import { hasFailed, isDisrupted, isPutOff } from '#src/rollout/disruption.ts';
import type { UnitReport } from '#src/intent/report.ts';
import { rowOf } from '#test/gen/rollout.ts';

const restarted: UnitReport = {
  name: 'api.service',
  action: 'Restarted',
  invocationBefore: '',
  invocationAfter: '',
  activeState: 'failed',
  subState: 'failed',
  result: 'exit-code',
  execMainStatus: 1,
  restarts: 0,
  loadedEqualsVersion: 'Unknown',
};

test.for([
  { given: 'just dispatched', row: rowOf('h', { state: 'Dispatched' }), disrupted: true },
  { given: 'soaking', row: rowOf('h', { state: 'Soaking' }), disrupted: true },
  { given: 'healthy', row: rowOf('h'), disrupted: false },
  {
    given: 'rolled back',
    row: rowOf('h', { state: 'RolledBack', code: 'UNIT_UNHEALTHY' }),
    disrupted: false,
  },
  {
    given: 'failed and not recovered',
    row: rowOf('h', { state: 'Failed', code: 'UNIT_UNHEALTHY' }),
    disrupted: true,
  },
  { given: 'failed for no known reason', row: rowOf('h', { state: 'Failed' }), disrupted: true },
  {
    given: 'refused before a unit was touched',
    row: rowOf('h', { state: 'Failed', code: 'SEAL_FAILED' }),
    disrupted: false,
  },
  {
    given: 'failed to seal after a unit was touched',
    row: rowOf('h', { state: 'Failed', code: 'SEAL_FAILED', units: [restarted] }),
    disrupted: true,
  },
  {
    given: 'put off for the lockout of its TPM',
    row: rowOf('h', { state: 'Failed', code: 'TPM_LOCKED_OUT' }),
    disrupted: false,
  },
  { given: 'removed', row: rowOf('h', { state: 'Removed' }), disrupted: false },
])('$given: $disrupted', ({ row, disrupted }) => {
  expect(isDisrupted(row)).toBe(disrupted);
});

test.for([
  { given: 'put off', row: rowOf('h', { state: 'Failed', code: 'TPM_LOCKED_OUT' }), failed: false },
  { given: 'failed', row: rowOf('h', { state: 'Failed', code: 'SEAL_FAILED' }), failed: true },
  { given: 'rolled back', row: rowOf('h', { state: 'RolledBack' }), failed: true },
])('$given: failed is $failed', ({ row, failed }) => {
  expect([hasFailed(row), isPutOff(row)]).toEqual([failed, !failed]);
});
