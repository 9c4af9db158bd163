/**
 * What the journal says, one record per step that a crash must not repeat or forget. Never content,
 * never a key: names, digests, versions.
 * @module
 */
import type { DropIn } from '#agent/install/drop-ins.ts';
import type { StoreName } from '#agent/install/credstore.ts';
import type { SealLife } from '#agent/seal/seal-life.ts';
import type { OrderedUnit } from '#agent/units/judge-ordered.ts';
import type { UnitActionName } from '#src/api/credential.ts';
import type { ErrorCode } from '#src/errors/credfleet-error.ts';
import type { IntentOperation } from '#src/intent/intent.ts';
import type { ItemReport, OwnOccasion, ReportPhase, UnitReport } from '#src/intent/report.ts';

export type AcceptedIntent = {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly version: number;
  /** Keyed digest over the version, hex. */
  readonly digest: string;
  /** Hash of everything that the intent says about how, hex: equal means there is nothing to redo. */
  readonly spec: string;
  readonly operation: IntentOperation;
  readonly rolloutUid: string;
  readonly attempt: number;
  /** Never kept, and never gone back to. */
  readonly revoked?: readonly number[];
  /** Only what was sealed for this request or a later one need not be sealed; absent: any seal will do. */
  readonly sealRequest?: number;
};

/** One version, whole, as it is in the store. */
export type HeldVersion = {
  readonly version: number;
  readonly digest: string;
  readonly spec: string;
  readonly store: StoreName;
  readonly items: readonly ItemReport[];
  /** Those that we wrote. */
  readonly dropIns: readonly DropIn[];
  /** Units that may fetch it; absent: it is not fetched. */
  readonly servedTo?: readonly string[];
  /** What somebody changed is only reported; absent: it is put back. */
  readonly drift?: 'Report';
  /** When its sealed files open; absent: from then on for ever. */
  readonly seal?: SealLife;
  /** The request for which it was sealed; absent: for none. */
  readonly sealRequest?: number;
  /** It is proven by a later boot than this one; absent: it is proven. */
  readonly staged?: Staged;
};

export type Staged = Pick<AcceptedIntent, 'rolloutUid' | 'attempt'> & { readonly bootId: string };

/** What is not in order with what is held, as the controller was told. */
export type Trouble = {
  readonly occasion: OwnOccasion;
  readonly code: ErrorCode;
  readonly message: string;
};

export type PlannedUnit = {
  readonly name: string;
  readonly action: UnitActionName;
  /** Before anything was installed: a unit with another one has restarted since. */
  readonly invocationBefore: string;
  readonly wasActive: boolean;
  /** Failed because of an earlier version of ours: it is started again whatever the action. */
  readonly brokenByUs: boolean;
  /** Ordered after it and well: they must not fail of it. Absent: none, or a journal of a release before. */
  readonly orderedAfter?: readonly OrderedUnit[];
};

export type InstallPlan = {
  /** Null: the credential is removed. */
  readonly next: HeldVersion | null;
  /** What a rollback puts back: its files are retained. Null: nothing was there. */
  readonly before: HeldVersion | null;
  /** It is what is held, in another seal: its units are not touched. Absent: more may change. */
  readonly onlySeal?: true;
  readonly units: readonly PlannedUnit[];
};

export type Cause = { readonly code: ErrorCode; readonly message: string };

/** Which acceptance a record is about: one version may be sent and accepted again. */
export type PendingKey = {
  readonly uid: string;
  readonly version: number;
  readonly hostSeq: number;
};

export type Accepted = {
  readonly kind: 'accepted';
  readonly hostSeq: number;
  /** SHA-256 of the stored envelope. */
  readonly envelopeDigest: string;
  readonly intents: readonly AcceptedIntent[];
};

export type JournalRecord =
  | Accepted
  /** Written before the first file is put in place. */
  | (PendingKey & { readonly kind: 'installing'; readonly plan: InstallPlan })
  /** Written before the previous version is put back. */
  | (PendingKey & { readonly kind: 'rollingBack'; readonly cause: Cause })
  /** Written after the terminal report is in the spool. */
  | (PendingKey & {
      readonly kind: 'finished';
      readonly phase: ReportPhase;
      /** Which version the store holds now: the planned one or the one before. */
      readonly holds: 'next' | 'before';
      readonly units: readonly UnitReport[];
      readonly brokenUnits: readonly string[];
    })
  /** A newer version was accepted before this one was begun. */
  | (PendingKey & { readonly kind: 'superseded' })
  /** What is held is not in order, or (null) is again. */
  | {
      readonly kind: 'trouble';
      readonly uid: string;
      readonly trouble: Trouble | null;
      /** It is held no more and was asked for again. */
      readonly lost?: {
        /** SHA-256 of what somebody put in the place of its files, hex, by name: that may be overwritten. */
        readonly found: Readonly<Record<string, string>>;
      };
    }
  /** Which host this machine is from here on: pushes are counted per host UID. */
  | { readonly kind: 'host'; readonly hostUid: string }
  /** Written by compaction in place of finished records. */
  | { readonly kind: 'hostSeq'; readonly hostSeq: number }
  /** So too, and when a boot has shown whether it was handed what was staged. */
  | { readonly kind: 'credential'; readonly credential: CredentialRecord };

/** What this host knows of one HostCredential. */
export type CredentialRecord = {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  /** Highest version accepted: nothing older is taken any more. */
  readonly version: number;
  readonly digest: string;
  readonly phase: ReportPhase;
  readonly held?: HeldVersion;
  /** Retained, sealed, one version longer. */
  readonly previous?: HeldVersion;
  /** Tried and not held: its files may still be there after a failed rollback. */
  readonly attempted?: HeldVersion;
  /** What was held was lost, and asked for again. */
  readonly lost?: OwnOccasion;
  readonly trouble?: Trouble;
  readonly units: readonly UnitReport[];
  readonly brokenUnits: readonly string[];
};
