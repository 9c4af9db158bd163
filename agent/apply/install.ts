/**
 * Puts a prepared version in place, whole: files, removed items, drop-ins.
 * @module
 */
import { dropInKey, dropInPath, isInItself, type DropIn } from '#agent/install/drop-ins.ts';
import { recordOf, type ApplyContext } from './context.ts';
import { copiesOf } from './copies.ts';
import type { HeldVersion, InstallPlan } from './journal-records.ts';
import type { Prepared } from './prepare.ts';

/** True when unit files changed, so that systemd must read them again. */
export async function install(
  ctx: ApplyContext,
  { intent, plan, staged }: Prepared,
): Promise<boolean> {
  await staged.install();
  ctx.reach('files-installed');
  const changed = await moveOver(ctx, recordOf(ctx, intent.uid).held ?? null, plan.next);
  ctx.reach('drop-ins-written');
  return changed;
}

/** After a crash with all files in place: the rest of {@link install}, as far as it is not done. */
export async function completeInstall(
  ctx: ApplyContext,
  uid: string,
  plan: InstallPlan,
): Promise<boolean> {
  return moveOver(ctx, recordOf(ctx, uid).held ?? null, plan.next);
}

/** Puts the version before back, or nothing where there was none. True when unit files changed. */
export async function putBack(
  ctx: ApplyContext,
  uid: string,
  { next, before }: InstallPlan,
): Promise<boolean> {
  if (before !== null) {
    const files = await copiesOf(ctx, uid, before);
    const staged = await ctx.credstore.stage(before.store, files);
    await staged.install();
  }
  const changed = await moveOver(ctx, next, before);
  ctx.reach('files-restored');
  return changed;
}

/** The files of `after` are in place: its drop-ins, and nothing of `before` that it does not have. */
async function moveOver(
  ctx: ApplyContext,
  before: HeldVersion | null,
  after: HeldVersion | null,
): Promise<boolean> {
  const [old, wanted] = [dropInsOf(before), dropInsOf(after)];
  const written = await changeDropIns(ctx, old, wanted);
  // Written before a crash, they may not have been read: whether systemd has is not known.
  const changed = written || keysOf(old) !== keysOf(wanted);
  if (before === null) return changed;
  // A unit that starts by itself must find what systemd still believes it has.
  const isMoved = changed && after !== null && before.store !== after.store;
  if (isMoved) await ctx.systemd.daemonReload();
  await removeLeftOut(ctx, before, after);
  return changed && !isMoved;
}

function dropInsOf(version: HeldVersion | null): readonly DropIn[] {
  return version?.dropIns ?? [];
}

function keysOf(dropIns: readonly DropIn[]): string {
  return dropIns.map(dropInKey).toSorted().join();
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
    (dropIn) =>
      !wanted.has(dropInPath(dropIn)) &&
      // Where the credential stands in it, it goes whatever somebody wrote beside.
      (there.has(dropInKey(dropIn)) || isInItself(dropIn.from)),
  );
  if (missing.length > 0) await ctx.dropIns.write(missing);
  if (surplus.length > 0) await ctx.dropIns.remove(surplus);
  return missing.length + surplus.length > 0;
}
