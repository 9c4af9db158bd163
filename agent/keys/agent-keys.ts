/**
 * The agent's own keys as one bundle: made once per installation, at rest only sealed. A host with a TPM has its
 * identity and its key for envelopes there; one without has them in the bundle too.
 * @module
 */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { lengthPrefixed, splitLengthPrefixed } from '#src/identity/length-prefixed.ts';
import { Secret } from '#src/secret/secret.ts';

export type OwnKeys = {
  /** P-256: TLS certificate. */
  readonly tls: KeyObject;
  /** Ed25519: signs reports. */
  readonly receipt: KeyObject;
};

export type SoftwareKeys = OwnKeys & {
  /** P-256: what the Host is pinned to. */
  readonly identity: KeyObject;
  /** P-256: opens envelopes. */
  readonly kx: KeyObject;
  readonly kxEpoch: number;
};

/** How one kind of bundle is made and written. */
export type KeyBundle<Keys> = {
  readonly generate: () => Keys;
  /** The bundle's plaintext; the caller disposes it. */
  readonly encode: (keys: Keys) => Secret;
  /** @throws {CredfleetError} STATE_CORRUPT when it is not a whole bundle of this kind. */
  readonly decode: (bundle: Secret) => Keys;
};

const TPM_TAG = 'cf-agent-keys-tpm/1';
const SOFTWARE_TAG = 'cf-agent-keys/1';

export const tpmBundle: KeyBundle<OwnKeys> = {
  generate: () => ({ tls: newP256(), receipt: newEd25519() }),
  encode: ({ tls, receipt }) => encode(TPM_TAG, [tls, receipt], []),
  decode: (bundle) => {
    const [tls, receipt] = fieldsOf(bundle, TPM_TAG, 2);
    return { tls: parseKey(tls, 'ec'), receipt: parseKey(receipt, 'ed25519') };
  },
};

export const softwareBundle: KeyBundle<SoftwareKeys> = {
  generate: () => ({
    tls: newP256(),
    identity: newP256(),
    kx: newP256(),
    kxEpoch: 1,
    receipt: newEd25519(),
  }),
  encode: ({ tls, identity, kx, receipt, kxEpoch }) =>
    encode(SOFTWARE_TAG, [tls, identity, kx, receipt], [kxEpoch]),
  decode: (bundle) => {
    const [tls, identity, kx, receipt, epoch] = fieldsOf(bundle, SOFTWARE_TAG, 5);
    if (epoch?.length !== 8) corrupt('it is not a whole bundle');
    return {
      tls: parseKey(tls, 'ec'),
      identity: parseKey(identity, 'ec'),
      kx: parseKey(kx, 'ec'),
      kxEpoch: Number(Buffer.from(epoch).readBigUInt64BE()),
      receipt: parseKey(receipt, 'ed25519'),
    };
  },
};

function newP256(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

function newEd25519(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey;
}

function encode(tag: string, keys: readonly KeyObject[], numbers: readonly number[]): Secret {
  const parts = keys.map((key) => key.export({ format: 'der', type: 'pkcs8' }));
  const bytes = lengthPrefixed([tag, ...parts, ...numbers]);
  for (const part of parts) part.fill(0);
  return new Secret(bytes);
}

function fieldsOf(bundle: Secret, tag: string, count: number): readonly Uint8Array[] {
  const [first, ...fields] = splitLengthPrefixed(bundle.reveal()) ?? [];
  const found = Buffer.from(first ?? []).toString('utf8');
  if (found !== tag && (found === TPM_TAG || found === SOFTWARE_TAG)) {
    corrupt('it was made with another --identity');
  }
  if (found !== tag || fields.length !== count) corrupt('it is not a whole bundle');
  return fields;
}

function parseKey(der: Uint8Array | undefined, type: 'ec' | 'ed25519'): KeyObject {
  try {
    const key = createPrivateKey({ key: Buffer.from(der ?? []), format: 'der', type: 'pkcs8' });
    if (key.asymmetricKeyType === type) return key;
  } catch {
    // The message of OpenSSL says less than ours.
  }
  return corrupt('one of its keys is unreadable');
}

function corrupt(why: string): never {
  const text = `the agent's key bundle: ${why}; restore keys.cred, or remove it to become a new host`;
  throw new CredfleetError('STATE_CORRUPT', text);
}
