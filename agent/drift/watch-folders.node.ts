/**
 * Says that something changed in one of the folders that hold files of ours, or in what seals hang on: inotify.
 * What it misses the next scan finds.
 * @module
 */
import { SIGNATURE_FILE } from '#agent/pcr/signature-files.node.ts';
import { type FSWatcher, statSync, watch } from 'node:fs';

export interface WatchedFolders extends Disposable {
  /** From now on these; those that are not there are left out. */
  set(folders: ReadonlySet<string>): void;
}

export type WatchFolders = (onChange: () => void) => WatchedFolders;

/** Files in folders where much else happens: host key, machine ID, signatures of PCR states. */
const ALWAYS: ReadonlyMap<string, string> = new Map([
  ['/var/lib/systemd', 'credential.secret'],
  ['/etc', 'machine-id'],
  ['/etc/systemd', SIGNATURE_FILE],
  ['/run/systemd', SIGNATURE_FILE],
]);

export const watchFolders: WatchFolders = (onChange) => {
  const watchers = new Map<string, { readonly watcher: FSWatcher; readonly id: string }>();
  const begin = (folder: string): void => {
    const watcher = watchOne(folder, (name) => {
      const only = ALWAYS.get(folder);
      if (only === undefined || name === null || name === only) onChange();
    });
    if (watcher === undefined) return;
    watcher.on('error', () => end(folder));
    watchers.set(folder, { watcher, id: idOf(folder) });
  };
  const end = (folder: string): void => {
    watchers.get(folder)?.watcher.close();
    watchers.delete(folder);
  };
  return {
    set: (folders) => {
      const wanted = new Set([...folders, ...ALWAYS.keys()]);
      for (const [folder, { id }] of watchers) {
        // One that was removed and made again is another one.
        if (!wanted.has(folder) || id !== idOf(folder)) end(folder);
      }
      for (const folder of wanted) if (!watchers.has(folder)) begin(folder);
    },
    [Symbol.dispose]: () => {
      for (const folder of watchers.keys()) end(folder);
    },
  };
};

/** Undefined when it is not there, or the kernel has no watch left: the scan is enough then. */
function watchOne(folder: string, onEvent: (name: string | null) => void): FSWatcher | undefined {
  try {
    return watch(folder, { persistent: false }, (_event, name) => onEvent(name));
  } catch {
    return undefined;
  }
}

function idOf(folder: string): string {
  const stat = statSync(folder, { throwIfNoEntry: false });
  return stat === undefined ? '' : `${stat.dev}:${stat.ino}`;
}
