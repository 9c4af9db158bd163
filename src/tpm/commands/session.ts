/**
 * Authorisation sessions (Part 1, 19): policy sessions, and HMAC sessions salted by a key of the TPM, with which
 * parameters cross the bus encrypted and answers cannot be altered. Computing only; tpm.ts sends.
 * @module
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hash as hashOnce,
  timingSafeEqual,
} from 'node:crypto';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { sized, type TpmReader, uint16, uint32, uint8 } from '../bytes.ts';
import { permanent, sessionAttribute } from '../constants.ts';
import { kdfA } from '../kdf.ts';

/** Which first parameters are encrypted. */
export type Encryption = 'response' | 'both';

export type SessionUse = {
  readonly encryption?: Encryption | undefined;
  /** It ends with the command, when that succeeds. */
  readonly isLast?: boolean | undefined;
};

export const NONCE_BYTES = 32;
const DIGEST_MAX_BYTES = 64;
const NOTHING = new Uint8Array();
const SUCCESS = uint32(0);

/** Authorises by the empty password: our keys and the hierarchies they are in have no other. */
const PASSWORD_AREA: Uint8Array = Buffer.concat([
  uint32(permanent.password),
  sized(NOTHING),
  uint8(sessionAttribute.continueSession),
  sized(NOTHING),
]);

export class Session {
  readonly handle: number;
  /** Empty when it is not salted: then there is no HMAC. */
  readonly #key: Buffer;
  #nonceTpm: Uint8Array;
  #nonceCaller: Uint8Array = NOTHING;
  #attributes: number = sessionAttribute.continueSession;
  #isOver = false;

  constructor(start: { handle: number; key: Buffer; nonceTpm: Uint8Array }) {
    this.handle = start.handle;
    this.#key = start.key;
    this.#nonceTpm = start.nonceTpm;
  }

  get isSalted(): boolean {
    return this.#key.length > 0;
  }

  /** The TPM has ended it, as it was asked to. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** To be called before each command; parameters are encrypted by the first session only. */
  begin(nonceCaller: Uint8Array, use: SessionUse): void {
    this.#nonceCaller = nonceCaller;
    const goesOn = use.isLast === true ? 0 : sessionAttribute.continueSession;
    this.#attributes = goesOn | encryptionBits(use.encryption);
  }

  /** TPMS_AUTH_COMMAND (Part 2, 10.13.2). */
  commandArea(parameterHash: Uint8Array): Uint8Array {
    const attributes = uint8(this.#attributes);
    const hmac = this.isSalted
      ? this.#hmac(parameterHash, this.#nonceCaller, this.#nonceTpm, attributes)
      : NOTHING;
    const nonce = this.#nonceCaller;
    const head = [uint32(this.handle), uint16(nonce.length), nonce, attributes];
    return Buffer.concat([...head, uint16(hmac.length), hmac]);
  }

  /**
   * Reads TPMS_AUTH_RESPONSE (Part 2, 10.13.3) and rolls the nonce.
   * @throws {CredfleetError} TPM_DATA_MALFORMED when the answer was altered.
   */
  checkResponse(reader: TpmReader, parameterHash: Uint8Array): void {
    this.#nonceTpm = reader.sized(DIGEST_MAX_BYTES);
    const attributes = reader.uint8();
    const hmac = reader.sized(DIGEST_MAX_BYTES);
    if (this.isSalted) this.#check(hmac, parameterHash, uint8(attributes));
    this.#isOver = (attributes & sessionAttribute.continueSession) === 0;
  }

  #check(hmac: Uint8Array, parameterHash: Uint8Array, attributes: Uint8Array): void {
    const expected = this.#hmac(parameterHash, this.#nonceTpm, this.#nonceCaller, attributes);
    if (hmac.length === expected.length && timingSafeEqual(hmac, expected)) return;
    const text = "the TPM's answer has a wrong HMAC: something on the bus altered it";
    throw new CredfleetError('TPM_DATA_MALFORMED', text);
  }

  encryptCommand(parameter: Uint8Array): Buffer {
    return this.#crypt(createCipheriv, [this.#nonceCaller, this.#nonceTpm], parameter);
  }

  decryptResponse(parameter: Uint8Array): Buffer {
    return this.#crypt(createDecipheriv, [this.#nonceTpm, this.#nonceCaller], parameter);
  }

  wipe(): void {
    this.#key.fill(0);
  }

  /** Part 1, 19.6.5 and 19.6.8; the auth value is empty. */
  #hmac(...parts: readonly [Uint8Array, Uint8Array, Uint8Array, Uint8Array]): Buffer {
    const hmac = createHmac('sha256', this.#key);
    for (const part of parts) hmac.update(part);
    return hmac.digest();
  }

  /** Part 1, 21.3: AES-128-CFB under key and IV of KDFa; the newer nonce comes first. */
  #crypt(
    create: typeof createCipheriv | typeof createDecipheriv,
    [u, v]: readonly [Uint8Array, Uint8Array],
    parameter: Uint8Array,
  ): Buffer {
    const bytes = kdfA(this.#key, { label: 'CFB', u, v, bits: 256 });
    const cipher = create('aes-128-cfb', bytes.subarray(0, 16), bytes.subarray(16));
    bytes.fill(0);
    // A stream: nothing is left for the end.
    return cipher.update(parameter);
  }
}

/** A session, or the empty password. */
export type Authorisation = Session | 'password';

export function commandArea(auth: Authorisation, parameterHash: Uint8Array): Uint8Array {
  return auth === 'password' ? PASSWORD_AREA : auth.commandArea(parameterHash);
}

export function checkResponse(
  auth: Authorisation,
  reader: TpmReader,
  parameterHash: Uint8Array,
): void {
  if (auth !== 'password') {
    auth.checkResponse(reader, parameterHash);
    return;
  }
  // Nonce, attributes and HMAC of a password: nothing to check in them.
  reader.sized(0);
  reader.uint8();
  reader.sized(0);
}

/** cpHash: Part 1, 16.7. */
export function commandHash(
  code: number,
  names: readonly Uint8Array[],
  parameters: Uint8Array,
): Uint8Array {
  return hashOnce('sha256', Buffer.concat([uint32(code), ...names, parameters]), 'buffer');
}

/** rpHash: Part 1, 16.8; of a success, whose code is zero. */
export function responseHash(code: number, parameters: Uint8Array): Uint8Array {
  return hashOnce('sha256', Buffer.concat([SUCCESS, uint32(code), parameters]), 'buffer');
}

function encryptionBits(encryption: Encryption | undefined): number {
  if (encryption === undefined) return 0;
  const response = sessionAttribute.encrypt;
  return encryption === 'both' ? response | sessionAttribute.decrypt : response;
}
