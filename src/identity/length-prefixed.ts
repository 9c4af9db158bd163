/**
 * One unambiguous byte string out of several fields, for what is hashed, signed or bound: each field behind
 * its length. No two lists of fields give the same bytes.
 * @module
 */
/** Texts are UTF-8, numbers unsigned 64 bits big endian. */
export type Field = string | number | Uint8Array;

const LENGTH_BYTES = 4;
const NUMBER_BYTES = 8;

/** Each field as length (4 bytes, big endian) and bytes. */
export function lengthPrefixed(fields: readonly Field[]): Uint8Array {
  const sizes = fields.map(sizeOf);
  const all = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + LENGTH_BYTES + size, 0));
  let at = 0;
  for (const [index, field] of fields.entries()) {
    const size = sizes[index] ?? 0;
    at = all.writeUInt32BE(size, at);
    if (typeof field === 'string') all.write(field, at, 'utf8');
    else if (typeof field === 'number') all.writeBigUInt64BE(BigInt(field), at);
    else all.set(field, at);
    at += size;
  }
  return all;
}

/** The fields again; undefined when the bytes are not a whole list of fields. */
export function splitLengthPrefixed(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fields: Uint8Array[] = [];
  let offset = 0;
  while (offset < buffer.length) {
    if (offset + LENGTH_BYTES > buffer.length) return undefined;
    const end = offset + LENGTH_BYTES + buffer.readUInt32BE(offset);
    if (end > buffer.length) return undefined;
    fields.push(buffer.subarray(offset + LENGTH_BYTES, end));
    offset = end;
  }
  return fields;
}

function sizeOf(field: Field): number {
  if (typeof field === 'string') return Buffer.byteLength(field, 'utf8');
  return typeof field === 'number' ? NUMBER_BYTES : field.length;
}
