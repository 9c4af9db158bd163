/**
 * The serializer of streams whose handlers decode by themselves: an invalid message then gets our code,
 * and what was signed is what arrived.
 * @module
 */
export const rawBytes = {
  serialize: (bytes: Uint8Array): Buffer =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  deserialize: (bytes: Buffer): Uint8Array => bytes,
};
