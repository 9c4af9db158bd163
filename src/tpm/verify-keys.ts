/**
 * The checks that carry the whole enrolment: a software key with the name of its choice passes
 * TPM2_ActivateCredential on a genuine TPM; only these attributes say that the TPM made the key and never lets it
 * out. Exactly our templates pass, all else is refused, and only what passed has the types that the rest takes.
 * @module
 */
import type { KeyObject } from 'node:crypto';
import { spkiHash, spkiOf } from '#src/identity/public-key.ts';
import { isEqual, uint16, uint32 } from './bytes.ts';
import { keyObjectOf } from './key-object.ts';
import { nameOf, parsePublic, type TpmPublic } from './public-area.ts';
import { encodeScheme, encodeSymmetric } from './schemes.ts';
import { AK, EK_ECC, EK_RSA, KX } from './templates.ts';

export type KeyRefusal =
  | 'Malformed'
  | 'KeyTypeWrong'
  | 'AttributesWrong'
  | 'PolicyWrong'
  | 'AlgorithmsWrong'
  | 'KeyInvalid';

export type Verified<T, Refusal extends string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

type VerifiedKey = {
  readonly area: TpmPublic;
  readonly name: Uint8Array;
  readonly publicKey: KeyObject;
};

declare const passed: unique symbol;
/** Passed {@link verifyEk}. That a genuine TPM has it says its certificate or the pinned hash, not this. */
export type EndorsementKey = VerifiedKey & {
  readonly [passed]: 'EK';
  /** SHA-256 of the SubjectPublicKeyInfo (DER), hex: the identity of a host. */
  readonly ekHash: string;
};
/** Passed {@link verifyAk}. */
export type AttestationKey = VerifiedKey & { readonly [passed]: 'AK' };
/** Passed {@link verifyKx}. */
export type ExchangeKey = VerifiedKey & { readonly [passed]: 'KX' };

/** @param publicArea TPMT_PUBLIC as the host sent it. Templates L-1 and L-2 pass. */
export function verifyEk(publicArea: Uint8Array): Verified<EndorsementKey, KeyRefusal> {
  const checked = verifyKey(publicArea, [EK_ECC, EK_RSA]);
  if (!checked.ok) return checked;
  const ekHash = spkiHash(spkiOf(checked.value.publicKey));
  return { ok: true, value: { ...checked.value, ekHash } as EndorsementKey };
}

/** @param publicArea TPMT_PUBLIC as the host sent it. */
export function verifyAk(publicArea: Uint8Array): Verified<AttestationKey, KeyRefusal> {
  return verifyKey(publicArea, [AK]) as Verified<AttestationKey, KeyRefusal>;
}

/** @param publicArea TPMT_PUBLIC as the host sent it. */
export function verifyKx(publicArea: Uint8Array): Verified<ExchangeKey, KeyRefusal> {
  return verifyKey(publicArea, [KX]) as Verified<ExchangeKey, KeyRefusal>;
}

function verifyKey(
  publicArea: Uint8Array,
  templates: readonly TpmPublic[],
): Verified<VerifiedKey, KeyRefusal> {
  const parsed = parsePublic(publicArea);
  if (!parsed.ok) return { ok: false, refusal: 'Malformed' };
  const area = parsed.value;
  const template = templates.find(({ type }) => type === area.type);
  if (template === undefined) return { ok: false, refusal: 'KeyTypeWrong' };
  const refusal = differenceFrom(template, area);
  if (refusal !== undefined) return { ok: false, refusal };
  const publicKey = keyObjectOf(area);
  if (publicKey === undefined) return { ok: false, refusal: 'KeyInvalid' };
  return { ok: true, value: { area, name: nameOf(area), publicKey } };
}

/** Whether this is a key of exactly this template. */
export function isOfTemplate(area: TpmPublic, template: TpmPublic): boolean {
  return area.type === template.type && differenceFrom(template, area) === undefined;
}

function differenceFrom(template: TpmPublic, area: TpmPublic): KeyRefusal | undefined {
  if (area.attributes !== template.attributes) return 'AttributesWrong';
  if (!isEqual(area.policy, template.policy)) return 'PolicyWrong';
  return isEqual(algorithmsOf(area), algorithmsOf(template)) ? undefined : 'AlgorithmsWrong';
}

/** Everything of the parameters that is not the key itself. */
function algorithmsOf(area: TpmPublic): Uint8Array {
  const scheme = encodeScheme(area.scheme);
  if (area.type === 'keyedHash') return scheme;
  const common = [encodeSymmetric(area.symmetric), scheme];
  if (area.type === 'ecc') {
    return Buffer.concat([...common, uint16(area.curve), encodeScheme(area.kdf)]);
  }
  return Buffer.concat([...common, uint16(area.keyBits), uint32(area.exponent)]);
}
