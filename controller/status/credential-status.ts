/**
 * The status of a HostCredential: what its hosts hold, and one condition per question.
 * @module
 */
import type { Decision, PlannedRollout } from '#controller/reconcile/decide.ts';
import type { SourceState } from '#controller/reconcile/context.ts';
import { endOf, firstSealEndMs } from '#controller/reconcile/expiry.ts';
import type { Situation } from '#controller/reconcile/gather.ts';
import type { HostCounts, HostCredentialStatus } from '#src/api/credential.ts';
import { findCondition } from '#src/api/conditions.ts';
import { formatTime } from '#src/api/time.ts';
import { reasonOf } from '#src/errors/credfleet-error.ts';
import { hasFailed } from '#src/rollout/disruption.ts';
import { passedOverText } from '#src/rollout/gate-plan.ts';
import type { Departures } from '#src/rollout/departures.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import type { TargetHost } from '#src/rollout/next-step.ts';
import { isTerminal } from '#src/rollout/plan.ts';
import { names } from '#src/rollout/plan-steps.ts';
import { no, sayConditions, yes, type Said } from './condition-text.ts';
import { expiryConditions, progressingCondition } from './waiting-conditions.ts';

const FAILING_HOSTS_SHOWN = 20;
const DENIED_HOSTS_SHOWN = 3;

export type CredentialStatusInput = {
  readonly situation: Situation;
  readonly decision: Decision;
  /** Undefined: not looked at since the controller started; what status says stays. */
  readonly source: SourceState | undefined;
};

export function credentialStatus(input: CredentialStatusInput): HostCredentialStatus {
  const { credential, stable, nowMs } = input.situation;
  const { generation = 1 } = credential.metadata;
  const old = credential.status;
  const facts = gatherFacts(input);
  const said = [
    ...sourceCondition(input),
    targetsCondition(input.situation),
    progressingCondition(facts.current),
    ...expiryConditions(input.situation, facts.current),
    convergedCondition(facts),
  ];
  const current = facts.current;
  const isActive = current !== undefined && !isTerminal(current.plan.state);
  return {
    observedGeneration: generation,
    ...stableStatus(stable),
    ...sealStatus(input.situation),
    ...(current === undefined ? {} : { targetVersion: current.rollout.version.metadata.name }),
    ...(isActive ? { activeRolloutName: current.rollout.object.metadata.name } : {}),
    hosts: facts.hosts,
    failingHosts: facts.failing.slice(0, FAILING_HOSTS_SHOWN).map((row) => ({
      host: row.host,
      reason: row.code === undefined ? row.state : reasonOf(row.code),
      message: row.message,
    })),
    ...nextAction(input),
    conditions: sayConditions(old?.conditions, [...said, readyCondition(input, facts)], {
      generation,
      nowMs,
    }),
  };
}

function stableStatus(
  stable: Situation['stable'],
): Pick<HostCredentialStatus, 'stableVersion' | 'expirationTime'> {
  if (stable === undefined) return {};
  const { version } = stable;
  const endMs = endOf(version);
  const end = endMs === undefined ? {} : { expirationTime: formatTime(endMs) };
  return { stableVersion: version.metadata.name, ...end };
}

function sealStatus(situation: Situation): Pick<HostCredentialStatus, 'sealExpirationTime'> {
  const endMs = firstSealEndMs(situation);
  return endMs === undefined ? {} : { sealExpirationTime: formatTime(endMs) };
}

/** When hosts that left lose what they hold; the rollout's own times are in its status. */
function nextAction({
  decision,
}: CredentialStatusInput): Pick<HostCredentialStatus, 'nextActionTime'> {
  const { nextMs } = decision.departures;
  return nextMs === undefined ? {} : { nextActionTime: formatTime(nextMs) };
}

type Facts = {
  readonly current: PlannedRollout | undefined;
  readonly hosts: HostCounts;
  readonly failing: readonly HostCredentialState[];
  /** Because of what their TPMs showed, or because these are locked out. */
  readonly passedOver: readonly TargetHost[];
  /** They run the version, in a seal that is older than somebody asked for. */
  readonly olderSeals: readonly TargetHost[];
  /** How many have it for their next boot. */
  readonly staged: number;
  /** Names of hosts that wait for a person. */
  readonly held: readonly string[];
  /** What is said of hosts that are no targets any more; '' when there are none. */
  readonly leaving: string;
};

function gatherFacts({ situation, decision }: CredentialStatusInput): Facts {
  const { targeting, rows } = situation;
  const current = decision.rollouts.at(-1);
  const target = current?.rollout.version.spec.number ?? 0;
  const present = targeting.hosts.map((host) => rows.get(host.hostUid));
  const removes = current?.rollout.version.spec.removes !== undefined;
  const isThere = (row: HostCredentialState | undefined) =>
    removes ? holdsNothing(row) : isHealthyOn(row, target);
  const updated = present.filter((row) =>
    removes ? holdsNothing(row) : row?.runningVersion === target && target > 0,
  ).length;
  const healthy = present.filter((row) => isThere(row)).length;
  const failing = present.filter((row) => row !== undefined).filter((row) => hasFailed(row));
  const away = targeting.hosts.filter((host) => !host.connected).length;
  const done = targeting.hosts.filter((host) => {
    const row = rows.get(host.hostUid);
    if (!host.connected || row === undefined) return !host.connected || isThere(row);
    return isThere(row) || hasFailed(row) || row.state === 'Staged';
  });
  return {
    current,
    failing,
    passedOver: decision.passedOver,
    olderSeals: decision.olderSeals,
    staged: present.filter((row) => row?.state === 'Staged' && row.targetVersion === target).length,
    held: targeting.held ?? [],
    leaving: leavingText(decision.departures, situation),
    hosts: {
      matched: targeting.matched,
      updated,
      healthy,
      failed: failing.length,
      unreachable: away + targeting.unenrolled.length,
      pending: targeting.hosts.length - done.length,
    },
  };
}

function isHealthyOn(row: HostCredentialState | undefined, target: number): boolean {
  return row !== undefined && row.state === 'Healthy' && row.runningVersion === target;
}

function holdsNothing(row: HostCredentialState | undefined): boolean {
  return row === undefined || (row.state === 'Removed' && row.runningVersion === 0);
}

function leavingText({ waiting, nextMs }: Departures, { credential }: Situation): string {
  if (waiting.length === 0 || nextMs === undefined) return '';
  const verb = credential.spec.deletionPolicy === 'Remove' ? 'lose' : 'are left alone with';
  return `${names(waiting)} left the targets and ${verb} it at ${formatTime(nextMs)}`;
}

function sourceCondition({ source, situation }: CredentialStatusInput): readonly Said[] {
  if (source === undefined) return [];
  if (source.kind === 'resolved') return [yes('SourceResolved', 'Resolved')];
  const kept = situation.versions.length > 0 ? '; hosts keep what they have' : '';
  return [no('SourceResolved', source.reason, `${source.message}${kept}`)];
}

function targetsCondition({ targeting }: Situation): Said {
  const [first] = targeting.denied;
  if (targeting.matched === 0) {
    return no('TargetsAllowed', 'NoHostsMatched', 'no approved host matches the targets');
  }
  if (first === undefined) return yes('TargetsAllowed', 'Allowed');
  const shown = targeting.denied.slice(0, DENIED_HOSTS_SHOWN).map((denied) => denied.host);
  const count = `${targeting.denied.length} of ${targeting.matched} hosts`;
  return no('TargetsAllowed', first.reason, `${count} (${shown.join(', ')}): ${first.message}`);
}

function convergedCondition(facts: Facts): Said {
  const { current, hosts } = facts;
  const { matched, healthy, failed } = hosts;
  const text = countText(facts);
  if (current !== undefined && matched > 0 && healthy === matched) {
    if (facts.olderSeals.length > 0) return no('Converged', 'SealsPending', text);
    return yes('Converged', 'AllHosts', text);
  }
  if (failed > 0) return no('Converged', 'HostsFailed', `${text}; ${failed} failed`);
  return waitingCondition(facts, text);
}

/** Who has not come that far, and why. */
function waitingCondition({ hosts, staged, passedOver, held }: Facts, text: string): Said {
  const [first] = passedOver;
  if (first?.gate !== undefined) {
    const { reason, message } = first.gate;
    const waiting = `${passedOverText(passedOver) ?? ''}: ${message}`;
    return no('Converged', reason, `${text}; ${waiting}`);
  }
  if (hosts.unreachable > 0) {
    const away = `${text}; ${hosts.unreachable} are not connected${heldText(held)}`;
    return no('Converged', 'HostsUnreachable', away);
  }
  if (staged > 0 && hosts.pending === 0) return no('Converged', 'HostsStaged', text);
  return no('Converged', 'HostsPending', text);
}

function countText({ current, hosts, staged, leaving, olderSeals }: Facts): string {
  const { healthy, matched } = hosts;
  const removes = current?.rollout.version.spec.removes !== undefined;
  const what = removes ? 'hold nothing any more' : 'run the target version';
  const boots = staged === 0 ? '' : `; ${staged} have it for their next boot`;
  const seals = olderSeals.length === 0 ? '' : `; ${names(olderSeals)} shall still seal it again`;
  return `${healthy} of ${matched} hosts ${what}${boots}${seals}${leaving === '' ? '' : `; ${leaving}`}`;
}

/** Somebody has to decide; the others come back by themselves. */
function heldText(held: readonly string[]): string {
  if (held.length === 0) return '';
  return ` or held (${held.slice(0, DENIED_HOSTS_SHOWN).join(', ')}: credfleet hosts list)`;
}

/** The summary: the first question that is not answered well. */
function readyCondition(input: CredentialStatusInput, facts: Facts): Said {
  const problem =
    sourceProblem(input) ?? accessProblem(input.situation) ?? rolloutProblem(input, facts);
  const boots = facts.staged === 0 ? '' : `, ${facts.staged} staged until they boot`;
  return problem ?? yes('Ready', 'Healthy', `${facts.hosts.healthy} hosts are healthy${boots}`);
}

function sourceProblem({ source, situation }: CredentialStatusInput): Said | undefined {
  if (source?.kind === 'unresolved') return no('Ready', 'SourceUnresolved', source.message);
  const told = findCondition(situation.credential.status?.conditions, 'SourceResolved');
  if (source !== undefined || told?.status !== 'False') return undefined;
  return no('Ready', 'SourceUnresolved', told.message);
}

function accessProblem(situation: Situation): Said | undefined {
  if (situation.targeting.denied.length === 0) return undefined;
  return no('Ready', 'AccessDenied', targetsCondition(situation).message);
}

function rolloutProblem({ situation }: CredentialStatusInput, facts: Facts): Said | undefined {
  const { current, failing } = facts;
  if (current?.plan.reason === 'FailureBudgetExceeded') {
    return no('Ready', 'RolloutFailed', current.plan.message);
  }
  const [first] = failing;
  if (first !== undefined) {
    const reason = first.code === undefined ? first.state : reasonOf(first.code);
    return no('Ready', 'HostsFailing', `${first.host}: ${reason}: ${first.message}`);
  }
  const removed = situation.stable?.version.spec.removes;
  if (removed !== undefined) {
    const message = `rollout ${removed.rolloutName} removed it; a change of the sources brings a new version`;
    return no('Ready', 'NoStableVersion', message);
  }
  if (situation.stable !== undefined) return undefined;
  return no('Ready', 'NoStableVersion', current?.plan.message ?? 'no version was proven yet');
}
