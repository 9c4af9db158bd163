/**
 * The key that signs checkpoints of the audit log: its own, so that neither a host nor a CA can be taken for
 * the log. It does not rotate.
 * @module
 */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { parseKey } from './key-entries.ts';
import type { KeyMaterial, KeyStore } from './key-store.ts';

export const AUDIT_KEY = 'audit.key';

/** PKCS #8. */
export function makeAuditKey(): Uint8Array {
  const { privateKey } = generateKeyPairSync('ed25519');
  return new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }));
}

/** Releases without checkpoints had none: it is made then. Who signed with another one refuses this one. */
export async function auditKeyOf(store: KeyStore, material: KeyMaterial): Promise<KeyObject> {
  const stored = material[AUDIT_KEY];
  if (stored !== undefined) return parseKey(AUDIT_KEY, stored);
  await store.change({ put: { [AUDIT_KEY]: makeAuditKey() } });
  return parseKey(AUDIT_KEY, (await store.read())?.[AUDIT_KEY]);
}
