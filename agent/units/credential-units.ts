/**
 * Which units a changed credential concerns and where the running unit has it: a pure match of the
 * credentials that a unit names against what was installed.
 * @module
 */
import type { Credstore, StoreName } from '#agent/install/credstore.ts';
import { isApart } from '#agent/install/store-of.ts';
import { PROVIDER_SOCKET } from '#agent/provider/socket.ts';
import type { CredentialLoad, CredentialUse } from './systemd.ts';

export type InstalledItem = {
  readonly name: string;
  /** What a unit names that does not name the item alone: the file, or the socket. */
  readonly path: string;
  /**
   * Credstore: systemd finds it by its name. Apart: in a folder where it does not look for names. Provider: fetched from
   * the agent. Unit: in the unit's own files.
   */
  readonly where: 'Credstore' | 'Apart' | 'Provider' | 'Unit';
};

export function installedItem(
  credstore: Pick<Credstore, 'pathOf'>,
  store: StoreName,
  name: string,
): InstalledItem {
  if (store === 'Provider') return { name, path: PROVIDER_SOCKET, where: 'Provider' };
  const path = credstore.pathOf(store, name);
  if (store === 'UnitFile') return { name, path, where: 'Unit' };
  return { name, path, where: isApart(store) ? 'Apart' : 'Credstore' };
}

/**
 * The ID under which a unit gets this item, or undefined when it does not use it: a relative path is
 * searched in the stores by name, an absolute one is the file or a folder above it, an import matches by glob.
 */
export function idInUnit(use: CredentialUse, item: InstalledItem): string | undefined {
  const { name, where } = item;
  if (where === 'Provider') return fetchOf(use, item)?.encrypted === true ? name : undefined;
  if (where === 'Unit') return use.sets.includes(name) ? name : undefined;
  const load = use.loads.find(({ path }) => {
    if (path.startsWith('/')) return path === item.path;
    return path === name && where === 'Credstore';
  });
  if (load !== undefined) return load.id;
  if (where === 'Apart') return undefined;
  const imported = use.imports.find(({ glob }) => matchesGlob(glob, name));
  if (imported === undefined) return undefined;
  return imported.rename === '' ? name : renamed(imported, name);
}

/** True when the unit would decrypt this item without a drop-in of ours. */
export function loadsSealed(use: CredentialUse, item: InstalledItem): boolean {
  if (item.where === 'Provider') return fetchOf(use, item)?.encrypted === true;
  const load = use.loads.find(({ id }) => id === item.name);
  if (load !== undefined) {
    return load.encrypted && (load.path === item.name || load.path === item.path);
  }
  return use.imports.some(({ glob, rename }) => rename === '' && matchesGlob(glob, item.name));
}

/** True when it would take what it fetches as it comes. */
export function fetchesPlain(use: CredentialUse, item: InstalledItem): boolean {
  return item.where === 'Provider' && fetchOf(use, item)?.encrypted === false;
}

function fetchOf(use: CredentialUse, { name, path }: InstalledItem): CredentialLoad | undefined {
  return use.loads.find((load) => load.id === name && load.path === path);
}

/** systemd allows one "*", at the end. */
function matchesGlob(glob: string, name: string): boolean {
  return glob.endsWith('*') ? name.startsWith(glob.slice(0, -1)) : glob === name;
}

/** A glob's new name is a prefix for what the "*" stood for. */
function renamed({ glob, rename }: { glob: string; rename: string }, name: string): string {
  return glob.endsWith('*') ? `${rename}${name.slice(glob.length - 1)}` : rename;
}
