/**
 * Private keys as entries of a key store. An entry is found by its key, not by its name: the trust bundle in
 * force says which keys are in use, so that no entry is ever replaced.
 * @module
 */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { ed25519Raw, spkiHash, spkiOf } from '#src/identity/public-key.ts';
import { signingKeyId } from '#src/identity/receipt.ts';
import type { TrustBundle } from '#src/wire/messages.ts';
import type { KeyMaterial } from './key-store.ts';
import type { Ca } from './make-keys.ts';

export type KeyKind = 'ca' | 'intent';

/** Those in use: the present one first. */
export type KeysInUse = {
  readonly cas: readonly [Ca, Ca];
  readonly intentKeys: readonly [KeyObject, KeyObject];
};

/** Name and PKCS #8. */
export function keyEntry(kind: KeyKind, key: KeyObject): KeyMaterial {
  const der = key.export({ format: 'der', type: 'pkcs8' });
  return { [`${kind}-${idOf(kind, key)}.key`]: new Uint8Array(der) };
}

function idOf(kind: KeyKind, key: KeyObject): string {
  return kind === 'intent' ? signingKeyId(ed25519Raw(key)) : spkiHash(spkiOf(key)).slice(0, 16);
}

/** Entries of this kind, whatever is in them. */
export function namesOfKind(material: KeyMaterial, kind: KeyKind): readonly string[] {
  return Object.keys(material).filter((name) => ENTRY[kind].test(name));
}

/** The first two forms of releases that had no rotation. */
const ENTRY = {
  ca: /^ca(?:-[0-9a-f]{16})?\.key$/u,
  intent: /^intent(?:-next|-[0-9a-f]{16})?\.key$/u,
} as const satisfies Record<KeyKind, RegExp>;

/** @throws {CredfleetError} STORE_KEY_MISSING */
export function parsedKeys(material: KeyMaterial, kind: KeyKind): readonly KeyObject[] {
  return namesOfKind(material, kind).map((name) => parseKey(name, material[name]));
}

/** @throws {CredfleetError} STORE_KEY_MISSING */
export function parseKey(name: string, der: Uint8Array | undefined): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(der ?? []), format: 'der', type: 'pkcs8' });
  } catch {
    return missing(name, 'is not a private key in PKCS #8');
  }
}

/** @throws {CredfleetError} STORE_KEY_MISSING */
export function caOf(certificate: Uint8Array, keys: readonly KeyObject[]): Ca {
  const parsed = new X509Certificate(certificate);
  const key = keys.find((one) => parsed.checkPrivateKey(one));
  return { certificate, key: key ?? missing('ca', 'is not there for the CA in use') };
}

/** @throws {CredfleetError} STORE_KEY_MISSING */
export function intentKeyOf(raw: Uint8Array, keys: readonly KeyObject[]): KeyObject {
  const key = keys.find((one) => Buffer.compare(ed25519Raw(one), raw) === 0);
  return key ?? missing('intent', `${signingKeyId(raw)} is not there, and it is in use`);
}

/** Entries whose keys are not in use (any more). */
export function unusedNames(
  material: KeyMaterial,
  kind: KeyKind,
  { caCertificates, intentKeys }: TrustBundle,
): readonly string[] {
  const cas = caCertificates.map((certificate) => new X509Certificate(certificate));
  const isUsed = {
    ca: (key: KeyObject) => cas.some((ca) => ca.checkPrivateKey(key)),
    intent: (key: KeyObject) =>
      intentKeys.some((raw) => Buffer.compare(ed25519Raw(key), raw) === 0),
  }[kind];
  return namesOfKind(material, kind).filter((name) => !isUsed(parseKey(name, material[name])));
}

export function missing(name: string, why: string): never {
  const text = `the controller's key '${name}' ${why}; restore the whole key store from its backup`;
  throw new CredfleetError('STORE_KEY_MISSING', text);
}
