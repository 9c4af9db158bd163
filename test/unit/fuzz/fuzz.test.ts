/**
 * A short slice of the fuzzer at each run, and that it finds what it is there for. The long run: `npm run fuzz`.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { allTargets } from '#test/fuzz/all-targets.ts';
import { mutateBytes } from '#test/fuzz/mutate.ts';
import { encodeFields, mutateProtobuf, parseFields } from '#test/fuzz/mutate-protobuf.ts';
import { Prng } from '#test/fuzz/prng.ts';
import { checkOne, runTarget } from '#test/fuzz/run-target.ts';
import { demand, reading, type Target } from '#test/fuzz/target.ts';

/** The same inputs each time: a red test is a fault, not bad luck. */
const SLICE = { runs: 150, seed: 'slice' };

test.for(allTargets.map(({ name }) => name))(
  '%s keeps its promises for some inputs',
  async (name) => {
    const target = allTargets.find((one) => one.name === name);
    const result = target && (await runTarget(target, SLICE));
    expect(result?.failure).toBeUndefined();
    expect(result?.executions).toBe(SLICE.runs);
  },
);

test.for(allTargets.map(({ name }) => name))('%s accepts its first seed', async (name) => {
  const target = allTargets.find((one) => one.name === name);
  const checked = target && (await checkOne(target, Buffer.from(target.seeds[0] ?? [])));
  expect(checked).toMatchObject({ failed: false, outcome: expect.stringContaining('accepted') });
});

describe('the fuzzer', () => {
  /** A reader of "length, bytes" with a fault in a corner. */
  const faulty = (fault: (input: Buffer) => void): Target => ({
    name: 'faulty',
    seeds: [Buffer.from('0005416c696365', 'hex')],
    mutate: mutateBytes,
    check: (input) =>
      reading(
        () => {
          fault(input);
          return input;
        },
        /^MESSAGE_INVALID$/u,
        () => undefined,
      ),
  });
  const many = { runs: 20_000, seed: '1' };

  test.for([
    ['an error of another kind', () => JSON.parse('{')],
    ['an error with a code that is not promised', () => refuse('CONFIG_INVALID')],
    ['a broken promise', () => demand(false, 'never')],
  ] as const)('finds %s behind a length that is one too long', async ([, fail]) => {
    const target = faulty((input) => {
      if (input.length > 6 && input.readUInt16BE(0) === input.length - 1) fail();
    });
    const result = await runTarget(target, many);
    expect(result.failure?.input.readUInt16BE(0)).toBe((result.failure?.input.length ?? 0) - 1);
    expect(await checkOne(target, result.failure?.input ?? Buffer.alloc(0))).toMatchObject({
      failed: true,
    });
  });

  test('finds an input that takes long, and says how long', async () => {
    const target = faulty((input) => {
      const endMs = performance.now() + 60;
      while (input.length === 0 && performance.now() < endMs);
    });
    const result = await runTarget(target, { runs: 2_000, seed: '1', slowMs: 50 });
    expect(result.failure?.reason).toMatch(/^takes \d+ ms$/u);
  });

  test('does the same for the same seed, and something else for another', async () => {
    const inputs = async (seed: string): Promise<string> => {
      const seen: string[] = [];
      const announce = (input: Buffer): number => seen.push(input.toString('hex'));
      await runTarget(
        faulty(() => undefined),
        { runs: 100, seed, announce },
      );
      return seen.join();
    };
    expect(await inputs('1')).toBe(await inputs('1'));
    expect(await inputs('1')).not.toBe(await inputs('2'));
  });

  test('takes every protobuf seed apart and together again', () => {
    const seeds = allTargets
      .filter(({ mutate }) => mutate === mutateProtobuf)
      .flatMap((one) => one.seeds);
    expect(seeds.length).toBeGreaterThan(20);
    for (const seed of seeds) {
      const fields = parseFields(Buffer.from(seed));
      expect(Buffer.compare(encodeFields(fields ?? []), seed)).toBe(0);
    }
  });

  test('draws evenly enough', () => {
    const prng = new Prng('even');
    const counts = new Map<number, number>();
    for (let draw = 0; draw < 10_000; draw += 1) {
      const value = prng.below(10);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    expect(counts.size).toBe(10);
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });
});

function refuse(code: 'CONFIG_INVALID'): never {
  throw new CredfleetError(code, 'refused');
}
