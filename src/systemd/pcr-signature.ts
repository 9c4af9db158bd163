/**
 * One PCR state that somebody signed: whatever is sealed to that key and these PCRs opens in it. As `systemd-measure
 * sign` makes them: RSASSA-PKCS1-v1_5 with SHA-256 over the 32 bytes of the PolicyPCR digest.
 * @module
 */
import { createHash, type KeyObject, sign, verify } from 'node:crypto';
import { parsePcrKey, pcrKeyFingerprint } from './pcr-key.ts';

export type PcrSignature = {
  /** SubjectPublicKeyInfo, PEM. */
  readonly publicKeyPem: string;
  /** Of the SHA-256 bank, ascending. */
  readonly pcrs: readonly number[];
  /** PolicyPCR over their values, hex. */
  readonly policyDigest: string;
  /** Base64. */
  readonly signature: string;
};

const PCR_MAX = 23;
const DIGEST = /^[0-9a-f]{64}$/u;
const SIGNATURE = /^[A-Za-z0-9+/]{342}==$/u;

/** Base64. */
export function signPolicyDigest(privateKey: KeyObject, policyDigest: string): string {
  return sign('sha256', Buffer.from(policyDigest, 'hex'), privateKey).toString('base64');
}

/** Undefined: it is whole, and the key that it names made it. */
export function problemOfPcrSignature(signed: PcrSignature): string | undefined {
  const { pcrs, policyDigest, signature, publicKeyPem } = signed;
  const isAscending = pcrs.every((pcr, at) => pcr > (pcrs[at - 1] ?? -1) && pcr <= PCR_MAX);
  if (pcrs.length === 0 || !isAscending) return 'its PCRs are not a list of 0 to 23 in order';
  if (!DIGEST.test(policyDigest)) return 'its policy digest is not 64 hex digits';
  const key = parsePcrKey(publicKeyPem);
  if (!key.ok) return `its public key: ${key.problems.join('; ')}`;
  if (!SIGNATURE.test(signature)) return 'its signature is not of 256 bytes in Base64';
  const bytes = Buffer.from(signature, 'base64');
  if (verify('sha256', Buffer.from(policyDigest, 'hex'), key.value, bytes)) return undefined;
  return 'the signature is not of this key over this policy digest';
}

/** The same for the same state under the same key, whoever signed it when. Hex. */
export function pcrSignatureId({ publicKeyPem, pcrs, policyDigest }: PcrSignature): string {
  const key = parsePcrKey(publicKeyPem);
  const fingerprint = key.ok ? pcrKeyFingerprint(key.value) : publicKeyPem;
  const text = `${fingerprint} ${pcrs.join('+')} ${policyDigest}`;
  return createHash('sha256').update(text).digest('hex');
}
