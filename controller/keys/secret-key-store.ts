/**
 * Keys as a Secret, for a controller in a cluster: encrypted there as the cluster encrypts Secrets, readable by
 * whom RBAC allows. Each change is one write of the whole Secret.
 * @module
 */
import type { ObjectRef, Objects } from '#controller/objects/objects.ts';
import type { KubeSecret } from '#src/api/core.ts';
import { SYSTEM_NAMESPACE } from '#src/api/meta.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { KeyChange, KeyMaterial, KeyStore } from './key-store.ts';

const KEYS_SECRET = { namespace: SYSTEM_NAMESPACE, name: 'credfleet-keys' } as const;
const KEYS_TYPE = 'credfleet.dev/keys';

type SecretRef = Required<ObjectRef>;
type Data = Readonly<Record<string, string>>;

export function secretKeyStore(objects: Objects, ref: SecretRef = KEYS_SECRET): KeyStore {
  const create = async (data: Data): Promise<boolean> => {
    try {
      await objects.create('Secret', secretOf(ref, data));
      return true;
    } catch (reason) {
      if (reason instanceof CredfleetError && reason.code === 'OBJECT_EXISTS') return false;
      throw reason;
    }
  };
  return {
    read: async () => {
      const secret = await objects.get('Secret', ref);
      return secret === undefined ? undefined : decode(secret.data ?? {});
    },
    create: async (material) => create(encode(material)),
    change: async (change) => {
      const stored = await objects.get('Secret', ref);
      const data = changed(stored?.data ?? {}, change);
      if (stored !== undefined) {
        refuseImmutable(stored, ref);
        await objects.replace('Secret', { ...stored, data });
      } else if (!(await create(data))) {
        throw new CredfleetError('OBJECT_CONFLICT', `${pathOf(ref)} was made meanwhile; try again`);
      }
    },
  };
}

function secretOf(ref: SecretRef, data: Data): KubeSecret {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { ...ref }, type: KEYS_TYPE, data };
}

function changed(data: Data, { put = {}, remove = [] }: KeyChange): Data {
  const kept = Object.entries(data).filter(([name]) => !remove.includes(name));
  return { ...Object.fromEntries(kept), ...encode(put) };
}

/** As releases without rotation made it. */
function refuseImmutable({ immutable }: KubeSecret, ref: SecretRef): void {
  if (immutable !== true) return;
  const text = `Secret ${pathOf(ref)} is immutable, so its keys cannot be rotated: save it as YAML, take the line 'immutable: true' out, 'kubectl replace --force -f' it, and delete the file`;
  throw new CredfleetError('CONFIG_INVALID', text);
}

function pathOf({ namespace, name }: SecretRef): string {
  return `${namespace}/${name}`;
}

function decode(data: Data): KeyMaterial {
  const entries = Object.entries(data);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, new Uint8Array(Buffer.from(value, 'base64'))]),
  );
}

function encode(material: KeyMaterial): Data {
  const entries = Object.entries(material);
  return Object.fromEntries(
    entries.map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]),
  );
}
