/**
 * What a TPM would show, made in software: keys of any public area and attestations signed by them.
 * @module
 */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { sized, uint16, uint32, uint64, uint8 } from '#src/tpm/bytes.ts';
import { algorithm, permanent, tag } from '#src/tpm/constants.ts';
import { encodePcrSelections, type PcrSelection } from '#src/tpm/pcr.ts';
import {
  type EccPublic,
  encodePublic,
  nameOf,
  qualifiedNameOf,
  type RsaPublic,
} from '#src/tpm/public-area.ts';
import { encodeSignature } from '#src/tpm/signature.ts';
import { AK, EK_RSA } from '#src/tpm/templates.ts';

export type SoftwareKey<Area> = {
  readonly area: Area;
  readonly publicArea: Uint8Array;
  readonly name: Uint8Array;
  readonly privateKey: KeyObject;
};

/** A software key that says the rest of itself as `template` does. */
export function eccKey(template: EccPublic = AK): SoftwareKey<EccPublic> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-64);
  return softwareKey({ ...template, x: point.subarray(0, 32), y: point.subarray(32) }, privateKey);
}

export function rsaKey(template: RsaPublic = EK_RSA): SoftwareKey<RsaPublic> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const modulus = Buffer.from(publicKey.export({ format: 'jwk' }).n ?? '', 'base64url');
  return softwareKey({ ...template, modulus }, privateKey);
}

function softwareKey<Area extends EccPublic | RsaPublic>(
  area: Area,
  privateKey: KeyObject,
): SoftwareKey<Area> {
  return { area, publicArea: encodePublic(area), name: nameOf(area), privateKey };
}

export type AttestFields = {
  readonly magic?: number;
  readonly type?: number;
  readonly signer?: Uint8Array;
  readonly qualifyingData?: Uint8Array;
  readonly safe?: number;
};

/** Qualified name of a primary key of the endorsement hierarchy. */
export const endorsed = (name: Uint8Array): Uint8Array =>
  qualifiedNameOf(uint32(permanent.endorsement), name);

export function certifyAttest(name: Uint8Array, fields: AttestFields = {}): Uint8Array {
  const what = Buffer.concat([sized(name), sized(endorsed(name))]);
  return attest({ type: tag.attestCertify, ...fields }, what);
}

export function quoteAttest(
  pcrs: { readonly selections: readonly PcrSelection[]; readonly digest: Uint8Array },
  fields: AttestFields = {},
): Uint8Array {
  const what = Buffer.concat([encodePcrSelections(pcrs.selections), sized(pcrs.digest)]);
  return attest({ type: tag.attestQuote, ...fields }, what);
}

function attest(fields: AttestFields, what: Uint8Array): Uint8Array {
  const { magic = 0xff544347, type = 0, signer = Buffer.alloc(34), safe = 1 } = fields;
  const { qualifyingData = new Uint8Array() } = fields;
  const clock = [uint64(77n), uint32(3), uint32(2), uint8(safe), uint64(0x2022n)];
  const head = [uint32(magic), uint16(type), sized(signer), sized(qualifyingData)];
  return Buffer.concat([...head, ...clock, what]);
}

/** TPMT_SIGNATURE. */
export function ecdsaSignature(key: KeyObject, signed: Uint8Array): Uint8Array {
  const bytes = sign('sha256', signed, { key, dsaEncoding: 'ieee-p1363' });
  const [r, s] = [bytes.subarray(0, 32), bytes.subarray(32)];
  return encodeSignature({ scheme: 'ecdsa', hash: algorithm.sha256, r, s });
}
