/**
 * One host and one rollout: proven, under way, failed, skipped, waiting, or to be delivered to.
 * @module
 */
import { hasFailed, isInFlight } from './disruption.ts';
import type { HostCredentialState } from './host-state.ts';
import type { ReleaseGate } from './release-gate.ts';
import { hasOlderSeal, type SealDemand } from './reseal.ts';

/** A host that the rollout is for, as it is now. */
export type TargetHost = {
  readonly hostUid: string;
  readonly host: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly connected: boolean;
  readonly paused: boolean;
  /** A change freeze keeps everything from it. */
  readonly frozen?: { readonly by: string; readonly untilMs: number };
  /** Its TPM keeps this from it, by what it showed or because it is locked out, or has to show something first. */
  readonly gate?: ReleaseGate;
  /** What it gets is the removal of what it holds. */
  readonly removes?: true;
  /** It shall seal again what it holds. */
  readonly seal?: SealDemand;
};

export type WaitReason = 'HostOffline' | 'HostPaused' | 'Frozen' | 'PassedOver' | 'AgentTooOld';

export type HostStep =
  | { readonly kind: 'healthy'; readonly row: HostCredentialState }
  /** It has it, and proves it with its next boot: nobody waits for that. */
  | { readonly kind: 'staged'; readonly row: HostCredentialState }
  | { readonly kind: 'inFlight'; readonly row: HostCredentialState }
  | { readonly kind: 'failed'; readonly row: HostCredentialState }
  /** Its unit was failed before: shown, not charged. */
  | { readonly kind: 'skipped'; readonly row: HostCredentialState }
  | {
      readonly kind: 'wait';
      readonly reason: WaitReason;
    }
  | { readonly kind: 'deliver' };

export type HostStepInput = {
  readonly host: TargetHost;
  /** The host's row for this credential, whatever version it is about. */
  readonly row: HostCredentialState | undefined;
  readonly version: number;
  readonly rolloutUid: string;
};

export function nextStep({ host, row, version, rolloutUid }: HostStepInput): HostStep {
  const told =
    row?.targetVersion === version && !mustSealAgain(host, row)
      ? toldStep(row, rolloutUid, host.removes === true)
      : undefined;
  return told ?? keptBack(host) ?? { kind: 'deliver' };
}

function mustSealAgain({ seal }: TargetHost, row: HostCredentialState): boolean {
  return seal !== undefined && hasOlderSeal(row, { version: row.targetVersion, ...seal });
}

function keptBack(host: TargetHost): HostStep | undefined {
  if (!host.connected) return { kind: 'wait', reason: 'HostOffline' };
  if (host.paused) return { kind: 'wait', reason: 'HostPaused' };
  if (host.frozen !== undefined) return { kind: 'wait', reason: 'Frozen' };
  if (host.gate?.kind === 'refused') return { kind: 'wait', reason: 'PassedOver' };
  if (host.seal?.isKnown === false) return { kind: 'wait', reason: 'AgentTooOld' };
  return undefined;
}

/** Undefined: nothing was tried in this rollout, or what was there is gone. */
function toldStep(
  row: HostCredentialState,
  rolloutUid: string,
  removes: boolean,
): HostStep | undefined {
  if (row.state === (removes ? 'Removed' : 'Healthy')) return { kind: 'healthy', row };
  if (row.state === 'Staged' && !removes) return { kind: 'staged', row };
  if (isInFlight(row)) return { kind: 'inFlight', row };
  // Another attempt's failure does not count here: a retry is a new rollout.
  if (!hasFailed(row) || row.rolloutUid !== rolloutUid) return undefined;
  return row.code === 'PREEXISTING_FAILURE' ? { kind: 'skipped', row } : { kind: 'failed', row };
}
