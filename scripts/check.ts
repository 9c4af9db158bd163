/**
 * `npm run check`: everything that needs no host: types, lint, format, dead code, generated files, unit
 * and architecture tests. Under a minute; the same in CI.
 * @module
 */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const GATES: readonly (readonly [string, readonly string[]])[] = [
  ['types', ['tsc', '--noEmit']],
  ['lint', ['oxlint', '--type-aware']],
  ['format', ['oxfmt', '--check', '.']],
  ['dead code', ['knip']],
];

/** Runs the static gates; returns the names of those that failed. */
export function runGates(): readonly string[] {
  return GATES.filter(([name, [program = '', ...args]]) => {
    const startMs = performance.now();
    const result = spawnSync(join(ROOT, 'node_modules/.bin', program), args, {
      cwd: ROOT,
      encoding: 'utf8',
    });
    const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
    console.log(`${result.status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
    if (result.status !== 0) console.log(`${result.stdout}${result.stderr}`);
    return result.status !== 0;
  }).map(([name]) => name);
}

if (import.meta.main) {
  const failed = runGates();
  const tests = spawnSync(
    join(ROOT, 'node_modules/.bin/vitest'),
    ['run', '--project', 'unit', '--project', 'arch'],
    { cwd: ROOT, stdio: 'inherit' },
  );
  if (failed.length > 0) console.error(`failed: ${failed.join(', ')}`);
  process.exit(failed.length > 0 || tests.status !== 0 ? 1 : 0);
}
