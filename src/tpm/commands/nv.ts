/**
 * Reads what the maker of a TPM stored in it: the certificates of its endorsement keys.
 * @module
 */
import { malformed, TpmReader, uint16 } from '../bytes.ts';
import { permanentEntity } from './keys.ts';
import { hasHandle } from './state.ts';
import type { Tpm, TpmEntity } from './tpm.ts';

/** Where the certificates of templates L-1 and L-2 are: TCG EK Credential Profile 2.5, 2.2.1.4. */
export const EK_CERTIFICATE_INDEX = { rsa: 0x01c00002, ecc: 0x01c0000a } as const;

/** A certificate is half as large. */
const NV_MAX_BYTES = 4096;
/** Every TPM reads as much at once (TPM_PT_NV_BUFFER_MAX). */
const CHUNK_BYTES = 512;
const DIGEST_MAX_BYTES = 64;
const NAME_MAX_BYTES = 66;

/**
 * All bytes of an NV index, as it authorises itself with the empty password; undefined when it is not there.
 * A certificate may have padding behind it.
 * @throws {CredfleetError} TPM_REFUSED when it may not be read so.
 */
export async function readNv(tpm: Tpm, index: number): Promise<Uint8Array | undefined> {
  if (!(await hasHandle(tpm, index))) return undefined;
  const { entity, sizeBytes } = await readNvPublic(tpm, index);
  const chunks: Uint8Array[] = [];
  for (let offset = 0; offset < sizeBytes; offset += CHUNK_BYTES) {
    const size = Math.min(CHUNK_BYTES, sizeBytes - offset);
    chunks.push(await readChunk(tpm, entity, { offset, size }));
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** TPM2_NV_ReadPublic (Part 3, 31.6) and TPMS_NV_PUBLIC (Part 2, 13.5). */
async function readNvPublic(
  tpm: Tpm,
  index: number,
): Promise<{ readonly entity: TpmEntity; readonly sizeBytes: number }> {
  const handles = [permanentEntity(index)];
  const { parameters } = await tpm.execute({ command: 'NV_ReadPublic', handles });
  const reader = new TpmReader(parameters);
  const area = new TpmReader(reader.sized(DIGEST_MAX_BYTES + 14));
  const name = reader.sized(NAME_MAX_BYTES);
  reader.end();
  if (area.uint32() !== index) malformed('another NV index than asked');
  area.uint16();
  area.uint32();
  area.sized(DIGEST_MAX_BYTES);
  const sizeBytes = area.uint16();
  area.end();
  if (sizeBytes > NV_MAX_BYTES) malformed(`an NV index of ${sizeBytes} bytes`);
  return { entity: { handle: index, name }, sizeBytes };
}

/** TPM2_NV_Read: Part 3, 31.13. */
async function readChunk(
  tpm: Tpm,
  entity: TpmEntity,
  { offset, size }: { readonly offset: number; readonly size: number },
): Promise<Uint8Array> {
  const { parameters } = await tpm.execute({
    command: 'NV_Read',
    handles: [entity, entity],
    authorisations: ['password'],
    parameters: Buffer.concat([uint16(size), uint16(offset)]),
  });
  const reader = new TpmReader(parameters);
  const bytes = reader.sized(CHUNK_BYTES);
  reader.end();
  if (bytes.length !== size) malformed(`${bytes.length} bytes where ${size} were asked`);
  return bytes;
}
