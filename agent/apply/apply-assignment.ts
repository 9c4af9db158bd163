/**
 * THE AGENT'S SPINE: what becomes of accepted intents on this host, step by step. Each step is in
 * the file of its name; after a crash the journal says where to go on.
 * @module
 */
import { activate } from './activate.ts';
import type { ApplyContext, Assignment } from './context.ts';
import { commitHealthy, rollBackFailed } from './conclude.ts';
import { proveInstalled } from './prove-installed.ts';
import { joinArrivals, putInPlace } from './put-in-place.ts';
import type { Turn } from './turns.ts';

export type Batch = {
  readonly assignments: readonly Assignment[];
  /** Holds the HostCredentials and units of the batch until all is proven. */
  readonly turn: Turn;
  /** Another one, accepted before that time; undefined when the time is over. */
  readonly nextArrival: (untilMs: number) => Promise<Assignment | undefined>;
  /** Called when the units run again and only the proof is left. */
  readonly onActivated: () => void;
};

/** Throws for failures of the host itself only; then everything is tried again later. */
export async function applyBatch(ctx: ApplyContext, batch: Batch): Promise<void> {
  const inPlace = await putInPlace(ctx, batch.assignments, batch.turn);
  if (inPlace.length === 0) return;
  const all = await joinArrivals(ctx, batch, inPlace);
  const activated = await activate(ctx, all);
  await Promise.all(all.map(async ({ told }) => told));
  ctx.reach('activated');
  batch.onActivated();

  const proven = await Promise.all(all.map(async (one) => proveInstalled(ctx, one, activated)));
  ctx.reach('proved');
  await commitHealthy(ctx, proven);
  await rollBackFailed(ctx, proven);
}
