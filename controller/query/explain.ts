/**
 * Why a host is, or is not, on the version: an ordered list of named checks, root cause first. Each
 * cause names what to do next.
 * @module
 */
import { nextCommand } from '#controller/blocks/next-command.ts';
import type { SourceState } from '#controller/reconcile/context.ts';
import type { Decision } from '#controller/reconcile/decide.ts';
import type { Situation } from '#controller/reconcile/gather.ts';
import { isTargeted } from '#controller/reconcile/is-targeted.ts';
import { approvalOf, isReinstallWaiting } from '#src/api/host-identity.ts';
import type { Host } from '#src/api/host.ts';
import type { Stored } from '#src/api/meta.ts';
import { formatTime } from '#src/api/time.ts';
import { reasonOf } from '#src/errors/credfleet-error.ts';
import { hasFailed } from '#src/rollout/disruption.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import type { ReleaseGate } from '#src/rollout/release-gate.ts';
import { CLEAR_LOCKOUT } from '#src/tpm/lockout.ts';
import type { ExplainReply, ExplainRequest } from '#src/wire/query-messages.ts';
import {
  type Cause,
  frozen,
  goingBack,
  itsTurn,
  olderSeal,
  rolloutHolds,
} from './rollout-causes.ts';

export type ExplainInput = {
  readonly request: ExplainRequest;
  readonly host: Stored<Host> | undefined;
  readonly isConnected: boolean;
  readonly isEnrolled: boolean;
  readonly source: SourceState | undefined;
  /** Undefined when the HostCredential does not exist. */
  readonly situation?: Situation;
  readonly decision?: Decision;
};

type Known = ExplainInput & {
  readonly host: Stored<Host>;
  readonly situation: Situation;
  readonly decision: Decision;
  readonly labels: Readonly<Record<string, string>>;
  readonly row: HostCredentialState | undefined;
};
type Check = (known: Known) => Cause | undefined;

/** The first one that applies is the root cause; the others add to it. */
const checks: readonly Check[] = [
  notTargeted,
  blocked,
  notAdmitted,
  denied,
  failedHere,
  away,
  hostPaused,
  passedOver,
  olderSeal,
  sourceMissing,
  frozen,
  goingBack,
  rolloutHolds,
  attestationPending,
  itsTurn,
];

export function explain(input: ExplainInput): ExplainReply {
  const { request, host, situation, decision } = input;
  const name = `${request.namespace}/${request.credential}`;
  if (situation === undefined || decision === undefined) {
    return missing(`HostCredential ${name} does not exist`, 'kubectl get hostcredentials -A');
  }
  if (host === undefined)
    return missing(`Host ${request.host} does not exist`, 'kubectl get hosts');

  const row = situation.rows.get(host.metadata.uid);
  const { labels = {} } = host.metadata;
  const known: Known = { ...input, host, labels, situation, decision, row };
  const found = checks.map((check) => check(known)).filter((cause) => cause !== undefined);
  const causes =
    (isCurrent(known) || isStaged(known)) && olderSeal(known) === undefined
      ? found.filter(({ cause }) => cause.startsWith('it is away'))
      : found;
  return {
    verdict: verdictOf(known, name),
    causes: causes.map(({ cause }) => cause),
    next: [...new Set(causes.flatMap(({ next }) => next))],
    ...(row === undefined ? {} : { state: row }),
  };
}

function missing(verdict: string, command: string): ExplainReply {
  return { verdict, causes: [verdict], next: [command] };
}

function targetOf({ decision }: Known): number {
  return decision.rollouts.at(-1)?.rollout.version.spec.number ?? 0;
}

function isCurrent(known: Known): boolean {
  const target = targetOf(known);
  return target > 0 && known.row?.state === 'Healthy' && known.row.runningVersion === target;
}

function isStaged(known: Known): boolean {
  const { row } = known;
  return row?.state === 'Staged' && row.targetVersion === targetOf(known);
}

function verdictOf(known: Known, name: string): string {
  const { host, row } = known;
  const running = row?.runningVersion ?? 0;
  const target = targetOf(known);
  if (isCurrent(known)) {
    const since = formatTime(row?.sinceMs ?? 0);
    return `${host.metadata.name} runs version ${running} of ${name}, proven since ${since}`;
  }
  if (isStaged(known)) {
    const since = formatTime(row?.sinceMs ?? 0);
    return `${host.metadata.name} has version ${target} of ${name} for its next boot, since ${since}`;
  }
  const held = heldText(running);
  return target === 0
    ? `${host.metadata.name} ${held} of ${name}; there is no version to bring`
    : `${host.metadata.name} ${held} of ${name}, not version ${target}`;
}

function heldText(running: number): string {
  return running === 0 ? 'holds no version' : `holds version ${running}`;
}

function notTargeted({ situation, host }: Known): Cause | undefined {
  if (isTargeted(situation.credential.spec.targets, host)) return undefined;
  return {
    cause: 'its labels and name do not match spec.targets',
    next: [`kubectl get host ${host.metadata.name} --show-labels`],
  };
}

/** The messages of blocks end with the command that lifts them. */
function blocked({ host }: Known): Cause | undefined {
  const [first] = host.status?.blocks ?? [];
  if (first === undefined) return undefined;
  const { kind, message } = first;
  const next = nextCommand({ kind, hostName: host.metadata.name });
  return { cause: `${kind}: ${message}`, next: [next] };
}

function notAdmitted({ host, isEnrolled }: Known): Cause | undefined {
  const { name } = host.metadata;
  const { revoked, decommission } = host.spec;
  const approval = approvalOf(host.spec);
  if (revoked === true) return { cause: 'the host is revoked', next: [] };
  if (decommission === true) return { cause: 'the host is being decommissioned', next: [] };
  if (approval !== 'Approved') {
    const next = approval === 'Pending' ? [`credfleet hosts approve ${name}`] : [];
    return { cause: `the host's approval is ${approval}`, next };
  }
  if (isReinstallWaiting(host)) {
    const cause = 'the machine was installed anew, and its new keys wait for approval';
    return { cause, next: [`credfleet hosts approve ${name}`] };
  }
  if (isEnrolled) return undefined;
  return {
    cause: 'no agent has enrolled as this host',
    next: [`credfleet hosts token create ${name}`],
  };
}

function denied({ situation, host }: Known): Cause | undefined {
  const denial = situation.targeting.denied.find(({ host: name }) => name === host.metadata.name);
  if (denial === undefined) return undefined;
  return {
    cause: `${denial.reason}: ${denial.message}`,
    next: ['kubectl get hostaccesspolicies -o yaml'],
  };
}

function failedHere(known: Known): Cause | undefined {
  const { row, host, request } = known;
  if (row === undefined || !hasFailed(row)) return undefined;
  const reason = row.code === undefined ? row.state : reasonOf(row.code);
  const back =
    row.state === 'RolledBack' ? `; it put version ${row.runningVersion} back by itself` : '';
  const unit = row.units.find((one) => one.activeState !== 'active') ?? row.units[0];
  const status = unit === undefined ? [] : [`systemctl status ${unit.name} (on the host)`];
  return {
    cause: `version ${row.targetVersion} failed here: ${reason}: ${row.message}${back}`,
    next: [
      ...status,
      `credfleet audit --credential ${request.namespace}/${request.credential} --host ${host.metadata.name}`,
    ],
  };
}

function away({ host, isConnected, isEnrolled }: Known): Cause | undefined {
  if (isConnected || !isEnrolled) return undefined;
  const seen = host.status?.lastSeenTime;
  const since = seen === undefined ? '' : ` since ${seen}`;
  return {
    cause: `it is away${since}: it catches up when it connects`,
    next: ['systemctl status credfleet-agent (on the host)'],
  };
}

function hostPaused({ host }: Known): Cause | undefined {
  if (host.spec.paused !== true) return undefined;
  return {
    cause: 'the host is paused',
    next: [`kubectl patch host ${host.metadata.name} --type=merge -p '{"spec":{"paused":false}}'`],
  };
}

/** What its TPM showed in this session, or did not; or it is locked out. */
function passedOver(known: Known): Cause | undefined {
  const gate = gateOf(known);
  if (gate === undefined || gate.kind === 'ask') return undefined;
  const { name } = known.host.metadata;
  const cause = `${gate.reason}: ${gate.message}`;
  if (gate.reason === 'TPMLockedOut') {
    const clear = `${CLEAR_LOCKOUT} (on the host, as the owner of its TPM)`;
    return { cause, next: [`kubectl describe host ${name}`, clear] };
  }
  const next = gate.policies.map((policy) => `kubectl edit hostaccesspolicy ${policy}`);
  const look =
    gate.reason === 'AttestationMismatch'
      ? `credfleet hosts attestation ${name}`
      : `credfleet audit --host ${name} --type host.attestationRefused`;
  return { cause, next: [look, ...next] };
}

function attestationPending(known: Known): Cause | undefined {
  const gate = gateOf(known);
  if (gate?.kind !== 'ask') return undefined;
  return { cause: `${gate.reason}: ${gate.message}`, next: [] };
}

function gateOf({ situation, host, isConnected }: Known): ReleaseGate | undefined {
  if (!isConnected) return undefined;
  return situation.targeting.hosts.find(({ hostUid }) => hostUid === host.metadata.uid)?.gate;
}

function sourceMissing({ source, situation }: Known): Cause | undefined {
  if (source?.kind !== 'unresolved') return undefined;
  const { namespace = '', name } = situation.credential.metadata;
  return {
    cause: `${source.reason}: ${source.message}`,
    next: [`kubectl -n ${namespace} describe hostcredential ${name}`],
  };
}
