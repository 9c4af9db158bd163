/**
 * The agent's Debian package. The same sources give the same bytes: order, times, owners and compression are fixed.
 * @module
 */
import {
  chmodSync,
  copyFileSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { AGENT_USAGE } from '#agent/config.ts';
import { bundleAgent } from '#scripts/build-agent.ts';
import { copyrightText } from './copyright.ts';
import { buildExecutable, run } from './executable.ts';
import { manPage } from './man-page.ts';
import { type Architecture, findNode } from './node-binary.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const SOURCES = join(ROOT, 'packaging/agent');
const DOC = 'usr/share/doc/credfleet-agent';

/** Files as they are: source, place in the package. */
const COPIED: readonly (readonly [string, string])[] = [
  ['credfleet-agent.service', 'usr/lib/systemd/system/credfleet-agent.service'],
  ['credfleet-agent.socket', 'usr/lib/systemd/system/credfleet-agent.socket'],
  ['tmpfiles.conf', 'usr/lib/tmpfiles.d/credfleet-agent.conf'],
  ['agent.conf', `${DOC}/examples/agent.conf`],
  ['boot.conf', `${DOC}/examples/boot.conf`],
];
const SCRIPTS = ['postinst', 'prerm', 'postrm'];

/** Of one thread: with more the bytes depend on how many there are. */
const COMPRESSION = {
  small: ['-Zxz', '-z6', '--threads-max=1'],
  fast: ['-Zgzip', '-z1'],
} as const;

export type DebOptions = {
  readonly arch: Architecture;
  readonly outFile: string;
  /** fast: three times as large, ten times as quickly; for tests. */
  readonly compression: keyof typeof COMPRESSION;
  /** Seconds since the Unix epoch: the age of everything in it. */
  readonly epoch: number;
  readonly onProgress: (line: string) => void;
};

export async function buildDeb(options: DebOptions): Promise<void> {
  const { arch, outFile, onProgress } = options;
  mkdirSync(dirname(outFile), { recursive: true });
  const folder = mkdtempSync(join(dirname(outFile), '.deb-'));
  try {
    onProgress('bundling the agent …');
    const { code, packages } = await bundleAgent();
    const bundle = join(folder, 'agent.mjs');
    writeFileSync(bundle, code);
    onProgress(`putting it into Node for ${arch} …`);
    const tree = join(folder, 'tree');
    const node = findNode(ROOT, arch);
    const executable = join(tree, 'usr/bin/credfleet-agent');
    mkdirSync(dirname(executable), { recursive: true });
    buildExecutable({ bundle, node: join(node, 'bin/node'), outFile: executable });
    writeTree(tree, { ...options, copyright: copyrightText(ROOT, node, packages) });
    onProgress(`compressing ${mebibytes(treeBytes(tree))} (about a minute) …`);
    const draft = join(folder, 'agent.deb');
    pack(tree, draft, options);
    renameSync(draft, outFile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return manifest.version;
}

function writeTree(tree: string, options: DebOptions & { readonly copyright: string }): void {
  const version = packageVersion();
  const date = new Date(options.epoch * 1000).toISOString().slice(0, 10);
  const page = manPage({ usage: AGENT_USAGE, version, date });
  for (const [source, place] of COPIED) {
    mkdirSync(dirname(join(tree, place)), { recursive: true });
    copyFileSync(join(SOURCES, source), join(tree, place));
  }
  write(join(tree, DOC, 'copyright'), options.copyright);
  write(join(tree, 'usr/share/man/man8/credfleet-agent.8.gz'), gzipSync(page, { level: 9 }));
  const installedKib = Math.ceil(treeBytes(tree) / 1024);
  write(join(tree, 'DEBIAN/control'), controlFile(options.arch, version, installedKib));
  for (const script of SCRIPTS) write(join(tree, 'DEBIAN', script), read(script), 0o755);
  settle(tree, options.epoch);
}

function controlFile(arch: Architecture, version: string, installedKib: number): string {
  return read('control')
    .replace('@VERSION@', version)
    .replace('@ARCH@', arch)
    .replace('@SIZE@', String(installedKib));
}

function pack(tree: string, outFile: string, options: DebOptions): void {
  const args = [
    '--root-owner-group',
    ...COMPRESSION[options.compression],
    '--build',
    tree,
    outFile,
  ];
  run('dpkg-deb', args, { env: { SOURCE_DATE_EPOCH: String(options.epoch) } });
}

/** Modes whatever the umask is, and one time for all. */
function settle(path: string, epoch: number): void {
  const { mode } = statSync(path);
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path)) settle(join(path, name), epoch);
    chmodSync(path, 0o755);
  } else {
    chmodSync(path, (mode & 0o100) === 0 ? 0o644 : 0o755);
  }
  lutimesSync(path, epoch, epoch);
}

function write(path: string, content: string | Uint8Array, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode });
}

function read(source: string): string {
  return readFileSync(join(SOURCES, source), 'utf8');
}

function treeBytes(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((sum, name) => sum + treeBytes(join(path, name)), 0);
}

export function mebibytes(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(1)} MiB`;
}
