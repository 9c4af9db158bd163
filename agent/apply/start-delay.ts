/**
 * Units that open so many credentials with the TPM that their start may time out one day: said while it still works.
 * @module
 */
import type { UnitReport } from '#src/intent/report.ts';
import type { ApplyContext } from './context.ts';
import { tpmLoads } from './run-jobs.ts';

/** Of the unit's own start timeout. */
const WORTH_SAYING = 0.5;

/** Undefined when there is nothing to warn of. */
export async function startDelayWarning(
  ctx: ApplyContext,
  units: readonly UnitReport[],
): Promise<string | undefined> {
  for (const { name, action } of units) {
    if (action !== 'Restarted') continue;
    const use = await ctx.systemd.credentialUse(name);
    const count = tpmLoads(ctx, use).size;
    const delayMs = ctx.tpmTimes.startDelayMs(count);
    if (delayMs === 0) continue;
    const timeoutMs = await ctx.systemd.startTimeoutMs(name);
    if (delayMs <= timeoutMs * WORTH_SAYING) continue;
    return `a start of '${name}' takes about ${seconds(delayMs)} for ${count} credentials of this TPM alone, and its TimeoutStartSec= is ${seconds(timeoutMs)}: put several values into one credential, or raise it`;
  }
  return undefined;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
