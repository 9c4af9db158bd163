/**
 * Whether the running unit has loaded a version: the files in its credentials directory against the
 * version's digests.
 * @module
 */
import { isOfMachine } from '#agent/install/store-of.ts';
import { idInUnit, installedItem } from '#agent/units/credential-units.ts';
import type { Loaded } from '#agent/units/judge.ts';
import type { CredentialUse } from '#agent/units/systemd.ts';
import { hasItemDigest } from '#src/envelope/digest.ts';
import type { Secret } from '#src/secret/secret.ts';
import type { ApplyContext } from './context.ts';
import type { HeldVersion } from './journal-records.ts';

export type ExpectedLoad = {
  /** Null: nothing is expected, and nothing can be said. */
  readonly version: HeldVersion | null;
  /** Undefined when the envelope could not be opened again: nothing can be said. */
  readonly digestKey: Secret | undefined;
};

/** Unknown when the unit names none of the items. */
export async function loadedEquals(
  ctx: ApplyContext,
  unit: { readonly name: string; readonly use: CredentialUse },
  { version, digestKey }: ExpectedLoad,
): Promise<Loaded> {
  if (version === null || digestKey === undefined) return 'Unknown';
  const named = version.items.flatMap((item) => {
    const id = idInUnit(unit.use, installedItem(ctx.credstore, version.store, item.name));
    return id === undefined ? [] : [{ item, id }];
  });
  if (named.length === 0) return 'Unknown';
  for (const { item, id } of named) {
    using loaded = await ctx.readLoaded(unit.name, id);
    if (loaded === undefined) return 'No';
    const content = loaded.reveal();
    if (!hasItemDigest(digestKey.reveal(), { ...item, content })) return 'No';
    if (isOfMachine(version.store) && !(await ctx.isHandedOn(unit.name, id))) return 'No';
  }
  return 'Yes';
}

/** Where nothing was before: a unit that has loaded no item of what came since is as it was. */
export async function hasNothingOf(
  ctx: ApplyContext,
  unit: { readonly name: string; readonly use: CredentialUse },
  version: HeldVersion | null,
): Promise<Loaded> {
  for (const { name } of version?.items ?? []) {
    const item = installedItem(ctx.credstore, version?.store ?? 'Persistent', name);
    // Its drop-in is gone by now, and with it the ID: that was the name.
    using loaded = await ctx.readLoaded(unit.name, idInUnit(unit.use, item) ?? name);
    if (loaded !== undefined) return 'No';
  }
  return 'Yes';
}
