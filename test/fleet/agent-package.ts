/**
 * The agent's Debian package as the hosts of a fleet install it: built once per state of the sources, kept in the
 * testbed's cache.
 * @module
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleAgent } from '#scripts/build-agent.ts';
import { buildDeb, type DebOptions } from '#scripts/package/build-deb.ts';
import { withLock } from '#test/testbed/lock.ts';
import { cacheDir } from '#test/testbed/roots.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const OWN = process.arch === 'arm64' ? 'arm64' : 'amd64';
const KEPT = 4;
/** Whoever has asked for a package has made a layer of it by then. */
const UNUSED_AFTER_MS = 3_600_000;
/** The same for the same sources, so that their package is, too. */
const EPOCH = 1_700_000_000;

/** By default of this machine's architecture. `small` is the package as it is published, and takes a minute. */
export async function ensureAgentPackage(
  onProgress: (line: string) => void,
  { arch = OWN, compression = 'fast' }: Partial<Pick<DebOptions, 'arch' | 'compression'>> = {},
): Promise<string> {
  const folder = join(cacheDir(), 'agent-packages');
  const file = join(folder, `${await sourcesDigest()}-${arch}-${compression}.deb`);
  mkdirSync(folder, { recursive: true });
  await withLock(`${file}.lock`, async () => {
    if (existsSync(file)) return;
    onProgress('building the agent package …');
    const quietly = (): void => undefined;
    await buildDeb({ arch, outFile: file, compression, epoch: EPOCH, onProgress: quietly });
  });
  const now = new Date();
  utimesSync(file, now, now);
  removeOld(folder);
  return file;
}

/** Of everything that goes into it: the bundle, what lies beside it, how it is put together, and with which Node. */
async function sourcesDigest(): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  hash.update((await bundleAgent()).code);
  for (const folder of ['packaging/agent', 'scripts/package'].map((name) => join(ROOT, name))) {
    for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

function removeOld(folder: string): void {
  const packages = readdirSync(folder)
    .filter((name) => name.endsWith('.deb'))
    .map((name) => join(folder, name))
    .map((path) => ({ path, ms: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.ms - a.ms);
  for (const { path, ms } of packages.slice(KEPT)) {
    if (Date.now() - ms > UNUSED_AFTER_MS) rmSync(path, { force: true });
  }
}
