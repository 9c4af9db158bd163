/**
 * Debian packages on every host before its first boot: installed once per release with the guest's own dpkg, kept as
 * an overlay layer between the shared root and the host's own disk, so that hosts share its pages and boot no later.
 * @module
 */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { mustExec } from './exec.ts';
import { withLock } from './lock.ts';
import { unmountBelow } from './mounts.ts';
import { cacheDir, rootDirOf } from './roots.ts';
import type { HostRelease } from './types.ts';

/** Whoever has asked for a layer has mounted it by then. */
const UNUSED_AFTER_MS = 3_600_000;

/** The value of overlayfs' lowerdir: the release's root, below the packages if there are any. */
export async function lowerLayers(release: HostRelease, deb: string | undefined): Promise<string> {
  const root = rootDirOf(release);
  return deb === undefined ? root : `${await ensureLayer(root, deb)}:${root}`;
}

async function ensureLayer(root: string, deb: string): Promise<string> {
  const digest = createHash('sha256').update(readFileSync(deb)).digest('hex').slice(0, 12);
  const layer = join(cacheDir(), 'layers', `${basename(root)}-${digest}`);
  mkdirSync(dirname(layer), { recursive: true });
  await withLock(`${layer}.lock`, async () => {
    if (!existsSync(layer)) await buildLayer(root, deb, layer);
    const now = new Date();
    utimesSync(layer, now, now);
  });
  removeUnused(dirname(layer));
  return layer;
}

async function buildLayer(root: string, deb: string, layer: string): Promise<void> {
  const draft = `${layer}.building`;
  await unmountBelow(draft);
  rmSync(draft, { recursive: true, force: true });
  const [upper, work, merged] = ['upper', 'work', 'merged'].map((name) => join(draft, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [upper, work, merged]) mkdirSync(folder, { recursive: true });
  const layers = `lowerdir=${root},upperdir=${upper},workdir=${work}`;
  await mustExec(['mount', '-t', 'overlay', 'overlay', '-o', layers, merged]);
  try {
    copyFileSync(deb, join(merged, 'package.deb'));
    await mustExec(['chroot', merged, 'dpkg', '--install', '/package.deb']);
    rmSync(join(merged, 'package.deb'));
  } finally {
    await unmountBelow(draft);
  }
  renameSync(upper, layer);
  rmSync(draft, { recursive: true, force: true });
}

function removeUnused(folder: string): void {
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8');
  for (const name of readdirSync(folder)) {
    const layer = join(folder, name);
    const isLayer = !name.endsWith('.lock') && !name.endsWith('.building');
    if (!isLayer || mounts.includes(`${layer}:`)) continue;
    const ageMs = Date.now() - (statSync(layer, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (ageMs > UNUSED_AFTER_MS) rmSync(layer, { recursive: true, force: true });
  }
}
