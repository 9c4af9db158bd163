/**
 * Host, HostEnrollment and HostAccessPolicy: the inventory, who asked to join it, and which
 * namespaces may reach which of it.
 * @module
 */
import type { DeliveryType, SealingKey } from './credential.ts';
import type { ApiObject, Condition, LabelSelector } from './meta.ts';

export type Assurance = 'TPM' | 'Software';

export type Approval = 'Pending' | 'Approved' | 'Denied';

/** What the certificate of an endorsement key is worth: chained to a pinned root, not, or not there. */
export type EkCertificateState = 'Trusted' | 'Untrusted' | 'None';

export type Host = ApiObject<HostSpec, HostStatus> & {
  readonly kind: 'Host';
  readonly spec: HostSpec;
};

export type HostSpec = {
  /** SHA-256 of the endorsement key's SubjectPublicKeyInfo, hex; immutable once set. */
  readonly ekHash?: string;
  /** SHA-256 of a software host's identity key (SubjectPublicKeyInfo), hex; immutable once set. */
  readonly identityKeyHash?: string;
  /** Absent: Approved where a person pinned the ekHash beforehand, else Pending; see host-identity.ts. */
  readonly approval?: Approval;
  readonly revoked?: boolean;
  /** For the audit log. */
  readonly revocationReason?: string;
  /** Ids of `status.blocks` that a person has lifted. */
  readonly liftedBlocks?: readonly string[];
  readonly paused?: boolean;
  readonly decommission?: boolean;
  /** What becomes of the same machine with other keys: issued at once, or approved again. */
  readonly reenroll?: 'Auto' | 'Approval';
  /** The installation that may enrol where `reenroll` is Approval: what status.pendingInstallation says. */
  readonly approvedInstallation?: string;
};

export type HostStatus = {
  readonly observedGeneration?: number;
  readonly agentVersion?: string;
  readonly systemdVersion?: number;
  readonly tpm?: {
    readonly present: boolean;
    readonly ekHash?: string;
    readonly ekCertificate?: EkCertificateState;
    /** As a trusted EK certificate says. */
    readonly manufacturer?: string;
    readonly model?: string;
    readonly firmware?: string;
    readonly lockoutCounter?: number;
  };
  /** What keeps it from being served until a person decides. */
  readonly blocks?: readonly {
    readonly id: string;
    readonly kind: 'Revoked' | 'ClonedDisk' | 'ControllerOlderThanHost';
    readonly since: string;
    readonly message: string;
  }[];
  readonly assurance?: Assurance;
  readonly capabilities?: readonly string[];
  readonly identityEpoch?: number;
  /** SHA-256 of the new keys of this very machine, which waits to be approved again. */
  readonly pendingInstallation?: string;
  readonly lastSeenTime?: string;
  readonly facts?: Readonly<Record<string, string>>;
  /** The last quote that was verified. */
  readonly attestation?: {
    readonly time: string;
    readonly bootID: string;
    readonly pcrs: readonly { readonly index: number; readonly sha256: string }[];
  };
  /** Names of those that systemd finds on the host. */
  readonly pcrSignatures?: readonly string[];
  /** At most 256; the ledger has all. */
  readonly credentials?: readonly {
    readonly namespace: string;
    readonly name: string;
    readonly version: number;
    readonly state: string;
    readonly since: string;
  }[];
  readonly conditions?: readonly Condition[];
};

export type HostEnrollment = ApiObject<HostEnrollmentSpec, HostEnrollmentStatus> & {
  readonly kind: 'HostEnrollment';
  readonly spec: HostEnrollmentSpec;
};

export type HostEnrollmentSpec = {
  readonly hostName: string;
  readonly assurance: Assurance;
  readonly ekHash?: string;
  readonly identityKeyHash?: string;
  readonly tokenID?: string;
  readonly sourceAddress?: string;
};

export type HostEnrollmentStatus = {
  readonly state?: 'Pending' | 'Issued' | 'Denied';
  readonly hostUID?: string;
  readonly identityEpoch?: number;
  readonly certificateSerial?: string;
  readonly conditions?: readonly Condition[];
};

export type HostAccessPolicy = ApiObject<HostAccessPolicySpec> & {
  readonly kind: 'HostAccessPolicy';
  readonly spec: HostAccessPolicySpec;
};

export type HostAccessPolicySpec = {
  readonly namespaces?: readonly string[];
  readonly namespaceSelector?: LabelSelector;
  readonly hostSelector?: LabelSelector;
  /** Globs: `*` matches any run of characters. */
  readonly credentialNames?: readonly string[];
  readonly units?: readonly string[];
  readonly deliveryTypes?: readonly DeliveryType[];
  /** HostAndTPM2 and TPM2 are stronger than Host. */
  readonly minimumSealing?: SealingKey;
  /** Software hosts are off unless a policy admits them. */
  readonly assurance?: 'TPM' | 'Any';
  /** Nothing is sent to a host before a fresh quote by its TPM shows these values. */
  readonly attestation?: AttestationDemand;
};

export type AttestationDemand = {
  readonly pcrs: readonly {
    readonly index: number;
    /** Values of the SHA-256 bank that are accepted, hex. */
    readonly sha256: readonly string[];
  }[];
  /** How old the quote may be; default 300. */
  readonly maxAgeSeconds?: number;
};
