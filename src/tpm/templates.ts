/**
 * The public areas that our keys are made from, byte for byte. The verifier demands the same attributes, policies
 * and algorithms of what a host shows.
 * @module
 */
import { algorithm, attribute, curve } from './constants.ts';
import type { EccPublic, RsaPublic } from './public-area.ts';

const NOTHING = new Uint8Array();
const AES_128_CFB = { keyBits: 128, mode: algorithm.cfb } as const;
const OURS = attribute.fixedTpm | attribute.fixedParent | attribute.sensitiveDataOrigin;

/** PolicySecret(TPM_RH_ENDORSEMENT): PolicyA of the TCG EK Credential Profile 2.5, B.6.2. */
export const EK_POLICY: Uint8Array = new Uint8Array(
  Buffer.from('837197674484b3f81a90cc8d46a5d724fd52d76e06520b64f2a1da1b331469aa', 'hex'),
);
const EK_ATTRIBUTES = OURS | attribute.adminWithPolicy | attribute.restricted | attribute.decrypt;

/** Template L-1: TCG EK Credential Profile 2.5, B.3.3. */
export const EK_RSA: RsaPublic = {
  type: 'rsa',
  attributes: EK_ATTRIBUTES,
  policy: EK_POLICY,
  symmetric: AES_128_CFB,
  scheme: undefined,
  keyBits: 2048,
  exponent: 0,
  modulus: new Uint8Array(256),
};

/** Template L-2: TCG EK Credential Profile 2.5, B.3.4. */
export const EK_ECC: EccPublic = {
  type: 'ecc',
  attributes: EK_ATTRIBUTES,
  policy: EK_POLICY,
  symmetric: AES_128_CFB,
  scheme: undefined,
  curve: curve.p256,
  kdf: undefined,
  x: new Uint8Array(32),
  y: new Uint8Array(32),
};

/** Attestation key: restricted, so that it signs only what the TPM itself generated. */
export const AK: EccPublic = {
  type: 'ecc',
  attributes: OURS | attribute.userWithAuth | attribute.restricted | attribute.sign,
  policy: NOTHING,
  symmetric: undefined,
  scheme: { algorithm: algorithm.ecdsa, details: [algorithm.sha256] },
  curve: curve.p256,
  kdf: undefined,
  x: NOTHING,
  y: NOTHING,
};

/** Key exchange key: unrestricted ECDH. A wrong blob or point must not lock the whole TPM: no DA. */
export const KX: EccPublic = {
  type: 'ecc',
  attributes: OURS | attribute.userWithAuth | attribute.noDa | attribute.decrypt,
  policy: NOTHING,
  symmetric: undefined,
  scheme: undefined,
  curve: curve.p256,
  kdf: undefined,
  x: NOTHING,
  y: NOTHING,
};

/** Storage root key: TCG TPM v2.0 Provisioning Guidance 1.0, 7.5.1, with P-256. */
export const SRK: EccPublic = {
  type: 'ecc',
  attributes:
    OURS | attribute.userWithAuth | attribute.noDa | attribute.restricted | attribute.decrypt,
  policy: NOTHING,
  symmetric: AES_128_CFB,
  scheme: undefined,
  curve: curve.p256,
  kdf: undefined,
  x: new Uint8Array(32),
  y: new Uint8Array(32),
};

/**
 * What systemd 250 to 257 seal to: a storage key made anew at each use. Unlike the SRK it counts for the
 * dictionary-attack lockout, and its points are empty in the template.
 */
const LEGACY_STORAGE = {
  attributes: OURS | attribute.userWithAuth | attribute.restricted | attribute.decrypt,
  policy: NOTHING,
  symmetric: AES_128_CFB,
  scheme: undefined,
} as const;

export const SYSTEMD_ECC: EccPublic = {
  type: 'ecc',
  ...LEGACY_STORAGE,
  curve: curve.p256,
  kdf: undefined,
  x: NOTHING,
  y: NOTHING,
};

/** On a TPM without elliptic curves. */
export const SYSTEMD_RSA: RsaPublic = {
  type: 'rsa',
  ...LEGACY_STORAGE,
  keyBits: 2048,
  exponent: 0,
  modulus: NOTHING,
};
