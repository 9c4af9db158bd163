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

export type Renewals = {
  /** 0 to 1, the same for as long as the agent runs: hosts ask one after another. */
  readonly jitter: number;
  /** When each HostCredential was asked for last, by this process. */
  readonly askedMs: Map<string, number>;
};

/** Asked for and not answered it is asked for again after this part of its life: an answer may have been lost. */
const AGAIN_PART = 0.125;

/** @returns when something is to be done again; Infinity: nothing that is held ends. */
export async function renewSeals(
  ctx: Context,
  renewals: Renewals,
  exclusive: Exclusive,
): Promise<number> {
  let againAtMs = Infinity;
  await forEachHolding(ctx, exclusive, async (holding) => {
    const age = sealAge(holding.held.seal, ctx.clock.nowMs(), renewals.jitter);
    againAtMs = Math.min(againAtMs, age.nextMs);
    if (age.kind === 'over') await tellOver(ctx, holding);
    if (age.kind !== 'due') return;
    againAtMs = Math.min(againAtMs, await askAnew(ctx, holding, renewals));
  });
  return againAtMs;
}

/** Returns when to ask the next time. */
async function askAnew(ctx: Context, holding: Holding, { askedMs }: Renewals): Promise<number> {
  const { record, held } = holding;
  const { notBeforeMs = 0, notAfterMs = 0 } = held.seal ?? {};
  const pauseMs = (notAfterMs - notBeforeMs) * AGAIN_PART;
  const nowMs = ctx.clock.nowMs();
  const nextMs = (askedMs.get(record.uid) ?? -Infinity) + pauseMs;
  // What somebody changed comes first: a push would find it.
  if (nowMs < nextMs || record.trouble?.occasion === 'Drift')
    return Math.max(nextMs, nowMs + pauseMs);
  askedMs.set(record.uid, nowMs);
  const message = `its sealed files open until ${endOf(holding)}; asked for anew at ${formatTime(nowMs)}`;
  await tellTrouble(ctx, holding, { occasion: 'SealExpiry', code: 'SEAL_EXPIRING', message });
  return nowMs + pauseMs;
}

async function tellOver(ctx: Context, holding: Holding): Promise<void> {
  const message = `its sealed files opened until ${endOf(holding)}, and nobody sent it anew; it is asked for again`;
  await tellLost(ctx, holding, { trouble: { occasion: 'SealLost', code: 'SEAL_LOST', message } });
}

function endOf({ held }: Holding): string {
  return formatTime(held.seal?.notAfterMs ?? 0);
}
