/**
 * The port to what is not an API object: host identities, the matrix host × credential, version
 * intervals and audit events. Each change is in one durable transaction as a whole: state never changes
 * without its event.
 * @module
 */
import type { Assurance } from '#src/api/host.ts';
import type { AuditEvent, NewAuditEvent } from '#src/audit/event.ts';
import type { HostCredentialState, VersionInterval } from '#src/rollout/host-state.ts';
import type { FrozenPlan, RolloutRecord } from '#src/rollout/rollout-record.ts';
import type { Evidence } from './evidence.ts';
import type { BlockFilter, HostBlock } from './host-block.ts';
import type { LegalHold, PrunedRange, RetentionState, SinkPosition } from './retention-state.ts';

/** What the controller knows of an enrolled host; one per hostUid. */
export type HostIdentity = {
  readonly hostUid: string;
  readonly hostName: string;
  readonly assurance: Assurance;
  /** ekHash or identityKeyHash, hex. */
  readonly identityHash: string;
  /** TPMT_PUBLIC of the attestation key, as it was verified; of TPM hosts only. */
  readonly akPub?: Uint8Array;
  /** P-256 SubjectPublicKeyInfo, DER; of a TPM host too. */
  readonly kxPub: Uint8Array;
  readonly kxEpoch: number;
  /** Ed25519, raw. */
  readonly receiptKey: Uint8Array;
  readonly identityEpoch: number;
  readonly certificateSerial: string;
  readonly certificateNotAfterMs: number;
  readonly lastPushSeq: number;
  readonly lastReportSeq: number;
  readonly enrolledAtMs: number;
};

/** The last quote of a host that was verified; one per hostUid. */
export type HostAttestation = {
  readonly hostUid: string;
  /** When it was asked for. */
  readonly timeMs: number;
  readonly bootId: string;
  /** PCR of the SHA-256 bank → value, hex. */
  readonly values: ReadonlyMap<number, string>;
};

export type LedgerWrite = {
  readonly identities?: readonly HostIdentity[];
  readonly pushSeqs?: readonly { readonly hostUid: string; readonly seq: number }[];
  readonly reportSeqs?: readonly { readonly hostUid: string; readonly seq: number }[];
  readonly states?: readonly HostCredentialState[];
  readonly rollouts?: readonly RolloutRecord[];
  readonly plans?: readonly FrozenPlan[];
  /** Closes what is open for (host, credential) with this reason, then opens `open` when given. */
  readonly intervals?: readonly {
    readonly hostUid: string;
    readonly credentialUid: string;
    readonly atMs: number;
    readonly endReason: 'replaced' | 'rolledBack' | 'removed' | 'revoked';
    readonly open?: VersionInterval;
  }[];
  /** A block with a known id is replaced. */
  readonly blocks?: readonly HostBlock[];
  readonly attestations?: readonly HostAttestation[];
  /** A hold with a known id is lifted, or not, as it says; nothing else of it changes. */
  readonly holds?: readonly LegalHold[];
  readonly sinks?: readonly SinkPosition[];
  /** Removes these events, and the intervals that ended with them and that no hold names; their tree stays. */
  readonly pruned?: readonly PrunedRange[];
  readonly events?: readonly NewAuditEvent[];
};

export type Decided<T> = { readonly write: LedgerWrite; readonly result: T };

export type EventFilter = {
  readonly namespace?: string;
  readonly credential?: string;
  readonly host?: string;
  readonly version?: number;
  readonly actor?: string;
  /** Prefix. */
  readonly type?: string;
  readonly sinceMs?: number;
  readonly untilMs?: number;
  readonly afterSeq?: number;
  /** The last one that is looked at. */
  readonly untilSeq?: number;
  /** Default 1,000, at most 10,000. Without `afterSeq` the newest, otherwise those that follow it; oldest first. */
  readonly limit?: number;
};

export type StateFilter = {
  readonly namespace?: string;
  readonly credential?: string;
  readonly credentialUid?: string;
  readonly host?: string;
  readonly hostUid?: string;
};
export type IntervalFilter = StateFilter & {
  readonly version?: number;
  readonly atMs?: number;
  /** Those that have not ended. */
  readonly isOpen?: true;
  /** Those that reach into this time. */
  readonly sinceMs?: number;
  readonly untilMs?: number;
  /** With it they come in the order of their ids, those after this one. */
  readonly afterId?: number;
  /** Default: all. */
  readonly limit?: number;
};

/** Ids grow in the order of recording; an interval keeps its own when it ends. */
export type StoredInterval = VersionInterval & { readonly id: number };

/** Throws STORE_FAILED when the disk refuses; nothing of that write is kept then. */
export interface Ledger {
  /** One durable transaction, now. */
  write(change: LedgerWrite): void;
  /**
   * The same for what many do at once: all that is committed in one turn of the event loop shares one
   * transaction. Resolves when it is durable, rejects when nothing of it is kept. `decide` is called within the
   * transaction, so that it reads all that was written before; it must not write, and may be called again.
   */
  commit<T>(decide: () => Decided<T>): Promise<T>;
  identity(hostUid: string): HostIdentity | undefined;
  identityByName(hostName: string): HostIdentity | undefined;
  identities(): readonly HostIdentity[];
  /** All that ever had this ekHash or identityKeyHash: one Host at a time, each time under another UID. */
  identitiesByHash(identityHash: string): readonly HostIdentity[];
  states(filter: StateFilter): readonly HostCredentialState[];
  rollout(rolloutUid: string): RolloutRecord | undefined;
  /** Undefined until that rollout started. */
  plan(rolloutUid: string): FrozenPlan | undefined;
  intervals(filter: IntervalFilter): readonly StoredInterval[];
  /** The oldest first. */
  blocks(filter: BlockFilter): readonly HostBlock[];
  /** True while the machine with this ekHash or identityKeyHash is revoked: it gets no certificate of any kind. */
  isDenied(identityHash: string): boolean;
  attestation(hostUid: string): HostAttestation | undefined;
  events(filter: EventFilter): readonly AuditEvent[];
  readonly evidence: Evidence;
  readonly retention: RetentionState;
  /** Called after each write that added events. Returns a function that stops it. */
  onEvents(listener: () => void): () => void;
  /** Called after each write, when it is durable, with what was written. Returns a function that stops it. */
  onWrite(listener: (change: LedgerWrite) => void): () => void;
  close(): void;
}
