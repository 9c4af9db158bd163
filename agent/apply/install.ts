/**
 * Puts a prepared version in place, whole: files, removed items, drop-ins.
 * @module
 */
import { dropInKey, dropInPath, type DropIn } from '#agent/install/drop-ins.ts';
import { recordOf, type ApplyContext } from './context.ts';
import type { HeldVersion, InstallPlan } from './journal-records.ts';
import type { Prepared } from './prepare.ts';

/** True when unit files changed, so that systemd must read them again. */
export async function install(
  ctx: ApplyContext,
  { intent, plan, staged }: Prepared,
): Promise<boolean> {
  const { held } = recordOf(ctx, intent.uid);
  await staged.install();
  if (held !== undefined) await removeLeftOut(ctx, held, plan.next);
  ctx.reach('files-installed');
  const changed = await changeDropIns(ctx, held?.dropIns ?? [], plan.next?.dropIns ?? []);
  ctx.reach('drop-ins-written');
  return changed;
}

/** After a crash with all files in place: the rest of {@link install}, as far as it is not done. */
export async function completeInstall(
  ctx: ApplyContext,
  uid: string,
  plan: InstallPlan,
): Promise<boolean> {
  const { held } = recordOf(ctx, uid);
  if (held !== undefined) await removeLeftOut(ctx, held, plan.next);
  const before = held?.dropIns ?? [];
  const after = plan.next?.dropIns ?? [];
  await changeDropIns(ctx, before, after);
  // Whether systemd has read them is not known, only whether there was something to read.
  return before.map(dropInKey).sort().join() !== after.map(dropInKey).sort().join();
}

/** Puts the version before back, or nothing where there was none. True when unit files changed. */
export async function putBack(
  ctx: ApplyContext,
  uid: string,
  { next, before }: InstallPlan,
): Promise<boolean> {
  if (before !== null) {
    const names = before.items.map(({ name }) => name);
    const of = { uid, version: before.version };
    const staged = await ctx.credstore.stageRetained(of, before.store, names);
    await staged.install();
  }
  if (next !== null) await removeLeftOut(ctx, next, before);
  ctx.reach('files-restored');
  return changeDropIns(ctx, next?.dropIns ?? [], before?.dropIns ?? []);
}

/** Files of `before` that `after` does not have any more. */
export async function removeLeftOut(
  ctx: ApplyContext,
  before: HeldVersion,
  after: HeldVersion | null,
): Promise<void> {
  const kept = after?.store === before.store ? after.items.map(({ name }) => name) : [];
  const left = before.items.map(({ name }) => name).filter((name) => !kept.includes(name));
  if (left.length > 0) await ctx.credstore.remove(before.store, left);
}

export async function changeDropIns(
  ctx: ApplyContext,
  before: readonly DropIn[],
  after: readonly DropIn[],
): Promise<boolean> {
  const there = new Set((await ctx.dropIns.present([...before, ...after])).map(dropInKey));
  const wanted = new Set(after.map(dropInPath));
  const missing = after.filter((dropIn) => !there.has(dropInKey(dropIn)));
  const surplus = before.filter(
    (dropIn) => !wanted.has(dropInPath(dropIn)) && there.has(dropInKey(dropIn)),
  );
  if (missing.length > 0) await ctx.dropIns.write(missing);
  if (surplus.length > 0) await ctx.dropIns.remove(surplus);
  return missing.length + surplus.length > 0;
}
