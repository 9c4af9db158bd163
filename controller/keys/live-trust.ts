/**
 * The keys that hosts trust, as they are now: CAs and intent keys, the present one and the next of each. Rotating
 * takes three steps, each durable before the following: the new private key is added, the signed bundle that names it
 * is written (from here on it counts), the private key that no bundle needs is removed. A crash anywhere leaves the
 * old or the new, whole.
 * @module
 */
import type { KeyObject } from 'node:crypto';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { caPin } from '#src/identity/pin.ts';
import { ed25519Raw } from '#src/identity/public-key.ts';
import { Mutex } from '#src/sync/mutex.ts';
import type { SignedTrustBundle, TrustBundle } from '#src/wire/messages.ts';
import {
  caOf,
  intentKeyOf,
  keyEntry,
  type KeysInUse,
  parsedKeys,
  unusedNames,
} from './key-entries.ts';
import type { KeyStore } from './key-store.ts';
import { type Ca, CA_LIFE_MS, type KeySources, makeCa, makeIntentKey } from './make-keys.ts';
import {
  bundlesAfter,
  clientCas,
  encodeHistory,
  inForce,
  type TrustChange,
  type TrustHistory,
  withEntry,
} from './trust-history.ts';

export type Rotation = Extract<TrustChange, 'intent' | 'ca'>;

export type RotationAbout = {
  /** The person. */
  readonly by: string;
  /** Of the bundle that is to be replaced. */
  readonly epoch: number;
  /** Of a CA: client certificates of former ones are accepted no more. */
  readonly isStolen?: boolean;
};

export type TrustStores = {
  readonly main: KeyStore;
  /** Of the intent keys: `main` itself, or one of their own. */
  readonly intent: KeyStore;
};

export const TRUST = 'trust';

type Parts = KeySources & { readonly stores: TrustStores };
type State = { readonly history: TrustHistory; readonly inUse: KeysInUse };

export class LiveTrust {
  readonly #parts: Parts;
  readonly #mutex = new Mutex();
  readonly #listeners = new Set<() => void>();
  #state: State;

  constructor(parts: Parts, state: State) {
    this.#parts = parts;
    this.#state = state;
  }

  /** Signs every certificate. */
  get ca(): Ca {
    return this.#state.inUse.cas[0];
  }

  /** "sha256:…": what agents are given at install, with the next one. */
  get caPin(): string {
    return caPin(this.ca.certificate);
  }

  get nextCaPin(): string {
    return caPin(this.#state.inUse.cas[1].certificate);
  }

  /** Ed25519, signs envelopes. */
  get intentKey(): KeyObject {
    return this.#state.inUse.intentKeys[0];
  }

  /** What hosts are to trust: of CAs and of intent keys the present and the next. */
  get bundle(): TrustBundle {
    return inForce(this.#state.history);
  }

  get history(): TrustHistory {
    return this.#state.history;
  }

  /** What a host at this epoch has missed; undefined when it missed more than is kept. */
  bundlesAfter(epoch: number): readonly SignedTrustBundle[] | undefined {
    return bundlesAfter(this.#state.history, epoch);
  }

  /** Whose client certificates are accepted now, DER. */
  clientCas(nowMs: number): readonly Uint8Array[] {
    return clientCas(this.#state.history, nowMs);
  }

  /** Called when other keys are in use. Returns a function that stops it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * The next key becomes the present one, and there is a new next.
   * @throws {CredfleetError} KEYS_NOT_ROTATED when another one is in force by now; of the store.
   */
  async rotate(change: Rotation, about: RotationAbout): Promise<void> {
    await this.#mutex.run(async () => {
      const { epoch } = this.bundle;
      if (epoch !== about.epoch) {
        const text = `trust bundle ${epoch} is in force, not ${about.epoch}: somebody rotated meanwhile`;
        throw new CredfleetError('KEYS_NOT_ROTATED', text);
      }
      await this.#commit(change, about, this.#rotated(change));
    });
  }

  #rotated(change: Rotation): KeysInUse {
    const { cas, intentKeys } = this.#state.inUse;
    if (change === 'intent') return { cas, intentKeys: [intentKeys[1], makeIntentKey()] };
    const next = makeCa(this.bundle.clusterUid, CA_LIFE_MS.next, this.#parts);
    return { cas: [cas[1], next], intentKeys };
  }

  async #commit(
    change: Rotation,
    { by, isStolen = false }: RotationAbout,
    inUse: KeysInUse,
  ): Promise<void> {
    const { stores, clock } = this.#parts;
    const put =
      change === 'intent'
        ? keyEntry('intent', inUse.intentKeys[1])
        : keyEntry('ca', inUse.cas[1].key);
    await (change === 'intent' ? stores.intent : stores.main).change({ put });
    const history = withEntry(this.#state.history, {
      bundle: nextBundle(this.bundle, inUse),
      signer: this.intentKey,
      change,
      atMs: clock.nowMs(),
      by,
      isStolen: change === 'ca' && isStolen,
    });
    await stores.main.change({ put: { [TRUST]: encodeHistory(history) } });
    this.#state = { history, inUse };
    for (const listener of this.#listeners) listener();
    await removeUnused(stores, this.bundle).catch((reason: unknown) => {
      const text =
        'the keys are rotated, but the old private key is still stored; the next start removes it';
      throw CredfleetError.from(reason, 'FILE_FAILED', text);
    });
  }
}

function nextBundle({ clusterUid, epoch }: TrustBundle, inUse: KeysInUse): TrustBundle {
  return {
    clusterUid,
    epoch: epoch + 1,
    caCertificates: inUse.cas.map(({ certificate }) => certificate),
    intentKeys: inUse.intentKeys.map(ed25519Raw),
  };
}

/** Private keys that no bundle needs are destroyed: what they signed stays signed. */
export async function removeUnused(stores: TrustStores, bundle: TrustBundle): Promise<void> {
  const kinds = [
    { kind: 'ca', store: stores.main },
    { kind: 'intent', store: stores.intent },
  ] as const;
  for (const { kind, store } of kinds) {
    const remove = unusedNames((await store.read()) ?? {}, kind, bundle);
    if (remove.length > 0) await store.change({ remove });
  }
}

/** @throws {CredfleetError} STORE_KEY_MISSING when one is not there. */
export async function keysInUse(stores: TrustStores, bundle: TrustBundle): Promise<KeysInUse> {
  const caKeys = parsedKeys((await stores.main.read()) ?? {}, 'ca');
  const intentKeys = parsedKeys((await stores.intent.read()) ?? {}, 'intent');
  const cas = bundle.caCertificates.map((certificate) => caOf(certificate, caKeys));
  const signers = bundle.intentKeys.map((raw) => intentKeyOf(raw, intentKeys));
  return { cas: pairOf(cas), intentKeys: pairOf(signers) };
}

function pairOf<T>([present, next]: readonly T[]): readonly [T, T] {
  if (present === undefined || next === undefined) {
    throw new TypeError('a trust bundle in force names two keys of each kind');
  }
  return [present, next];
}
