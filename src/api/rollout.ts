/**
 * CredentialRollout: one attempt to bring one version to the hosts. All operator verbs act on it.
 * @module
 */
import type { RolloutPolicySpec } from './credential.ts';
import type { ApiObject, Condition, LabelSelector } from './meta.ts';

export const ROLLOUT_TYPES = ['Update', 'Rollback', 'Remove', 'Revoke', 'Reseal'] as const;
export type RolloutType = (typeof ROLLOUT_TYPES)[number];
export type DesiredState = 'Running' | 'Paused' | 'Aborted';
export type RolloutState =
  | 'Planned'
  | 'Progressing'
  | 'Paused'
  | 'Succeeded'
  | 'Failed'
  | 'Aborted'
  | 'Superseded';

export type CredentialRollout = ApiObject<CredentialRolloutSpec, CredentialRolloutStatus> & {
  readonly kind: 'CredentialRollout';
  readonly spec: CredentialRolloutSpec;
};

export type CredentialRolloutSpec = {
  readonly hostCredentialName: string;
  readonly versionName: string;
  readonly type: RolloutType;
  readonly attempt?: number;
  readonly desiredState?: DesiredState;
  readonly abortAction?: 'Keep' | 'Rollback';
  readonly promotedStep?: number;
  readonly urgency?: 'Normal' | 'Emergency';
  /** Required of a Revoke. */
  readonly reason?: string;
  /** Of a Reseal: names of the hosts that it asks; absent: all. */
  readonly hosts?: readonly string[];
  /** Of a Reseal: it asks hosts with these labels only. */
  readonly hostSelector?: LabelSelector;
  /** Override: of an Emergency, so many hosts at once as there are. */
  readonly budgets?: 'Keep' | 'Override';
  readonly approvals?: readonly {
    readonly step: string;
    readonly user: string;
    readonly comment?: string;
  }[];
};

export type RolloutStepStatus = {
  readonly name: string;
  readonly planned: number;
  readonly updated: number;
  readonly healthy: number;
  readonly failed: number;
  readonly startTime?: string;
  readonly endTime?: string;
};

export type CredentialRolloutStatus = {
  readonly observedGeneration?: number;
  /** The policy as it was when this rollout was planned. */
  readonly policySnapshot?: RolloutPolicySpec;
  /** Target hosts, ordered and frozen when planned. At most 256 are listed; the ledger has all. */
  readonly plannedHosts?: number;
  readonly state?: RolloutState;
  readonly currentStep?: number;
  readonly steps?: readonly RolloutStepStatus[];
  readonly hosts?: {
    readonly total: number;
    readonly updated: number;
    readonly healthy: number;
    readonly failed: number;
    readonly skippedOffline: number;
    readonly pending: number;
  };
  /** At most 20. */
  readonly failures?: readonly {
    readonly host: string;
    readonly reason: string;
    readonly message: string;
    readonly rolledBack: boolean;
  }[];
  readonly waitingFor?: string;
  readonly nextActionTime?: string;
  /** "2/3 all". */
  readonly stepDisplay?: string;
  /** "12/40". */
  readonly updatedDisplay?: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly conditions?: readonly Condition[];
};
