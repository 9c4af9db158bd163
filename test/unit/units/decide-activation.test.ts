/**
 * One decision per unit: restart, reload or leave.
 * @module
 */
import { expect, test } from 'vitest';
import { decideActivation, type ActivationInput } from '#agent/units/decide-activation.ts';
import type { UnitState } from '#agent/units/systemd.ts';

type Change = Partial<Omit<ActivationInput, 'state'>> & { readonly state?: Partial<UnitState> };

function input(change: Change): ActivationInput {
  return {
    actions: ['TryRestart'],
    invocationBefore: 'before',
    shouldRun: true,
    loaded: 'No',
    refreshable: false,
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

const stopped = { activeState: 'inactive', invocationId: '' };
const failed = { activeState: 'failed' };

test.for([
  { given: 'running', change: {}, verb: 'restart', report: 'Restarted' },
  { given: 'stopped', change: { state: stopped }, verb: undefined, report: 'NotRunning' },
  {
    given: 'stopped, Restart',
    change: { actions: ['Restart'], state: stopped },
    verb: 'restart',
    report: 'Restarted',
  },
  { given: 'None', change: { actions: ['None'] }, verb: undefined, report: 'None' },
  {
    given: 'None and TryRestart together',
    change: { actions: ['None', 'TryRestart'] },
    verb: 'restart',
    report: 'Restarted',
  },
  {
    given: 'failed, and it should run',
    change: { state: failed },
    verb: 'restart',
    report: 'Restarted',
  },
  {
    given: 'failed before, not because of us',
    change: { state: failed, shouldRun: false },
    verb: undefined,
    report: 'NotRunning',
  },
  {
    given: 'running with that very content',
    change: { loaded: 'Yes' },
    verb: undefined,
    report: 'None',
  },
  {
    given: 'running with that very content, Restart',
    change: { actions: ['Restart'], loaded: 'Yes' },
    verb: undefined,
    report: 'None',
  },
  {
    given: 'failed, whatever it had loaded',
    change: { loaded: 'Yes', state: failed },
    verb: 'restart',
    report: 'Restarted',
  },
  {
    given: 'restarted since and loaded',
    change: { loaded: 'Yes', state: { invocationId: 'after' } },
    verb: undefined,
    report: 'Restarted',
  },
  {
    given: 'restarted since, nothing known of what it loaded',
    change: { loaded: 'Unknown', state: { invocationId: 'after' } },
    verb: undefined,
    report: 'Restarted',
  },
  {
    given: 'restarted since, but too early: it has the old content',
    change: { loaded: 'No', state: { invocationId: 'after' } },
    verb: 'restart',
    report: 'Restarted',
  },
  {
    given: 'reload, and a reload refreshes',
    change: { actions: ['Reload'], refreshable: true },
    verb: 'reload',
    report: 'Reloaded',
  },
  {
    given: 'reload or restart, and a reload does not refresh',
    change: { actions: ['ReloadOrRestart'] },
    verb: 'restart',
    report: 'Restarted',
  },
  {
    given: 'one wants a reload, another a restart',
    change: { actions: ['Reload', 'Restart'], refreshable: true },
    verb: 'restart',
    report: 'Restarted',
  },
] satisfies { given: string; change: Change; verb: string | undefined; report: string }[])(
  '$given: $report',
  ({ change, verb, report }) => {
    expect(decideActivation(input(change))).toEqual({ verb, report });
  },
);
