/**
 * Which rows mean that a service may be down.
 * @module
 */
import { expect, test } from 'vitest';
import { isDisrupted } from '#src/rollout/disruption.ts';
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
  { given: 'removed', row: rowOf('h', { state: 'Removed' }), disrupted: false },
])('$given: $disrupted', ({ row, disrupted }) => {
  expect(isDisrupted(row)).toBe(disrupted);
});
