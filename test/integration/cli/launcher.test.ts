/**
 * bin/credfleet as people start it: by a link, from anywhere, with whatever Node the system has or none.
 * @module
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const LAUNCHER = join(ROOT, 'bin/credfleet');
const env = { PATH: '/usr/bin:/bin', HOME: '/nonexistent' };
let dir = '';

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'credfleet-launcher-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('runs on the Node of its own packages, also as a kubectl plugin', () => {
  const plugin = join(dir, 'kubectl-credfleet');
  symlinkSync(LAUNCHER, plugin);
  const out = execFileSync(plugin, ['version', '-o', 'json'], { cwd: '/', env, encoding: 'utf8' });
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  expect(JSON.parse(out)).toEqual({ version, node: process.version });
});

test('says what is missing when the packages are not installed', () => {
  cpSync(LAUNCHER, join(dir, 'bin/credfleet'));
  const run = spawnSync(join(dir, 'bin/credfleet'), ['version'], { env, encoding: 'utf8' });
  expect(run.status).toBe(1);
  expect(run.stderr).toContain(`run 'npm ci' in ${dir}`);
});

test('an error has no colours where there is no terminal, and its exit status', () => {
  const run = spawnSync(LAUNCHER, ['status'], { env, encoding: 'utf8' });
  expect(run.status).toBe(1);
  expect(run.stdout).toBe('');
  expect(run.stderr).toMatch(
    /^error: no kubeconfig: \/nonexistent\/\.kube\/config [^]*\[CONFIG_INVALID\]\n$/u,
  );
});

test('a reader that has enough is no error', () => {
  const command = `${LAUNCHER} --help | head -n 1; echo "\${PIPESTATUS[0]}"`;
  const out = execFileSync('bash', ['-c', command], { env, encoding: 'utf8' });
  expect(out).toBe('Usage: credfleet [options] [command]\n0\n');
});
