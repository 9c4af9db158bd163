/**
 * Keys as a Secret in the system namespace, for a controller in a cluster: encrypted there as the cluster
 * encrypts Secrets, readable by whom RBAC allows.
 * @module
 */
import type { Objects } from '#controller/objects/objects.ts';
import { SYSTEM_NAMESPACE } from '#src/api/meta.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { KeyMaterial, KeyStore } from './key-store.ts';

export const KEYS_SECRET = 'credfleet-keys';
const KEYS_TYPE = 'credfleet.dev/keys';

export function secretKeyStore(objects: Objects): KeyStore {
  return {
    read: async () => {
      const secret = await objects.get('Secret', {
        namespace: SYSTEM_NAMESPACE,
        name: KEYS_SECRET,
      });
      return secret === undefined ? undefined : decode(secret.data ?? {});
    },
    create: async (material) => {
      try {
        await objects.create('Secret', {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { namespace: SYSTEM_NAMESPACE, name: KEYS_SECRET },
          type: KEYS_TYPE,
          immutable: true,
          data: encode(material),
        });
        return true;
      } catch (reason) {
        if (reason instanceof CredfleetError && reason.code === 'OBJECT_EXISTS') return false;
        throw reason;
      }
    },
  };
}

function decode(data: Readonly<Record<string, string>>): KeyMaterial {
  const entries = Object.entries(data);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, new Uint8Array(Buffer.from(value, 'base64'))]),
  );
}

function encode(material: KeyMaterial): Readonly<Record<string, string>> {
  const entries = Object.entries(material);
  return Object.fromEntries(
    entries.map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]),
  );
}
