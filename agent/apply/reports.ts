/**
 * What a step says to the controller: credential reports from an assignment and what became of it.
 * @module
 */
import type { UnitState } from '#agent/units/systemd.ts';
import type { Loaded } from '#agent/units/judge.ts';
import type {
  CredentialReport,
  Occasion,
  OwnOccasion,
  ReportPhase,
  UnitReport,
} from '#src/intent/report.ts';
import type { AcceptedIntent, Cause, CredentialRecord, HeldVersion } from './journal-records.ts';
import type { Pending } from './journal-state.ts';

export type ReportInput = {
  readonly intent: Pick<
    AcceptedIntent,
    'uid' | 'namespace' | 'name' | 'version' | 'rolloutUid' | 'attempt'
  >;
  readonly phase: ReportPhase;
  readonly message: string;
  readonly cause?: Cause;
  readonly occasion?: Occasion;
  /** What the host holds now. */
  readonly held: HeldVersion | undefined;
  /** The version that the report is about, as far as it was sealed. */
  readonly next?: HeldVersion | undefined;
  readonly units: readonly UnitReport[];
  readonly gone?: readonly number[];
};

export function credentialReport(input: ReportInput): CredentialReport {
  const { uid, namespace, name, version, rolloutUid, attempt } = input.intent;
  return {
    uid,
    namespace,
    name,
    version,
    rolloutUid,
    attempt,
    phase: input.phase,
    ...(input.cause === undefined ? {} : { code: input.cause.code }),
    message: input.message,
    runningVersion: input.held?.version ?? 0,
    items: (input.next ?? input.held)?.items ?? [],
    units: input.units,
    ...(input.occasion === undefined ? {} : { occasion: input.occasion }),
    ...(input.gone === undefined ? {} : { gone: input.gone }),
    ...sealRequestOf(input.held),
  };
}

export function sealRequestOf(
  held: HeldVersion | undefined,
): Pick<CredentialReport, 'sealRequest'> {
  return held?.sealRequest === undefined ? {} : { sealRequest: held.sealRequest };
}

/** What the host says of its own accord of what it holds: with a code it is not in order, without it is again. */
export function ownReport(
  { uid, namespace, name, units }: CredentialRecord,
  held: HeldVersion,
  said: Pick<CredentialReport, 'message'> &
    Partial<Pick<CredentialReport, 'code' | 'units'>> & {
      readonly occasion: OwnOccasion;
      /** It is held no more and has to be sent again. */
      readonly isLost?: boolean;
    },
): CredentialReport {
  const { isLost = false, ...words } = said;
  return {
    uid,
    namespace,
    name,
    version: held.version,
    rolloutUid: '',
    attempt: 0,
    phase: isLost ? 'Removed' : provenPhase(held),
    runningVersion: isLost ? 0 : held.version,
    items: held.items,
    units,
    ...(isLost ? {} : sealRequestOf(held)),
    ...words,
  };
}

function provenPhase({ staged }: HeldVersion): ReportPhase {
  return staged === undefined ? 'Healthy' : 'Staged';
}

export function unitReport(
  state: UnitState,
  seen: {
    readonly action: UnitReport['action'];
    readonly invocationBefore: string;
    readonly loaded: Loaded;
  },
): UnitReport {
  return {
    name: state.name,
    action: seen.action,
    invocationBefore: seen.invocationBefore,
    invocationAfter: state.invocationId,
    activeState: state.activeState,
    subState: state.subState,
    result: state.result,
    execMainStatus: state.execMainStatus,
    restarts: state.restarts,
    loadedEqualsVersion: seen.loaded,
  };
}

/** True when the host holds exactly this already, has proven it, and did not ask for it again. */
export function isSettled(record: CredentialRecord, intent: AcceptedIntent): boolean {
  return (
    isProven(record) &&
    record.trouble?.occasion !== 'SealExpiry' &&
    isHeld(record, intent) &&
    !isAskedAnew(record.held, intent)
  );
}

function isProven({ phase }: CredentialRecord): boolean {
  return phase === 'Healthy' || phase === 'Staged';
}

/** The version, delivered and sealed as the intent says. */
export function isHeld({ held }: CredentialRecord, intent: AcceptedIntent): boolean {
  return held?.version === intent.version && held.spec === intent.spec;
}

/** Nothing but the seal can change; also after a crash in the middle of putting the new ones in place. */
export function isOfHeld(
  record: CredentialRecord,
  { intent, plan }: Pending,
  storeAsHeld: boolean,
): boolean {
  if (plan !== undefined) return plan.onlySeal === true;
  return storeAsHeld && isProven(record) && isHeld(record, intent);
}

/** Somebody wants it sealed again, and its seal is older than that. */
export function isAskedAnew(
  held: HeldVersion | undefined,
  { sealRequest = 0 }: AcceptedIntent,
): boolean {
  return sealRequest > (held?.sealRequest ?? 0);
}
