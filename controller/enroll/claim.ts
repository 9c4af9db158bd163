/**
 * What a machine claims in M1: which keys it says are its own, a TPM's or made in software, never both. Pure.
 * @module
 */
import { lengthPrefixed } from '#src/identity/length-prefixed.ts';
import { spkiHash } from '#src/identity/public-key.ts';
import type { AttestationKey, EndorsementKey, ExchangeKey } from '#src/tpm/verify-keys.ts';
import type { EnrollStart } from '#src/wire/enrollment-messages.ts';

type Common = {
  readonly start: EnrollStart;
  /** ekHash or identityKeyHash, hex. */
  readonly identityHash: string;
  /** P-256 SubjectPublicKeyInfo, DER. */
  readonly kxPub: Uint8Array;
};

export type SoftwareClaim = Common & { readonly assurance: 'Software' };
export type TpmClaim = Common & {
  readonly assurance: 'TPM';
  readonly ek: EndorsementKey;
  readonly ak: AttestationKey;
  readonly kx: ExchangeKey;
};
export type Claim = SoftwareClaim | TpmClaim;

/** The claim, or why there is none. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly cause: string };

/** SHA-256 of the keys that an installation makes for itself, hex: another one after each reinstall. */
export function installationOf({ kxPub, start }: Pick<Claim, 'kxPub' | 'start'>): string {
  return spkiHash(lengthPrefixed(['cf-installation/1', kxPub, start.receiptKey]));
}

/** True when no key serves two purposes. */
export function areDistinct(keys: readonly Uint8Array[]): boolean {
  return new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size === keys.length;
}

/** In words for the audit log. */
export function no(cause: string): Read<never> {
  return { ok: false, cause };
}
