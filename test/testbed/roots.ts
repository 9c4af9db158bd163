/**
 * Builds the read-only root file systems once and keeps them in a cache: debootstrap into a folder
 * of another name, checked against Debian's signatures, then renamed.
 * @module
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { appendFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { exec, mustExec } from './exec.ts';
import { withLock } from './lock.ts';
import { type AptSourceFile, DEFAULT_MIRROR, findMirror, firstOfMirrorList } from './mirror.ts';
import { unmountBelow } from './mounts.ts';
import { type RootRecipe, rootName, rootRecipe } from './recipes.ts';
import type { HostRelease } from './types.ts';

const BUILD_TIMEOUT_MS = 30 * 60_000;
const HEARTBEAT_MS = 20_000;

/** Where a release's root is or will be. */
export function rootDirOf(release: HostRelease): string {
  return join(cacheDir(), 'roots', rootName(rootRecipe(release)));
}

export function cacheDir(): string {
  return process.env['CREDFLEET_CACHE'] ?? '/var/cache/credfleet';
}

/** Returns at once when the root is in the cache, otherwise builds it (about a minute). */
export async function ensureRoot(
  release: HostRelease,
  onProgress: (line: string) => void,
): Promise<string> {
  const root = rootDirOf(release);
  if (existsSync(root)) return root;
  mkdirSync(dirname(root), { recursive: true });
  const { title } = rootRecipe(release);
  const onWait = (pid: number): void =>
    onProgress(`waiting for process ${pid}, which builds the ${title} test root …`);
  await withLock(`${root}.lock`, () => buildRoot(rootRecipe(release), root, onProgress), {
    onWait,
  });
  return root;
}

/** Version number of the systemd in a root, from its package database. */
export function systemdVersionOf(root: string): number {
  const status = readFileSync(join(root, 'var/lib/dpkg/status'), 'utf8');
  const version = /^Package: systemd\n(?:.+\n)*?Version: (?:\d+:)?(\d+)/m.exec(status)?.[1];
  if (version === undefined) throw new Error(`${root} holds no systemd; delete it and try again`);
  return Number(version);
}

async function buildRoot(
  recipe: RootRecipe,
  root: string,
  onProgress: (line: string) => void,
): Promise<void> {
  if (existsSync(root)) return;
  const { title } = recipe;
  await removeHalfBuilt(root);
  // A name of its own: the debootstrap of a killed builder may still be writing to the old one.
  const draft = `${root}.building-${process.pid}`;
  onProgress(`building the ${title} test root (once, about 60 s) …`);
  const startedAt = performance.now();
  const seconds = (): string => `${Math.round((performance.now() - startedAt) / 1000)} s`;
  const heartbeat = setInterval(
    () => onProgress(`still building the ${title} test root, ${seconds()} …`),
    HEARTBEAT_MS,
  );
  try {
    await debootstrap(recipe, draft, `${root}.log`);
    await finishRoot(recipe, draft);
    renameSync(draft, root);
    onProgress(`built the ${title} test root in ${seconds()}`);
  } catch (cause) {
    await removeDraft(draft);
    throw cause;
  } finally {
    clearInterval(heartbeat);
  }
}

async function debootstrap(recipe: RootRecipe, draft: string, logFile: string): Promise<void> {
  const mirror = machineMirror();
  const options = [
    '--variant=minbase',
    '--force-check-gpg',
    `--include=${recipe.packages.join(',')}`,
  ];
  const args = ['debootstrap', ...options, recipe.release, draft, mirror];
  const env = await proxyEnvironment();
  const { exitCode, stdout, stderr } = await exec(args, { timeoutMs: BUILD_TIMEOUT_MS, env });
  const ownLog = readOrEmpty(join(draft, 'debootstrap/debootstrap.log'));
  await writeFile(logFile, `$ ${args.join(' ')}\n`);
  await appendFile(logFile, Buffer.concat([stdout, Buffer.from(stderr + ownLog)]));
  if (exitCode === 0) return;
  throw new Error(
    `cannot build the ${recipe.title} test root from ${mirror}: debootstrap ended with exit code ` +
      `${exitCode}: ${lastLine(stdout.toString() + stderr)}. Full output: ${logFile}. ` +
      'Check that the mirror is reachable (apt-get update), then run the same command again.',
  );
}

async function finishRoot(recipe: RootRecipe, draft: string): Promise<void> {
  for (const folder of ['var/cache/apt', 'var/lib/apt/lists', 'usr/share/doc', 'usr/share/man']) {
    await rm(join(draft, folder), { recursive: true, force: true });
  }
  await rm(join(draft, 'etc/machine-id'), { force: true });
  for (const unit of recipe.maskedUnits) {
    const link = join(draft, 'etc/systemd/system', unit);
    await rm(link, { force: true });
    await symlink('/dev/null', link);
  }
  for (const [path, content] of Object.entries(recipe.files)) {
    await mkdir(dirname(join(draft, path)), { recursive: true });
    await writeFile(join(draft, path), content);
  }
}

async function removeDraft(draft: string): Promise<void> {
  // debootstrap mounts /proc in the new root and leaves it there when it is killed.
  await unmountBelow(draft);
  rmSync(draft, { recursive: true, force: true });
}

async function removeHalfBuilt(root: string): Promise<void> {
  const prefix = `${basename(root)}.building-`;
  for (const name of readdirSync(dirname(root))) {
    if (name.startsWith(prefix)) await removeDraft(join(dirname(root), name));
  }
}

/** The mirror that this machine's apt uses for Debian releases. */
export function machineMirror(): string {
  const files = aptSourceFiles().map((path) => ({ path, content: readOrEmpty(path) }));
  const mirror = findMirror(files satisfies AptSourceFile[]) ?? DEFAULT_MIRROR;
  if (!mirror.startsWith('mirror+file:')) return mirror;
  const list = mirror.replace(/^mirror\+file:(\/\/)?/, '');
  return firstOfMirrorList(readOrEmpty(list)) ?? DEFAULT_MIRROR;
}

function aptSourceFiles(): string[] {
  const folder = '/etc/apt/sources.list.d';
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const files = names.filter((name) => name.endsWith('.list') || name.endsWith('.sources'));
  return ['/etc/apt/sources.list', ...files.map((name) => join(folder, name))];
}

/** debootstrap downloads with wget, which knows nothing of apt's proxy settings. */
async function proxyEnvironment(): Promise<Record<string, string>> {
  const env: Record<string, string> = {};
  const settings = ['http_proxy', 'Acquire::http::Proxy', 'https_proxy', 'Acquire::https::Proxy'];
  const shell = await mustExec(['apt-config', 'shell', ...settings]);
  for (const [, name, value] of shell.matchAll(/^(\w+)='(.*)'$/gm)) {
    if (name !== undefined && value !== undefined && value !== 'DIRECT') env[name] = value;
  }
  for (const name of ['http_proxy', 'https_proxy', 'no_proxy']) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  return env;
}

function readOrEmpty(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? '';
}
