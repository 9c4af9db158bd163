/**
 * Walks the steps of a policy: each is filled, proven and, unless it is the last, gated before the next.
 * Offline hosts give their place in a step to the next host, so that a step always proves something.
 * @module
 */
import { Budgets } from './budget.ts';
import { hostsAmong } from './host-positions.ts';
import { nextStep, type TargetHost } from './next-step.ts';
import type { PlanInput, StepProgress, Stop, Verdict } from './plan-types.ts';
import { failureBudget, stepTarget, type PolicyStep } from './policy.ts';
import { disruptedIn } from './row-index.ts';
import { countKind, failuresOf, type Tally, type Touched } from './tally.ts';

/** One step of the walk: hosts `from`…`target` in the order of sending are its own. */
type StepView = {
  readonly index: number;
  readonly step: PolicyStep;
  readonly from: number;
  readonly target: number;
  readonly own: readonly Touched[];
  readonly isLast: boolean;
};

type Walk = { readonly verdict: Verdict; readonly steps: readonly StepProgress[] };

/** Undefined: done, look at the next step. */
type StepVerdict = Omit<Verdict, 'stepsDone'> | undefined;

export function walkSteps(input: PlanInput, tally: Tally): Walk {
  const views = viewSteps(input, tally);
  const steps = views.map((view) => stepProgress(view));
  const passed = input.record?.stepsDone ?? 0;
  for (const view of views) {
    const verdict = judgeHosts(view, input, tally) ?? judgeGate(view, input);
    if (verdict !== undefined) {
      return { verdict: { ...verdict, stepsDone: Math.max(passed, view.index) }, steps };
    }
  }
  return { verdict: { ...finished(input, tally), stepsDone: views.length }, steps };
}

function viewSteps({ policy, hosts }: PlanInput, { touched }: Tally): readonly StepView[] {
  const views: StepView[] = [];
  let from = 0;
  for (const [index, step] of policy.steps.entries()) {
    const isLast = index === policy.steps.length - 1;
    const target = isLast ? hosts.length : Math.max(from, stepTarget(step.target, hosts.length));
    views.push({ index, step, from, target, own: touched.slice(from, target), isLast });
    from = target;
  }
  return views;
}

function judgeHosts(view: StepView, input: PlanInput, tally: Tally): StepVerdict {
  const { step, from, target, own } = view;
  const failed = countKind(own, 'failed');
  const allowed = failureBudget(step.maxFailures ?? '100%', target - from);
  if (failed > allowed) {
    const stop = failureStop(input, tally, `step ${step.name}: ${failed} failed, ${allowed} may`);
    return { dispatch: [], ...stop };
  }

  const room = target - tally.touched.length;
  const sent = room > 0 ? send(view, input, tally) : undefined;
  if (sent !== undefined) return sent;
  const underWay = tally.touched.slice(0, target).filter((t) => t.step.kind === 'inFlight');
  if (underWay.length > 0) return waitForHosts(step, underWay);
  return room > 0 ? waitForRoom(input, tally) : undefined;
}

/** Undefined: nobody can be sent to now. */
function send({ step, target }: StepView, input: PlanInput, tally: Tally): StepVerdict {
  const settling = awaitSettling(input, tally);
  if (settling !== undefined || input.window.kind === 'closed') return settling;
  const dispatch = withinBudget(tally.deliverable, target - tally.touched.length, input);
  if (dispatch.length === 0) return undefined;
  return running('StepRunning', `step ${step.name}: ${names(dispatch)}`, dispatch);
}

/** Nobody is under way, and there is a place that nobody takes. */
function waitForRoom(input: PlanInput, tally: Tally): StepVerdict {
  const { deliverable } = tally;
  if (deliverable.length > 0) {
    return input.window.kind === 'open' ? waitForBudget(input, deliverable) : waitForWindow(input);
  }
  return awaitThaw(tally) ?? awaitConnected(input, tally);
}

function waitForWindow({ window }: PlanInput): StepVerdict {
  if (window.kind === 'open') return undefined;
  const verdict = running('OutsideWindow', 'no window of the policy is open', []);
  const { opensMs } = window;
  // Windows that never open again cannot be written; a policy of the past can hold them.
  if (!Number.isFinite(opensMs)) return { ...verdict, waitingFor: 'a window that opens' };
  return { ...verdict, waitingFor: 'the next window', nextActionMs: opensMs };
}

/** Hosts under a freeze are not left behind: they may not be changed now, but they run. */
function awaitThaw({ frozen }: Tally): StepVerdict {
  const ends = frozen.flatMap((host) => (host.frozen === undefined ? [] : [host.frozen]));
  const [first] = ends.toSorted((a, b) => a.untilMs - b.untilMs);
  if (first === undefined) return undefined;
  const message = `freeze ${first.by} keeps ${names(frozen)} from it`;
  const verdict = {
    ...running('Frozen', message, []),
    waitingFor: `the end of freeze ${first.by}`,
  };
  return Number.isFinite(first.untilMs) ? { ...verdict, nextActionMs: first.untilMs } : verdict;
}

/** Hosts that are away give their place to the next one: not while they may all be on their way back. */
function awaitSettling({ nowMs, settledAtMs }: PlanInput, { offline }: Tally): StepVerdict {
  if (offline.length === 0 || nowMs >= settledAtMs) return undefined;
  const message = `the controller has just started; ${offline.length} hosts may come back`;
  const waitingFor = 'hosts to connect';
  return { ...running('Settling', message, []), waitingFor, nextActionMs: settledAtMs };
}

/** A rollout ends without the hosts that are away, but not when so many are gone that the version may be why. */
function awaitConnected({ policy, hosts }: PlanInput, tally: Tally): StepVerdict {
  const { offline, passedOver } = tally;
  const connected = hosts.filter((host) => host.connected).length;
  const percent = ((connected - passedOver.length) * 100) / hosts.length;
  const isEnough = percent >= policy.minConnectedPercent && tally.touched.length > 0;
  if (passedOver.length > 0 && !isEnough) return awaitReleased(tally);
  if (offline.length === 0 || percent >= policy.minConnectedPercent) return undefined;
  const need = `${policy.minConnectedPercent}% must be`;
  const message = `${connected} of ${hosts.length} hosts are connected, ${need}`;
  return { ...running('TooFewConnected', message, []), waitingFor: 'hosts to connect' };
}

/** Nor when so few show what is accepted that the list may be wrong, or have a TPM that can be used. */
function awaitReleased({ passedOver }: Tally): StepVerdict {
  const isLockedOut = passedOver.every(({ gate }) => gate?.reason === 'TPMLockedOut');
  const who = names(passedOver);
  return isLockedOut
    ? running('TPMLockedOut', `the TPM is locked out: ${who}`, [])
    : running('Unattested', `${who} did not show what is accepted`, []);
}

function waitForHosts(step: PolicyStep, underWay: readonly Touched[]): StepVerdict {
  const soaking = underWay.every((touched) => touched.step.row.state === 'Soaking');
  const who = names(underWay.map((touched) => touched.host));
  return {
    ...running(soaking ? 'Soaking' : 'StepRunning', `step ${step.name}: ${who}`, []),
    waitingFor: who,
  };
}

function waitForBudget(input: PlanInput, [first]: readonly TargetHost[]): StepVerdict {
  const blocking = first === undefined ? undefined : budgetsOf(input).blocks(first);
  const who = names(chargedHosts(input, blocking?.hostUids ?? new Set()));
  return {
    ...running('WaitingBudget', `${blocking?.who} is used up by ${who}`, []),
    waitingFor: `${who} to recover`,
  };
}

/** Also those that the rollout is not for. */
function chargedHosts(
  { hosts, departed = [] }: PlanInput,
  hostUids: ReadonlySet<string>,
): readonly TargetHost[] {
  const own = hostsAmong(hosts, hostUids);
  const known = new Set(own.map(({ hostUid }) => hostUid));
  const isOther = ({ hostUid }: TargetHost) => hostUids.has(hostUid) && !known.has(hostUid);
  return [...own, ...departed.filter(isOther)];
}

function running(reason: string, message: string, dispatch: readonly TargetHost[]) {
  return { state: 'Progressing', reason, message, dispatch } as const;
}

/** Takes hosts in order while every budget has room; one that is disrupted already costs nothing. */
function withinBudget(
  wanted: readonly TargetHost[],
  room: number,
  input: PlanInput,
): readonly TargetHost[] {
  if (wanted.length === 0) return [];
  const budgets = budgetsOf(input);
  const taken: TargetHost[] = [];
  for (const host of wanted) {
    if (taken.length === room || budgets.isSpent) break;
    if (budgets.take(host)) taken.push(host);
  }
  return budgets.isSpent ? [...taken, ...free(budgets, taken, input)].slice(0, room) : taken;
}

/** Hosts that are disrupted already and could receive it. */
function free(
  budgets: Budgets,
  taken: readonly TargetHost[],
  { hosts, rows, rollout }: PlanInput,
): readonly TargetHost[] {
  return hostsAmong(hosts, budgets.charged).filter((host) => {
    const row = rows.get(host.hostUid);
    const { version, uid: rolloutUid } = rollout;
    return !taken.includes(host) && nextStep({ host, row, version, rolloutUid }).kind === 'deliver';
  });
}

export function budgetsOf(input: PlanInput): Budgets {
  const { policy, hosts, departed = [], rows, disruptedElsewhere } = input;
  const disrupted = new Set([...disruptedIn(rows), ...disruptedElsewhere]);
  return new Budgets({ policy, hosts, departed, disrupted });
}

/** The gate between a step whose hosts are done and the next one. */
function judgeGate(view: StepView, input: PlanInput): StepVerdict {
  const { step, index, own, isLast } = view;
  if (isLast || index < (input.record?.stepsDone ?? 0)) return undefined;
  if (step.approval === 'Required' && !input.rollout.approvedSteps.has(step.name)) {
    const message = `step ${step.name} is done and must be approved`;
    return {
      ...paused('AwaitingApproval', message),
      waitingFor: `approval of step ${step.name}`,
    };
  }
  const nextActionMs = endOf(own) + step.pauseMs;
  if (index < input.rollout.promotedStep || input.nowMs >= nextActionMs) return undefined;
  return {
    ...paused('ByPolicy', `step ${step.name} is done; the next starts after its pause`),
    waitingFor: `pause after step ${step.name}`,
    nextActionMs,
  };
}

function paused(reason: string, message: string) {
  return { state: 'Paused', reason, message, dispatch: [] } as const;
}

/** Ends in a rollback where the policy says so; else in a pause that a person ends. */
export function failureStop(
  { policy, rollout: { fallbackVersion } }: PlanInput,
  { touched }: Tally,
  count: string,
): Stop {
  const [first] = failuresOf(touched);
  const cause = first === undefined ? '' : `: ${first.host}: ${first.reason}: ${first.message}`;
  if (policy.onFailure === 'Rollback' && fallbackVersion !== undefined) {
    const message = `${count}${cause}; going back to version ${fallbackVersion}`;
    return { state: 'Failed', reason: 'RolledBack', message };
  }
  return {
    state: 'Paused',
    reason: 'FailureBudgetExceeded',
    message: `${count}${cause}`,
    waitingFor: 'retry, rollback or a newer version',
  };
}

/** No connected host is left: succeeded, if anything was proven at all. */
function finished(input: PlanInput, tally: Tally): Omit<Verdict, 'stepsDone'> {
  const healthy = countKind(tally.touched, 'healthy');
  const staged = countKind(tally.touched, 'staged');
  if (healthy + staged === 0) {
    return { dispatch: [], ...failureStop(input, tally, 'no host became healthy') };
  }
  const later = tally.offline.length;
  const boots = staged === 0 ? '' : `; ${staged} staged until they boot`;
  const rest = later === 0 ? '' : `; ${later} offline catch up when they connect`;
  return {
    state: 'Succeeded',
    reason: 'Succeeded',
    message: `${healthy} healthy${boots}${rest}${tooOldText(tally)}`,
    dispatch: [],
  };
}

function tooOldText({ outdated }: Tally): string {
  if (outdated.length === 0) return '';
  return `; the agents of ${names(outdated)} are too old for it: it follows their update`;
}

function stepProgress({ step, own, from, target }: StepView): StepProgress {
  const isDone = own.length > 0 && own.every((touched) => touched.step.kind !== 'inFlight');
  const healthy = countKind(own, 'healthy');
  return {
    name: step.name,
    planned: target - from,
    updated: healthy + countKind(own, 'staged'),
    healthy,
    failed: countKind(own, 'failed'),
    ...(own[0] === undefined ? {} : { startMs: own[0].step.row.dispatchedAtMs }),
    ...(isDone && own.length === target - from ? { endMs: endOf(own) } : {}),
  };
}

function endOf(own: readonly Touched[]): number {
  // Not by spreading them into arguments: there may be more hosts than a call may have.
  return own.reduce((end, { step }) => Math.max(end, step.row.sinceMs), 0);
}

const NAMES_SHOWN = 3;

export function names(hosts: readonly TargetHost[]): string {
  const shown = hosts.slice(0, NAMES_SHOWN).map((host) => host.host);
  const more = hosts.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
