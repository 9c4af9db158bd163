/**
 * The proof of one installed version: its units, then the time they must stay up, then its probes.
 * @module
 */
import type { ActivatedUnits } from './activate.ts';
import type { ApplyContext, Installed } from './context.ts';
import { orderedAfter } from './ordered-after.ts';
import { prove, runProbes, type Proof } from './prove.ts';
import { credentialReport } from './reports.ts';

export type Proven = { readonly installed: Installed; readonly proof: Proof };

export async function proveInstalled(
  ctx: ApplyContext,
  installed: Installed,
  activated: ActivatedUnits,
): Promise<Proven> {
  const { intent, plan, digestKey } = installed;
  if (plan.onlySeal === true) return { installed, proof: await lookAtUnits(ctx, installed) };
  const units = plan.units.flatMap(({ name }) => activated.get(name) ?? []);
  const { health } = intent;
  const expected = { version: plan.next, digestKey };
  const request = { units, expected, health, orderedAfter: orderedAfter(plan.units, activated) };

  const up = await prove(ctx, { ...request, soakMs: 0 });
  const soaks = units.length > 0 && health.minHealthyMs > 0;
  if (up.cause !== undefined || !soaks)
    return { installed, proof: await probe(ctx, installed, up) };

  await reportSoaking(ctx, installed, up);
  const stayed = await prove(ctx, { ...request, soakMs: health.minHealthyMs });
  return { installed, proof: await probe(ctx, installed, stayed) };
}

/** They run on as they are, well or not: what they have loaded is what is held. */
async function lookAtUnits(
  ctx: ApplyContext,
  { plan, digestKey, intent: { health } }: Installed,
): Promise<Proof> {
  const atMs = ctx.clock.nowMs();
  const untouched = { type: '', action: 'None', job: undefined, restartsBefore: 0, atMs } as const;
  return prove(ctx, {
    units: plan.units.map(({ name, invocationBefore }) => {
      return { name, invocationBefore, ...untouched };
    }),
    expected: { version: plan.next, digestKey },
    health,
    orderedAfter: [],
    soakMs: 0,
  });
}

async function probe(ctx: ApplyContext, { intent }: Installed, proof: Proof): Promise<Proof> {
  if (proof.cause !== undefined) return proof;
  const deadlineAtMs = ctx.clock.nowMs() + intent.health.deadlineMs;
  const cause = await runProbes(ctx, intent.health.probes, deadlineAtMs);
  return cause === undefined ? proof : { ...proof, cause };
}

async function reportSoaking(
  ctx: ApplyContext,
  { pending, plan, intent }: Installed,
  { units }: Proof,
): Promise<void> {
  await ctx.spool.append(
    credentialReport({
      intent: pending.intent,
      phase: 'Soaking',
      message: `up; must stay up for ${intent.health.minHealthyMs} ms`,
      held: plan.before ?? undefined,
      next: plan.next ?? undefined,
      units,
    }),
  );
}
