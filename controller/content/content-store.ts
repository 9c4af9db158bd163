/**
 * The bytes of a CredentialVersion, as one immutable Secret whose values are encrypted under the
 * controller's key: whoever reads Secrets of the namespace, or a backup, learns their sizes only.
 * Fetched on demand and never cached.
 * @module
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import type { Objects } from '#controller/objects/objects.ts';
import type { KubeSecret } from '#src/api/core.ts';
import type { OwnerReference, Stored } from '#src/api/meta.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { OpenedItem } from '#src/intent/intent.ts';
import type { Random } from '#src/random/random.ts';
import { Secret } from '#src/secret/secret.ts';
import { keyId, type ContentKeys } from './content-keys.ts';

export const CONTENT_SECRET_TYPE = 'credfleet.dev/version-content';
/** Nonce and tag of each item. */
export const CONTENT_OVERHEAD_BYTES = 40;
const KEY_ID_ANNOTATION = 'credfleet.dev/content-key-id';
const NONCE_BYTES = 24;

/** Which content: everything here is bound into the ciphertext. */
export type ContentRef = {
  readonly namespace: string;
  readonly credential: string;
  readonly version: number;
};

export type NewContent = ContentRef & {
  readonly owner: OwnerReference;
  readonly items: readonly OpenedItem[];
};

export interface ContentStore {
  /** What is to be made before the version; OBJECT_EXISTS then: there is content for this version already. */
  sealed(content: NewContent): KubeSecret;
  /** The caller disposes what it gets. Throws CONTENT_UNREADABLE when it is gone, altered, or its key is. */
  open(ref: ContentRef, itemNames: readonly string[]): Promise<readonly OpenedItem[]>;
  remove(ref: ContentRef): Promise<void>;
}

export type ContentStoreOptions = {
  readonly objects: Objects;
  readonly keys: ContentKeys;
  readonly random: Random;
};

export function createContentStore(options: ContentStoreOptions): ContentStore {
  return new SealedContentStore(options);
}

class SealedContentStore implements ContentStore {
  readonly #options: ContentStoreOptions;
  /** Hosts of one step ask at the same moment: they share one fetch, of ciphertext. */
  readonly #fetching = new Map<string, Promise<Stored<KubeSecret> | undefined>>();

  constructor(options: ContentStoreOptions) {
    this.#options = options;
  }

  sealed(content: NewContent): KubeSecret {
    const { keys } = this.#options;
    const sealed = content.items.map((item) => [item.name, this.#seal(content, item)] as const);
    return {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        namespace: content.namespace,
        name: contentName(content),
        ownerReferences: [content.owner],
        annotations: { [KEY_ID_ANNOTATION]: keyId(keys.contentKey) },
      },
      type: CONTENT_SECRET_TYPE,
      immutable: true,
      data: Object.fromEntries(sealed),
    };
  }

  async open(ref: ContentRef, itemNames: readonly string[]): Promise<readonly OpenedItem[]> {
    const { contentKey } = this.#options.keys;
    const secret = await this.#fetch(ref);
    if (secret === undefined) throw unreadable(ref, 'its Secret is gone');
    const id = secret.metadata.annotations?.[KEY_ID_ANNOTATION] ?? '';
    if (id !== keyId(contentKey)) throw unreadable(ref, `the keyring has no key '${id}'`);
    using opened = new DisposableStack();
    const items = itemNames.map((name) => {
      const sealed = Buffer.from(secret.data?.[name] ?? '', 'base64');
      return { name, content: opened.use(unseal(contentKey, sealed, { ref, name })) };
    });
    // All of them opened: the caller owns them now.
    opened.move();
    return items;
  }

  async remove(ref: ContentRef): Promise<void> {
    const name = contentName(ref);
    await this.#options.objects.delete('Secret', { namespace: ref.namespace, name });
  }

  #seal(ref: ContentRef, item: OpenedItem): string {
    const { keys, random } = this.#options;
    const nonce = random.bytes(NONCE_BYTES);
    const cipher = xchacha20poly1305(keys.contentKey.reveal(), nonce, aad(ref, item.name));
    return Buffer.concat([nonce, cipher.encrypt(item.content.reveal())]).toString('base64');
  }

  #fetch(ref: ContentRef): Promise<Stored<KubeSecret> | undefined> {
    const { namespace } = ref;
    const name = contentName(ref);
    const key = `${namespace}/${name}`;
    const underWay = this.#fetching.get(key);
    if (underWay !== undefined) return underWay;
    const fetch = this.#options.objects
      .get('Secret', { namespace, name })
      .finally(() => this.#fetching.delete(key));
    this.#fetching.set(key, fetch);
    return fetch;
  }
}

function unseal(
  key: Secret,
  sealed: Uint8Array,
  { ref, name }: { readonly ref: ContentRef; readonly name: string },
): Secret {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  try {
    const cipher = xchacha20poly1305(key.reveal(), nonce, aad(ref, name));
    return new Secret(cipher.decrypt(sealed.subarray(NONCE_BYTES)));
  } catch (reason) {
    throw unreadable(ref, `item '${name}' was altered or is missing`, reason);
  }
}

function aad(ref: ContentRef, item: string): Uint8Array {
  return new TextEncoder().encode(`${ref.namespace}/${ref.credential}/${ref.version}/${item}`);
}

export function versionName(ref: Pick<ContentRef, 'credential' | 'version'>): string {
  return `${ref.credential}-v${ref.version}`;
}

function contentName(ref: ContentRef): string {
  return `${versionName(ref)}-content`;
}

function unreadable(ref: ContentRef, cause: string, reason?: unknown): CredfleetError {
  return new CredfleetError(
    'CONTENT_UNREADABLE',
    `content of ${ref.namespace}/${versionName(ref)}: ${cause}; change the source Secret to make a new version`,
    reason === undefined ? {} : { cause: reason },
  );
}
