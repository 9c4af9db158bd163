/**
 * TPM2_ActivateCredential in software (Part 1, 24.4), with the private half of a software EK.
 * @module
 */
import {
  constants,
  createDecipheriv,
  createHmac,
  createPublicKey,
  diffieHellman,
  privateDecrypt,
} from 'node:crypto';
import { p256Spki } from '#src/identity/public-key.ts';
import { TpmReader } from '#src/tpm/bytes.ts';
import { kdfA, kdfE, NO_CONTEXT } from '#src/tpm/kdf.ts';
import type { Credential } from '#src/tpm/make-credential.ts';
import type { EccPublic, RsaPublic } from '#src/tpm/public-area.ts';
import type { SoftwareKey } from './tpm.ts';

type SoftwareEk = SoftwareKey<EccPublic> | SoftwareKey<RsaPublic>;

/** @throws when it is for another EK or AK. */
export function openCredential(ek: SoftwareEk, akName: Uint8Array, made: Credential): Uint8Array {
  const seed = seedOf(ek, made.encryptedSecret);
  const reader = new TpmReader(made.blob);
  const integrity = reader.sized(32);
  const identity = reader.bytes(reader.remaining);
  const macKey = kdfA(seed, { label: 'INTEGRITY', ...NO_CONTEXT, bits: 256 });
  const mac = createHmac('sha256', macKey).update(identity).update(akName).digest();
  if (Buffer.compare(mac, integrity) !== 0) throw new Error('TPM_RC_INTEGRITY');
  const key = kdfA(seed, { label: 'STORAGE', u: akName, v: NO_CONTEXT.v, bits: 128 });
  const decipher = createDecipheriv('aes-128-cfb', key, Buffer.alloc(16));
  const plain = new TpmReader(Buffer.concat([decipher.update(identity), decipher.final()]));
  const secret = plain.sized(32);
  plain.end();
  return secret;
}

function seedOf(ek: SoftwareEk, encrypted: Uint8Array): Buffer {
  if (ek.area.type === 'rsa') {
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const oaep = { padding, oaepHash: 'sha256', oaepLabel: Buffer.from('IDENTITY\0') };
    return privateDecrypt({ key: ek.privateKey, ...oaep }, encrypted);
  }
  const reader = new TpmReader(encrypted);
  const [x, y] = [reader.sized(32), reader.sized(32)];
  const spki = p256Spki(Buffer.concat([Buffer.from([4]), x, y]));
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const shared = diffieHellman({ privateKey: ek.privateKey, publicKey });
  return kdfE(shared, { label: 'IDENTITY', u: x, v: ek.area.x, bits: 256 });
}
