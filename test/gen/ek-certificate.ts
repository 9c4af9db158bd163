/**
 * Certificates as a TPM manufacturer makes them, with whatever is to be wrong in them: root, authority between,
 * endorsement key.
 * @module
 */
import { type KeyObject, sign } from 'node:crypto';
import { ECDSA_SHA256 } from '#src/identity/csr.ts';
import {
  bitString,
  boolean,
  der,
  explicit,
  integer,
  octetString,
  oid,
  sequence,
  set,
  time,
  utf8String,
} from '#src/identity/der.ts';
import { spkiOf } from '#src/identity/public-key.ts';
import { p256Key } from '#test/fakes/applicant.ts';

export type Authority = {
  readonly name: string;
  readonly key: KeyObject;
  readonly der: Uint8Array;
};

export type EkCertificateChange = {
  readonly isCa?: boolean;
  /** Extended key usage; undefined for none. */
  readonly purpose?: string | undefined;
  readonly notBeforeMs?: number;
  readonly notAfterMs?: number;
  /** Signs instead of the authority's key. */
  readonly signer?: KeyObject;
  readonly hash?: 'sha256' | 'sha1';
};

const FROM_MS = Date.parse('2020-01-01T00:00:00Z');
const UNTIL_MS = Date.parse('2090-01-01T00:00:00Z');
export const EK_PURPOSE = '2.23.133.8.1';
const ECDSA_SHA1 = sequence(oid('1.2.840.10045.4.1'));

/** @param issuer itself when absent. */
export function authority(
  name: string,
  issuer?: Authority,
  change?: EkCertificateChange,
): Authority {
  const key = p256Key();
  const by = issuer ?? { name, key, der: new Uint8Array() };
  const extensions = [extension('2.5.29.19', sequence(boolean(change?.isCa ?? true)), true)];
  return { name, key, der: certificate({ name, spki: spkiOf(key), extensions }, by, change ?? {}) };
}

/** The certificate of an endorsement key: no subject, the TPM in the subjectAltName. */
export function ekCertificate(
  spki: Uint8Array,
  issuer: Authority,
  change: EkCertificateChange = {},
): Uint8Array {
  const { purpose } = { purpose: EK_PURPOSE, ...change };
  const extensions = [
    extension('2.5.29.19', change.isCa === true ? sequence(boolean(true)) : sequence(), true),
    extension('2.5.29.17', sequence(directoryName()), true),
    ...(purpose === undefined ? [] : [extension('2.5.29.37', sequence(oid(purpose)), false)]),
  ];
  return certificate({ name: undefined, spki, extensions }, issuer, change);
}

type Body = {
  readonly name: string | undefined;
  readonly spki: Uint8Array;
  readonly extensions: readonly Uint8Array[];
};

function certificate(body: Body, issuer: Authority, change: EkCertificateChange): Uint8Array {
  const { notBeforeMs = FROM_MS, notAfterMs = UNTIL_MS, hash = 'sha256' } = change;
  const algorithm = hash === 'sha1' ? ECDSA_SHA1 : ECDSA_SHA256;
  const toBeSigned = sequence(
    explicit(0, integer(new Uint8Array([2]))),
    integer(new Uint8Array([1, 2, 3])),
    algorithm,
    nameOf(issuer.name),
    sequence(time(notBeforeMs), time(notAfterMs)),
    nameOf(body.name),
    body.spki,
    explicit(3, sequence(...body.extensions)),
  );
  const signature = sign(hash, toBeSigned, change.signer ?? issuer.key);
  return new Uint8Array(sequence(toBeSigned, algorithm, bitString(signature)));
}

function nameOf(text: string | undefined): Uint8Array {
  return text === undefined
    ? sequence()
    : sequence(set(sequence(oid('2.5.4.3'), utf8String(text))));
}

function extension(type: string, value: Uint8Array, isCritical: boolean): Uint8Array {
  return sequence(oid(type), ...(isCritical ? [boolean(true)] : []), octetString(value));
}

function directoryName(): Uint8Array {
  const attribute = (type: string, text: string) => set(sequence(oid(type), utf8String(text)));
  return der(
    0xa4,
    sequence(
      attribute('2.23.133.2.1', 'id:53544D20'),
      attribute('2.23.133.2.2', 'ST33HTPHAHD4'),
      attribute('2.23.133.2.3', 'id:00010101'),
    ),
  );
}
