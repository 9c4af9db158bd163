/**
 * Opens the items of a verified envelope and holds them together, so that a failure half way leaves no
 * plaintext behind.
 * @module
 */
import { timingSafeEqual } from 'node:crypto';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Intent, OpenedIntent, OpenedItem } from '#src/intent/intent.ts';
import { Secret } from '#src/secret/secret.ts';
import type { EnvelopeParts, SealedIntentParts } from '#src/wire/envelope-wire.ts';
import { decodeIntent } from '#src/wire/intent-from-wire.ts';
import { ciphertextNames, itemAad } from './binding.ts';
import { hasItemDigest } from './digest.ts';
import type { Recipient } from './hpke.ts';
import { unpadItem } from './item-plaintext.ts';

type Opener = Pick<Recipient, 'open'>;

/** Opened intents until released; disposing wipes what was not. */
export class OpenedIntents implements Disposable {
  readonly #secrets = new DisposableStack();
  readonly #intents: OpenedIntent[] = [];

  get intents(): readonly OpenedIntent[] {
    return this.#intents;
  }

  keep(secret: Secret): Secret {
    return this.#secrets.use(secret);
  }

  add(intent: OpenedIntent): void {
    this.#intents.push(intent);
  }

  /** The intents are the caller's from now on. */
  release(): readonly OpenedIntent[] {
    this.#secrets.move();
    return this.#intents;
  }

  [Symbol.dispose](): void {
    this.#secrets.dispose();
  }
}

/** Wipes every content and digest key. */
export function disposeIntents(intents: readonly OpenedIntent[]): void {
  for (const { digestKey, items } of intents) {
    digestKey[Symbol.dispose]();
    for (const { content } of items) content[Symbol.dispose]();
  }
}

/** @throws {CredfleetError} ENVELOPE_MALFORMED, ENVELOPE_UNOPENABLE. */
export function openIntents(recipient: Opener, parts: EnvelopeParts): OpenedIntents {
  using opened = new DisposableStack();
  const result = opened.use(new OpenedIntents());
  let index = 0;
  for (const sealed of parts.intents) {
    const place = { header: parts.header, index, result };
    result.add(openIntent(recipient, sealed, place));
    index += sealed.ciphertexts.length;
  }
  opened.move();
  return result;
}

type Place = {
  readonly header: Uint8Array;
  readonly index: number;
  readonly result: OpenedIntents;
};

function openIntent(
  recipient: Opener,
  sealed: SealedIntentParts,
  { header, index, result }: Place,
): OpenedIntent {
  const intent = parseSpec(sealed.spec);
  const names = ciphertextNames(intent);
  if (names.length !== sealed.ciphertexts.length)
    malformed(intent, 'has other items than it names');
  const items: OpenedItem[] = [];
  let digestKey: Secret | undefined;
  for (const [offset, ciphertext] of sealed.ciphertexts.entries()) {
    const name = names[offset] ?? '';
    const aad = itemAad({ header, spec: sealed.spec, intent }, index + offset, name);
    const item = openItem(recipient, ciphertext, aad);
    if (item === undefined) malformed(intent, 'is padded wrongly');
    const key = result.keep(new Secret(item.digestKey));
    const content = result.keep(new Secret(item.content));
    digestKey ??= key;
    if (!timingSafeEqual(key.reveal(), digestKey.reveal()))
      malformed(intent, 'has two digest keys');
    if (intent.operation === 'put') items.push({ name, content });
    else if (content.sizeBytes > 0) malformed(intent, 'deletes and carries content');
  }
  if (digestKey === undefined) malformed(intent, 'carries nothing');
  const opened = { intent, digestKey, items };
  checkDigests(opened);
  return opened;
}

function openItem(recipient: Opener, ciphertext: Uint8Array, aad: Uint8Array) {
  const plain = openCiphertext(recipient, ciphertext, aad);
  try {
    return unpadItem(plain);
  } finally {
    plain.fill(0);
  }
}

function openCiphertext(recipient: Opener, ciphertext: Uint8Array, aad: Uint8Array): Uint8Array {
  try {
    return recipient.open(ciphertext, aad);
  } catch (cause) {
    const text = "an item of the envelope does not open with this host's key";
    throw new CredfleetError('ENVELOPE_UNOPENABLE', text, { cause });
  }
}

function parseSpec(spec: Uint8Array): Intent {
  try {
    return decodeIntent(spec);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : 'unreadable';
    throw new CredfleetError('ENVELOPE_MALFORMED', `the envelope is refused: ${detail}`, { cause });
  }
}

function checkDigests({ intent, digestKey, items }: OpenedIntent): void {
  for (const { name, content } of items) {
    const digest = intent.items.find((item) => item.name === name)?.digest ?? '';
    if (!hasItemDigest(digestKey.reveal(), { name, digest, content: content.reveal() })) {
      malformed(intent, `carries an item '${name}' without the digest it names`);
    }
  }
}

function malformed(intent: Intent, why: string): never {
  const named = `${intent.namespace}/${intent.name} version ${intent.version}`;
  throw new CredfleetError('ENVELOPE_MALFORMED', `the envelope is refused: ${named} ${why}`);
}
