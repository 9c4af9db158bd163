/**
 * What a host says happened to one credential: the body of a signed receipt.
 * @module
 */
import type { ErrorCode } from '#src/errors/credfleet-error.ts';
import type { TpmLockout } from '#src/tpm/lockout.ts';

/**
 * Staged: installed for the next boot; terminal until then. Sealed: installed, nothing restarted yet. Activating: units are being restarted. Soaking: up, inside minHealthy.
 * Healthy: proven; terminal. Failed: terminal, `runningVersion` says what the host holds now. RolledBack: failed and the
 * previous version is proven again; terminal. Removed: terminal of a delete.
 */
export type ReportPhase =
  | 'Sealed'
  | 'Activating'
  | 'Soaking'
  | 'Healthy'
  | 'Failed'
  | 'RolledBack'
  | 'Removed'
  | 'Staged';

export type UnitReport = {
  readonly name: string;
  readonly action: 'Restarted' | 'NotRunning' | 'None' | 'Reloaded';
  readonly invocationBefore: string;
  readonly invocationAfter: string;
  readonly activeState: string;
  readonly subState: string;
  readonly result: string;
  readonly execMainStatus: number;
  readonly restarts: number;
  /** The file in the unit's credentials directory has this version's digest. */
  readonly loadedEqualsVersion: 'Yes' | 'No' | 'Unknown';
};

export type ItemReport = {
  readonly name: string;
  /** Keyed digest of the content, hex: the one of the intent. */
  readonly digest: string;
  /** SHA-256 of the sealed file, hex. */
  readonly sealedDigest: string;
  /** As the header of the sealed file says: "host+tpm2". */
  readonly keyType: string;
  /** Bit n = PCR n. */
  readonly pcrMask: number;
  /** What the bound PCRs must give (PolicyPCR, SHA-256 bank), hex; absent when bound to none. */
  readonly policyDigest?: string;
  /** PCRs whose state somebody has to have signed; absent: none. */
  readonly signedPcrMask?: number;
  /** By which key: `pkfp` of systemd, hex. */
  readonly pcrKey?: string;
  /** When the sealed file opens no more; absent: never. */
  readonly sealNotAfterMs?: number;
};

/**
 * Drift: somebody changed what lies on the host. SealLost: what is held does not open with the keys that the host has
 * now. SealExpiry: what is held opens for some time only, which comes to its end. With a code: it is so; without one: it is in order again, or (Sealed) sealed again because of it.
 * Requested: sealed again because somebody asked for it.
 */
export type Occasion = OwnOccasion | 'Requested';
export type OwnOccasion = 'Drift' | 'SealLost' | 'SealExpiry';

export type CredentialReport = {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly version: number;
  readonly rolloutUid: string;
  readonly attempt: number;
  readonly phase: ReportPhase;
  readonly code?: ErrorCode;
  /** Root cause, whole, without values. */
  readonly message: string;
  /** What the host holds now; 0 = nothing. */
  readonly runningVersion: number;
  readonly items: readonly ItemReport[];
  readonly units: readonly UnitReport[];
  /** Revoked versions of which nothing is left here: no file, no retained copy, no unit that has loaded it. */
  readonly gone?: readonly number[];
  /** With an empty `rolloutUid`: no push is behind it, the host says it of its own accord. */
  readonly occasion?: Occasion;
  /** For which request what the host holds was sealed; absent: for none. */
  readonly sealRequest?: number;
};

export type HostReport = {
  readonly hostUid: string;
  readonly bootId: string;
  /** Starts at 1, no gaps. */
  readonly seq: number;
  readonly timeMs: number;
  readonly credential: CredentialReport;
};

/** One line of what a host holds, sent at each Hello. */
export type InventoryItem = {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly version: number;
  readonly digest: string;
  readonly state: ReportPhase;
  /** For which request it was sealed; absent: for none. */
  readonly sealRequest?: number;
};

export type HostFacts = {
  readonly hostName: string;
  readonly agentVersion: string;
  readonly systemdVersion: number;
  readonly tpmPresent: boolean;
  readonly bootId: string;
  readonly capabilities: readonly string[];
  readonly facts: Readonly<Record<string, string>>;
  /** Absent: there is none, or this agent does not look. */
  readonly tpm?: TpmSeen;
};

/** How the TPM was when the agent asked it last. */
export type TpmSeen =
  | { readonly kind: 'answers'; readonly lockout: TpmLockout }
  | { readonly kind: 'unavailable'; readonly code: ErrorCode; readonly message: string };
