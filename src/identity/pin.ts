/**
 * The pin of a cluster's CA: what an agent is given at install and trusts before anything else.
 * @module
 */
import { X509Certificate } from 'node:crypto';
import { spkiHash, spkiOf } from './public-key.ts';

const PIN = /^sha256:[0-9a-f]{64}$/u;

/** "sha256:" and the hash of the CA's SubjectPublicKeyInfo, hex. */
export function caPin(certificate: Uint8Array): string {
  return `sha256:${spkiHash(spkiOf(new X509Certificate(certificate).publicKey))}`;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu;

/** Of all certificates in a PEM text, in their order. */
export function caPinsOf(pem: string): readonly string[] {
  return (pem.match(CERTIFICATE) ?? []).map((one) => caPin(Buffer.from(one)));
}

/** False also for a certificate whose key cannot be read: it may come from anybody. */
export function hasCaPin(certificate: X509Certificate, pin: string): boolean {
  try {
    return caPin(certificate.raw) === pin;
  } catch {
    return false;
  }
}

export function isCaPin(text: string): boolean {
  return PIN.test(text);
}
