/**
 * Takes protobuf messages apart by hand, so that a test can send what our own encoder never writes.
 * @module
 */
export type Field = {
  /** Tag and value as they stand. */
  readonly raw: Uint8Array;
  /** What a length-delimited field holds; empty for a number. */
  readonly content: Uint8Array;
};

/** By number; of a repeated field the last. */
export function fieldsOf(message: Uint8Array): ReadonlyMap<number, Field> {
  const fields = new Map<number, Field>();
  for (const { number, ...field } of split(message)) fields.set(number, field);
  return fields;
}

/** The message with every field of this number taken out, and `field` at its end. */
export function setField(
  message: Uint8Array,
  number: number,
  field: Uint8Array = new Uint8Array(),
): Uint8Array {
  const others = split(message).filter((one) => one.number !== number);
  return Buffer.concat([...others.map(({ raw }) => raw), field]);
}

export function numberField(number: number, value: bigint): Uint8Array {
  return Buffer.concat([varint(BigInt(number) << 3n), varint(value)]);
}

export function bytesField(number: number, content: Uint8Array): Uint8Array {
  const tag = (BigInt(number) << 3n) | 2n;
  return Buffer.concat([varint(tag), varint(BigInt(content.length)), content]);
}

function split(message: Uint8Array): readonly (Field & { readonly number: number })[] {
  const fields: (Field & { readonly number: number })[] = [];
  let offset = 0;
  while (offset < message.length) {
    const tag = readVarint(message, offset);
    const value = readVarint(message, tag.end);
    const isNumber = (tag.value & 7n) === 0n;
    const end = isNumber ? value.end : value.end + Number(value.value);
    const number = Number(tag.value >> 3n);
    const content = isNumber ? new Uint8Array() : message.subarray(value.end, end);
    fields.push({ number, raw: message.subarray(offset, end), content });
    offset = end;
  }
  return fields;
}

function readVarint(bytes: Uint8Array, from: number): { value: bigint; end: number } {
  let value = 0n;
  for (let end = from; ; end += 1) {
    const byte = bytes[end] ?? 0;
    value |= BigInt(byte & 0x7f) << BigInt(7 * (end - from));
    if (byte < 0x80) return { value, end: end + 1 };
  }
}

function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}
