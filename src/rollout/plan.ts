/**
 * The whole-fleet decision: which hosts receive the version now, and what the rollout waits for. The
 * same rows give the same answer, so a controller that restarts repeats nothing.
 * @module
 */
import type { RolloutState } from '#src/api/rollout.ts';
import { failureStop, walkSteps } from './plan-steps.ts';
import type {
  PlanInput,
  RolloutPlan,
  RolloutView,
  StepProgress,
  Stop,
  Verdict,
} from './plan-types.ts';
import { failureBudget } from './policy.ts';
import { judgeProgress } from './stall.ts';
import { countKind, failuresOf, tallyHosts, type Tally } from './tally.ts';

const TERMINAL: ReadonlySet<RolloutState> = new Set<RolloutState>([
  'Succeeded',
  'Failed',
  'Aborted',
  'Superseded',
]);

export function isTerminal(state: RolloutState | undefined): boolean {
  return state !== undefined && TERMINAL.has(state);
}

export function planRollout(input: PlanInput): RolloutPlan {
  const tally = input.tally ?? tallyHosts(input);
  const { verdict: decided, steps } = decide(input, tally);
  const verdict = judgeProgress(input, tally, decided);
  return {
    ...verdict,
    steps,
    hosts: countHosts(input, tally),
    failures: failuresOf(tally.touched),
  };
}

function decide(
  input: PlanInput,
  tally: Tally,
): { readonly verdict: Verdict; readonly steps: readonly StepProgress[] } {
  const walk = walkSteps(input, tally);
  const stopped =
    ended(input) ?? input.blocked ?? notStarting(input, tally) ?? heldBack(input, tally);
  if (stopped === undefined) return walk;
  const stepsDone = input.record?.stepsDone ?? 0;
  return { verdict: { dispatch: [], stepsDone, ...stopped }, steps: walk.steps };
}

/** Over for good; an aborted or superseded rollout never starts again by itself. */
function ended({ rollout, record }: PlanInput): Stop | undefined {
  if (record !== undefined && isTerminal(record.state)) {
    return { state: record.state, reason: record.reason, message: record.message };
  }
  if (rollout.desiredState === 'Aborted') {
    return { state: 'Aborted', reason: 'Aborted', message: 'aborted; hosts under way finish' };
  }
  if (rollout.isSuperseded) {
    return { state: 'Superseded', reason: 'Superseded', message: 'a newer rollout took over' };
  }
  return undefined;
}

function notStarting(
  { record, policy, hosts, rollout }: PlanInput,
  tally: Tally,
): Stop | undefined {
  if (hosts.length === 0 && rollout.removes === true) {
    return { state: 'Succeeded', reason: 'Succeeded', message: 'no host holds it' };
  }
  if (hosts.length === 0) return noHosts(rollout);
  if (record?.startedAtMs !== undefined || rollout.desiredState === 'Paused') return undefined;
  const connected = hosts.filter((host) => host.connected).length;
  // Frozen hosts will receive it: the rollout says until when they wait.
  const nobody = tally.touched.length + tally.deliverable.length + tally.frozen.length === 0;
  if (connected * 100 >= policy.minConnectedPercent * hosts.length && !nobody) return undefined;
  const count = `${connected} of ${hosts.length} hosts are connected`;
  const need = nobody ? 'none can receive it now' : `${policy.minConnectedPercent}% must be`;
  return planned('TooFewConnected', `${count}, ${need}`, 'hosts to connect');
}

function noHosts({ version, reseals }: RolloutView): Stop {
  if (reseals !== true) {
    return planned('NoHosts', 'no enrolled host is targeted and allowed', 'hosts');
  }
  const message = `none of the hosts that it asks holds version ${version}`;
  return planned('NoHosts', message, 'a host that holds it');
}

function planned(reason: string, message: string, waitingFor: string): Stop {
  return { state: 'Planned', reason, message, waitingFor };
}

function heldBack(input: PlanInput, tally: Tally): Stop | undefined {
  const { rollout, policy, hosts } = input;
  if (rollout.desiredState === 'Paused') {
    const message = 'paused by desiredState; hosts under way finish';
    return { state: 'Paused', reason: 'ByUser', message, waitingFor: 'resume' };
  }
  const failed = countKind(tally.touched, 'failed');
  const allowed = failureBudget(policy.maxFailures, hosts.length);
  if (failed <= allowed) return undefined;
  return failureStop(input, tally, `${failed} failed, ${allowed} may`);
}

function countHosts({ hosts }: PlanInput, tally: Tally): RolloutPlan['hosts'] {
  return {
    total: hosts.length,
    updated: tally.updated,
    healthy: countKind(tally.touched, 'healthy'),
    failed: countKind(tally.touched, 'failed'),
    skippedOffline: tally.offline.length,
    pending:
      tally.deliverable.length +
      tally.held.length +
      tally.frozen.length +
      tally.passedOver.length +
      tally.outdated.length +
      countKind(tally.touched, 'inFlight'),
  };
}
