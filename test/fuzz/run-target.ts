/**
 * The loop: takes an input that is known, changes it a few times, checks, keeps what led to an outcome that was not
 * seen before. The same seed gives the same run.
 * @module
 */
import { Prng } from './prng.ts';
import type { Target } from './target.ts';

export type Failure = {
  readonly target: string;
  readonly input: Buffer;
  readonly reason: string;
};

export type Result = {
  readonly target: string;
  readonly executions: number;
  /** How often each outcome was met. */
  readonly outcomes: ReadonlyMap<string, number>;
  readonly slowest: { readonly ms: number; readonly input: Buffer };
  readonly failure: Failure | undefined;
};

export type RunOptions = {
  readonly runs: number;
  readonly seed: string;
  /** Told each input before it is checked: whoever watches knows it when the check never returns. */
  readonly announce?: (input: Buffer) => void;
  /** A check that takes longer, twice, hangs as far as a peer is concerned. Default one second. */
  readonly slowMs?: number;
};

const SLOW_MS = 1_000;
const INPUT_MAX_BYTES = 65_536;
const CORPUS_MAX = 256;
/** Larger ones are checked, but make slow parents. */
const PARENT_MAX_BYTES = 4_096;
const OUTCOMES_MAX = 2_000;

/** Ends at the first failure. */
export async function runTarget(target: Target, options: RunOptions): Promise<Result> {
  const { runs, seed, announce, slowMs = SLOW_MS } = options;
  const prng = new Prng(`${seed}/${target.name}`);
  const corpus = target.seeds.map((bytes) => Buffer.from(bytes));
  const outcomes = new Map<string, number>();
  let slowest: Result['slowest'] = { ms: 0, input: Buffer.alloc(0) };
  let failure: Failure | undefined;
  let executions = 0;
  for (const input of inputs(target, corpus, prng)) {
    announce?.(input);
    const startMs = performance.now();
    const checked = await checkOne(target, input);
    const ms = performance.now() - startMs;
    executions += 1;
    if (ms > slowest.ms) slowest = { ms, input };
    if (checked.failed) failure = { target: target.name, input, reason: checked.reason };
    else remember(checked.outcome, input, { outcomes, corpus, prng });
    if (ms > slowMs) failure ??= await slowFailure(target, input, slowMs);
    if (executions === runs || failure !== undefined) break;
  }
  return { target: target.name, executions, outcomes, slowest, failure };
}

/** For ever; the seeds themselves first: what does not pass unchanged proves nothing. `corpus` grows meanwhile. */
function* inputs(target: Target, corpus: readonly Buffer[], prng: Prng): Generator<Buffer> {
  yield* target.seeds.map((bytes) => Buffer.from(bytes));
  for (;;) yield mutated(target, corpus, prng);
}

type Checked =
  | { readonly failed: false; readonly outcome: string }
  | { readonly failed: true; readonly reason: string };

export async function checkOne(target: Target, input: Buffer): Promise<Checked> {
  try {
    // The check gets a copy: a reader that changes its input must not change the corpus.
    const returned = target.check(Buffer.from(input));
    return { failed: false, outcome: typeof returned === 'string' ? returned : await returned };
  } catch (reason) {
    const text = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
    return { failed: true, reason: text };
  }
}

function mutated(target: Target, corpus: readonly Buffer[], prng: Prng): Buffer {
  let input = prng.pick(corpus);
  do {
    input = target.mutate({ input, other: prng.pick(corpus), prng });
  } while (prng.chance(2));
  return input.subarray(0, INPUT_MAX_BYTES);
}

type Memory = {
  readonly outcomes: Map<string, number>;
  readonly corpus: Buffer[];
  readonly prng: Prng;
};

function remember(outcome: string, input: Buffer, { outcomes, corpus, prng }: Memory): void {
  const isNew = !outcomes.has(outcome);
  if (!isNew || outcomes.size < OUTCOMES_MAX) {
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  if (!isNew || input.length > PARENT_MAX_BYTES) return;
  if (corpus.length < CORPUS_MAX) corpus.push(input);
  else corpus[prng.below(CORPUS_MAX)] = input;
}

/** The machine may have been busy: only what is slow again is a failure. */
async function slowFailure(
  target: Target,
  input: Buffer,
  slowMs: number,
): Promise<Failure | undefined> {
  const startMs = performance.now();
  await checkOne(target, input);
  const ms = performance.now() - startMs;
  if (ms < slowMs) return undefined;
  return { target: target.name, input, reason: `takes ${ms.toFixed(0)} ms` };
}
