/**
 * `npm run check`: everything that needs no host: types, lint, format, dead code, generated files, unit
 * and architecture tests. Under a minute; the same in CI.
 * @module
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { run } from '#test/fleet/process.ts';

const BIN = join(import.meta.dirname, '../node_modules/.bin');
const GATE_TIMEOUT_MS = 600_000;

const GATES: readonly (readonly [string, readonly string[]])[] = [
  ['types', ['tsc', '--noEmit']],
  ['lint', ['oxlint', '--type-aware']],
  ['format', ['oxfmt', '--check', '.']],
  ['dead code', ['knip']],
];

/** Runs the static gates; returns the names of those that failed. */
export async function runGates(): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const [name, [program = '', ...args]] of GATES) {
    const startMs = performance.now();
    const result = await run([join(BIN, program), ...args], { timeoutMs: GATE_TIMEOUT_MS });
    const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
    console.log(`${result.exitCode === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
    if (result.exitCode === 0) continue;
    console.log(`${result.stdout}${result.stderr}`);
    failed.push(name);
  }
  return failed;
}

if (import.meta.main) {
  const failed = await runGates();
  const args = ['run', '--project', 'unit', '--project', 'arch'];
  const tests = spawnSync(join(BIN, 'vitest'), args, { stdio: 'inherit' });
  if (failed.length > 0) console.error(`failed: ${failed.join(', ')}`);
  process.exit(failed.length > 0 || tests.status !== 0 ? 1 : 0);
}
