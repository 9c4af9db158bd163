/**
 * THE AGENT'S SPINE: what becomes of accepted intents on this host, step by step. Each step is in
 * the file of its name; after a crash the journal says where to go on.
 * @module
 */
import { activate } from './activate.ts';
import type { Batch } from './batch.ts';
import type { ApplyContext } from './context.ts';
import { commitHealthy, rollBackFailed } from './conclude.ts';
import { proveInstalled } from './prove-installed.ts';
import { joinArrivals, putInPlace } from './put-in-place.ts';

/** Throws for failures of the host itself only; then everything is tried again later. */
export async function applyBatch(ctx: ApplyContext, batch: Batch): Promise<void> {
  const inPlace = await putInPlace(ctx, batch.assignments, batch.turn);
  if (inPlace.length === 0) return;
  const all = await joinArrivals(ctx, batch, inPlace);
  const activated = await activate(ctx, all);
  ctx.reach('activated');
  batch.onActivated();

  const proven = await Promise.all(all.map(async (one) => proveInstalled(ctx, one, activated)));
  ctx.reach('proved');
  await commitHealthy(ctx, proven);
  await rollBackFailed(ctx, proven);
}
