/**
 * Finds Node for an architecture: of this machine in node_modules, of another one as npm's package of the same
 * version, checked against the lock file.
 * @module
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './executable.ts';

export const ARCHITECTURES = { amd64: 'x64', arm64: 'arm64' } as const;
export type Architecture = keyof typeof ARCHITECTURES;

type Lock = {
  readonly packages: Readonly<
    Record<string, { readonly version: string; readonly integrity: string }>
  >;
};

/** The folder of the package node-linux-ARCH, with bin/node and LICENSE. */
export function findNode(root: string, arch: Architecture): string {
  const name = `node-linux-${ARCHITECTURES[arch]}`;
  const installed = join(root, 'node_modules', name);
  if (existsSync(join(installed, 'bin/node'))) return installed;
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
  const locked = lock.packages[`node_modules/${name}`];
  if (locked === undefined) throw new Error(`package-lock.json does not name ${name}`);
  return download(join(root, 'dist', `${name}-${locked.version}`), name, locked);
}

function download(folder: string, name: string, locked: Lock['packages'][string]): string {
  if (existsSync(folder)) return folder;
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  run('npm', ['pack', `${name}@${locked.version}`, '--silent', '--pack-destination', draft]);
  const archive = join(draft, `${name}-${locked.version}.tgz`);
  const digest = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (locked.integrity !== `sha512-${digest}`) {
    throw new Error(`${archive} is not what package-lock.json names (${locked.integrity})`);
  }
  const wanted = ['package/bin/node', 'package/LICENSE'];
  run('tar', ['-xzf', archive, '-C', draft, '--strip-components=1', ...wanted]);
  rmSync(archive);
  renameSync(draft, folder);
  return folder;
}
