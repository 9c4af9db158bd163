/**
 * An endorsement key in the forms that vendors deliver it → ekHash: certificate or public key, PEM or Base64, or the
 * TPM's own structures.
 * @module
 */
import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { verifyEk } from '#src/tpm/verify-keys.ts';
import { firstDer } from './der-reader.ts';
import { spkiHash, spkiOf } from './public-key.ts';

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/u;
const RSA_BITS = 2048;

/** The hash of a public key or certificate in PEM or Base64; undefined when it is no endorsement key that can enrol. */
export function ekHashOf(text: string): string | undefined {
  const isPem = text.startsWith('-----BEGIN ');
  const bytes = isPem ? undefined : bytesOf(text);
  if (!isPem && bytes === undefined) return undefined;
  return bytes === undefined ? hashOfKey(keyOfPem(text)) : hashOfBytes(bytes);
}

function hashOfBytes(bytes: Uint8Array): string | undefined {
  const der = firstDer(bytes)?.whole ?? bytes;
  const known = hashOfKey(keyOfCertificate(der) ?? keyOfSpki(der));
  return known ?? tpmHash(bytes) ?? tpmHash(bytes.subarray(2));
}

function bytesOf(text: string): Uint8Array | undefined {
  const joined = text.replaceAll(/\s/gu, '');
  return BASE64.test(joined) ? Buffer.from(joined, 'base64') : undefined;
}

/** TPMT_PUBLIC, and behind its size TPM2B_PUBLIC, as tpm2-tools write it. */
function tpmHash(area: Uint8Array): string | undefined {
  const known = verifyEk(area);
  return known.ok ? known.value.ekHash : undefined;
}

function keyOfPem(pem: string): KeyObject | undefined {
  return orUndefined(() =>
    pem.includes('CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem),
  );
}

function keyOfCertificate(der: Uint8Array): KeyObject | undefined {
  return orUndefined(() => new X509Certificate(der).publicKey);
}

function keyOfSpki(der: Uint8Array): KeyObject | undefined {
  const key = { key: Buffer.from(der), format: 'der', type: 'spki' } as const;
  return orUndefined(() => createPublicKey(key));
}

/** Of the two kinds that enrol. */
function hashOfKey(key: KeyObject | undefined): string | undefined {
  const { namedCurve, modulusLength } = key?.asymmetricKeyDetails ?? {};
  const isKnown = namedCurve === 'prime256v1' || modulusLength === RSA_BITS;
  return key !== undefined && isKnown ? spkiHash(spkiOf(key)) : undefined;
}

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
