/**
 * One unambiguous byte string out of several fields, for what is hashed, signed or bound: each field behind
 * its length. No two lists of fields give the same bytes.
 * @module
 */
/** Texts are UTF-8, numbers unsigned 64 bits big endian. */
export type Field = string | number | Uint8Array;

/** Each field as length (4 bytes, big endian) and bytes. */
export function lengthPrefixed(fields: readonly Field[]): Uint8Array {
  return Buffer.concat(
    fields.flatMap((field) => {
      const bytes = fieldBytes(field);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );
}

/** The fields again; undefined when the bytes are not a whole list of fields. */
export function splitLengthPrefixed(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fields: Uint8Array[] = [];
  let offset = 0;
  while (offset < buffer.length) {
    if (offset + 4 > buffer.length) return undefined;
    const end = offset + 4 + buffer.readUInt32BE(offset);
    if (end > buffer.length) return undefined;
    fields.push(buffer.subarray(offset + 4, end));
    offset = end;
  }
  return fields;
}

function fieldBytes(field: Field): Uint8Array {
  if (typeof field === 'string') return Buffer.from(field, 'utf8');
  if (typeof field !== 'number') return field;
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(field));
  return bytes;
}
