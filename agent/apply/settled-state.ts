/**
 * How a unit is when no job of it is running: what was asked for just before a crash may still be under way, and
 * must not be asked for again.
 * @module
 */
import type { UnitState } from '#agent/units/systemd.ts';
import type { ApplyContext } from './context.ts';

const POLL_MS = 200;

/** After `deadlineMs` as it is then. */
export async function settledState(
  ctx: Pick<ApplyContext, 'systemd' | 'clock' | 'signal'>,
  name: string,
  deadlineMs: number,
): Promise<UnitState> {
  const untilMs = ctx.clock.nowMs() + deadlineMs;
  for (;;) {
    const state = await ctx.systemd.state(name);
    if (state.jobId === 0 || ctx.clock.nowMs() >= untilMs) return state;
    await ctx.clock.sleep(POLL_MS, ctx.signal);
  }
}
