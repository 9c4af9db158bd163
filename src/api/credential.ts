/**
 * HostCredential and CredentialVersion: what a team declares, and one immutable content of it.
 * Fields, defaults and limits are enforced by the schemas in crds.ts; these types are what code sees
 * after defaulting.
 * @module
 */
import type { ApiObject, Condition, IntOrPercent, LabelSelector } from './meta.ts';

export type HostCredential = ApiObject<HostCredentialSpec, HostCredentialStatus> & {
  readonly kind: 'HostCredential';
  readonly spec: HostCredentialSpec;
};

export type HostCredentialSpec = {
  readonly items: readonly CredentialItem[];
  readonly targets: Targets;
  readonly delivery: DeliverySpec;
  readonly sealing?: SealingSpec;
  readonly activation?: ActivationSpec;
  readonly health?: HealthSpec;
  readonly rollout?: RolloutChoice;
  readonly rollback?: { readonly host?: 'Automatic' | 'Disabled' };
  readonly drift?: 'Repair' | 'Report';
  readonly deletionPolicy?: 'Retain' | 'Remove';
  readonly revisionHistoryLimit?: number;
};

export type SecretKeyRef = { readonly name: string; readonly key: string };

export type CredentialItem = {
  /** The credential ID that units load. */
  readonly name: string;
  readonly source: {
    readonly secretKeyRef?: SecretKeyRef;
    readonly template?: {
      readonly text: string;
      readonly inputs: readonly { readonly alias: string; readonly secretKeyRef: SecretKeyRef }[];
    };
  };
};

export type Targets = {
  readonly hostSelector?: LabelSelector;
  readonly hostNames?: readonly string[];
  /** A host that is no target any more keeps what it holds for so long; default 3600. */
  readonly graceSeconds?: number;
};

export type DeliveryType = 'Service' | 'Socket' | 'Machine' | 'Boot' | 'User';

export type DeliverySpec = {
  readonly type: DeliveryType;
  readonly store?: 'Persistent' | 'Volatile' | 'UnitFile';
  readonly dropIn?: 'Managed' | 'None';
  readonly boot?: {
    readonly location: 'ESPGlobal' | 'UKIExtra';
    readonly image?: string;
    readonly activateBy?: 'NextBoot';
  };
  readonly machine?: { readonly name: string };
  readonly user?: { readonly name: string };
};

export type SealingKey = 'HostAndTPM2' | 'TPM2' | 'TPM2Initrd' | 'Host';

export type SealingSpec = {
  readonly key?: SealingKey;
  readonly tpm2PCRs?: readonly number[];
  /** PEM; with the PCRs whose state its private half has to have signed. */
  readonly tpm2PublicKey?: string;
  readonly tpm2PublicKeyPCRs?: readonly number[];
  readonly ttlSeconds?: number;
};

export type UnitActionName = 'Restart' | 'TryRestart' | 'Reload' | 'ReloadOrRestart' | 'None';

export type ActivationSpec = {
  readonly units?: readonly { readonly name: string; readonly action?: UnitActionName }[];
  readonly autoDetect?: 'Enabled' | 'Disabled';
  readonly coalesceSeconds?: number;
};

export type Probe = {
  readonly tcp?: { readonly port: number };
  readonly http?: { readonly url: string; readonly expectStatus?: number };
  readonly unit?: { readonly name: string };
};

export type HealthSpec = {
  readonly minHealthySeconds?: number;
  readonly deadlineSeconds?: number;
  readonly maxRestarts?: number;
  readonly verifyLoaded?: 'Required' | 'BestEffort' | 'Skip';
  readonly probes?: readonly Probe[];
};

export type RolloutChoice = {
  readonly policyName?: string;
  readonly inline?: RolloutPolicySpec;
  readonly mode?: 'Automatic' | 'Manual';
  readonly initial?: 'FollowSteps' | 'SkipSteps';
};

export type RolloutStep = {
  readonly name: string;
  /** Cumulative count or percentage of the target hosts. */
  readonly target: IntOrPercent;
  readonly hostSelector?: LabelSelector;
  readonly pauseSeconds?: number;
  readonly approval?: 'None' | 'Required';
  readonly maxFailures?: IntOrPercent;
};

export type RolloutPolicySpec = {
  readonly steps: readonly RolloutStep[];
  readonly maxUnavailable?: IntOrPercent;
  readonly maxFailures?: IntOrPercent;
  readonly onFailure?: 'Pause' | 'Rollback';
  readonly minConnectedPercent?: number;
  readonly progressDeadlineSeconds?: number;
  readonly onNewVersion?: 'Supersede' | 'Queue';
  readonly minIntervalSeconds?: number;
  readonly disruptionBudgets?: readonly {
    readonly groupBy: readonly string[];
    readonly maxUnavailable?: IntOrPercent;
    readonly minAvailable?: IntOrPercent;
  }[];
  readonly windows?: readonly {
    readonly days: readonly string[];
    readonly start: string;
    readonly durationSeconds: number;
    readonly timeZone: string;
  }[];
};

export type RolloutPolicy = ApiObject<RolloutPolicySpec> & {
  readonly kind: 'RolloutPolicy';
  readonly spec: RolloutPolicySpec;
};

export type HostCounts = {
  readonly matched: number;
  readonly updated: number;
  readonly healthy: number;
  readonly failed: number;
  readonly unreachable: number;
  readonly pending: number;
};

export type HostCredentialStatus = {
  readonly observedGeneration?: number;
  /** "v7"-like names of CredentialVersions. */
  readonly stableVersion?: string;
  readonly targetVersion?: string;
  readonly activeRolloutName?: string;
  readonly hosts?: HostCounts;
  /** At most 20. */
  readonly failingHosts?: readonly {
    readonly host: string;
    readonly reason: string;
    readonly message: string;
  }[];
  /** When what the stable version contains ends. */
  readonly expirationTime?: string;
  /** When the first sealed file of a host ends; hosts renew them before. */
  readonly sealExpirationTime?: string;
  /** When something happens by itself next: hosts that left lose it. */
  readonly nextActionTime?: string;
  readonly conditions?: readonly Condition[];
};

export type VersionState = 'Candidate' | 'Stable' | 'Superseded' | 'Rejected' | 'Revoked';

/** The bytes live in a Secret `<version name>-content`, encrypted under the controller's key. */
export type CredentialVersion = ApiObject<CredentialVersionSpec, CredentialVersionStatus> & {
  readonly kind: 'CredentialVersion';
  readonly spec: CredentialVersionSpec;
};

export type CredentialVersionSpec = {
  readonly hostCredentialName: string;
  readonly hostCredentialUID: string;
  /** 1, 2, 3 … per HostCredential. */
  readonly number: number;
  readonly items: readonly {
    readonly name: string;
    /** HMAC-SHA256 under a key of this HostCredential, hex. Never a plain hash. */
    readonly digest: string;
    readonly sizeBytes: number;
  }[];
  /** Keyed digest over all items and what else makes a version (names), hex. */
  readonly digest: string;
  readonly digestKeyID: string;
  readonly sources: readonly { readonly secretName: string; readonly resourceVersion: string }[];
  readonly notAfter?: string;
  /** The content of version `number` again, made for a rollout that goes back to it. */
  readonly restores?: { readonly number: number; readonly rolloutName: string };
  /** Without content: hosts that get this number remove what they hold. Made for that rollout. */
  readonly removes?: { readonly rolloutName: string };
};

export type CredentialVersionStatus = {
  readonly state?: VersionState;
  readonly reason?: string;
  readonly conditions?: readonly Condition[];
};
