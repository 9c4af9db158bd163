/**
 * Makes, loads and forgets keys in the TPM. A loaded key is used with `await using`: at the end of the block it is
 * flushed, whatever happened, because a TPM has room for as few as three.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { isEqual, malformed, sized, TpmReader, uint32 } from '../bytes.ts';
import { permanent } from '../constants.ts';
import { encodePublic, nameOf, nameOfPublic, readPublic, type TpmPublic } from '../public-area.ts';
import { AK, EK_ECC, EK_RSA, KX, SRK, SYSTEMD_ECC, SYSTEMD_RSA } from '../templates.ts';
import { flush } from './flush.ts';
import type { Tpm, TpmEntity, TpmResponse } from './tpm.ts';

/** A key that is loaded in the TPM. */
export type TpmKey = TpmEntity & {
  readonly area: TpmPublic;
  /** TPMT_PUBLIC. */
  readonly publicArea: Uint8Array;
};

/** Both halves as they are kept on disk; only the TPM that made them loads them. */
export type KeyBlob = {
  /** TPM2B_PRIVATE without its size, encrypted by the TPM. */
  readonly privateArea: Uint8Array;
  /** TPMT_PUBLIC. */
  readonly publicArea: Uint8Array;
};

const PRIVATE_MAX_BYTES = 1024;
const CREATION_DATA_MAX_BYTES = 512;
const DIGEST_MAX_BYTES = 64;
const NAME_MAX_BYTES = 66;

/** TPM2B_SENSITIVE_CREATE without password and data, and no outside info, no PCRs: Part 2, 11.1.16. */
const NO_SENSITIVE = sized(sized(), sized());
const NO_CREATION_PCRS = Buffer.concat([sized(), uint32(0)]);

/** What has no other name than its handle. */
export function permanentEntity(handle: number): TpmEntity {
  return { handle, name: uint32(handle) };
}

export class LoadedKey implements TpmKey, AsyncDisposable {
  readonly handle: number;
  readonly name: Uint8Array;
  readonly area: TpmPublic;
  readonly #tpm: Tpm;

  constructor(tpm: Tpm, key: { handle: number; area: TpmPublic; name: Uint8Array }) {
    this.#tpm = tpm;
    this.handle = key.handle;
    this.area = key.area;
    this.name = key.name;
  }

  get publicArea(): Uint8Array {
    return encodePublic(this.area);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await flush(this.#tpm, this.handle);
  }
}

/** @param kind the TCG template; L-2 and L-1 of the EK Credential Profile. */
export async function createEk(tpm: Tpm, kind: 'ecc' | 'rsa'): Promise<LoadedKey> {
  return createPrimary(tpm, permanent.endorsement, kind === 'ecc' ? EK_ECC : EK_RSA);
}

/** The same at each call, until the endorsement seed changes; nothing of it is on disk. */
export async function createAk(tpm: Tpm): Promise<LoadedKey> {
  return createPrimary(tpm, permanent.endorsement, AK);
}

/** The same at each call, until the TPM is cleared. */
export async function createSrk(tpm: Tpm): Promise<LoadedKey> {
  return createPrimary(tpm, permanent.owner, SRK);
}

/** The key above what systemd 250 to 257 sealed; the same at each call, until the TPM is cleared. */
export async function createSystemdPrimary(tpm: Tpm, kind: 'ecc' | 'rsa'): Promise<LoadedKey> {
  return createPrimary(tpm, permanent.owner, kind === 'ecc' ? SYSTEMD_ECC : SYSTEMD_RSA);
}

/** TPM2_CreatePrimary: Part 3, 24.1. */
async function createPrimary(tpm: Tpm, hierarchy: number, template: TpmPublic): Promise<LoadedKey> {
  const response = await inHierarchy(hierarchy, () =>
    tpm.execute({
      command: 'CreatePrimary',
      handles: [permanentEntity(hierarchy)],
      authorisations: ['password'],
      parameters: Buffer.concat([NO_SENSITIVE, sized(encodePublic(template)), NO_CREATION_PCRS]),
      returnsHandle: true,
    }),
  );
  return orFlush(tpm, response, (reader) => {
    const area = readSizedPublic(reader);
    readCreation(reader);
    const name = readName(reader, nameOf(area));
    return new LoadedKey(tpm, { handle: response.handle, area, name });
  });
}

/** TPM2_Create: Part 3, 12.1. A new key at each call. */
export async function createKx(tpm: Tpm, srk: TpmKey): Promise<KeyBlob> {
  const { parameters } = await tpm.execute({
    command: 'Create',
    handles: [srk],
    authorisations: ['password'],
    parameters: Buffer.concat([NO_SENSITIVE, sized(encodePublic(KX)), NO_CREATION_PCRS]),
  });
  const reader = new TpmReader(parameters);
  const privateArea = reader.sized(PRIVATE_MAX_BYTES);
  const area = readSizedPublic(reader);
  readCreation(reader);
  reader.end();
  return { privateArea, publicArea: encodePublic(area) };
}

/**
 * TPM2_Load: Part 3, 12.2.
 * @throws {CredfleetError} TPM_INTEGRITY when another TPM made the blob, or this one before it was cleared.
 */
export async function loadKey(tpm: Tpm, srk: TpmKey, blob: KeyBlob): Promise<LoadedKey> {
  const stored = new TpmReader(blob.publicArea);
  const area = readPublic(stored);
  stored.end();
  const response = await tpm.execute({
    command: 'Load',
    handles: [srk],
    authorisations: ['password'],
    parameters: Buffer.concat([sized(blob.privateArea), sized(blob.publicArea)]),
    returnsHandle: true,
  });
  return orFlush(tpm, response, (reader) => {
    const name = readName(reader, nameOfPublic(blob.publicArea));
    return new LoadedKey(tpm, { handle: response.handle, area, name });
  });
}

/**
 * TPM2_LoadExternal: Part 3, 12.3. A public key from outside, in the storage hierarchy: what it verified there is
 * good for policies.
 */
export async function loadPublic(tpm: Tpm, area: TpmPublic): Promise<LoadedKey> {
  const response = await tpm.execute({
    command: 'LoadExternal',
    parameters: Buffer.concat([sized(), sized(encodePublic(area)), uint32(permanent.owner)]),
    returnsHandle: true,
  });
  return orFlush(tpm, response, (reader) => {
    const name = readName(reader, nameOf(area));
    return new LoadedKey(tpm, { handle: response.handle, area, name });
  });
}

/** A key as it was found, with the hierarchy and the parents it is in. */
export type FoundKey = TpmKey & { readonly qualifiedName: Uint8Array };

/** TPM2_ReadPublic: Part 3, 12.4. For persistent keys: an EK or SRK that is there already. */
export async function readPublicOf(tpm: Tpm, handle: number): Promise<FoundKey> {
  const { parameters } = await tpm.execute({
    command: 'ReadPublic',
    handles: [permanentEntity(handle)],
  });
  const reader = new TpmReader(parameters);
  const area = readSizedPublic(reader);
  const name = readName(reader, nameOf(area));
  const qualifiedName = reader.sized(NAME_MAX_BYTES);
  reader.end();
  return { handle, area, name, publicArea: encodePublic(area), qualifiedName };
}

/** What reads the answer of a command that loaded something must not leave it there when it fails. */
async function orFlush(
  tpm: Tpm,
  { handle, parameters }: TpmResponse,
  read: (reader: TpmReader) => LoadedKey,
): Promise<LoadedKey> {
  try {
    const reader = new TpmReader(parameters);
    const key = read(reader);
    reader.end();
    return key;
  } catch (reason) {
    await flush(tpm, handle);
    throw reason;
  }
}

function readSizedPublic(reader: TpmReader): TpmPublic {
  const inner = new TpmReader(reader.sized(CREATION_DATA_MAX_BYTES));
  const area = readPublic(inner);
  inner.end();
  return area;
}

/** Creation data, hash and ticket (Part 2, 15): of no use to us, the AK certifies instead. */
function readCreation(reader: TpmReader): void {
  reader.sized(CREATION_DATA_MAX_BYTES);
  reader.sized(DIGEST_MAX_BYTES);
  reader.uint16();
  reader.uint32();
  reader.sized(DIGEST_MAX_BYTES);
}

function readName(reader: TpmReader, name: Uint8Array): Uint8Array {
  if (isEqual(reader.sized(NAME_MAX_BYTES), name)) return name;
  return malformed('a name that is not of the public area beside it');
}

/** The TPM's words do not say which hierarchy is off. */
async function inHierarchy<T>(hierarchy: number, work: () => Promise<T>): Promise<T> {
  return work().catch((reason: unknown) => {
    const isOff = reason instanceof CredfleetError && reason.code === 'TPM_HIERARCHY_DISABLED';
    if (!isOff) throw reason;
    const name = hierarchy === permanent.owner ? 'storage' : 'endorsement';
    const text = `the ${name} hierarchy of the TPM is switched off; switch it on in the firmware setup`;
    throw new CredfleetError('TPM_HIERARCHY_DISABLED', text, { cause: reason });
  });
}
