/**
 * Changes protobuf messages by their fields, with all lengths around them right again: so that what is wrong is
 * one thing and the reader meets it.
 * @module
 */
import { boundary, mutateBytes, type Mutation } from './mutate.ts';
import type { Prng } from './prng.ts';

type Field = {
  number: number;
  /** Wire type: 0 varint, 1 eight bytes, 2 length-delimited, 5 four bytes. */
  type: number;
  /** Of a varint its value. */
  value: bigint;
  /** Of all others their bytes; unused when there are fields inside. */
  content: Buffer;
  /** Of length-delimited fields that can be read as a message. */
  fields: Field[] | undefined;
};

const MAX_DEPTH = 6;
const MAX_NUMBER = 536_870_911n;

function readVarint(bytes: Buffer, from: number): { value: bigint; end: number } | undefined {
  let value = 0n;
  for (let end = from; end < bytes.length && end < from + 10; end += 1) {
    const byte = bytes[end] ?? 0;
    value |= BigInt(byte & 0x7f) << BigInt(7 * (end - from));
    if (byte < 0x80) return { value, end: end + 1 };
  }
  return undefined;
}

const FIXED_BYTES: ReadonlyMap<number, number> = new Map([
  [1, 8],
  [5, 4],
]);

type Read = readonly [field: Field, end: number];

function readField(bytes: Buffer, from: number, depth: number): Read | undefined {
  const tag = readVarint(bytes, from);
  if (tag === undefined || tag.value >> 3n === 0n || tag.value >> 3n > MAX_NUMBER) return undefined;
  const [number, type] = [Number(tag.value >> 3n), Number(tag.value & 7n)];
  const field = { number, type, value: 0n, content: Buffer.alloc(0), fields: undefined };
  if (type === 2) return readDelimited(bytes, { ...field, from: tag.end, depth });
  if (type === 0) {
    const varint = readVarint(bytes, tag.end);
    return varint && [{ ...field, value: varint.value }, varint.end];
  }
  const end = tag.end + (FIXED_BYTES.get(type) ?? Infinity);
  return end > bytes.length
    ? undefined
    : [{ ...field, content: bytes.subarray(tag.end, end) }, end];
}

function readDelimited(
  bytes: Buffer,
  { from, depth, ...field }: Field & { readonly from: number; readonly depth: number },
): Read | undefined {
  const size = readVarint(bytes, from);
  const end = size === undefined ? Infinity : size.end + Number(size.value);
  if (size === undefined || end > bytes.length) return undefined;
  const content = bytes.subarray(size.end, end);
  const mayNest = depth < MAX_DEPTH && content.length > 1;
  return [
    { ...field, content, fields: mayNest ? parseFields(content, depth + 1) : undefined },
    end,
  ];
}

/** Undefined when these bytes are no protobuf message. */
export function parseFields(bytes: Buffer, depth = 0): Field[] | undefined {
  const fields: Field[] = [];
  for (let offset = 0; offset < bytes.length;) {
    const read = readField(bytes, offset, depth);
    if (read === undefined) return undefined;
    fields.push(read[0]);
    offset = read[1];
  }
  return fields;
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}

export function encodeFields(fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.flatMap((field) => {
      const tag = varint((BigInt(field.number) << 3n) | BigInt(field.type));
      if (field.type === 0) return [tag, varint(field.value)];
      if (field.type !== 2) return [tag, field.content];
      const content = field.fields === undefined ? field.content : encodeFields(field.fields);
      return [tag, varint(BigInt(content.length)), content];
    }),
  );
}

/** A list of fields somewhere in the message: the deeper, the less often. */
function someList(fields: Field[], prng: Prng): Field[] {
  const inner = fields.filter((field) => field.fields !== undefined && field.fields.length > 0);
  if (inner.length === 0 || prng.chance(3)) return fields;
  return someList(prng.pick(inner).fields ?? fields, prng);
}

const bytesField = (number: number, content: Buffer): Field => ({
  number,
  type: 2,
  value: 0n,
  content,
  fields: undefined,
});

type ListChange = (list: Field[], at: number, field: Field, prng: Prng) => void;

const CHANGES: readonly ListChange[] = [
  (list, at) => list.splice(at, 1),
  (list, at, field) => list.splice(at, 0, field),
  (list, at, field, prng) => list.splice(prng.below(list.length), 0, ...list.splice(at, 1, field)),
  (list, at, field, prng) => {
    list[at] = {
      ...field,
      number: prng.pick([field.number + 1, 1 + prng.below(20), 127, 536_870_911]),
    };
  },
  (list, at, field, prng) => {
    list[at] = { ...field, type: prng.pick([0, 2]), fields: undefined };
  },
  (list, at, field, prng) => {
    list[at] = { ...field, type: 0, value: boundary(prng), fields: undefined };
  },
  (list, at, field, prng) => {
    const size = prng.pick([0, 1, 31, 33, 64, 65, 256, 257, 1025, 9000]);
    const content = Buffer.alloc(size, prng.pick(['a', 'A', '/', '\0', '\xff', '.']), 'latin1');
    list[at] = bytesField(field.number, content);
  },
  (list, at, field, prng) => {
    const content = field.fields === undefined ? field.content : encodeFields(field.fields);
    const { fields: _none, ...rest } = field;
    const changed = mutateBytes({ input: content, other: content, prng });
    list[at] = field.type === 2 ? { ...rest, content: changed, fields: undefined } : field;
  },
  (list, at, _field, prng) =>
    list.splice(at, 0, bytesField(1 + prng.below(200), prng.bytes(prng.below(8)))),
  (list, at, field, prng) => {
    // Inside itself, again and again.
    let nested = encodeFields([field]);
    for (let depth = prng.below(120); depth > 0; depth -= 1) {
      nested = encodeFields([bytesField(field.number, nested)]);
    }
    list[at] = bytesField(field.number, nested);
  },
  (list, at, field, prng) => {
    const times = prng.pick([2, 5, 33, 65]);
    list.splice(at, 0, ...Array.from({ length: times }, () => field));
  },
  (list, at, field, prng) => {
    // Another field's content.
    const donor = prng.pick(list);
    list[at] = { ...donor, number: field.number };
  },
];

/** One change of fields; of bytes when it is no message, and now and then anyway. */
export const mutateProtobuf: Mutation = (situation) => {
  const { input, other, prng } = situation;
  const fields = prng.chance(6) ? undefined : parseFields(input);
  if (fields === undefined || fields.length === 0) return mutateBytes(situation);
  const list = someList(fields, prng);
  const at = prng.below(list.length);
  if (prng.chance(10)) {
    const donors = parseFields(other) ?? [];
    list.splice(at, prng.below(2), ...someList(donors, prng).slice(0, 3));
    return encodeFields(fields);
  }
  prng.pick(CHANGES)(list, at, list[at] as Field, prng);
  return encodeFields(fields);
};
