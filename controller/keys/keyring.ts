/**
 * The controller's keys: made once, read at each start. What they are for stands at each field; losing
 * them loses every stored content and the trust of every host.
 * @module
 */
import {
  createPrivateKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomUUID,
  X509Certificate,
} from 'node:crypto';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import {
  certificateSerial,
  type CertificateSubject,
  SERIAL_RANDOM_BYTES,
  signCertificate,
} from '#src/identity/certificate.ts';
import { caPin } from '#src/identity/pin.ts';
import { ed25519Raw, spkiOf } from '#src/identity/public-key.ts';
import type { Random } from '#src/random/random.ts';
import { Secret } from '#src/secret/secret.ts';
import type { KeyMaterial, KeyStore } from './key-store.ts';

export type Keyring = {
  /** Names this cluster; also the trust domain of its hosts. */
  readonly clusterUid: string;
  /** Signs every certificate. */
  readonly ca: { readonly certificate: Uint8Array; readonly key: KeyObject };
  /** "sha256:…": what agents are given at install. */
  readonly caPin: string;
  /** Ed25519, signs envelopes. */
  readonly intentKey: KeyObject;
  /** Raw: the present intent key and the next. */
  readonly intentPublicKeys: readonly Uint8Array[];
  /** Of what hosts trust: grows with each change of CA or intent keys. */
  readonly trustEpoch: number;
  /** Encrypts the embedded API's Secrets; 32 bytes. */
  readonly storageKey: Secret;
  /** Encrypts the content of CredentialVersions; 32 bytes. */
  readonly contentKey: Secret;
  /** The HMAC key of one HostCredential's digests; 32 bytes. The caller disposes it. */
  digestKey(credentialUid: string): Secret;
};

export type KeyringSources = {
  readonly store: KeyStore;
  readonly clock: Clock;
  readonly random: Random;
};

const TEN_YEARS_MS = 10 * 365 * 86_400_000;
const SYMMETRIC = ['storage.key', 'content.key', 'digest-master.key'] as const;
const ASYMMETRIC = ['ca.key', 'intent.key', 'intent-next.key'] as const;
const NAMES = ['cluster-uid', 'ca.crt', ...SYMMETRIC, ...ASYMMETRIC] as const;
type KeyName = (typeof NAMES)[number];

/**
 * Reads the keys, or makes them when none were ever made.
 * @throws {CredfleetError} STORE_KEY_MISSING when some of them are gone; they are never made again one by one.
 */
export async function loadKeyring(sources: KeyringSources): Promise<Keyring> {
  const { store } = sources;
  const found = await store.read();
  if (found !== undefined) return parseKeyring(found);
  const made = makeKeys(sources);
  if (await store.create(made)) return parseKeyring(made);
  return parseKeyring((await store.read()) ?? {});
}

function makeKeys({ clock, random }: KeyringSources): KeyMaterial {
  const clusterUid = randomUUID();
  const caKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const nowMs = clock.nowMs();
  const subject = caSubject(clusterUid);
  const certificate = signCertificate(
    {
      usage: 'ca',
      subject,
      serial: certificateSerial(nowMs, random.bytes(SERIAL_RANDOM_BYTES)),
      notBeforeMs: nowMs - 60_000,
      notAfterMs: nowMs + TEN_YEARS_MS,
      spki: spkiOf(caKey),
    },
    { subject, key: caKey },
  );
  return {
    'cluster-uid': Buffer.from(clusterUid, 'utf8'),
    'ca.crt': certificate,
    'ca.key': pkcs8(caKey),
    'intent.key': pkcs8(generateKeyPairSync('ed25519').privateKey),
    'intent-next.key': pkcs8(generateKeyPairSync('ed25519').privateKey),
    ...Object.fromEntries(SYMMETRIC.map((name) => [name, random.bytes(32)])),
  };
}

/** The CA's own name, and so the issuer of every certificate. */
export function caSubject(clusterUid: string): CertificateSubject {
  return { commonName: `credfleet ${clusterUid}` };
}

function parseKeyring(material: KeyMaterial): Keyring {
  const bytes = (name: KeyName): Uint8Array => {
    const value = material[name];
    if (value !== undefined && value.length > 0) return value;
    const text = `the controller's key '${name}' is missing; restore the whole key store from its backup`;
    throw new CredfleetError('STORE_KEY_MISSING', text);
  };
  for (const name of NAMES) bytes(name);
  const key = (name: (typeof ASYMMETRIC)[number]): KeyObject => parseKey(name, bytes(name));
  const secret = (name: (typeof SYMMETRIC)[number]): Secret => symmetric(name, bytes(name));
  const certificate = new Uint8Array(bytes('ca.crt'));
  const ca = { certificate, key: key('ca.key') };
  if (!new X509Certificate(certificate).checkPrivateKey(ca.key))
    refuse('ca.key', 'is of another CA');
  const intentKey = key('intent.key');
  const master = secret('digest-master.key');
  return {
    clusterUid: Buffer.from(bytes('cluster-uid')).toString('utf8'),
    ca,
    caPin: caPin(certificate),
    intentKey,
    intentPublicKeys: [intentKey, key('intent-next.key')].map(ed25519Raw),
    trustEpoch: 1,
    storageKey: secret('storage.key'),
    contentKey: secret('content.key'),
    digestKey: (credentialUid) => derive(master, credentialUid),
  };
}

/** HKDF-SHA256 with the HostCredential's UID as info: equal contents of two teams have unequal digests. */
function derive(master: Secret, credentialUid: string): Secret {
  const info = `cf-digest/1 ${credentialUid}`;
  return new Secret(new Uint8Array(hkdfSync('sha256', master.reveal(), '', info, 32)));
}

function parseKey(name: string, der: Uint8Array): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });
  } catch {
    return refuse(name, 'is not a private key in PKCS #8');
  }
}

function symmetric(name: string, bytes: Uint8Array): Secret {
  if (bytes.length !== 32) refuse(name, `has ${bytes.length} bytes, not 32`);
  return new Secret(new Uint8Array(bytes));
}

function refuse(name: string, why: string): never {
  const text = `the controller's key '${name}' ${why}; restore the whole key store from its backup`;
  throw new CredfleetError('STORE_KEY_MISSING', text);
}

function pkcs8(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ format: 'der', type: 'pkcs8' }));
}
