/**
 * Key stores of releases that could not rotate: one CA, its certificate beside it, two intent keys, no bundle. They
 * get the bundle that their hosts hold, and a second one with a next CA.
 * @module
 */
import { ed25519Raw } from '#src/identity/public-key.ts';
import { caOf, keyEntry, missing, parsedKeys } from './key-entries.ts';
import type { KeyMaterial, KeyStore } from './key-store.ts';
import { TRUST } from './live-trust.ts';
import { CA_LIFE_MS, type KeySources, makeCa } from './make-keys.ts';
import { encodeHistory, firstEntry, type TrustHistory, withEntry } from './trust-history.ts';

const OLD_CA = 'ca.crt';

export function isOfOldForm(material: KeyMaterial): boolean {
  return material[OLD_CA] !== undefined;
}

/** @throws {CredfleetError} STORE_KEY_MISSING when the old keys are not whole. */
export async function upgradeTrust(
  sources: KeySources,
  store: KeyStore,
  material: KeyMaterial,
): Promise<TrustHistory> {
  const clusterUid = Buffer.from(material['cluster-uid'] ?? []).toString('utf8');
  const ca = caOf(material[OLD_CA] ?? new Uint8Array(), parsedKeys(material, 'ca'));
  const [signer, nextSigner] = ['intent.key', 'intent-next.key'].map((name) => {
    const [key] = parsedKeys({ [name]: material[name] ?? missing(name, 'is missing') }, 'intent');
    return key ?? missing(name, 'is missing');
  });
  if (signer === undefined || nextSigner === undefined) return missing('intent.key', 'is missing');
  const next = makeCa(clusterUid, CA_LIFE_MS.next, sources);
  const first = {
    clusterUid,
    epoch: 1,
    caCertificates: [new Uint8Array(ca.certificate)],
    intentKeys: [signer, nextSigner].map(ed25519Raw),
  };
  const second = { ...first, epoch: 2, caCertificates: [ca.certificate, next.certificate] };
  const about = { signer, atMs: sources.clock.nowMs(), by: 'controller', isStolen: false };
  const made = firstEntry({ ...about, bundle: first, change: 'made' });
  const history = withEntry(made, { ...about, bundle: second, change: 'prepared' });
  await store.change({ put: { ...keyEntry('ca', next.key), [TRUST]: encodeHistory(history) } });
  await store.change({ remove: [OLD_CA] });
  return history;
}
