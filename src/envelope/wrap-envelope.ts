/**
 * Wraps intents for one host: one HPKE context, one ciphertext per item, signed by the intent key because base
 * mode does not authenticate its sender.
 * @module
 */
import { type KeyObject, sign } from 'node:crypto';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { ed25519Raw, pointOfP256Spki } from '#src/identity/public-key.ts';
import { signingKeyId } from '#src/identity/receipt.ts';
import type { OpenedIntent } from '#src/intent/intent.ts';
import { encodeEnvelope, type SealedIntentParts } from '#src/wire/envelope-wire.ts';
import { encodeIntent } from '#src/wire/intent-to-wire.ts';
import { ciphertextNames, contextInfo, itemAad, signedBytes } from './binding.ts';
import { type EnvelopeHeader, encodeHeader } from './header.ts';
import { padItem } from './item-plaintext.ts';
import { checkLimits } from './limits.ts';
import { sealTo, type Sender } from './hpke.ts';

export type WrapRequest = {
  readonly header: EnvelopeHeader;
  /** The host's P-256 KX key: SubjectPublicKeyInfo, DER. */
  readonly kxPub: Uint8Array;
  /** Stay the caller's: it disposes them. */
  readonly intents: readonly OpenedIntent[];
  /** The controller's Ed25519 intent key, private. */
  readonly intentKey: KeyObject;
};

/**
 * Returns the serialised Envelope.
 * @throws {CredfleetError} ENVELOPE_TOO_LARGE; ENVELOPE_UNOPENABLE when the host's key is no P-256 key.
 */
export function wrapEnvelope(request: WrapRequest): Uint8Array {
  checkLimits(request.intents);
  const count = request.intents.reduce(
    (sum, { intent }) => sum + ciphertextNames(intent).length,
    0,
  );
  const header = encodeHeader(request.header, count);
  using sender = senderTo(request, contextInfo(header));
  const intents: SealedIntentParts[] = [];
  let index = 0;
  for (const opened of request.intents) {
    const sealed = sealIntent(sender, opened, { header, index });
    intents.push(sealed);
    index += sealed.ciphertexts.length;
  }
  const parts = { header, enc: sender.enc, intents };
  return encodeEnvelope({
    ...parts,
    signature: sign(null, signedBytes(parts), request.intentKey),
    intentKeyId: signingKeyId(ed25519Raw(request.intentKey)),
  });
}

function senderTo({ header, kxPub }: WrapRequest, info: Uint8Array): Sender {
  try {
    return sealTo(pointOfP256Spki(kxPub), info);
  } catch (cause) {
    const text = `host ${header.hostUid}: its KX key is not a P-256 key; enrol it again`;
    throw new CredfleetError('ENVELOPE_UNOPENABLE', text, { cause });
  }
}

function sealIntent(
  sender: Sender,
  { intent, digestKey, items }: OpenedIntent,
  { header, index }: { readonly header: Uint8Array; readonly index: number },
): SealedIntentParts {
  const spec = encodeIntent(intent);
  const ciphertexts: Uint8Array[] = [];
  for (const [offset, name] of ciphertextNames(intent).entries()) {
    const content = items.find((item) => item.name === name)?.content.reveal();
    if (content === undefined && intent.operation === 'put') {
      const text = `${intent.namespace}/${intent.name} version ${intent.version}: item '${name}' has no content`;
      throw new CredfleetError('ENVELOPE_MALFORMED', text);
    }
    const plain = padItem(digestKey.reveal(), content ?? new Uint8Array());
    try {
      const aad = itemAad({ header, spec, intent }, index + offset, name);
      ciphertexts.push(sender.seal(plain, aad));
    } finally {
      plain.fill(0);
    }
  }
  return { spec, ciphertexts };
}
