/**
 * Which services that nobody listed use a credential, by what systemd says that they load.
 * @module
 */
import { basename } from 'node:path';
import { isUnitAllowed } from '#agent/allow/allow-list.ts';
import { isOwnDropIn } from '#agent/install/drop-ins.ts';
import { idInUnit, type InstalledItem } from '#agent/units/credential-units.ts';
import { setCredentials } from '#src/systemd/set-credential.ts';
import type { ApplyContext } from './context.ts';

type Context = Pick<ApplyContext, 'readAllowList' | 'systemd'>;

/** Those that this host's allow list names. */
export async function detectUnits(
  ctx: Context,
  items: readonly InstalledItem[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [name, use] of await ctx.systemd.loadedServices()) {
    const its = items.filter((item) => idInUnit(use, item) !== undefined);
    if (its.length > 0 && (await namesByItself(ctx, name, its))) found.push(name);
  }
  if (found.length === 0) return found;
  const allow = await ctx.readAllowList();
  return found.filter((name) => isUnitAllowed(allow, name));
}

/** A drop-in of ours with the credential in it is no wish to have the next one. */
async function namesByItself(
  { systemd }: Context,
  unit: string,
  items: readonly InstalledItem[],
): Promise<boolean> {
  if (items.some(({ where }) => where !== 'Unit')) return true;
  const others = (await systemd.unitFiles(unit)).filter(({ path }) => !isOwnDropIn(basename(path)));
  const set = others.flatMap(({ text }) => setCredentials(text));
  return items.some(({ name }) => set.some((one) => one.name === name));
}
