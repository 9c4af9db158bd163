/**
 * `npm run simulate -- --seeds N --from SEED`: plays games one after another; a seed plays the same game each time.
 * Ends with 1 when a rule was broken; the last line says how many games held.
 * @module
 */
import { parseArgs } from 'node:util';
import { keyringOf } from '#test/gen/keyring.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { playGame } from './play.ts';

const PROGRESS_EVERY = 100;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    from: { type: 'string', default: '1' },
    verbose: { type: 'boolean', default: false },
  },
});
const [seeds, from] = [Number(values.seeds), Number(values.from)];
if (!Number.isSafeInteger(seeds) || seeds < 1 || !Number.isSafeInteger(from)) {
  console.error('usage: npm run simulate -- --seeds N --from SEED [--verbose]');
  process.exit(2);
}

const keyring = await keyringOf(new FakeClock());
const broken: number[] = [];
let dispatches = 0;
let restarts = 0;
for (let seed = from; seed < from + seeds; seed += 1) {
  const result = await playGame(seed, keyring);
  dispatches += result.dispatches;
  restarts += result.restarts;
  if (values.verbose) console.log(result.story.join('\n'));
  if (result.violation !== undefined) {
    broken.push(seed);
    console.log(`seed ${seed}: ${result.violation}`);
    console.log(`  again: npm run simulate -- --seeds 1 --from ${seed} --verbose`);
  }
  const played = seed - from + 1;
  if (played % PROGRESS_EVERY === 0) {
    console.log(`${played} of ${seeds} games, ${broken.length} broken`);
  }
}
console.log(
  `${seeds - broken.length} of ${seeds} games held (seeds ${from} to ${from + seeds - 1}; ${dispatches} dispatches, ${restarts} restarts)`,
);
process.exitCode = broken.length > 0 ? 1 : 0;
