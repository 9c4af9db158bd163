/**
 * The layout "cf-kx/1" of a KX blob's file. No secret: only the TPM that made it loads it.
 * @module
 */
import type { KxBlob } from '#agent/tpm/kx-key.ts';
import { lengthPrefixed, splitLengthPrefixed } from '#src/identity/length-prefixed.ts';

const TAG = 'cf-kx/1';

export function encodeKxBlob(blob: KxBlob): Uint8Array {
  const { epoch, createdAtMs, parentName, privateArea, publicArea } = blob;
  return lengthPrefixed([TAG, epoch, createdAtMs, parentName, privateArea, publicArea]);
}

/** Undefined when the bytes are not a whole blob of this epoch. */
export function decodeKxBlob(bytes: Uint8Array, epoch: number): KxBlob | undefined {
  const fields = splitLengthPrefixed(bytes) ?? [];
  const [, , created, parentName, privateArea, publicArea] = fields;
  if (fields.length !== 6 || created?.length !== 8) return undefined;
  if (parentName === undefined || privateArea === undefined || publicArea === undefined) {
    return undefined;
  }
  const createdAtMs = Number(Buffer.from(created).readBigUInt64BE());
  const blob = { epoch, createdAtMs, parentName, privateArea, publicArea };
  // Also refuses another tag and another epoch: they do not encode to these bytes.
  const isWhole = Number.isSafeInteger(createdAtMs);
  return isWhole && Buffer.compare(encodeKxBlob(blob), bytes) === 0 ? blob : undefined;
}
