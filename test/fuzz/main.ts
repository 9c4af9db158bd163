/**
 * `npm run fuzz -- [--target NAME] [--runs N] [--seed S]`: one line per target and, as the last line, one JSON object.
 * `--input HEX` checks one input again. NAME may be the beginning of several names.
 * @module
 */
import { parseArgs } from 'node:util';
import { allTargets } from './all-targets.ts';
import { checkOne, type Result, runTarget } from './run-target.ts';
import type { Target } from './target.ts';
import { Watchdog } from './watchdog.ts';

const { values } = parseArgs({
  options: {
    target: { type: 'string', default: '' },
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    input: { type: 'string' },
  },
});
const runs = Number(values.runs);
const targets = allTargets.filter(({ name }) => name.startsWith(values.target));

if (targets.length === 0 || !Number.isSafeInteger(runs) || runs < 1) {
  const names = allTargets.map(({ name }) => name).join(', ');
  console.error(
    `npm run fuzz -- [--target NAME] [--runs N] [--seed S] [--input HEX]\nknown: ${names}`,
  );
  process.exitCode = 2;
} else if (values.input === undefined) {
  await fuzz(targets);
} else {
  await reproduce(targets, Buffer.from(values.input, 'hex'));
}

async function reproduce(targets: readonly Target[], input: Buffer): Promise<void> {
  for (const target of targets) {
    const checked = await checkOne(target, input);
    console.log(`${target.name}: ${checked.failed ? checked.reason : checked.outcome}`);
    if (checked.failed) process.exitCode = 1;
  }
}

async function fuzz(targets: readonly Target[]): Promise<void> {
  using watchdog = new Watchdog();
  const results: Result[] = [];
  for (const target of targets) {
    const startMs = performance.now();
    const announce = (input: Buffer): void => watchdog.announce(input);
    const result = await runTarget(target, { runs, seed: values.seed, announce });
    results.push(result);
    console.log(line(result, performance.now() - startMs));
    if (result.failure === undefined) continue;
    process.exitCode = 1;
    const input = result.failure.input.toString('hex');
    console.log(`FAILED ${target.name}, seed ${values.seed}: ${result.failure.reason}`);
    console.log(`npm run fuzz -- --target ${target.name} --input ${input}`);
  }
  console.log(JSON.stringify(summary(results)));
}

function line({ target, executions, outcomes, slowest }: Result, ms: number): string {
  const counts = `${String(executions).padStart(8)} executions ${String(outcomes.size).padStart(5)} outcomes`;
  const slow = `slowest ${slowest.ms.toFixed(1)} ms (${slowest.input.length} bytes)`;
  return `${target.padEnd(24)} ${counts}  ${(ms / 1000).toFixed(1)} s  ${slow}`;
}

function summary(results: readonly Result[]): object {
  return {
    fuzz: 'credfleet',
    seed: values.seed,
    executions: results.reduce((sum, { executions }) => sum + executions, 0),
    failed: results.filter(({ failure }) => failure !== undefined).map(({ target }) => target),
    peakRssMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    targets: Object.fromEntries(
      results.map(({ target, executions, outcomes, slowest }) => [
        target,
        { executions, outcomes: outcomes.size, slowestMs: Number(slowest.ms.toFixed(1)) },
      ]),
    ),
  };
}
