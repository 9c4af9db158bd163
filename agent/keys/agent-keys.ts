/**
 * The agent's own keys as one bundle: made once per installation, at rest only sealed.
 * @module
 */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { lengthPrefixed, splitLengthPrefixed } from '#src/identity/length-prefixed.ts';
import { Secret } from '#src/secret/secret.ts';

export type AgentKeys = {
  /** P-256: TLS certificate. */
  readonly tls: KeyObject;
  /** P-256: what the Host is pinned to. */
  readonly identity: KeyObject;
  /** P-256: opens envelopes. */
  readonly kx: KeyObject;
  readonly kxEpoch: number;
  /** Ed25519: signs reports. */
  readonly receipt: KeyObject;
};

const TAG = 'cf-agent-keys/1';

export function generateAgentKeys(): AgentKeys {
  const p256 = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  return {
    tls: p256(),
    identity: p256(),
    kx: p256(),
    kxEpoch: 1,
    receipt: generateKeyPairSync('ed25519').privateKey,
  };
}

/** The bundle's plaintext; the caller disposes it. */
export function encodeAgentKeys(keys: AgentKeys): Secret {
  const parts = [keys.tls, keys.identity, keys.kx, keys.receipt].map((key) =>
    key.export({ format: 'der', type: 'pkcs8' }),
  );
  const bytes = lengthPrefixed([TAG, ...parts, keys.kxEpoch]);
  for (const part of parts) part.fill(0);
  return new Secret(bytes);
}

/** @throws {CredfleetError} STATE_CORRUPT when it is not a whole bundle. */
export function decodeAgentKeys(bundle: Secret): AgentKeys {
  const fields = splitLengthPrefixed(bundle.reveal()) ?? [];
  const [tag, tls, identity, kx, receipt, epoch] = fields;
  const isWhole = fields.length === 6 && Buffer.from(tag ?? []).toString('utf8') === TAG;
  if (!isWhole || epoch?.length !== 8) corrupt('it is not a whole bundle');
  return {
    tls: parseKey(tls, 'ec'),
    identity: parseKey(identity, 'ec'),
    kx: parseKey(kx, 'ec'),
    kxEpoch: Number(Buffer.from(epoch).readBigUInt64BE()),
    receipt: parseKey(receipt, 'ed25519'),
  };
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
