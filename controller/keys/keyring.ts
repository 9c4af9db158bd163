/**
 * The controller's keys: made once, read at each start. What they are for stands at each field; losing
 * them loses every stored content and the trust of every host.
 * @module
 */
import { hkdfSync, type KeyObject, randomUUID } from 'node:crypto';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { ed25519Raw } from '#src/identity/public-key.ts';
import { Secret } from '#src/secret/secret.ts';
import { AUDIT_KEY, auditKeyOf, makeAuditKey } from './audit-key.ts';
import { keyEntry, missing, namesOfKind } from './key-entries.ts';
import type { KeyMaterial, KeyStore } from './key-store.ts';
import { keysInUse, LiveTrust, removeUnused, TRUST, type TrustStores } from './live-trust.ts';
import { CA_LIFE_MS, type KeySources, makeCa, makeIntentKey } from './make-keys.ts';
import {
  decodeHistory,
  encodeHistory,
  firstEntry,
  inForce,
  type TrustHistory,
} from './trust-history.ts';
import { isOfOldForm, upgradeTrust } from './upgrade-trust.ts';

type SymmetricKeys = {
  /** Names this cluster; also the trust domain of its hosts. */
  readonly clusterUid: string;
  /** Encrypts the embedded API's Secrets; 32 bytes. */
  readonly storageKey: Secret;
  /** Encrypts the content of CredentialVersions; 32 bytes. */
  readonly contentKey: Secret;
  /** The HMAC key of one HostCredential's digests; 32 bytes. The caller disposes it. */
  digestKey(credentialUid: string): Secret;
};

type FixedKeys = SymmetricKeys & {
  /** Signs checkpoints of the audit log; Ed25519. */
  readonly auditKey: KeyObject;
};

/** What rotates is asked for each time, never kept. */
export type Keyring = LiveTrust & FixedKeys;

export type KeyringSources = KeySources & {
  readonly store: KeyStore;
  /** Of the intent keys, when they lie apart. Keys that lie in `store` are moved there. */
  readonly intentStore?: KeyStore;
};

const SYMMETRIC = ['storage.key', 'content.key', 'digest-master.key'] as const;

/**
 * Reads the keys, or makes them when none were ever made.
 * @throws {CredfleetError} STORE_KEY_MISSING when some of them are gone; they are never made again one by one.
 */
export async function loadKeyring(sources: KeyringSources): Promise<Keyring> {
  const stores = { main: sources.store, intent: sources.intentStore ?? sources.store };
  const material = (await stores.main.read()) ?? (await firstKeys(sources, stores));
  const fixed = symmetricKeys(material);
  const history = await historyOf(sources, stores.main, material);
  const bundle = inForce(history);
  if (bundle.clusterUid !== fixed.clusterUid) missing(TRUST, 'is of another cluster');
  await moveIntentKeys(stores);
  const inUse = await keysInUse(stores, bundle);
  await removeUnused(stores, bundle);
  const auditKey = await auditKeyOf(stores.main, material);
  return Object.assign(new LiveTrust({ ...sources, stores }, { history, inUse }), fixed, {
    auditKey,
  });
}

/** Returns what is stored then: somebody else may have been first. */
async function firstKeys(sources: KeyringSources, stores: TrustStores): Promise<KeyMaterial> {
  const { clock, random } = sources;
  const clusterUid = randomUUID();
  const cas = [
    makeCa(clusterUid, CA_LIFE_MS.present, sources),
    makeCa(clusterUid, CA_LIFE_MS.next, sources),
  ];
  const [signer, nextSigner] = [makeIntentKey(), makeIntentKey()];
  const bundle = {
    clusterUid,
    epoch: 1,
    caCertificates: cas.map(({ certificate }) => certificate),
    intentKeys: [signer, nextSigner].map(ed25519Raw),
  };
  const atMs = clock.nowMs();
  const about = { change: 'made', atMs, by: 'controller', isStolen: false } as const;
  const history = firstEntry({ ...about, bundle, signer });
  const intentKeys = { ...keyEntry('intent', signer), ...keyEntry('intent', nextSigner) };
  const isApart = stores.intent !== stores.main;
  if (isApart) await putApart(stores.intent, intentKeys);
  const made: KeyMaterial = {
    'cluster-uid': Buffer.from(clusterUid, 'utf8'),
    ...Object.fromEntries(SYMMETRIC.map((name) => [name, random.bytes(32)])),
    [AUDIT_KEY]: makeAuditKey(),
    ...Object.assign({}, ...cas.map(({ key }) => keyEntry('ca', key))),
    ...(isApart ? {} : intentKeys),
    [TRUST]: encodeHistory(history),
  };
  return (await stores.main.create(made)) ? made : ((await stores.main.read()) ?? {});
}

async function historyOf(
  sources: KeyringSources,
  store: KeyStore,
  material: KeyMaterial,
): Promise<TrustHistory> {
  const encoded = material[TRUST];
  if (encoded !== undefined) return decodeHistory(encoded);
  if (isOfOldForm(material)) return upgradeTrust(sources, store, material);
  return missing(TRUST, 'is missing');
}

/** First there, then no more here. */
async function moveIntentKeys({ main, intent }: TrustStores): Promise<void> {
  if (intent === main) return;
  const material = (await main.read()) ?? {};
  const names = namesOfKind(material, 'intent');
  if (names.length === 0) return;
  const moved = Object.entries(material).filter(([name]) => names.includes(name));
  await putApart(intent, Object.fromEntries(moved));
  await main.change({ remove: names });
}

/** A store of intent keys belongs to one fleet: what a bundle does not name is removed from it. */
async function putApart(store: KeyStore, keys: KeyMaterial): Promise<void> {
  const found = namesOfKind((await store.read()) ?? {}, 'intent');
  if (found.some((name) => keys[name] === undefined)) {
    const text = `the store of the intent keys holds others already (${found.join(', ')}): give each fleet its own; if no controller uses them, remove them`;
    throw new CredfleetError('CONFIG_INVALID', text);
  }
  await store.change({ put: keys });
}

function symmetricKeys(material: KeyMaterial): SymmetricKeys {
  const bytes = (name: string): Uint8Array => {
    const value = material[name];
    return value !== undefined && value.length > 0 ? value : missing(name, 'is missing');
  };
  const secret = (name: (typeof SYMMETRIC)[number]): Secret => symmetric(name, bytes(name));
  const master = secret('digest-master.key');
  return {
    clusterUid: Buffer.from(bytes('cluster-uid')).toString('utf8'),
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

function symmetric(name: string, bytes: Uint8Array): Secret {
  if (bytes.length !== 32) missing(name, `has ${bytes.length} bytes, not 32`);
  return new Secret(new Uint8Array(bytes));
}
