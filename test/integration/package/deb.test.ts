/**
 * The Debian package of the agent: built for real, twice, and looked into.
 * @module
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildDeb, packageVersion } from '#scripts/package/build-deb.ts';

const EPOCH = 1_700_000_000;
const ARCH = process.arch === 'arm64' ? 'arm64' : 'amd64';
const dir = mkdtempSync(join(tmpdir(), 'credfleet-deb-'));
const file = join(dir, 'first.deb');
const tree = join(dir, 'tree');

const dpkgDeb = (...args: readonly string[]) =>
  execFileSync('dpkg-deb', args, { encoding: 'utf8' });
const build = async (outFile: string) =>
  buildDeb({
    arch: ARCH,
    outFile,
    compression: 'fast',
    epoch: EPOCH,
    onProgress: () => undefined,
  });

beforeAll(async () => {
  await build(file);
  dpkgDeb('--extract', file, tree);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('built again it has the same bytes', async () => {
  const again = join(dir, 'again.deb');
  await build(again);
  expect(readFileSync(again).equals(readFileSync(file))).toBe(true);
});

test('says what it is and what it needs', () => {
  const [version, arch, depends] = dpkgDeb(
    '--showformat=${Version}\n${Architecture}\n${Depends}',
    '--show',
    file,
  ).split('\n');
  expect(version).toBe(packageVersion());
  expect(arch).toBe(ARCH);
  expect(depends).toContain('systemd (>= 252)');
});

test('everything in it belongs to root, is writable by nobody else, and has one age', () => {
  const lines = dpkgDeb('--contents', file).trim().split('\n');
  expect(lines.length).toBeGreaterThan(8);
  for (const line of lines) {
    expect(line).toMatch(
      /^(?:-rwxr-xr-x|-rw-r--r--|drwxr-xr-x) root\/root +\d+ 2023-11-14 22:13 /u,
    );
  }
});

test('the executable needs no Node on the host, and has the version of the package', () => {
  const run = spawnSync(join(tree, 'usr/bin/credfleet-agent'), ['--help'], {
    encoding: 'utf8',
    env: { PATH: '/nowhere' },
  });
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(run.stdout).toContain('usage: credfleet-agent');
});

test('it names the licences of all that is in it', () => {
  const text = readFileSync(join(tree, 'usr/share/doc/credfleet-agent/copyright'), 'utf8');
  for (const part of ['Apache License', 'Node.js', '@grpc/grpc-js', 'pino', 'protobufjs']) {
    expect(text).toContain(part);
  }
});

test('its unit keeps the agent out of the way of everything else', () => {
  const unit = readFileSync(join(tree, 'usr/lib/systemd/system/credfleet-agent.service'), 'utf8');
  expect(unit).not.toMatch(/^(?:Before|RequiredBy|PartOf|BindsTo|Requires)=/mu);
  expect(unit).toMatch(/^LimitCORE=0$/mu);
  expect(unit).toMatch(/^MemoryDenyWriteExecute=yes$/mu);
});
