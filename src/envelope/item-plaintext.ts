/**
 * What is inside one ciphertext: length | digest key | content, padded so that its size says little.
 * @module
 */
const LENGTH_BYTES = 4;
export const DIGEST_KEY_BYTES = 32;
const PREFIX_BYTES = LENGTH_BYTES + DIGEST_KEY_BYTES;
/** Contents of up to 220, 476, 732 … bytes look alike. */
const BUCKET_BYTES = 256;

/** The caller wipes what it gets. */
export function padItem(digestKey: Uint8Array, content: Uint8Array): Uint8Array {
  const plain = Buffer.alloc(paddedSize(content.length));
  plain.writeUInt32BE(content.length);
  plain.set(digestKey, LENGTH_BYTES);
  plain.set(content, PREFIX_BYTES);
  return plain;
}

export function paddedSize(contentBytes: number): number {
  return Math.ceil((PREFIX_BYTES + contentBytes) / BUCKET_BYTES) * BUCKET_BYTES;
}

/** Copies; the caller wipes both. Undefined when the padding is not the one that padItem makes. */
export function unpadItem(
  plain: Uint8Array,
): { readonly digestKey: Uint8Array; readonly content: Uint8Array } | undefined {
  if (plain.length < PREFIX_BYTES) return undefined;
  const length = new DataView(plain.buffer, plain.byteOffset).getUint32(0);
  const end = PREFIX_BYTES + length;
  if (plain.length !== paddedSize(length)) return undefined;
  if (plain.subarray(end).some((byte) => byte !== 0)) return undefined;
  return {
    digestKey: new Uint8Array(plain.subarray(LENGTH_BYTES, PREFIX_BYTES)),
    content: new Uint8Array(plain.subarray(PREFIX_BYTES, end)),
  };
}
