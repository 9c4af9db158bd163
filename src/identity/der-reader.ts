/**
 * Reads DER (X.690) just far enough to find an extension in somebody else's certificate. Strict: definite lengths in
 * their one form, nothing cut off. What is not so gives undefined.
 * @module
 */
export type DerValue = {
  readonly tag: number;
  readonly content: Uint8Array;
  /** Tag, length and content. */
  readonly whole: Uint8Array;
};

/** Longer is nothing that we read. */
const LENGTH_MAX_BYTES = 3;

/** The first value in `bytes`; what follows is not looked at. */
export function firstDer(bytes: Uint8Array): DerValue | undefined {
  const [tag] = bytes;
  const header = readLength(bytes);
  // Tags of more than one byte are nothing that we read.
  if (tag === undefined || (tag & 0x1f) === 0x1f || header === undefined) return undefined;
  const end = header.start + header.length;
  if (bytes.length < end) return undefined;
  return { tag, content: bytes.subarray(header.start, end), whole: bytes.subarray(0, end) };
}

/** All values of which `content` consists; undefined when anything is left over. */
export function derValues(content: Uint8Array): readonly DerValue[] | undefined {
  const values: DerValue[] = [];
  for (let rest = content; rest.length > 0;) {
    const value = firstDer(rest);
    if (value === undefined) return undefined;
    values.push(value);
    rest = rest.subarray(value.whole.length);
  }
  return values;
}

type Length = { readonly length: number; readonly start: number };

/** Undefined unless it is the shortest form. */
function readLength(bytes: Uint8Array): Length | undefined {
  const [, first] = bytes;
  if (first === undefined || first === 0x80) return undefined;
  if (first < 0x80) return { length: first, start: 2 };
  const octets = bytes.subarray(2, 2 + (first & 0x7f));
  if (octets.length > LENGTH_MAX_BYTES || octets.length < (first & 0x7f)) return undefined;
  const length = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return length < 0x80 || octets[0] === 0 ? undefined : { length, start: 2 + octets.length };
}
