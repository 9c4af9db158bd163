/**
 * Public areas as keys of node:crypto. A point that is not on P-256 and a modulus of another size than the area
 * says give undefined.
 * @module
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { p256Spki, parseP256Spki } from '#src/identity/public-key.ts';
import { curve } from './constants.ts';
import type { EccPublic, RsaPublic, TpmPublic } from './public-area.ts';

export const COORDINATE_BYTES = 32;
/** The only RSA exponent: 0 in a public area stands for it (Part 2, 12.2.3.5). */
const RSA_EXPONENT = 'AQAB';

export function keyObjectOf(area: TpmPublic): KeyObject | undefined {
  if (area.type === 'ecc') return eccKey(area);
  return area.type === 'rsa' ? rsaKey(area) : undefined;
}

/** The point, uncompressed (SEC 1), whether or not it is on the curve. Undefined when no P-256 point at all. */
export function p256PointOf(area: EccPublic): Uint8Array | undefined {
  if (area.curve !== curve.p256) return undefined;
  const x = padded(area.x);
  const y = padded(area.y);
  if (x === undefined || y === undefined) return undefined;
  return Buffer.concat([Buffer.from([4]), x, y]);
}

function eccKey(area: EccPublic): KeyObject | undefined {
  const point = p256PointOf(area);
  return point === undefined ? undefined : parseP256Spki(p256Spki(point));
}

function rsaKey({ modulus, keyBits, exponent }: RsaPublic): KeyObject | undefined {
  const isWhole = modulus.length * 8 === keyBits && ((modulus[0] ?? 0) & 0x80) !== 0;
  const isOdd = ((modulus.at(-1) ?? 0) & 1) === 1;
  if (!isWhole || !isOdd || exponent !== 0) return undefined;
  const n = Buffer.from(modulus).toString('base64url');
  return createPublicKey({ format: 'jwk', key: { kty: 'RSA', n, e: RSA_EXPONENT } });
}

/** Some TPMs leave leading zeros away (Part 1, C.8). Undefined when there is nothing, or too much. */
export function padded(coordinate: Uint8Array): Buffer | undefined {
  if (coordinate.length === 0 || coordinate.length > COORDINATE_BYTES) return undefined;
  return Buffer.concat([Buffer.alloc(COORDINATE_BYTES - coordinate.length), coordinate]);
}
