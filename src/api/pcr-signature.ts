/**
 * PCRSignature: a PCR state that an operator has signed, for hosts whose credentials are sealed to that key. Public, and
 * made by whoever has the private key; the controller only hands it on.
 * @module
 */
import type { PcrSignature } from '#src/systemd/pcr-signature.ts';
import type { ApiObject, Condition, LabelSelector } from './meta.ts';

export type PCRSignature = ApiObject<PCRSignatureSpec, PCRSignatureStatus> & {
  readonly kind: 'PCRSignature';
  readonly spec: PCRSignatureSpec;
};

export type PCRSignatureSpec = {
  /** SubjectPublicKeyInfo, PEM. */
  readonly publicKey: string;
  /** Of the SHA-256 bank, ascending. */
  readonly pcrs: readonly number[];
  /** PolicyPCR over their values, hex. */
  readonly policyDigest: string;
  /** RSASSA-PKCS1-v1_5 with SHA-256 over the digest, Base64. */
  readonly signature: string;
  readonly hostSelector?: LabelSelector;
  readonly hostNames?: readonly string[];
  /** For people: which firmware, which boot loader. */
  readonly comment?: string;
};

export type PCRSignatureStatus = {
  readonly observedGeneration?: number;
  readonly hosts?: { readonly matched: number; readonly installed: number };
  readonly conditions?: readonly Condition[];
};

export function signatureOf({ spec }: Pick<PCRSignature, 'spec'>): PcrSignature {
  const { publicKey, pcrs, policyDigest, signature } = spec;
  return { publicKeyPem: publicKey, pcrs, policyDigest, signature };
}
