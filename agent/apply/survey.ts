/**
 * One look at the host before anything changes: which units are concerned and how they are, what
 * lies in the store, which drop-ins are needed; and what is refused because of it.
 * @module
 */
import type { DropIn } from '#agent/install/drop-ins.ts';
import { storeOf, storeTitle } from '#agent/install/store-of.ts';
import {
  fetchesPlain,
  idInUnit,
  installedItem,
  type InstalledItem,
} from '#agent/units/credential-units.ts';
import { socketSetting } from '#agent/provider/socket.ts';
import type { OrderedUnit } from '#agent/units/judge-ordered.ts';
import { describeState, EXIT_CREDENTIALS, isFailed } from '#agent/units/judge.ts';
import type { CredentialUse, UnitState } from '#agent/units/systemd.ts';
import { CredfleetError, type ErrorCode } from '#src/errors/credfleet-error.ts';
import type { IntentUnit } from '#src/intent/intent.ts';
import { recordOf, together, type ApplyContext, type Assignment } from './context.ts';
import { detectUnits } from './detect-units.ts';
import type { CredentialRecord, HeldVersion, PlannedUnit } from './journal-records.ts';
import { wellAfter } from './ordered-after.ts';
import { isOfHeld } from './reports.ts';
import { neededDropIns } from './needed-drop-ins.ts';
import { leaksSessions, TPM_CREDENTIALS_OF_ONE_UNIT, tpmLoads } from './run-jobs.ts';

export type SurveyedUnit = IntentUnit & {
  readonly state: UnitState;
  readonly use: CredentialUse;
  readonly orderedAfter: readonly OrderedUnit[];
};

export type Survey = {
  readonly units: readonly PlannedUnit[];
  readonly states: ReadonlyMap<string, UnitState>;
  readonly atMs: number;
  /** Ours, there or needed, for the units that the intent lists. */
  readonly dropIns: readonly DropIn[];
  /** True when the store holds exactly what the journal says it does. */
  readonly storeAsHeld: boolean;
  /** This very version is held, proven and whole, and no unit failed for want of it: nothing else changes. */
  readonly onlySeal: boolean;
  /** What a rollback can put back. */
  readonly before: HeldVersion | null;
};

/** @throws {CredfleetError} CREDENTIAL_NAME_CONFLICT, UNIT_…, PREEXISTING_FAILURE, DELIVERY_UNSUPPORTED, TPM_LOCKED_OUT */
export async function survey(
  ctx: ApplyContext,
  assignment: Assignment,
  onDisk: OnDisk,
): Promise<Survey> {
  const { intent } = assignment;
  const record = recordOf(ctx, assignment.intent.uid);
  const problem = ctx.credstore.problemOf(storeOf(intent.delivery));
  if (problem !== undefined) throw new CredfleetError('DELIVERY_UNSUPPORTED', problem);
  const items = intent.items.map(({ name }) =>
    installedItem(ctx.credstore, storeOf(intent.delivery), name),
  );
  const atMs = ctx.clock.nowMs();
  const units = await lookAtUnits(ctx, assignment, items);
  refuseConflict(record, assignment, onDisk.next);
  const storeAsHeld = isAsHeld(record.held, onDisk.held);
  const isHeldWhole = isOfHeld(record, assignment.pending, storeAsHeld);
  await refuseUnits(ctx, assignment, { units, items });
  for (const unit of isHeldWhole ? [] : units) refuseFailed(unit, record, items);
  const planned = units.map((unit) => plannedUnit(unit, record, items));
  const onlySeal = isHeldWhole && planned.every(({ brokenByUs }) => !brokenByUs);
  // Restarted, they would be down: whatever this push is sealed to.
  if (!onlySeal && opensWithTpm(ctx, units)) await ctx.refuseLockedOut();
  return {
    units: planned,
    states: new Map(units.map(({ name, state }) => [name, state])),
    atMs,
    dropIns: await neededDropIns(ctx, assignment, { units, items }),
    storeAsHeld,
    onlySeal,
    before: beforeOf(record, assignment, storeAsHeld),
  };
}

/** An install that a crash cut short has retained it already. */
function beforeOf({ held }: CredentialRecord, { pending }: Assignment, storeAsHeld: boolean) {
  return (storeAsHeld ? held : pending.plan?.before) ?? null;
}

async function refuseUnits(
  ctx: ApplyContext,
  assignment: Assignment,
  seen: { readonly units: readonly SurveyedUnit[]; readonly items: readonly InstalledItem[] },
): Promise<void> {
  const leaks = await leaksSessions(ctx);
  const { items } = seen;
  for (const unit of seen.units) {
    refuseUnit(unit);
    if (leaks) refuseTooManySessions(ctx, assignment, { unit, items });
    if (assignment.intent.delivery.dropIn === 'None') refusePlainFetch(unit, items);
  }
}

function opensWithTpm(ctx: ApplyContext, units: readonly SurveyedUnit[]): boolean {
  return units.some(({ action, use }) => action !== 'None' && tpmLoads(ctx, use).size > 0);
}

/** SHA-256 of the files in the store now, hex, by name: those that come, and those that are held. */
export type OnDisk = {
  readonly next: ReadonlyMap<string, string>;
  readonly held: ReadonlyMap<string, string>;
};

export async function lookAtStore(ctx: ApplyContext, assignment: Assignment): Promise<OnDisk> {
  const { intent } = assignment;
  const { held } = recordOf(ctx, intent.uid);
  const store = storeOf(intent.delivery);
  const names = intent.items.map(({ name }) => name);
  const next = await ctx.credstore.digests(store, names);
  if (held === undefined) return { next, held: new Map() };
  const heldNames = held.items.map(({ name }) => name);
  // As nearly always: the same files, read once.
  const isSame = held.store === store && heldNames.every((name) => names.includes(name));
  return { next, held: isSame ? next : await ctx.credstore.digests(held.store, heldNames) };
}

export function isAsHeld(
  held: HeldVersion | undefined,
  onDisk: ReadonlyMap<string, string>,
): boolean {
  return held?.items.every((item) => onDisk.get(item.name) === item.sealedDigest) ?? false;
}

type Ordered = readonly OrderedUnit[];

async function lookAtUnits(
  ctx: ApplyContext,
  { intent }: Assignment,
  items: readonly InstalledItem[],
): Promise<readonly SurveyedUnit[]> {
  const listed = intent.activation.units;
  const found = intent.activation.autoDetect ? await detectUnits(ctx, items) : [];
  const others = found.filter((name) => listed.every((unit) => unit.name !== name));
  const all: readonly IntentUnit[] = [
    ...listed,
    ...others.map((name) => ({ name, action: 'TryRestart' as const })),
  ];
  return Promise.all(
    all.map(async ({ name, action }) => {
      const [state, use, ordered] = await together<[UnitState, CredentialUse, Ordered]>(
        ctx.systemd.state(name),
        ctx.systemd.credentialUse(name),
        action === 'None' ? Promise.resolve([]) : wellAfter(ctx, name),
      );
      return { name, action, state, use, orderedAfter: ordered };
    }),
  );
}

/** A file under a name of ours that we did not write is never overwritten. */
function refuseConflict(
  record: CredentialRecord,
  { intent, pending }: Assignment,
  onDisk: ReadonlyMap<string, string>,
): void {
  const versions = [record.held, record.previous, record.attempted, pending.plan?.next];
  const ours = new Set(versions.flatMap((version) => version?.items ?? []).map(digestOf));
  const foreign = [...onDisk].find(([, digest]) => !ours.has(digest));
  if (foreign === undefined) return;
  throw new CredfleetError(
    'CREDENTIAL_NAME_CONFLICT',
    `${storeTitle(storeOf(intent.delivery))} already holds a file '${foreign[0]}' that credfleet did not write; move it away or choose another name`,
  );
}

function digestOf(item: { readonly sealedDigest: string }): string {
  return item.sealedDigest;
}

function refuseUnit({ name, state, action, use }: SurveyedUnit): void {
  const refuse = (code: ErrorCode, message: string): never => {
    throw new CredfleetError(code, message);
  };
  if (state.loadState === 'not-found') refuse('UNIT_NOT_FOUND', `this host has no unit '${name}'`);
  if (state.loadState === 'masked') refuse('UNIT_MASKED', `'${name}' is masked on this host`);
  if (state.loadState !== 'loaded') {
    refuse('UNIT_NOT_FOUND', `systemd cannot load '${name}': ${state.loadState}`);
  }
  if (action === 'Reload' && !use.refreshOnReload) {
    refuse(
      'DELIVERY_UNSUPPORTED',
      `a reload gives '${name}' no new credentials: that needs systemd 260 and RefreshOnReload=credentials`,
    );
  }
}

function refuseFailed(
  unit: SurveyedUnit,
  record: CredentialRecord,
  items: readonly InstalledItem[],
): void {
  const { name, state, action } = unit;
  if (action === 'None' || !isFailed(state) || isBrokenByUs(unit, record, items)) return;
  throw new CredfleetError(
    'PREEXISTING_FAILURE',
    `'${name}' was not well before anything was changed, so it is left alone; it is ${describeState(state)}`,
  );
}

/** When the agent ends in the middle of an answer, what is not sealed cannot be told from an empty value. */
function refusePlainFetch({ name, use }: SurveyedUnit, items: readonly InstalledItem[]): void {
  const plain = items.find((item) => fetchesPlain(use, item));
  if (plain === undefined) return;
  throw new CredfleetError(
    'DELIVERY_UNSUPPORTED',
    `'${name}' fetches '${plain.name}' with LoadCredential=, and the agent hands out nothing that is not sealed: write ${socketSetting(plain.name)}`,
  );
}

/** It failed for an earlier version of this credential, or because it got none that it could read. */
function isBrokenByUs(
  { name, state, use }: SurveyedUnit,
  record: CredentialRecord,
  items: readonly InstalledItem[],
): boolean {
  if (record.brokenUnits.includes(name)) return true;
  // Dead later than we watched, but still the process that an earlier version started.
  const started = record.units.find((unit) => unit.name === name && unit.action === 'Restarted');
  if (started !== undefined && started.invocationAfter === state.invocationId) return true;
  const usesIt = items.some((item) => idInUnit(use, item) !== undefined);
  // systemd starts a unit without a file that is not there.
  return usesIt && (record.lost !== undefined || state.execMainStatus === EXIT_CREDENTIALS);
}

function plannedUnit(
  unit: SurveyedUnit,
  record: CredentialRecord,
  items: readonly InstalledItem[],
): PlannedUnit {
  const { name, action, state, orderedAfter } = unit;
  const failed = isFailed(state);
  return {
    name,
    action,
    invocationBefore: state.invocationId,
    wasActive: !failed && state.activeState !== 'inactive',
    brokenByUs: failed && isBrokenByUs(unit, record, items),
    ...(orderedAfter.length === 0 ? {} : { orderedAfter }),
  };
}

/** systemd would start it no more, with or without us. */
function refuseTooManySessions(
  ctx: ApplyContext,
  { intent: { sealing, delivery, activation } }: Assignment,
  { unit, items }: { readonly unit: SurveyedUnit; readonly items: readonly InstalledItem[] },
): void {
  if (sealing.key === 'Host') return;
  const getsAll = delivery.dropIn !== 'None' && activation.units.some((u) => u.name === unit.name);
  const coming = items.filter((item) => getsAll || idInUnit(unit.use, item) !== undefined);
  const loads = new Set([...tpmLoads(ctx, unit.use), ...coming.map(({ name }) => name)]);
  if (loads.size <= TPM_CREDENTIALS_OF_ONE_UNIT) return;
  throw new CredfleetError(
    'DELIVERY_UNSUPPORTED',
    `'${unit.name}' would load ${loads.size} credentials that need the TPM, and the systemd of this host starts no unit with more than ${TPM_CREDENTIALS_OF_ONE_UNIT}: seal some with key Host, or put several values into one credential`,
  );
}
