/**
 * Decides what to do with one unit after its credentials changed: restart it once, or leave it.
 * @module
 */
import type { UnitActionName } from '#src/api/credential.ts';
import type { UnitReport } from '#src/intent/report.ts';
import type { Loaded } from './judge.ts';
import type { UnitState, UnitVerb } from './systemd.ts';

export type ActivationInput = {
  /** What all credentials that changed together ask for this unit. */
  readonly actions: readonly UnitActionName[];
  readonly invocationBefore: string;
  /** It ran when the change began, or failed because of us. */
  readonly shouldRun: boolean;
  readonly state: UnitState;
  readonly loaded: Loaded;
  /** systemd ≥ 260 and RefreshOnReload=credentials: a reload gives the process the new content. */
  readonly refreshable: boolean;
};

export type Activation = {
  readonly verb: UnitVerb | undefined;
  readonly report: UnitReport['action'];
};

const RUNNING = new Set(['active', 'activating', 'reloading', 'refreshing', 'deactivating']);

export function decideActivation(input: ActivationInput): Activation {
  const { actions, state } = input;
  if (actions.every((action) => action === 'None')) return { verb: undefined, report: 'None' };
  if (hasRestartedSince(input)) return { verb: undefined, report: 'Restarted' };
  if (hasIt(input)) return { verb: undefined, report: 'None' };
  const running = RUNNING.has(state.activeState);
  if (!running && !mayStart(input)) return { verb: undefined, report: 'NotRunning' };
  const reloadIsEnough = !actions.includes('Restart') && !actions.includes('TryRestart');
  if (running && reloadIsEnough && input.refreshable) return { verb: 'reload', report: 'Reloaded' };
  return { verb: 'restart', report: 'Restarted' };
}

/** The same content under a new number, or sealed anew: what runs has loaded it already. */
function hasIt({ state, loaded }: ActivationInput): boolean {
  return state.activeState === 'active' && loaded === 'Yes';
}

/** After a crash of ours, or when somebody else was faster: what it has loaded is the new version already. */
function hasRestartedSince({ state, invocationBefore, loaded }: ActivationInput): boolean {
  return state.invocationId !== '' && state.invocationId !== invocationBefore && loaded !== 'No';
}

/** `TryRestart` of a unit that ran and failed because of what we did means that it runs again. */
function mayStart({ actions, shouldRun, state }: ActivationInput): boolean {
  if (actions.includes('Restart') || actions.includes('ReloadOrRestart')) return true;
  return shouldRun && state.activeState === 'failed';
}
