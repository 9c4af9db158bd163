/**
 * Signatures of a TPM (TPMT_SIGNATURE: Part 2, 11.3.4) by ECDSA or RSA.
 * @module
 */
import type { Parsed } from '#src/errors/parsed.ts';
import { malformed, parseWhole, sized, type TpmReader, uint16 } from './bytes.ts';
import { algorithm } from './constants.ts';
import { readHash } from './schemes.ts';

export type EcdsaSignature = {
  readonly scheme: 'ecdsa';
  readonly hash: number;
  readonly r: Uint8Array;
  readonly s: Uint8Array;
};

export type RsaSignature = {
  readonly scheme: 'rsaSsa' | 'rsaPss';
  readonly hash: number;
  readonly value: Uint8Array;
};

export type TpmSignature = EcdsaSignature | RsaSignature;

const ECC_MAX_BYTES = 66;
const RSA_MAX_BYTES = 512;

export function parseSignature(bytes: Uint8Array): Parsed<TpmSignature> {
  return parseWhole(bytes, readSignature);
}

/** @throws {CredfleetError} TPM_DATA_MALFORMED; also for schemes that credfleet does not know. */
export function readSignature(reader: TpmReader): TpmSignature {
  const id = reader.uint16();
  if (id === algorithm.ecdsa) {
    const hash = readHash(reader);
    const r = reader.sized(ECC_MAX_BYTES);
    return { scheme: 'ecdsa', hash, r, s: reader.sized(ECC_MAX_BYTES) };
  }
  const isPss = id === algorithm.rsaPss;
  if (!isPss && id !== algorithm.rsaSsa) malformed(`signature scheme 0x${id.toString(16)}`);
  const hash = readHash(reader);
  return { scheme: isPss ? 'rsaPss' : 'rsaSsa', hash, value: reader.sized(RSA_MAX_BYTES) };
}

export function encodeSignature(signature: TpmSignature): Uint8Array {
  const head = Buffer.concat([uint16(algorithm[signature.scheme]), uint16(signature.hash)]);
  if (signature.scheme !== 'ecdsa') return Buffer.concat([head, sized(signature.value)]);
  return Buffer.concat([head, sized(signature.r), sized(signature.s)]);
}
