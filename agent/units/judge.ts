/**
 * Decides whether a unit that was just activated is well, from one look at it.
 * @module
 */
import type { ErrorCode } from '#src/errors/credfleet-error.ts';
import type { UnitReport } from '#src/intent/report.ts';
import type { JobOutcome, UnitState } from './systemd.ts';

export type Loaded = UnitReport['loadedEqualsVersion'];

export type UnitEvidence = {
  readonly action: UnitReport['action'];
  /** Undefined when the unit had restarted already before a job was needed. */
  readonly job: JobOutcome | undefined;
  readonly invocationBefore: string;
  /** Automatic restarts before this change. */
  readonly restartsBefore: number;
  readonly state: UnitState;
  readonly loaded: Loaded;
  readonly verifyLoaded: 'Required' | 'BestEffort' | 'Skip';
  readonly maxRestarts: number;
  /** Nothing ran in it between two looks: it has finished starting up. */
  readonly quiet: boolean;
  /** How long it has been up. */
  readonly upMs: number;
  /** How long it must be. */
  readonly soakMs: number;
  readonly leftMs: number;
};

export type UnitVerdict =
  | { readonly kind: 'well' }
  | { readonly kind: 'wait'; readonly waitMs: number }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string };

/** A `Type=simple` service counts as started before its process has its credentials. */
export const LOADING_GRACE_MS = 3_000;
/** A process that is still starting up gets this long to fail of what it was given. */
export const SETTLE_MS = 250;
const STARTING_LOOK_MS = 15;
/** Services of these types say themselves when they are ready; the others only that they were executed. */
const SAYS_READY = new Set(['notify', 'notify-reload', 'dbus', 'oneshot']);
const SOAK_LOOK_MS = 1_000;
const CHANGE_LOOK_MS = 20;
export const EXIT_CREDENTIALS = 243;
const START_LIMIT_HIT = 'start-limit-hit';
const UNFINISHED_JOBS: ReadonlySet<JobOutcome['result']> = new Set(['timeout', 'unfinished']);
const MOVING = new Set(['activating', 'deactivating', 'reloading', 'refreshing', 'maintenance']);

export function judgeUnit(evidence: UnitEvidence): UnitVerdict {
  if (evidence.action === 'NotRunning' || evidence.action === 'None') return { kind: 'well' };
  return judgeJob(evidence) ?? judgeState(evidence) ?? judgeLoaded(evidence) ?? judgeTime(evidence);
}

/** State, result and status in one phrase for people. */
export function describeState(state: UnitState): string {
  const status =
    state.execMainStatus === EXIT_CREDENTIALS
      ? 'status 243/CREDENTIALS: systemd could not give it its credentials'
      : `status ${state.execMainStatus}`;
  return `${state.activeState} (${state.subState}), result '${state.result}', ${status}`;
}

export function unhealthyText(state: UnitState, what: string): string {
  return `'${state.name}' is not healthy: ${what}; it is ${describeState(state)}`;
}

export function isFailed({ activeState, subState }: UnitState): boolean {
  return activeState === 'failed' || subState.startsWith('auto-restart');
}

/** @param type of the service */
export function saysReady(type: string): boolean {
  return SAYS_READY.has(type);
}

/** It is on its way, and nothing can be said of it yet. */
export function stillMoves({ jobId, activeState }: UnitState): boolean {
  return jobId !== 0 || MOVING.has(activeState);
}

function judgeJob({ job, state }: UnitEvidence): UnitVerdict | undefined {
  if (job === undefined || job.result === 'done') return undefined;
  // The job of a unit whose own start timed out has only "failed".
  const late = UNFINISHED_JOBS.has(job.result) || state.result === 'timeout';
  const code = late ? 'UNIT_RESTART_TIMEOUT' : 'UNIT_RESTART_FAILED';
  const message = `restarting '${state.name}': ${job.message}; it is ${describeState(state)}`;
  return { kind: 'failed', code, message };
}

function judgeState(evidence: UnitEvidence): UnitVerdict | undefined {
  return judgeDeaths(evidence) ?? judgeActivity(evidence) ?? judgeInvocation(evidence);
}

function judgeDeaths({
  state,
  maxRestarts,
  restartsBefore,
}: UnitEvidence): UnitVerdict | undefined {
  // In "auto-restart" it has died once more than was counted.
  const uncounted = state.subState.startsWith('auto-restart') ? 1 : 0;
  const deaths = state.restarts - restartsBefore + uncounted;
  if (deaths > maxRestarts) {
    return unhealthy(state, `restarted by itself ${deaths} times, ${maxRestarts} allowed`);
  }
  if (state.activeState !== 'failed') return undefined;
  if (state.result !== START_LIMIT_HIT) return unhealthy(state, 'it failed');
  const message = unhealthyText(state, 'it failed again and again, and systemd starts it no more');
  return { kind: 'failed', code: 'UNIT_START_LIMIT_HIT', message };
}

function judgeActivity({ state, leftMs }: UnitEvidence): UnitVerdict | undefined {
  if (stillMoves(state)) {
    return leftMs > 0 ? { kind: 'wait', waitMs: CHANGE_LOOK_MS } : late(state);
  }
  const stopped = state.activeState === 'inactive' && !isDoneOneshot(state);
  return stopped ? unhealthy(state, 'it stopped by itself') : undefined;
}

function judgeInvocation(evidence: UnitEvidence): UnitVerdict | undefined {
  const { action, state, invocationBefore, job } = evidence;
  // A oneshot that ended well is forgotten by systemd at once; a failed one is not.
  if (state.invocationId === '' && isDoneOneshot(state) && job?.result === 'done') return undefined;
  if (action !== 'Restarted' || state.invocationId !== invocationBefore) return undefined;
  const message = `'${state.name}' still runs the invocation from before; it is ${describeState(state)}`;
  return { kind: 'failed', code: 'UNIT_NOT_RESTARTED', message };
}

function judgeLoaded(evidence: UnitEvidence): UnitVerdict | undefined {
  const { loaded, verifyLoaded, state, upMs, leftMs } = evidence;
  if (loaded === 'Yes' || verifyLoaded === 'Skip') return undefined;
  if (loaded === 'No') {
    const loading = upMs < LOADING_GRACE_MS && leftMs > 0;
    if (loading) return { kind: 'wait', waitMs: CHANGE_LOOK_MS };
    return differs(`'${state.name}' runs, but the credential it has loaded is not this version`);
  }
  return verifyLoaded === 'BestEffort'
    ? undefined
    : differs(
        `it cannot be shown that '${state.name}' loaded this version: it names no such credential or keeps it only while starting`,
      );
}

function judgeTime(evidence: UnitEvidence): UnitVerdict {
  const { upMs, soakMs, leftMs, state } = evidence;
  const settling = !hasSettled(evidence) && soakMs < SETTLE_MS;
  const restMs = (settling ? SETTLE_MS : soakMs) - upMs;
  if (restMs <= 0) return { kind: 'well' };
  if (leftMs <= 0) return late(state);
  return { kind: 'wait', waitMs: Math.min(settling ? STARTING_LOOK_MS : SOAK_LOOK_MS, restMs) };
}

function hasSettled({ state, loaded, quiet }: UnitEvidence): boolean {
  return isDoneOneshot(state) || (loaded === 'Yes' && (quiet || saysReady(state.type)));
}

function isDoneOneshot({ type, activeState, result }: UnitState): boolean {
  return type === 'oneshot' && activeState === 'inactive' && result === 'success';
}

function unhealthy(state: UnitState, what: string): UnitVerdict {
  return { kind: 'failed', code: 'UNIT_UNHEALTHY', message: unhealthyText(state, what) };
}

function late(state: UnitState): UnitVerdict {
  const message = `'${state.name}' did not become healthy in time; it is ${describeState(state)}`;
  return { kind: 'failed', code: 'UNIT_RESTART_TIMEOUT', message };
}

function differs(message: string): UnitVerdict {
  return { kind: 'failed', code: 'LOADED_CONTENT_DIFFERS', message };
}
