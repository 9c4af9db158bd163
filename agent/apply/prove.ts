/**
 * Proves that units which were activated are well and have loaded the version.
 * @module
 */
import {
  judgeUnit,
  saysReady,
  SETTLE_MS,
  type Loaded,
  type UnitVerdict,
} from '#agent/units/judge.ts';
import type { OrderedUnit } from '#agent/units/judge-ordered.ts';
import type { CredentialUse, UnitState } from '#agent/units/systemd.ts';
import type { Intent, IntentProbe } from '#src/intent/intent.ts';
import type { UnitReport } from '#src/intent/report.ts';
import type { ActivatedUnit } from './activate.ts';
import type { ApplyContext } from './context.ts';
import type { Cause } from './journal-records.ts';
import { loadedEquals, type ExpectedLoad } from './loaded.ts';
import { growing, lookWhileQuiet } from './look-while-quiet.ts';
import { failureAfter } from './ordered-after.ts';
import { unitReport } from './reports.ts';

export type ProofRequest = {
  readonly units: readonly ActivatedUnit[];
  readonly expected: ExpectedLoad;
  readonly health: Intent['health'];
  /** They must not have failed of it. */
  readonly orderedAfter: readonly OrderedUnit[];
  /** How long the units must stay up, counted from their activation; 0: until they have started up. */
  readonly soakMs: number;
};

export type Proof = { readonly units: readonly UnitReport[]; readonly cause?: Cause };

const LOOK_FOR_FILE_MS = 3;
const LOOK_AT_STATE_MS = 40;
const PROBE_AGAIN_MS = 500;

/** Throws SYSTEMD_UNREACHABLE only; a unit that is not well is the `cause`. */
export async function prove(ctx: ApplyContext, request: ProofRequest): Promise<Proof> {
  const proofs = await Promise.all(
    request.units.map(async (unit) => proveUnit(ctx, request, unit)),
  );
  const units = proofs.map(({ report }) => report);
  const failed = proofs.find(({ verdict }) => verdict.kind === 'failed')?.verdict;
  if (failed?.kind === 'failed') {
    return { units, cause: { code: failed.code, message: failed.message } };
  }
  const cause = await failureAfter(ctx, request.orderedAfter, deadlineAtMs(request));
  return cause === undefined ? { units } : { units, cause };
}

/** The first probe that does not pass within the deadline. */
export async function runProbes(
  ctx: ApplyContext,
  probes: readonly IntentProbe[],
  deadlineAtMs: number,
): Promise<Cause | undefined> {
  for (const probe of probes) {
    const failure = await runProbe(ctx, probe, deadlineAtMs);
    if (failure !== undefined) return { code: 'PROBE_FAILED', message: failure };
  }
  return undefined;
}

async function runProbe(
  ctx: ApplyContext,
  probe: IntentProbe,
  deadlineAtMs: number,
): Promise<string | undefined> {
  let told: string | undefined;
  for (;;) {
    const leftMs = deadlineAtMs - ctx.clock.nowMs();
    const failure = await ctx.runProbe(probe, Math.max(1, leftMs));
    if (failure === undefined) return undefined;
    // A try that the deadline cut off knows less than one before it that had an answer.
    if (ctx.clock.nowMs() < deadlineAtMs) told = failure;
    if (leftMs <= PROBE_AGAIN_MS) return told ?? failure;
    await ctx.clock.sleep(PROBE_AGAIN_MS, ctx.signal);
  }
}

async function proveUnit(
  ctx: ApplyContext,
  request: ProofRequest,
  unit: ActivatedUnit,
): Promise<{ readonly report: UnitReport; readonly verdict: UnitVerdict }> {
  const { name, action, invocationBefore } = unit;
  const use = await ctx.systemd.credentialUse(name);
  const isLoading = action === 'Restarted' || action === 'Reloaded';
  const isWatched = isLoading && request.soakMs < SETTLE_MS && !saysReady(unit.type);
  for (;;) {
    if (isLoading) await awaitLoaded(ctx, { name, use }, request.expected);
    const once = async (): Promise<Seen> => look(ctx, { name, use }, request.expected);
    const { seen, quiet } = isWatched
      ? await lookWhileQuiet(ctx, name, once)
      : { seen: await once(), quiet: false };
    const verdict = judge(ctx, request, { unit, quiet, ...seen });
    if (verdict.kind !== 'wait') {
      const { state, loaded } = seen;
      return { report: unitReport(state, { action, invocationBefore, loaded }), verdict };
    }
    await ctx.clock.sleep(verdict.waitMs, ctx.signal);
  }
}

/** Cheap looks at the file, so that systemd is asked when there is something to hear. */
async function awaitLoaded(
  ctx: ApplyContext,
  unit: { readonly name: string; readonly use: CredentialUse },
  expected: ExpectedLoad,
): Promise<void> {
  for (const pauseMs of growing(LOOK_FOR_FILE_MS, LOOK_AT_STATE_MS)) {
    if ((await loadedEquals(ctx, unit, expected)) !== 'No') return;
    await ctx.clock.sleep(pauseMs, ctx.signal);
  }
}

type Seen = { readonly state: UnitState; readonly loaded: Loaded };

async function look(
  ctx: ApplyContext,
  unit: { readonly name: string; readonly use: CredentialUse },
  expected: ExpectedLoad,
): Promise<Seen> {
  const state = await ctx.systemd.state(unit.name);
  // A unit that does not run has no credentials directory, which says nothing about the version.
  if (state.activeState === 'inactive' || state.activeState === 'failed') {
    return { state, loaded: 'Unknown' };
  }
  return { state, loaded: await loadedEquals(ctx, unit, expected) };
}

function judge(
  ctx: ApplyContext,
  request: ProofRequest,
  { unit, state, loaded, quiet }: Seen & { readonly unit: ActivatedUnit; readonly quiet: boolean },
): UnitVerdict {
  const nowMs = ctx.clock.nowMs();
  const { health, soakMs } = request;
  return judgeUnit({
    action: unit.action,
    job: unit.job,
    invocationBefore: unit.invocationBefore,
    restartsBefore: unit.restartsBefore,
    state,
    loaded,
    quiet,
    verifyLoaded: health.verifyLoaded,
    maxRestarts: health.maxRestarts,
    upMs: nowMs - unit.atMs,
    soakMs,
    leftMs: deadlineAtMs(request) - nowMs,
  });
}

function deadlineAtMs({ health, soakMs, units }: ProofRequest): number {
  const activatedAtMs = Math.min(...units.map(({ atMs }) => atMs));
  return activatedAtMs + Math.max(health.deadlineMs, soakMs);
}
