/**
 * What every step of apply is given: the ports to the host, and one intent on its way.
 * @module
 */
import type { ReadAllowList } from '#agent/allow/allow-list.node.ts';
import type { Credstore } from '#agent/install/credstore.ts';
import type { DropIns } from '#agent/install/drop-ins.ts';
import type { SealedCopies } from '#agent/install/sealed-copies.ts';
import type { PcrKeyFile } from '#agent/pcr/pcr-key-file.node.ts';
import type { HostKeyProblem } from '#agent/seal/host-key.node.ts';
import type { TestSealed } from '#agent/seal/test-sealed.ts';
import type { TpmTimes } from '#agent/seal/tpm-times.ts';
import type { RefuseLockedOut } from '#agent/tpm/tpm-watch.ts';
import type { ReadActivity } from '#agent/units/activity.node.ts';
import type { IsHandedOn } from '#agent/units/handed-on.node.ts';
import type { ReadLoaded } from '#agent/units/loaded.node.ts';
import type { Systemd, UnitState } from '#agent/units/systemd.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError, type ErrorCode } from '#src/errors/credfleet-error.ts';
import type { Exec } from '#src/exec/exec.ts';
import type { Intent, IntentProbe, OpenedItem } from '#src/intent/intent.ts';
import type { Secret } from '#src/secret/secret.ts';
import type { Failpoints } from './failpoints.ts';
import type { CredentialRecord, InstallPlan } from './journal-records.ts';
import type { Pending } from './journal-state.ts';
import type { Journal } from './journal.ts';
import type { ReportSpool } from './ports.ts';
import type { SealedItems } from './seal-items.ts';
import type { Turns } from './turns.ts';

/** Undefined when the probe passes, else why not. */
export type RunProbe = (probe: IntentProbe, timeoutMs: number) => Promise<string | undefined>;

export type ApplyContext = {
  /** Of the boot that this is. */
  readonly bootId: string;
  /** SHA-256 of what the boot loader handed this boot under a name, hex; undefined: nothing. */
  readonly bootDigest: (name: string) => Promise<string | undefined>;
  readonly exec: Exec;
  readonly clock: Clock;
  readonly systemd: Systemd;
  readonly credstore: Credstore;
  readonly copies: SealedCopies;
  readonly dropIns: DropIns;
  /** Units can fetch credentials from this agent. */
  readonly isProviding?: boolean;
  readonly readLoaded: ReadLoaded;
  readonly isHandedOn: IsHandedOn;
  readonly readActivity: ReadActivity;
  readonly runProbe: RunProbe;
  readonly hostKeyProblem: HostKeyProblem;
  readonly pcrKeyFile: PcrKeyFile;
  readonly testSealed: TestSealed;
  readonly tpmTimes: Pick<TpmTimes, 'startDelayMs'>;
  /** Called before anything is done that a TPM in lockout does not do. */
  readonly refuseLockedOut: RefuseLockedOut;
  readonly readAllowList: ReadAllowList;
  readonly journal: Journal;
  readonly spool: Pick<ReportSpool, 'append' | 'gather' | 'flush'>;
  readonly turns: Turns;
  readonly reach: Failpoints;
  /** Aborted when the agent stops: steps end where they are, as after a crash. */
  readonly signal: AbortSignal;
};

/** One accepted intent, opened. `items` are disposed when sealed, `digestKey` when all is proven. */
export type Assignment = {
  readonly pending: Pending;
  readonly intent: Intent;
  readonly digestKey: Secret;
  readonly items: readonly OpenedItem[];
  readonly acceptedAtMs: number;
  /** Begun while the push was being stored. */
  readonly sealing?: Promise<SealedItems>;
};

/** In the store, its units not touched yet. */
export type Installed = Assignment & {
  readonly plan: InstallPlan;
  /** How its units were just before; not after a crash. */
  readonly surveyed?: { readonly atMs: number; readonly states: ReadonlyMap<string, UnitState> };
};

export function recordOf(ctx: ApplyContext, uid: string): CredentialRecord {
  const record = ctx.journal.state().credentials.get(uid);
  if (record !== undefined) return record;
  throw new CredfleetError('STATE_CORRUPT', `the journal has lost HostCredential '${uid}'`);
}

/** Failures of the host itself: nothing is known about the credential, so the step is tried again later. */
const HOST_FAILURES: ReadonlySet<ErrorCode> = new Set([
  'STATE_UNWRITABLE',
  'STATE_CORRUPT',
  'SYSTEMD_UNREACHABLE',
]);

export function isHostFailure(error: unknown): boolean {
  return !(error instanceof CredfleetError) || HOST_FAILURES.has(error.code);
}

/** Waits for all, then throws the first failure: nothing goes on behind the caller's back. */
export async function together<T extends readonly unknown[]>(
  ...work: { [K in keyof T]: Promise<T[K]> }
): Promise<T> {
  const results = await Promise.allSettled(work);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return results.map((result) => (result as PromiseFulfilledResult<unknown>).value) as unknown as T;
}
