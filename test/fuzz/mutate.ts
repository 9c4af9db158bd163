/**
 * Changes bytes without knowing what they mean: bits, integers at their limits, cuts, repetitions, pieces of another
 * input, and length fields that look like some, with and without their content.
 * @module
 */
import type { Prng } from './prng.ts';

/** What a mutation may use: the input, another one that it may take pieces from, and chance. */
export type Situation = {
  readonly input: Buffer;
  readonly other: Buffer;
  readonly prng: Prng;
};
export type Mutation = (situation: Situation) => Buffer;

const BOUNDARIES = [
  0n,
  1n,
  2n,
  0x7fn,
  0x80n,
  0xffn,
  0x100n,
  0x7fffn,
  0x8000n,
  0xffffn,
  0x1_0000n,
  0x7fff_ffffn,
  0x8000_0000n,
  0xffff_ffffn,
  0x1f_ffff_ffff_ffffn,
  0x20_0000_0000_0000n,
  0x7fff_ffff_ffff_ffffn,
  0xffff_ffff_ffff_ffffn,
] as const;

export function boundary(prng: Prng): bigint {
  return prng.pick(BOUNDARIES);
}

/** `count` bytes at `at` replaced by others, of any length. */
const spliced = (input: Buffer, at: number, count: number, others: Uint8Array): Buffer =>
  Buffer.concat([input.subarray(0, at), others, input.subarray(at + count)]);

function writeInteger(input: Buffer, prng: Prng, change: (old: bigint) => bigint): Buffer {
  const width = Math.min(prng.pick([1, 2, 4, 8]), input.length);
  const at = prng.below(input.length - width + 1);
  const isLittle = prng.chance(4);
  const old = Buffer.from(input.subarray(at, at + width));
  if (isLittle) old.reverse();
  const value = BigInt.asUintN(8 * width, change(BigInt(`0x${old.toString('hex') || '0'}`)));
  const bytes = Buffer.from(value.toString(16).padStart(2 * width, '0'), 'hex');
  if (isLittle) bytes.reverse();
  return spliced(input, at, width, bytes);
}

type LengthField = { readonly at: number; readonly width: number; readonly value: number };

/** Somewhere an integer that could be the length of what is behind it; undefined when none was met. */
function findLength(input: Buffer, prng: Prng): LengthField | undefined {
  const width = prng.pick([1, 2, 2, 4]);
  const from = prng.below(input.length);
  for (let step = 0; step < input.length; step += 1) {
    const at = (from + step) % input.length;
    if (at + width > input.length) continue;
    const value = input.readUIntBE(at, width);
    if (value > 0 && at + width + value <= input.length) return { at, width, value };
  }
  return undefined;
}

function changeLength({ input, prng }: Situation): Buffer {
  const field = findLength(input, prng);
  if (field === undefined) return input;
  const { at, width, value } = field;
  const wanted = prng.pick([0, 1, value - 1, value + 1, value * 2, 2 ** (8 * width) - 1]);
  const changed = Math.min(Math.max(wanted, 0), 2 ** (8 * width) - 1);
  const head = Buffer.alloc(width);
  head.writeUIntBE(changed, 0, width);
  if (prng.chance(2)) return spliced(input, at, width, head);
  // The content too, so that the length is right again.
  const content = Buffer.alloc(Math.min(changed, 2048), 0x41);
  input.copy(content, 0, at + width, at + width + value);
  head.writeUIntBE(content.length, 0, width);
  return spliced(input, at, width + value, Buffer.concat([head, content]));
}

const range = ({ input, prng }: Situation): readonly [at: number, count: number] => {
  const at = prng.below(input.length);
  return [at, 1 + prng.below(Math.min(input.length - at, prng.pick([1, 4, 32, 256])))];
};

const MUTATIONS: readonly Mutation[] = [
  ({ input, prng }) => {
    const flipped = Buffer.from(input);
    const at = prng.below(input.length);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << prng.below(8));
    return flipped;
  },
  ({ input, prng }) => spliced(input, prng.below(input.length), 1, prng.bytes(1)),
  ({ input, prng }) => input.subarray(0, prng.below(input.length + 1)),
  ({ input, prng }) => Buffer.concat([input, prng.bytes(1 + prng.below(16))]),
  (situation) => spliced(situation.input, ...range(situation), Buffer.alloc(0)),
  (situation) => {
    const [at, count] = range(situation);
    const piece = situation.input.subarray(at, at + count);
    return spliced(
      situation.input,
      at,
      0,
      Buffer.concat([piece, piece].slice(situation.prng.below(2))),
    );
  },
  (situation) => {
    const [at, count] = range(situation);
    return spliced(situation.input, at, count, Buffer.alloc(count, situation.prng.pick([0, 0xff])));
  },
  ({ input, prng }) =>
    spliced(input, prng.below(input.length + 1), 0, prng.bytes(1 + prng.below(8))),
  ({ input, prng }) => writeInteger(input, prng, () => boundary(prng)),
  ({ input, prng }) => writeInteger(input, prng, (old) => old + BigInt(prng.below(33) - 16)),
  ({ input, other, prng }) =>
    Buffer.concat([
      input.subarray(0, prng.below(input.length + 1)),
      other.subarray(prng.below(other.length + 1)),
    ]),
  (situation) => {
    const [at, count] = range({ ...situation, input: situation.other });
    const to = situation.prng.below(situation.input.length);
    return spliced(situation.input, to, count, situation.other.subarray(at, at + count));
  },
  changeLength,
  changeLength,
];

/** One change; an empty input first gets a byte. */
export const mutateBytes: Mutation = (situation) => {
  const input = situation.input.length === 0 ? Buffer.from([0]) : situation.input;
  const other = situation.other.length === 0 ? input : situation.other;
  return situation.prng.pick(MUTATIONS)({ ...situation, input, other });
};

/** Changes one of the parts that `split` finds, and puts them together again; now and then the whole. */
export function mutateParts(
  split: (input: Buffer) => readonly Uint8Array[] | undefined,
  join: (parts: readonly Uint8Array[]) => Uint8Array,
): Mutation {
  return (situation) => {
    const { input, other, prng } = situation;
    const parts = prng.chance(8) ? undefined : split(input);
    if (parts === undefined || parts.length === 0) return mutateBytes(situation);
    const at = prng.below(parts.length);
    const donors = split(other) ?? parts;
    const pieces = { input: Buffer.from(parts[at] ?? []), other: Buffer.from(prng.pick(donors)) };
    const changed = prng.chance(16) ? pieces.other : mutateBytes({ ...pieces, prng });
    return Buffer.from(join(parts.with(at, changed)));
  };
}

/** Changes anything, then mostly makes the 32 bits at `offset` the length of what is from `from` on. */
export function mutateSized(offset: number, from: number): Mutation {
  return (situation) => {
    const changed = mutateBytes(situation);
    if (changed.length < offset + 4 || situation.prng.chance(8)) return changed;
    const resized = Buffer.from(changed);
    resized.writeUInt32BE(changed.length - from, offset);
    return resized;
  };
}
