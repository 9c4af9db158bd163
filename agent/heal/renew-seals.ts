/**
 * Asks for what is held again before its sealed files come to their end, and says so when they are over: systemd
 * refuses them from then on, so the controller sends them like anything else that was lost.
 * @module
 */
import type { ApplyContext } from '#agent/apply/context.ts';
import {
  type Exclusive,
  forEachHolding,
  type Holding,
  tellLost,
  tellTrouble,
} from '#agent/drift/tell.ts';
import { sealAge } from '#agent/seal/seal-life.ts';
import { formatTime } from '#src/api/time.ts';

type Context = Pick<ApplyContext, 'journal' | 'spool' | 'clock'>;

/**
 * @param jitter 0 to 1, the same for as long as the agent runs: hosts ask one after another.
 * @returns when something is to be done again; Infinity: nothing that is held ends.
 */
export async function renewSeals(
  ctx: Context,
  jitter: number,
  exclusive: Exclusive,
): Promise<number> {
  let againAtMs = Infinity;
  await forEachHolding(ctx, exclusive, async (holding) => {
    const age = sealAge(holding.held.seal, ctx.clock.nowMs(), jitter);
    againAtMs = Math.min(againAtMs, age.nextMs);
    if (age.kind === 'due') await askAnew(ctx, holding);
    if (age.kind === 'over') await tellOver(ctx, holding);
  });
  return againAtMs;
}

/** What somebody changed comes first: a push would find it. */
async function askAnew(ctx: Context, holding: Holding): Promise<void> {
  if (holding.record.trouble?.occasion === 'Drift') return;
  const message = `its sealed files open until ${endOf(holding)}; it is asked for again`;
  await tellTrouble(ctx, holding, { occasion: 'SealExpiry', code: 'SEAL_EXPIRING', message });
}

async function tellOver(ctx: Context, holding: Holding): Promise<void> {
  const message = `its sealed files opened until ${endOf(holding)}, and nobody sent it again; it is asked for again`;
  await tellLost(ctx, holding, { trouble: { occasion: 'SealLost', code: 'SEAL_LOST', message } });
}

function endOf({ held }: Holding): string {
  return formatTime(held.seal?.notAfterMs ?? 0);
}
