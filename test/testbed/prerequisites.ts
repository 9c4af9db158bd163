/**
 * Brings this machine to the point where test hosts can start: root, a few Debian packages, the
 * root file systems.
 * @module
 */
import { accessSync, existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { postgresPrograms } from '#test/postgres/postgres-server.ts';
import { CLEAN_ENVIRONMENT, type Completed, exec } from './exec.ts';
import { cacheDir, ensureRoot } from './roots.ts';
import type { HostRelease } from './types.ts';

type Requirement = { readonly package: string; readonly isMet: () => boolean };

const REQUIREMENTS: readonly Requirement[] = [
  program('debootstrap', 'debootstrap'),
  program('gpgv', 'gpgv'),
  program('systemd-nspawn', 'systemd-container'),
  program('swtpm', 'swtpm'),
  program('ip', 'iproute2'),
  program('nsenter', 'util-linux'),
  program('mount', 'mount'),
  program('tpm2_pcrread', 'tpm2-tools'),
  { package: 'postgresql', isMet: () => postgresPrograms() !== undefined },
  // Debian 12 learnt the keys of Debian 13 by an update of this package.
  { package: 'debian-archive-keyring', isMet: hasTrixieKey },
];

const APT_TIMEOUT_MS = 15 * 60_000;
const DEFAULT_RELEASES: readonly HostRelease[] = ['bookworm', 'trixie'];

/**
 * Installs and builds what is missing; returns within milliseconds when nothing is.
 * @throws {Error} naming what is missing and the command that helps.
 */
export async function ensureTestbedPrerequisites(
  onProgress: (line: string) => void,
  releases: readonly HostRelease[] = DEFAULT_RELEASES,
): Promise<void> {
  if (process.getuid?.() !== 0) {
    throw new Error(
      "credfleet's test hosts need root (mounts, cgroups, network namespaces): run the same command with sudo",
    );
  }
  const missing = REQUIREMENTS.filter(({ isMet }) => !isMet()).map((it) => it.package);
  if (missing.length > 0) await installPackages(missing, onProgress);
  await Promise.all([...new Set(releases)].map((release) => ensureRoot(release, onProgress)));
}

async function installPackages(
  packages: readonly string[],
  onProgress: (line: string) => void,
): Promise<void> {
  if (!hasProgram('apt-get')) {
    throw new Error(
      `credfleet's test hosts need the Debian packages ${packages.join(', ')}, and this machine ` +
        'has no apt-get: run the tests on Debian 12 or 13, or install the same programs by hand',
    );
  }
  onProgress(`installing ${packages.join(', ')} (once, about 20 s) …`);
  let installed = await aptGet(['install', ...packages]);
  if (installed.exitCode !== 0) {
    onProgress('refreshing the package lists (apt-get update) …');
    await aptGet(['update']);
    installed = await aptGet(['install', ...packages]);
  }
  const stillMissing = REQUIREMENTS.filter(({ isMet }) => !isMet()).map((it) => it.package);
  if (installed.exitCode === 0 && stillMissing.length === 0) return;
  const logFile = join(cacheDir(), 'apt.log');
  await mkdir(cacheDir(), { recursive: true });
  await writeFile(logFile, `${installed.stdout.toString()}${installed.stderr}`);
  throw new Error(
    `apt-get cannot install what credfleet's test hosts need (${stillMissing.join(', ')}). ` +
      `Full output: ${logFile}. Run \`apt-get update && apt-get install ${packages.join(' ')}\``,
  );
}

function aptGet(args: readonly string[]): Promise<Completed> {
  const options = ['-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'];
  return exec(['apt-get', ...options, ...args], {
    timeoutMs: APT_TIMEOUT_MS,
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function program(name: string, packageName: string): Requirement {
  return { package: packageName, isMet: () => hasProgram(name) };
}

function hasProgram(name: string): boolean {
  return (CLEAN_ENVIRONMENT['PATH'] ?? '').split(':').some((folder) => isThere(join(folder, name)));
}

function isThere(file: string): boolean {
  try {
    accessSync(file);
    return true;
  } catch {
    return false;
  }
}

function hasTrixieKey(): boolean {
  const folder = '/usr/share/keyrings';
  if (!existsSync(folder)) return false;
  return readdirSync(folder).some((name) => name.startsWith('debian-archive-trixie-stable'));
}
