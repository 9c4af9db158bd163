/**
 * Programs and libraries of Debian 13 for tests, whatever this machine runs: fetched by apt with its signatures checked,
 * unpacked into the cache once, not installed.
 * @module
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { withLock } from '#test/testbed/lock.ts';
import { cacheDir, machineMirror } from '#test/testbed/roots.ts';
import { must } from './process.ts';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
const FETCH = { timeoutMs: 300_000 };

export type DebianParts = {
  /** Of the folder in the cache. */
  readonly name: string;
  readonly packages: readonly string[];
  /** Files and folders that are kept, by their path in the packages; nothing else is. */
  readonly keep: readonly string[];
};

/** Where they are or will be. */
export function debianFolder(name: string): string {
  return join(cacheDir(), 'debian', name);
}

/** Returns the folder that holds what is kept. */
export async function ensureDebianParts(parts: DebianParts): Promise<string> {
  const folder = debianFolder(parts.name);
  if (existsSync(folder)) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  await withLock(`${folder}.lock`, async () => {
    if (!existsSync(folder)) await fetchParts(parts, folder);
  });
  return folder;
}

async function fetchParts({ packages, keep }: DebianParts, folder: string): Promise<void> {
  const dir = mkdtempSync(`${folder}-fetch-`);
  const [root, draft] = [join(dir, 'root'), join(dir, 'draft')];
  try {
    const apt = privateApt(dir);
    await must([...apt, 'update'], FETCH);
    await must(['env', '-C', dir, ...apt, 'download', ...packages], FETCH);
    for (const deb of readdirSync(dir).filter((file) => file.endsWith('.deb'))) {
      await must(['dpkg-deb', '-x', join(dir, deb), root], FETCH);
    }
    for (const path of keep) {
      mkdirSync(dirname(join(draft, path)), { recursive: true });
      renameSync(join(root, path), join(draft, path));
    }
    renameSync(draft, folder);
  } catch (error) {
    const what = packages.join(', ');
    throw new Error(
      `fetching ${what} of Debian 13 failed; check that the mirror is reachable (apt-get update)`,
      { cause: error },
    );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** An apt-get that knows Debian 13 alone, and nothing of what is installed here. */
function privateApt(dir: string): readonly string[] {
  for (const sub of ['lists/partial', 'archives/partial'])
    mkdirSync(join(dir, sub), { recursive: true });
  const source = `deb [signed-by=${KEYRING}] ${machineMirror()} trixie main\n`;
  writeFileSync(join(dir, 'sources.list'), source);
  writeFileSync(join(dir, 'status'), '');
  const options = [
    `Dir::State=${dir}`,
    `Dir::State::Lists=${dir}/lists`,
    `Dir::State::status=${dir}/status`,
    `Dir::Cache=${dir}`,
    `Dir::Etc::sourcelist=${dir}/sources.list`,
    'Dir::Etc::sourceparts=-',
    'APT::Sandbox::User=root',
  ];
  return ['apt-get', '-q', ...options.flatMap((option) => ['-o', option])];
}
