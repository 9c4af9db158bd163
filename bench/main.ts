/**
 * `npm run bench -- NAME [options]`: each benchmark prints a table and, as its last line, one JSON object.
 * @module
 */
import { controllerBench } from './controller.ts';
import { hostBench } from './host.ts';
import { identityBench } from './identity.ts';
import { planBench } from './plan.ts';
import { ledgerBench } from './ledger.ts';
import { questionsBench } from './questions.ts';
import { rolloutBench } from './rollout.ts';

const BENCHES: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  controller: controllerBench,
  host: hostBench,
  identity: identityBench,
  plan: planBench,
  ledger: ledgerBench,
  questions: questionsBench,
  rollout: rolloutBench,
};

const [name = '', ...args] = process.argv.slice(2);
const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (bench === undefined) {
  console.error(`npm run bench -- NAME [options]\nknown: ${Object.keys(BENCHES).join(', ')}`);
  process.exitCode = 2;
} else {
  await bench(args);
}
