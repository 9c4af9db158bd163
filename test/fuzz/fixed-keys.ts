/**
 * Private keys that are the same in every run, so that an input found once means the same again. Known to everybody.
 * @module
 */
import { createECDH, createPrivateKey, type KeyObject } from 'node:crypto';

export function p256KeyOf(byte: number): KeyObject {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(Buffer.alloc(32, byte));
  const point = ecdh.getPublicKey();
  const part = (from: number): string => point.subarray(from, from + 32).toString('base64url');
  const d = Buffer.alloc(32, byte).toString('base64url');
  return createPrivateKey({
    format: 'jwk',
    key: { kty: 'EC', crv: 'P-256', d, x: part(1), y: part(33) },
  });
}

/** PKCS #8 of an Ed25519 key is this and 32 bytes (RFC 8410). */
const ED25519_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

export function ed25519KeyOf(byte: number): KeyObject {
  const key = Buffer.concat([ED25519_PREFIX, Buffer.alloc(32, byte)]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}
