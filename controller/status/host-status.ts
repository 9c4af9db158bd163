/**
 * The status of a Host as far as sessions and the ledger know it; what enrolment wrote stays.
 * @module
 */
import type { Evidence } from '#controller/attest/evidence.ts';
import { nextCommand } from '#controller/blocks/next-command.ts';
import type { HostBlock } from '#controller/ledger/host-block.ts';
import type { HostAttestation, HostIdentity } from '#controller/ledger/ledger.ts';
import type { Presence } from '#controller/reconcile/context.ts';
import type { Host, HostStatus } from '#src/api/host.ts';
import type { Stored } from '#src/api/meta.ts';
import { formatTime, parseTime } from '#src/api/time.ts';
import type { HostFacts } from '#src/intent/report.ts';
import { reasonOf } from '#src/errors/credfleet-error.ts';
import { hasFailed, isInFlight } from '#src/rollout/disruption.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import type { SignaturesOn } from '#controller/pcr/bring-signatures.ts';
import { tpmConditions } from './tpm-conditions.ts';
import { no, sayConditions, yes, type Said } from './condition-text.ts';

const CREDENTIALS_SHOWN = 256;
const BLOCKS_SHOWN = 16;
const FACTS_SHOWN = 64;
const FACT_MAX_CHARACTERS = 1024;

export type HostStatusInput = {
  readonly host: Stored<Host>;
  readonly identity: HostIdentity | undefined;
  readonly isConnected: boolean;
  /** Undefined: it did not connect to this process yet. */
  readonly presence: Presence | undefined;
  /** Just after a start: hosts that have not come back yet are not called away. */
  readonly isSettling: boolean;
  readonly rows: readonly HostCredentialState[];
  /** Open ones. */
  readonly blocks: readonly HostBlock[];
  /** The last quote that was verified; undefined: none ever. */
  readonly attestation: HostAttestation | undefined;
  /** What was shown in the present session. */
  readonly evidence: Evidence | undefined;
  /** Of PCR states; undefined: it said nothing in its present session. */
  readonly signatures: SignaturesOn | undefined;
  readonly nowMs: number;
};

export function hostStatus(input: HostStatusInput): HostStatus {
  const { host, identity, presence, rows, attestation, nowMs } = input;
  const { generation = 1 } = host.metadata;
  const { blocks: _before, pcrSignatures: _then, ...old } = host.status ?? {};
  const blocks = input.blocks.slice(0, BLOCKS_SHOWN).map(shownBlock);
  const said = [
    ...connectedCondition(input),
    ...blockedCondition(input),
    ...attestedCondition(input),
    ...inSyncCondition(input),
    ...signaturesCondition(input),
    ...tpmConditions(input),
  ];
  return {
    ...old,
    observedGeneration: generation,
    ...(blocks.length === 0 ? {} : { blocks }),
    ...(identity === undefined
      ? {}
      : { assurance: identity.assurance, identityEpoch: identity.identityEpoch }),
    ...(presence === undefined ? {} : factsOf(presence, host.status)),
    ...newerAttestation(attestation, host.status),
    ...installedSignatures(input),
    credentials: rows.slice(0, CREDENTIALS_SHOWN).map((row) => ({
      namespace: row.namespace,
      name: row.credential,
      version: row.runningVersion,
      state: row.state,
      since: formatTime(row.sinceMs),
    })),
    conditions: sayConditions(host.status?.conditions, said, { generation, nowMs }),
  };
}

function factsOf({ facts, seenMs }: Presence, old: HostStatus | undefined): Partial<HostStatus> {
  const shown = Object.entries(facts.facts)
    .slice(0, FACTS_SHOWN)
    .map(([name, value]) => [name, value.slice(0, FACT_MAX_CHARACTERS)] as const);
  const before = parseTime(old?.lastSeenTime ?? '') ?? 0;
  return {
    agentVersion: facts.agentVersion,
    systemdVersion: facts.systemdVersion,
    tpm: { ...old?.tpm, present: facts.tpmPresent, ...lockoutCounter(facts) },
    capabilities: [...new Set(facts.capabilities)],
    facts: Object.fromEntries(shown),
    lastSeenTime: formatTime(Math.max(seenMs, before)),
  };
}

function lockoutCounter({ tpm }: HostFacts): { readonly lockoutCounter?: number } {
  return tpm?.kind === 'answers' ? { lockoutCounter: tpm.lockout.counter } : {};
}

/** Enrolment shows its quote too. */
function newerAttestation(
  attestation: HostAttestation | undefined,
  old: HostStatus | undefined,
): Pick<HostStatus, 'attestation'> {
  if (attestation === undefined) return {};
  const { timeMs, bootId, values } = attestation;
  if (timeMs < (parseTime(old?.attestation?.time ?? '') ?? 0)) return {};
  const pcrs = [...values].map(([index, sha256]) => ({ index, sha256 }));
  return { attestation: { time: formatTime(timeMs), bootID: bootId, pcrs } };
}

function shownBlock(block: HostBlock) {
  const { id, kind, sinceMs } = block;
  return { id, kind, since: formatTime(sinceMs), message: blockText(block) };
}

function blockText(block: HostBlock): string {
  const { kind, actor, message } = block;
  const what =
    kind === 'Revoked' ? `revoked by ${actor}${message === '' ? '' : `: ${message}`}` : message;
  return `${what}; when it may be served again: ${nextCommand(block)}`;
}

/** Nothing when it never was. */
function blockedCondition({ blocks, host }: HostStatusInput): readonly Said[] {
  const [first] = blocks;
  if (first !== undefined) return [yes('Blocked', first.kind, blockText(first))];
  const wasBlocked = host.status?.conditions?.some(({ type }) => type === 'Blocked') === true;
  return wasBlocked ? [no('Blocked', 'Lifted')] : [];
}

/** Whether its quotes are genuine: what they show is judged by each policy. Nothing when none was ever asked for. */
function attestedCondition(input: HostStatusInput): readonly Said[] {
  const { evidence, attestation, isConnected, isSettling } = input;
  const type = 'Attested';
  const answer = isConnected ? evidence?.answer : undefined;
  if (answer?.kind === 'quoted') return [yes(type, 'Quoted')];
  if (answer?.kind === 'failed') {
    return [no(type, 'AttestationFailed', `${answer.fault}: ${answer.message}`)];
  }
  if (attestation === undefined || isSettling) return [];
  const [reason, message] = isConnected
    ? ['NotAsked', 'nothing was to be sent in this session that needs a quote']
    : ['HostOffline', 'the host is away'];
  return [{ type, status: 'Unknown', reason, message }];
}

function connectedCondition({ isConnected, isSettling, host, presence }: HostStatusInput): Said[] {
  if (isConnected) return [yes('Connected', 'Connected')];
  if (presence === undefined && isSettling) return [];
  if (presence === undefined && host.status?.lastSeenTime === undefined) {
    return [no('Connected', 'NeverSeen', 'it has not connected yet: start its agent')];
  }
  return [no('Connected', 'HeartbeatMissed', 'its session ended; credentials keep working')];
}

/** What a host that is away holds is not known. */
function inSyncCondition(input: HostStatusInput): readonly Said[] {
  const { rows, isConnected, isSettling } = input;
  const type = 'CredentialsInSync';
  if (!isConnected) {
    if (isSettling) return [];
    return [{ type, status: 'Unknown', reason: 'HostOffline', message: 'the host is away' }];
  }
  const failed = rows.find((row) => hasFailed(row));
  if (failed !== undefined) {
    const reason = failed.code === undefined ? failed.state : reasonOf(failed.code);
    return [no(type, reason, `${failed.namespace}/${failed.credential}: ${failed.message}`)];
  }
  const busy = rows.find((row) => isInFlight(row));
  if (busy !== undefined) {
    return [no(type, 'Applying', `${busy.namespace}/${busy.credential}: ${busy.state}`)];
  }
  return [notInOrder(rows) ?? yes(type, 'InSync')];
}

/** What the host said of its own accord of what it holds. */
function notInOrder(rows: readonly HostCredentialState[]): Said | undefined {
  for (const { namespace, credential, code, message } of rows) {
    if (code === undefined) continue;
    return no('CredentialsInSync', reasonOf(code), `${namespace}/${credential}: ${message}`);
  }
  return undefined;
}

function installedSignatures({
  signatures,
  host,
}: HostStatusInput): Pick<HostStatus, 'pcrSignatures'> {
  const installed = signatures?.installed ?? host.status?.pcrSignatures ?? [];
  return installed.length === 0 ? {} : { pcrSignatures: installed };
}

/** Nothing of a host that none are for. */
function signaturesCondition({ signatures }: HostStatusInput): readonly Said[] {
  const type = 'PCRSignaturesInstalled';
  if (signatures === undefined) return [];
  const { wanted, installed, refusal } = signatures;
  if (refusal !== undefined) return [no(type, reasonOf(refusal.code), refusal.message)];
  if (wanted.length === 0) return [];
  const missing = wanted.filter((name) => !installed.includes(name));
  if (missing.length === 0) return [yes(type, 'Installed')];
  return [no(type, 'Pending', `not there yet: ${missing.join(', ')}`)];
}
