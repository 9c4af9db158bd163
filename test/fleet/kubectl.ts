/**
 * Finds a real kubectl: the machine's own when it is recent enough, else the one of Debian 13, fetched by apt
 * with its signatures checked and kept in the cache.
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
import { machineMirror } from '#test/testbed/roots.ts';
import { must, run } from './process.ts';

/** Older ones validate with the protobuf /openapi/v2 only, which no test needs. */
const MIN_MINOR = 27;
const CACHE = process.env['CREDFLEET_CACHE'] ?? '/var/cache/credfleet';
const CACHED = join(CACHE, 'kubectl/kubectl');
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Returns the path of a kubectl ≥ 1.27. */
export async function findKubectl(progress: (line: string) => void): Promise<string> {
  for (const candidate of ['kubectl', CACHED]) {
    if (await isRecent(candidate)) return candidate;
  }
  progress('fetching kubectl from Debian 13 (once, about 16 MB) …');
  await fetchKubectl();
  return CACHED;
}

async function isRecent(file: string): Promise<boolean> {
  const result = await run([file, 'version', '--client', '-o', 'json']).catch(() => undefined);
  if (result?.exitCode !== 0) return false;
  const { clientVersion } = JSON.parse(result.stdout) as { clientVersion: { minor: string } };
  return Number.parseInt(clientVersion.minor, 10) >= MIN_MINOR;
}

async function fetchKubectl(): Promise<void> {
  mkdirSync(dirname(CACHED), { recursive: true });
  const dir = mkdtempSync(join(CACHE, 'kubectl-fetch-'));
  try {
    for (const sub of ['lists/partial', 'archives/partial'])
      mkdirSync(join(dir, sub), { recursive: true });
    writeFileSync(
      join(dir, 'sources.list'),
      `deb [signed-by=${KEYRING}] ${machineMirror()} trixie main\n`,
    );
    writeFileSync(join(dir, 'status'), '');
    const apt = [
      'apt-get',
      '-q',
      '-o',
      `Dir::State=${dir}`,
      '-o',
      `Dir::State::Lists=${dir}/lists`,
      '-o',
      `Dir::State::status=${dir}/status`,
      '-o',
      `Dir::Cache=${dir}`,
      '-o',
      `Dir::Etc::sourcelist=${dir}/sources.list`,
      '-o',
      'Dir::Etc::sourceparts=-',
      '-o',
      'APT::Sandbox::User=root',
    ];
    await must([...apt, 'update'], { timeoutMs: 300_000 });
    await must(['env', '-C', dir, ...apt, 'download', 'kubectl'], { timeoutMs: 300_000 });
    const deb = readdirSync(dir).find((name) => name.endsWith('.deb'));
    if (deb === undefined || !existsSync(join(dir, deb)))
      throw new Error('apt-get download kubectl left no package');
    await must(['dpkg-deb', '-x', join(dir, deb), join(dir, 'root')]);
    renameSync(join(dir, 'root/usr/bin/kubectl'), CACHED);
  } catch (error) {
    throw new Error(
      `fetching kubectl failed; install kubectl 1.${MIN_MINOR} or newer yourself and run the same command again`,
      { cause: error },
    );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
