/**
 * After a repair: units that failed for what was changed, or run with something else than what is held, are
 * started again; one that has the content already is left alone.
 * @module
 */
import { timingSafeEqual } from 'node:crypto';
import type { ApplyContext } from '#agent/apply/context.ts';
import type { CredentialRecord, HeldVersion } from '#agent/apply/journal-records.ts';
import { unitReport } from '#agent/apply/reports.ts';
import { runJobs } from '#agent/apply/run-jobs.ts';
import { settledState } from '#agent/apply/settled-state.ts';
import type { SealedFile } from '#agent/install/credstore.ts';
import { idInUnit, installedItem } from '#agent/units/credential-units.ts';
import { describeState, EXIT_CREDENTIALS, isFailed, type Loaded } from '#agent/units/judge.ts';
import type { CredentialUse, UnitState } from '#agent/units/systemd.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { UnitReport } from '#src/intent/report.ts';
import type { Secret } from '#src/secret/secret.ts';

export type Repaired = {
  readonly record: CredentialRecord;
  readonly held: HeldVersion;
  /** The sealed files as they are in the store again. */
  readonly files: readonly SealedFile[];
  readonly units: readonly string[];
};

export type RestartedUnit = { readonly report: UnitReport; readonly text: string };

const DEADLINE_MS = 30_000;

/** Throws SYSTEMD_UNREACHABLE, or what keeps a sealed file from being opened. */
export async function restartFailedFor(
  ctx: ApplyContext,
  repaired: Repaired,
): Promise<readonly RestartedUnit[]> {
  const before: UnitState[] = [];
  for (const name of repaired.units) {
    const [state, use] = await Promise.all([
      settledState(ctx, name, DEADLINE_MS),
      ctx.systemd.credentialUse(name),
    ]);
    if (await isWithoutIt(ctx, repaired, { state, use })) before.push(state);
  }
  if (before.length === 0) return [];
  await Promise.all(before.map(async ({ name }) => ctx.systemd.resetFailed(name)));
  const jobs = before.map(({ name }) => ({ unit: name, verb: 'restart' }) as const);
  await runJobs(ctx, jobs, DEADLINE_MS);
  return Promise.all(before.map(async (unit) => lookAfter(ctx, repaired, unit)));
}

type Unit = { readonly state: UnitState; readonly use: CredentialUse };

async function isWithoutIt(ctx: ApplyContext, repaired: Repaired, unit: Unit): Promise<boolean> {
  const { state } = unit;
  const isUp = state.activeState === 'active' || state.activeState === 'reloading';
  if (isUp) return (await loadedHeld(ctx, repaired, unit)) === 'No';
  if (!isFailed(state)) return false;
  if (!usesIt(ctx, repaired, unit.use)) return false;
  if (state.execMainStatus === EXIT_CREDENTIALS) return true;
  // systemd starts a unit without a file that is not there: what failed since it was proven failed without it.
  const proven = repaired.record.units.find(({ name }) => name === state.name);
  return proven !== undefined && proven.invocationAfter !== state.invocationId;
}

async function lookAfter(
  ctx: ApplyContext,
  repaired: Repaired,
  { name, invocationId }: UnitState,
): Promise<RestartedUnit> {
  const state = await settledState(ctx, name, DEADLINE_MS);
  const use = await ctx.systemd.credentialUse(name);
  const loaded =
    state.activeState === 'active' ? await loadedHeld(ctx, repaired, { state, use }) : 'Unknown';
  const seen = { action: 'Restarted', invocationBefore: invocationId, loaded } as const;
  const text = `${name} was without it and was restarted: ${describeState(state)}`;
  return { report: unitReport(state, seen), text };
}

function usesIt(ctx: ApplyContext, { held }: Repaired, use: CredentialUse): boolean {
  return held.items.some(({ name }) => idOf(ctx, held, { name, use }) !== undefined);
}

/** Unknown when the unit names none of the items, or they cannot be opened now. */
async function loadedHeld(
  ctx: ApplyContext,
  { held, files }: Repaired,
  { state, use }: Unit,
): Promise<Loaded> {
  let answer: Loaded = 'Unknown';
  for (const file of files) {
    const id = idOf(ctx, held, { name: file.name, use });
    if (id === undefined) continue;
    using loaded = await ctx.readLoaded(state.name, id);
    if (loaded === undefined) return 'No';
    answer = await isSameContent(ctx, file, loaded);
    if (answer !== 'Yes') return answer;
  }
  return answer;
}

/** Opened only to compare; the tester wipes it. */
async function isSameContent(
  ctx: ApplyContext,
  { name, text }: SealedFile,
  loaded: Secret,
): Promise<Loaded> {
  // systemd-creds deletes a host key of another machine ID when it is used.
  if ((await ctx.hostKeyProblem()) !== undefined) return 'Unknown';
  const content = loaded.reveal();
  let isSame = false;
  const isExpected = (plaintext: Uint8Array): boolean => {
    isSame = plaintext.length === content.length && timingSafeEqual(plaintext, content);
    return true;
  };
  try {
    await ctx.testSealed({ name, sealed: text, isExpected });
    return isSame ? 'Yes' : 'No';
  } catch (reason) {
    if (reason instanceof CredfleetError) return 'Unknown';
    throw reason;
  }
}

function idOf(
  { credstore }: Pick<ApplyContext, 'credstore'>,
  { store }: HeldVersion,
  { name, use }: { readonly name: string; readonly use: CredentialUse },
): string | undefined {
  return idInUnit(use, installedItem(credstore, store, name));
}
