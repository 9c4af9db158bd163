/**
 * Public areas of TPM keys (TPMT_PUBLIC: Part 2, 12.2.4) and the names made of them. Reading keeps every field, so
 * that writing gives the same bytes again: a name is a hash of exactly these.
 * @module
 */
import { hash } from 'node:crypto';
import type { Parsed } from '#src/errors/parsed.ts';
import { algorithm, attribute } from './constants.ts';
import { malformed, parseWhole, sized, type TpmReader, uint16, uint32 } from './bytes.ts';
import {
  encodeScheme,
  encodeSymmetric,
  readAsymmetricScheme,
  readKdf,
  readKeyedHashScheme,
  readSymmetric,
  type Scheme,
  type Symmetric,
} from './schemes.ts';

type Common = {
  /** TPMA_OBJECT. */
  readonly attributes: number;
  /** Digest of the authorisation policy; empty when there is none. */
  readonly policy: Uint8Array;
};

export type RsaPublic = Common & {
  readonly type: 'rsa';
  readonly symmetric: Symmetric | undefined;
  readonly scheme: Scheme | undefined;
  readonly keyBits: number;
  /** 0 stands for 65537. */
  readonly exponent: number;
  readonly modulus: Uint8Array;
};

export type EccPublic = Common & {
  readonly type: 'ecc';
  readonly symmetric: Symmetric | undefined;
  readonly scheme: Scheme | undefined;
  readonly curve: number;
  readonly kdf: Scheme | undefined;
  readonly x: Uint8Array;
  readonly y: Uint8Array;
};

export type KeyedHashPublic = Common & {
  readonly type: 'keyedHash';
  readonly scheme: Scheme | undefined;
  readonly unique: Uint8Array;
};

export type TpmPublic = RsaPublic | EccPublic | KeyedHashPublic;

const SHA256 = uint16(algorithm.sha256);
const DIGEST_MAX_BYTES = 64;
const RSA_MAX_BYTES = 512;
const ECC_MAX_BYTES = 66;
/** No public area with the limits above is larger. */
const PUBLIC_MAX_BYTES = 700;

const KNOWN_ATTRIBUTES = Object.values(attribute).reduce((all, bit) => all | bit, 0);

export function parsePublic(bytes: Uint8Array): Parsed<TpmPublic> {
  return parseWhole(bytes, (reader) => {
    if (bytes.length > PUBLIC_MAX_BYTES) malformed(`a public area of ${bytes.length} bytes`);
    return readPublic(reader);
  });
}

/** @throws {CredfleetError} TPM_DATA_MALFORMED; also for algorithms that credfleet does not know. */
export function readPublic(reader: TpmReader): TpmPublic {
  const type = reader.uint16();
  const nameAlgorithm = reader.uint16();
  if (nameAlgorithm !== algorithm.sha256) malformed('names by another hash than SHA-256');
  const attributes = reader.uint32();
  if ((attributes & ~KNOWN_ATTRIBUTES) !== 0) malformed('reserved object attributes are set');
  const common = { attributes, policy: reader.sized(DIGEST_MAX_BYTES) };
  if (type === algorithm.rsa) return { ...common, ...readRsa(reader) };
  if (type === algorithm.ecc) return { ...common, ...readEcc(reader) };
  if (type === algorithm.keyedHash) {
    const scheme = readKeyedHashScheme(reader);
    return { ...common, type: 'keyedHash', scheme, unique: reader.sized(DIGEST_MAX_BYTES) };
  }
  return malformed(`an object of type 0x${type.toString(16)}`);
}

/** TPMS_RSA_PARMS (Part 2, 12.2.3.5) and TPM2B_PUBLIC_KEY_RSA. */
function readRsa(reader: TpmReader): Omit<RsaPublic, keyof Common> {
  const symmetric = readSymmetric(reader);
  const scheme = readAsymmetricScheme(reader);
  const keyBits = reader.uint16();
  const exponent = reader.uint32();
  return {
    type: 'rsa',
    symmetric,
    scheme,
    keyBits,
    exponent,
    modulus: reader.sized(RSA_MAX_BYTES),
  };
}

/** TPMS_ECC_PARMS (Part 2, 12.2.3.6) and TPMS_ECC_POINT. */
function readEcc(reader: TpmReader): Omit<EccPublic, keyof Common> {
  const symmetric = readSymmetric(reader);
  const scheme = readAsymmetricScheme(reader);
  const curve = reader.uint16();
  const kdf = readKdf(reader);
  const x = reader.sized(ECC_MAX_BYTES);
  return { type: 'ecc', symmetric, scheme, curve, kdf, x, y: reader.sized(ECC_MAX_BYTES) };
}

export function encodePublic(area: TpmPublic): Uint8Array {
  const common = [uint16(algorithm.sha256), uint32(area.attributes), sized(area.policy)];
  switch (area.type) {
    case 'rsa': {
      const parameters = [encodeSymmetric(area.symmetric), encodeScheme(area.scheme)];
      const size = [uint16(area.keyBits), uint32(area.exponent)];
      const unique = sized(area.modulus);
      return Buffer.concat([uint16(algorithm.rsa), ...common, ...parameters, ...size, unique]);
    }
    case 'ecc': {
      const parameters = [encodeSymmetric(area.symmetric), encodeScheme(area.scheme)];
      const group = [uint16(area.curve), encodeScheme(area.kdf)];
      const unique = [sized(area.x), sized(area.y)];
      return Buffer.concat([uint16(algorithm.ecc), ...common, ...parameters, ...group, ...unique]);
    }
    case 'keyedHash': {
      const rest = [encodeScheme(area.scheme), sized(area.unique)];
      return Buffer.concat([uint16(algorithm.keyedHash), ...common, ...rest]);
    }
  }
}

/** Part 1, 16: the name of an object is the hash of its public area behind the hash's identifier. */
export function nameOf(area: TpmPublic): Uint8Array {
  return nameOfPublic(encodePublic(area));
}

/** @param publicArea TPMT_PUBLIC, as read or written here. */
export function nameOfPublic(publicArea: Uint8Array): Uint8Array {
  return digestName(publicArea);
}

/**
 * Part 1, 16: the name of an object with its ancestors in it. A primary key's parent is its hierarchy, whose
 * name is its handle.
 */
export function qualifiedNameOf(parent: Uint8Array, name: Uint8Array): Uint8Array {
  return digestName(Buffer.concat([parent, name]));
}

function digestName(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([SHA256, hash('sha256', bytes, 'buffer')]));
}
