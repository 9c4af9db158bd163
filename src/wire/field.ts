/**
 * Checks one decoded field at a time: missing, too large and unknown are MESSAGE_INVALID with the
 * field's name. Sizes are checked here so that nothing behind the wire meets an unbounded value.
 * @module
 */
import $protobuf from 'protobufjs/minimal.js';
import { CredfleetError } from '#src/errors/credfleet-error.ts';

/** As protobufjs decodes 64 bits. */
type Integer = number | { toNumber(): number };
type Decoder<T> = { decode(reader: $protobuf.Reader): T };

export function refuseField(field: string, problem: string): never {
  throw new CredfleetError('MESSAGE_INVALID', `the message's field '${field}' ${problem}`);
}

/** More than any message of ours has: millions of empty ones fit in a message, and would cost seconds to decode. */
const FIELDS_MAX = 65_536;

/**
 * Decodes one message of at most `maxBytes` and 65,536 fields, all levels together. Unknown fields are kept in $unknowns, so that strict
 * readers can refuse them.
 */
export function decodeMessage<T>(
  type: Decoder<T>,
  bytes: Uint8Array,
  limit: { readonly name: string; readonly maxBytes: number },
): T {
  if (bytes.length > limit.maxBytes) {
    refuseField(limit.name, `has ${bytes.length} bytes, at most ${limit.maxBytes} are allowed`);
  }
  try {
    return type.decode(countingReader(bytes));
  } catch (reason) {
    throw CredfleetError.from(reason, 'MESSAGE_INVALID', `decoding the message '${limit.name}'`);
  }
}

function countingReader(bytes: Uint8Array): $protobuf.Reader {
  const reader = $protobuf.Reader.create(bytes);
  reader.discardUnknown = false;
  let fields = 0;
  const tag = reader.tag.bind(reader);
  reader.tag = () => {
    fields += 1;
    if (fields > FIELDS_MAX) throw new RangeError(`more than ${FIELDS_MAX} fields`);
    return tag();
  };
  return reader;
}

/** Refuses a message that carries fields we do not know: leaving one out could weaken what was asked. */
export function onlyKnown(message: { readonly $unknowns?: Uint8Array[] }, field: string): void {
  if ((message.$unknowns?.length ?? 0) > 0) {
    refuseField(field, 'has parts that this release does not know; upgrade it first');
  }
}

export function present<T>(value: T | null | undefined, field: string): T {
  return value ?? refuseField(field, 'is missing');
}

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/u;

/** `max` in UTF-16 units, default 256; empty is refused unless `min` is 0. */
export function text(
  value: string,
  field: string,
  { min = 1, max = 256 }: { readonly min?: number; readonly max?: number } = {},
): string {
  if (value.length < min) refuseField(field, 'is missing');
  if (value.length > max) refuseField(field, `is longer than ${max} characters`);
  if (CONTROL.test(value)) refuseField(field, 'has control characters');
  return value;
}

export function matching(value: string, field: string, pattern: RegExp): string {
  if (value === '') refuseField(field, 'is missing');
  if (!pattern.test(value)) refuseField(field, `does not have the form ${pattern.source}`);
  return value;
}

/** A non-negative whole number up to `max`, by default 2^53 - 1. */
export function integer(
  value: Integer,
  field: string,
  { min = 0, max = Number.MAX_SAFE_INTEGER }: { readonly min?: number; readonly max?: number } = {},
): number {
  const number = typeof value === 'number' ? value : value.toNumber();
  if (!Number.isSafeInteger(number)) refuseField(field, 'is beyond 2^53 - 1');
  if (number < min || number > max) refuseField(field, `is not between ${min} and ${max}`);
  return number;
}

export function bytes(
  value: Uint8Array,
  field: string,
  size: { readonly exact: number } | { readonly min?: number; readonly max: number },
): Uint8Array {
  const { min, max } =
    'exact' in size ? { min: size.exact, max: size.exact } : { min: size.min ?? 1, max: size.max };
  if (value.length === 0 && min > 0) refuseField(field, 'is missing');
  if (value.length < min || value.length > max) {
    refuseField(field, `has ${value.length} bytes, not ${min === max ? '' : `${min} to `}${max}`);
  }
  return value;
}

export function list<T>(value: readonly T[], field: string, max: number): readonly T[] {
  if (value.length > max) refuseField(field, `has ${value.length} entries, at most ${max}`);
  return value;
}

export function oneOf<T extends string>(value: string, field: string, allowed: readonly T[]): T {
  const found = allowed.find((known) => known === value);
  if (found !== undefined) return found;
  return refuseField(field, value === '' ? 'is missing' : `is none of ${allowed.join(', ')}`);
}

/** A map of at most 64 short texts under names that are plain words. */
export function textMap(
  value: Readonly<Record<string, string>>,
  field: string,
): Readonly<Record<string, string>> {
  const entries = list(Object.entries(value), field, 64);
  for (const [key, entry] of entries) {
    matching(key, field, /^[A-Za-z][A-Za-z0-9_.-]{0,62}$/u);
    text(entry, `${field}.${key}`, { min: 0 });
  }
  return Object.fromEntries(entries);
}
