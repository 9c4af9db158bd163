/**
 * What is revoked must leave nothing behind: forgets every copy of it, then looks whether a file, a copy or a
 * running unit still has it. Only what was looked at is said.
 * @module
 */
import type { StoreName } from '#agent/install/credstore.ts';
import { dropInPath, isInItself } from '#agent/install/drop-ins.ts';
import { isOfBoot, storeOf, storeTitle } from '#agent/install/store-of.ts';
import { idInUnit, installedItem } from '#agent/units/credential-units.ts';
import { hasItemDigest } from '#src/envelope/digest.ts';
import type { CredentialUse } from '#agent/units/systemd.ts';
import type { Intent } from '#src/intent/intent.ts';
import type { ItemReport } from '#src/intent/report.ts';
import { recordOf, type ApplyContext, type Assignment } from './context.ts';
import { sealedDigests } from './copies.ts';
import type { HeldVersion } from './journal-records.ts';

/** Where something of it may lie, whatever it was delivered by before. */
function storesOf({ delivery }: Intent): readonly StoreName[] {
  return [
    ...new Set<StoreName>(['Persistent', 'Volatile', 'Provider', 'UnitFile', storeOf(delivery)]),
  ];
}

/** Where one item of the credential is while a unit runs: the ID in its credentials directory. */
export type Use = { readonly unit: string; readonly id: string; readonly item: string };

export type Gone = {
  /** Absent: the intent revokes nothing, or something is left. */
  readonly gone?: readonly number[];
  /** What is left, for people; absent: nothing. */
  readonly left?: string;
};

type Asked = Pick<Assignment, 'intent' | 'digestKey'>;

/** @param next what the host holds from now on; null: nothing. */
export async function proveGone(
  ctx: ApplyContext,
  { intent, digestKey }: Asked,
  { next, uses }: { readonly next: HeldVersion | null; readonly uses: readonly Use[] },
): Promise<Gone> {
  const { uid, revoked = [] } = intent;
  if (revoked.length === 0) return {};
  const kept = sealedDigests(next, versionBefore(ctx, { uid, revoked, next }));
  await ctx.copies.keepOnly(uid, kept);
  const copies = (await ctx.copies.digests(uid)).filter((digest) => !kept.has(digest));
  const left = [
    ...copies.map((digest) => `a copy of a sealed file, ${digest}`),
    ...(await filesOf(ctx, intent, revoked)),
    ...(await runningWith(ctx, { intent, digestKey }, { next, uses })),
  ];
  if (left.length === 0) return { gone: revoked };
  const versions = revoked.length === 1 ? 'version' : 'versions';
  return {
    left: `revoked ${versions} ${revoked.join(', ')} not shown to be gone: ${left.join(', ')}`,
  };
}

/** Services that have one of the items, as systemd knows them now, and those that a drop-in of ours gave it to. */
export async function usesOf(ctx: ApplyContext, { intent }: Asked): Promise<readonly Use[]> {
  const { held } = recordOf(ctx, intent.uid);
  const stores = storesOf(intent);
  const services = new Map<string, CredentialUse>(await ctx.systemd.loadedServices());
  for (const { name } of intent.activation.units) {
    if (!services.has(name)) services.set(name, await ctx.systemd.credentialUse(name));
  }
  const names = new Set([...intent.items, ...(held?.items ?? [])].map(({ name }) => name));
  const found = [...services].flatMap(([unit, use]) =>
    [...names].flatMap((item): Use[] => {
      const ids = stores.map((store) => idInUnit(use, installedItem(ctx.credstore, store, item)));
      const id = ids.find((one) => one !== undefined);
      return id === undefined ? [] : [{ unit, id, item }];
    }),
  );
  const given = (held?.dropIns ?? []).map(({ unit, credential }): Use => {
    return { unit, id: credential, item: credential };
  });
  return [...new Map([...given, ...found].map((use) => [`${use.unit}/${use.id}`, use])).values()];
}

/** A rollback may need it: the version before, unless that is what must go. */
function versionBefore(
  ctx: ApplyContext,
  {
    uid,
    revoked,
    next,
  }: {
    readonly uid: string;
    readonly revoked: readonly number[];
    readonly next: HeldVersion | null;
  },
): HeldVersion | undefined {
  if (next === null) return undefined;
  const { held, previous } = recordOf(ctx, uid);
  const before = held?.version === next.version ? previous : held;
  return before === undefined || revoked.includes(before.version) ? undefined : before;
}

/** Sealed files of a revoked version, in whichever store, and drop-ins that have it in them. */
async function filesOf(
  ctx: ApplyContext,
  intent: Intent,
  revoked: readonly number[],
): Promise<readonly string[]> {
  const { held, previous, attempted } = recordOf(ctx, intent.uid);
  const known = [held, previous, attempted]
    .filter((version) => version !== undefined)
    .filter(({ version }) => revoked.includes(version));
  const items = known.flatMap((version) => version.items);
  const inItself = known.flatMap(({ dropIns }) => dropIns.filter(({ from }) => isInItself(from)));
  const left = (await ctx.dropIns.present(inItself)).map((one) => `drop-in ${dropInPath(one)}`);
  for (const store of storesOf(intent)) {
    const there = await ctx.credstore.digests(store, [...new Set(items.map(({ name }) => name))]);
    const same = items.filter((item) => there.get(item.name) === item.sealedDigest);
    left.push(...(await handedToBoot(ctx, store, items)));
    left.push(...same.map(({ name }) => `file '${name}' in ${storeTitle(store)}`));
  }
  return left;
}

/** systemd keeps what a boot was handed until the next one. */
async function handedToBoot(
  ctx: ApplyContext,
  store: StoreName,
  items: readonly ItemReport[],
): Promise<readonly string[]> {
  if (!isOfBoot(store)) return [];
  const handed = await Promise.all(items.map(async ({ name }) => ctx.bootDigest(name)));
  return items
    .filter(({ sealedDigest }, at) => handed[at] === sealedDigest)
    .map(({ name }) => `'${name}' was handed to this boot and stays until the next`);
}

/**
 * A unit that has loaded anything but what is held now may have loaded what is revoked: an older version may have the
 * same content, and only the controller could know.
 */
async function runningWith(
  ctx: ApplyContext,
  { intent, digestKey }: Asked,
  { next, uses }: { readonly next: HeldVersion | null; readonly uses: readonly Use[] },
): Promise<readonly string[]> {
  const left: string[] = [];
  for (const { unit, id, item } of uses) {
    using loaded = await ctx.readLoaded(unit, id);
    if (loaded === undefined) continue;
    const content = loaded.reveal();
    const isOf = ({ name, digest }: Pick<ItemReport, 'name' | 'digest'>): boolean =>
      name === item && hasItemDigest(digestKey.reveal(), { name, digest, content });
    if (next !== null && intent.items.some(isOf)) continue;
    left.push(`${unit} runs with ${whatIs(ctx, intent, isOf)}`);
  }
  return [...new Set(left)];
}

/** Of versions of the same content a revoked one. */
function whatIs(
  ctx: ApplyContext,
  { uid, revoked = [] }: Intent,
  isOf: (item: ItemReport) => boolean,
): string {
  const { held, previous, attempted } = recordOf(ctx, uid);
  const same = [held, previous, attempted]
    .filter((version) => version !== undefined)
    .filter(({ items }) => items.some(isOf));
  if (same.some(({ version }) => revoked.includes(version))) return 'it';
  const [first] = same;
  return first === undefined
    ? 'something that this host knows no more'
    : `version ${first.version}`;
}
