/**
 * What a sealed credential file says of itself without any key: key type, PCRs, bank, policy. Used to refuse
 * what came back weaker than asked, to show people what a file is sealed with, and to open it.
 * Layout: reference of systemd's creds-util.c, little endian, parts padded to 8 bytes.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';

export type SealedHeader = {
  /** As systemd-creds calls it: host, tpm2, host+tpm2, null. */
  readonly keyType: 'host' | 'tpm2' | 'host+tpm2' | 'null';
  readonly publicKey: boolean;
  readonly userScoped: boolean;
  readonly srkPinned: boolean;
  /** Bit n = PCR n bound literally; 0 for types without a TPM. */
  readonly pcrMask: number;
  readonly tpm?: TpmPart;
  readonly signedPcrs?: { readonly pcrMask: number; readonly publicKeyPem: string };
  readonly srk?: { readonly handle: number; readonly nameHex: string };
  /** Plaintext, metadata and embedded name together. */
  readonly ciphertextBytes: number;
};

export type TpmPart = {
  readonly pcrMask: number;
  readonly bank: 'sha256' | 'sha1' | 'none';
  readonly primary: 'ecc' | 'rsa';
  readonly policyDigestHex: string;
};

/** A whole file: what it says, and what a key is needed for. */
export type SealedFile = {
  readonly header: SealedHeader;
  /** The bytes of the header, as authenticated with the ciphertext. */
  readonly headerBytes: Uint8Array;
  /** TPM2B_PRIVATE and TPM2B_PUBLIC of the object that holds the TPM's part of the key. */
  readonly tpmObject?: Uint8Array;
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
};

type KeyTypeSpec = Pick<SealedHeader, 'keyType' | 'publicKey' | 'userScoped' | 'srkPinned'>;

const spec = (keyType: SealedHeader['keyType'], parts = ''): KeyTypeSpec => ({
  keyType,
  publicKey: parts.includes('k'),
  userScoped: parts.includes('u'),
  srkPinned: parts.includes('s'),
});

/** k = public key, u = user scope, s = pinned SRK. */
const KEY_TYPES: ReadonlyMap<string, KeyTypeSpec> = new Map([
  ['5a1c6a86df9d4096b1d5a65e0862f19a', spec('host')],
  ['55b9ed1d38594d43a8319d2ebb332ac6', spec('host', 'u')],
  ['0c7cc07b117645919c4b0bea08bc20fe', spec('tpm2')],
  ['faf7eb9341e3412ca1a436f95a29362f', spec('tpm2', 'k')],
  ['d4062dfb71ad4c86804b40ef1180f1fc', spec('tpm2', 's')],
  ['5e2d5c7603724eaf843c6fb5f64098f5', spec('tpm2', 'ks')],
  ['93a894094874449090caf2fc93cab553', spec('host+tpm2')],
  ['ef4ac13679a9480ea7db68897f9f165d', spec('host+tpm2', 'u')],
  ['af4950a849134eb1a73846304ff30c05', spec('host+tpm2', 'k')],
  ['adbc4ca3efb64201ba881b6f2e4095ea', spec('host+tpm2', 'ku')],
  ['1414258818a240cd900bce862db5c7b9', spec('host+tpm2', 's')],
  ['2a1f877a4275431ab3f9ed1f5d8f6601', spec('host+tpm2', 'us')],
  ['afbfeaaceb6a4a3795419d135c47f37b', spec('host+tpm2', 'ks')],
  ['16e492949f94400286758f94b7c52bc7', spec('host+tpm2', 'kus')],
  ['058469daf6f54324800549da0f8ea2fb', spec('null')],
]);

/** CREDENTIAL_ENCRYPTED_SIZE_MAX is about 1.2 MB; Base64 and line ends make it 1.7 MB of text. */
const TEXT_MAX_BYTES = 2_097_152;
const MIN_BYTES = 64;
const ID_BYTES = 16;
/** More than the Base64 of an ID, and white space. */
const START_CHARS = 64;
const BLOB_MAX_BYTES = 65_536;
/** Key type, four sizes, IV, padded: what every file begins with. */
const CIPHER_BYTES = 48;
const IV_AT = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Timestamp, not-after and name length, padded: what even an empty, unnamed credential has. */
const METADATA_BYTES = 24;
const SCOPE_FLAGS_ALL = 7n;
const PCR_MASK_MAX = 0xff_ffffn;
const BANKS = new Map<number, TpmPart['bank']>([
  [0x000b, 'sha256'],
  [0x0004, 'sha1'],
  // Written by 252-254 for "no PCRs"; they cannot read it themselves.
  [0xffff, 'none'],
]);
const PRIMARIES = new Map<number, TpmPart['primary']>([
  [0x0023, 'ecc'],
  [0x0001, 'rsa'],
]);

/** By its first bytes alone; false for what is no sealed file. */
export function opensWithTpm(text: Uint8Array): boolean {
  const start = latin1(text.subarray(0, START_CHARS));
  const id = Buffer.from(start, 'base64').toString('hex', 0, ID_BYTES);
  return KEY_TYPES.get(id)?.keyType.includes('tpm2') ?? false;
}

/** @throws {CredfleetError} SEALED_FILE_MALFORMED */
export function parseSealedHeader(text: Uint8Array): SealedHeader {
  return parseSealedFile(text).header;
}

/**
 * @param text the file as systemd-creds wrote it: Base64, white space ignored.
 * @throws {CredfleetError} SEALED_FILE_MALFORMED
 */
export function parseSealedFile(text: Uint8Array): SealedFile {
  const bytes = decodeBase64(text);
  if (bytes.length < MIN_BYTES) malformed(`only ${bytes.length} bytes`);
  const id = bytes.toString('hex', 0, ID_BYTES);
  const type = KEY_TYPES.get(id) ?? malformed(`unknown key type ${id}`);
  checkCipher(bytes);

  const reader = new Reader(bytes, CIPHER_BYTES);
  const { tpmObject, ...parts } = readParts(reader, type);
  const tagAt = bytes.length - TAG_BYTES;
  const ciphertextBytes = tagAt - reader.offset;
  if (ciphertextBytes < METADATA_BYTES) malformed('the encrypted part is cut short');
  return {
    header: { ...type, ...parts, pcrMask: parts.tpm?.pcrMask ?? 0, ciphertextBytes },
    headerBytes: bytes.subarray(0, reader.offset),
    ...(tpmObject === undefined ? {} : { tpmObject }),
    iv: bytes.subarray(IV_AT, IV_AT + IV_BYTES),
    ciphertext: bytes.subarray(reader.offset, tagAt),
    tag: bytes.subarray(tagAt),
  };
}

type Parts = Pick<SealedHeader, 'tpm' | 'signedPcrs' | 'srk'> & Pick<SealedFile, 'tpmObject'>;

function readParts(reader: Reader, type: KeyTypeSpec): Parts {
  const parts = {
    ...(type.keyType.includes('tpm2') ? readTpmPart(reader) : {}),
    ...(type.publicKey ? { signedPcrs: readPublicKey(reader) } : {}),
    ...(type.srkPinned ? { srk: readSrk(reader) } : {}),
  };
  if (type.userScoped && reader.u64() !== SCOPE_FLAGS_ALL) malformed('unknown user scope flags');
  return parts;
}

/** PCR numbers of a mask, ascending. */
export function pcrsOfMask(mask: number): readonly number[] {
  return Array.from({ length: 24 }, (_, pcr) => pcr).filter((pcr) => (mask & (1 << pcr)) !== 0);
}

export function maskOfPcrs(pcrs: readonly number[]): number {
  return pcrs.reduce((mask, pcr) => mask | (1 << pcr), 0);
}

function malformed(what: string): never {
  throw new CredfleetError(
    'SEALED_FILE_MALFORMED',
    `not a sealed systemd credential: ${what}; seal it again on this host`,
  );
}

function decodeBase64(text: Uint8Array): Buffer {
  if (text.length > TEXT_MAX_BYTES) malformed(`${text.length} bytes of text are too many`);
  const lines = latin1(text).replaceAll('\n', '');
  const bytes = Buffer.from(lines, 'base64');
  // As systemd writes it. A decoder that skipped something would not encode to the same again.
  return bytes.toString('base64') === lines ? bytes : decodeSpaced(lines);
}

function decodeSpaced(text: string): Buffer {
  const compact = text.replaceAll(/\s+/gu, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/u.test(compact) || compact.length % 4 !== 0) {
    malformed('it is not Base64');
  }
  return Buffer.from(compact, 'base64');
}

function latin1({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1');
}

/** AES-256-GCM is the only cipher systemd has ever written here. */
function checkCipher(bytes: Buffer): void {
  const sizes = [16, 20, 24, 28].map((offset) => bytes.readUInt32LE(offset));
  if (sizes.join() !== '32,1,12,16') malformed('unknown cipher parameters');
}

function readTpmPart(reader: Reader): Required<Pick<Parts, 'tpm' | 'tpmObject'>> {
  const pcrMask = readMask(reader);
  const bankId = reader.u16();
  const primaryId = reader.u16();
  const blobBytes = reader.length(BLOB_MAX_BYTES, 'sealed TPM object');
  const policyBytes = reader.length(64, 'policy digest');
  const tpmObject = reader.take(blobBytes);
  const policyDigestHex = reader.take(policyBytes).toString('hex');
  reader.align();
  const bank = BANKS.get(bankId) ?? malformed(`unknown PCR bank 0x${bankId.toString(16)}`);
  const primary =
    PRIMARIES.get(primaryId) ?? malformed(`unknown primary key 0x${primaryId.toString(16)}`);
  return { tpm: { pcrMask, bank, primary, policyDigestHex }, tpmObject };
}

function readPublicKey(reader: Reader): NonNullable<SealedHeader['signedPcrs']> {
  const pcrMask = readMask(reader);
  const publicKeyPem = reader.take(reader.length(BLOB_MAX_BYTES, 'public key')).toString('latin1');
  reader.align();
  return { pcrMask, publicKeyPem };
}

/** A serialised ESYS object: u32 BE handle, TPM2B_NAME, u32 BE 1, TPM2B_PUBLIC. */
function readSrk(reader: Reader): NonNullable<SealedHeader['srk']> {
  const object = reader.take(reader.length(BLOB_MAX_BYTES, 'storage root key'));
  reader.align();
  if (object.length < 6) malformed('the storage root key is cut short');
  const nameBytes = object.readUInt16BE(4);
  if (6 + nameBytes > object.length) malformed('the storage root key is cut short');
  return {
    handle: object.readUInt32BE(0),
    nameHex: object.subarray(6, 6 + nameBytes).toString('hex'),
  };
}

function readMask(reader: Reader): number {
  const mask = reader.u64();
  if (mask > PCR_MASK_MAX) malformed('PCR mask names PCRs above 23');
  return Number(mask);
}

/** Bounds-checked little-endian cursor. */
class Reader {
  readonly #bytes: Buffer;
  offset: number;

  constructor(bytes: Buffer, offset: number) {
    this.#bytes = bytes;
    this.offset = offset;
  }

  take(count: number): Buffer {
    const end = this.offset + count;
    if (end > this.#bytes.length) malformed('the header is cut short');
    const taken = this.#bytes.subarray(this.offset, end);
    this.offset = end;
    return taken;
  }

  u16(): number {
    return this.take(2).readUInt16LE(0);
  }

  u64(): bigint {
    return this.take(8).readBigUInt64LE(0);
  }

  length(max: number, what: string): number {
    const value = this.take(4).readUInt32LE(0);
    return value <= max ? value : malformed(`${what} of ${value} bytes`);
  }

  align(): void {
    this.offset = Math.ceil(this.offset / 8) * 8;
    if (this.offset > this.#bytes.length) malformed('the header is cut short');
  }
}
