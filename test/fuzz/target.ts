/**
 * What a fuzz target is: seeds that are right, a way to change them, and a check that knows what a reader promises.
 * @module
 */
import { CredfleetError, type ErrorCode } from '#src/errors/credfleet-error.ts';
import type { Parsed } from '#src/errors/parsed.ts';
import type { Mutation } from './mutate.ts';

export type Target = {
  readonly name: string;
  /** Inputs that pass; nothing is mutated that did not come from these. */
  readonly seeds: readonly Uint8Array[];
  readonly mutate: Mutation;
  /** Returns what became of the input in a few words; throws when a promise is broken. */
  readonly check: (input: Buffer) => string | Promise<string>;
};

export const ACCEPTED = 'accepted';

/** A promise that was broken: what the fuzzer is looking for. */
export class Violation extends Error {}

export function demand(condition: boolean, promise: string): asserts condition {
  if (!condition) throw new Violation(promise);
}

/** A typed refusal in words without numbers, so that refusals for one reason are one outcome. */
export function refusalOf(reason: unknown, allowed: RegExp): string {
  if (!(reason instanceof CredfleetError)) throw reason;
  demand(allowed.test(reason.code), `refuses with one of its codes, not ${reason.code}`);
  return outcome(reason.code, reason.message);
}

/** What an error repeats of the input: numbers, names, hosts. */
const REPEATED =
  /(?<=facts\.)[^']+|(?<=for host ).*|(?<=key type )\S+|\S+\/\S+(?= version)|(?<=item ').*(?=')|0x[0-9a-f]+|[0-9]+/gsu;

function outcome(code: ErrorCode | '', message: string): string {
  return `${code} ${message.replaceAll(REPEATED, '#')}`.slice(0, 100);
}

/** Of a reader that throws: CredfleetErrors with these codes, and values that hold what `holds` demands. */
export function reading<T>(read: () => T, allowed: RegExp, holds: (value: T) => void): string {
  let value: T;
  try {
    value = read();
  } catch (reason) {
    return refusalOf(reason, allowed);
  }
  holds(value);
  return ACCEPTED;
}

export async function readingAsync<T>(
  read: () => Promise<T>,
  allowed: RegExp,
  holds: (value: T) => void,
): Promise<string> {
  let value: T;
  try {
    value = await read();
  } catch (reason) {
    return refusalOf(reason, allowed);
  }
  holds(value);
  return ACCEPTED;
}

/** Of a reader that returns Parsed. */
export function parsing<T>(parsed: Parsed<T>, holds: (value: T) => void): string {
  if (!parsed.ok) return outcome('', parsed.problems.join('; '));
  holds(parsed.value);
  return ACCEPTED;
}

export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

export const hex = (text: string): Buffer => Buffer.from(text, 'hex');
