/**
 * One envelope for one host, three ways: as the controller wraps it, with the HPKE of the hpke package in the place of
 * ours, and as the bare operations of node:crypto.
 * @module
 */
import {
  createCipheriv,
  createECDH,
  createHmac,
  generateKeyPairSync,
  randomBytes,
  sign,
} from 'node:crypto';
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256 } from 'hpke';
import { contextInfo, itemAad, signedBytes } from '#src/envelope/binding.ts';
import { encodeHeader } from '#src/envelope/header.ts';
import { padItem } from '#src/envelope/item-plaintext.ts';
import { wrapEnvelope } from '#src/envelope/wrap-envelope.ts';
import { p256Point, spkiOf } from '#src/identity/public-key.ts';
import { encodeIntent } from '#src/wire/intent-to-wire.ts';
import { headerOf } from '#test/gen/envelope.ts';
import { DIGEST_KEY, openedIntentOf } from '#test/gen/intent.ts';

export const WRAP_ITEMS: readonly number[] = [1, 10];
const CONTENT_BYTES = 32;
/** Different hosts, so that nothing is computed once for all. */
const HOSTS = 50;
/** ExtractAndExpand, and key and nonce of the schedule: RFC 9180, 4.1 and 5.1. */
const HKDF_HMACS = 8;

type Work = (at: number) => Promise<unknown>;

const intentKey = generateKeyPairSync('ed25519').privateKey;
const hosts = Array.from({ length: HOSTS }, () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { privateKey, publicKey, kxPub: spkiOf(privateKey), point: p256Point(privateKey) };
});
const hostAt = (at: number) => hosts[at % HOSTS] as (typeof hosts)[number];

const intentOf = (items: number) =>
  openedIntentOf(
    Object.fromEntries(
      Array.from({ length: items }, (_, at) => [`item-${at}`, randomBytes(CONTENT_BYTES)]),
    ),
  );

export function ourWrap(items: number): Work {
  const intents = [intentOf(items)];
  return async (at) =>
    wrapEnvelope({ header: headerOf(), kxPub: hostAt(at).kxPub, intents, intentKey });
}

/** The same bytes bound and signed. */
export function libraryWrap(items: number): Work {
  const suite = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
  const opened = intentOf(items);
  const { intent } = opened;
  const ecdh = { name: 'ECDH', namedCurve: 'P-256' };
  const keys = hosts.map(({ publicKey }) => publicKey.toCryptoKey(ecdh, true, []));
  return async (at) => {
    const key = keys[at % HOSTS] as CryptoKey;
    const header = encodeHeader(headerOf(), items);
    const { encapsulatedSecret: enc, ctx } = await suite.SetupSender(key, {
      info: contextInfo(header),
    });
    const spec = encodeIntent(intent);
    const ciphertexts: Uint8Array[] = [];
    for (const [index, { name, content }] of opened.items.entries()) {
      const plain = padItem(DIGEST_KEY, content.reveal());
      ciphertexts.push(await ctx.Seal(plain, itemAad({ header, spec, intent }, index, name)));
    }
    return sign(null, signedBytes({ header, enc, intents: [{ spec, ciphertexts }] }), intentKey);
  };
}

export function wrapFloor(items: number): Work {
  const plain = padItem(DIGEST_KEY, randomBytes(CONTENT_BYTES));
  const signed = randomBytes(1_000);
  return async (at) => {
    const ephemeral = createECDH('prime256v1');
    ephemeral.generateKeys();
    const shared = ephemeral.computeSecret(hostAt(at).point);
    let key: Buffer = shared;
    for (let hmac = 0; hmac < HKDF_HMACS; hmac += 1) {
      key = createHmac('sha256', key).update(shared).digest();
    }
    for (let item = 0; item < items; item += 1) {
      const cipher = createCipheriv('aes-256-gcm', key, key.subarray(0, 12));
      cipher.setAAD(key);
      cipher.update(plain);
      cipher.final();
      cipher.getAuthTag();
    }
    return sign(null, signed, intentKey);
  };
}
