/**
 * The two key derivations of TPM 2.0 with SHA-256 (Part 1, 11.4.10): KDFa from a key, KDFe from an ECDH secret.
 * @module
 */
import { createHash, createHmac } from 'node:crypto';
import { uint32 } from './bytes.ts';

const HASH_BYTES = 32;

export type KdfInput = {
  /** Without the zero byte that ends it in the hash. */
  readonly label: string;
  /** contextU, or partyUInfo. */
  readonly u: Uint8Array;
  /** contextV, or partyVInfo. */
  readonly v: Uint8Array;
  readonly bits: number;
};

const FIRST = uint32(1);
const NOTHING = new Uint8Array();
export const NO_CONTEXT = { u: NOTHING, v: NOTHING } as const;

/** Counter mode of NIST SP 800-108 (Part 1, 11.4.10.2). The caller wipes it. */
export function kdfA(key: Uint8Array, { label, u, v, bits }: KdfInput): Buffer {
  return expand(bits, (counter) => {
    const hmac = createHmac('sha256', key).update(counter).update(`${label}\0`);
    return hmac.update(u).update(v).update(uint32(bits)).digest();
  });
}

/** Concatenation KDF of NIST SP 800-56A (Part 1, 11.4.10.3). The caller wipes it. */
export function kdfE(shared: Uint8Array, { label, u, v, bits }: KdfInput): Buffer {
  return expand(bits, (counter) => {
    const hash = createHash('sha256').update(counter).update(shared).update(`${label}\0`);
    return hash.update(u).update(v).digest();
  });
}

function expand(bits: number, block: (counter: Uint8Array) => Buffer): Buffer {
  if (bits === 8 * HASH_BYTES) return block(FIRST);
  const blocks = Array.from({ length: Math.ceil(bits / 8 / HASH_BYTES) }, (_, at) =>
    block(uint32(at + 1)),
  );
  const key = Buffer.concat(blocks, bits / 8);
  for (const whole of blocks) whole.fill(0);
  return key;
}
