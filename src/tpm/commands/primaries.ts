/**
 * The endorsement and storage root key of a TPM: the persistent one where somebody keeps it in the TPM already, as
 * that saves a second on a real chip; else made anew from the template, which gives the same key each time.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { isEqual, uint32 } from '../bytes.ts';
import { permanent } from '../constants.ts';
import { qualifiedNameOf, type TpmPublic } from '../public-area.ts';
import { EK_ECC, EK_RSA, SRK } from '../templates.ts';
import { isOfTemplate } from '../verify-keys.ts';
import { createEk, createSrk, readPublicOf, type TpmKey } from './keys.ts';
import { listHandles } from './state.ts';
import type { Tpm } from './tpm.ts';

/** Used with `await using`; flushed at the end of the block unless it is persistent. */
export type OpenKey = TpmKey & AsyncDisposable;

/** Where primary keys of one kind are kept: TCG Registry of Reserved TPM 2.0 Handles 1.1, 2.3.1. */
type Kept = {
  readonly template: TpmPublic;
  readonly hierarchy: number;
  readonly first: number;
  readonly last: number;
};

const SRK_KEPT: Kept = {
  template: SRK,
  hierarchy: permanent.owner,
  first: 0x81000000,
  last: 0x8100ffff,
};
const EK_KEPT = { hierarchy: permanent.endorsement, first: 0x81010000, last: 0x8101ffff } as const;

export async function openEk(tpm: Tpm, kind: 'ecc' | 'rsa'): Promise<OpenKey> {
  const template = kind === 'ecc' ? EK_ECC : EK_RSA;
  return (await findKept(tpm, { ...EK_KEPT, template })) ?? createEk(tpm, kind);
}

export async function openSrk(tpm: Tpm): Promise<OpenKey> {
  return (await findKept(tpm, SRK_KEPT)) ?? createSrk(tpm);
}

/**
 * The storage root key of this name; undefined when this TPM has none such: it is another TPM, or was cleared. A
 * persistent one may come and go beside the one of the template.
 */
export async function openSrkNamed(tpm: Tpm, name: Uint8Array): Promise<OpenKey | undefined> {
  const kept = await findKept(tpm, SRK_KEPT);
  if (kept !== undefined && isEqual(kept.name, name)) return kept;
  const made = await createSrk(tpm);
  if (isEqual(made.name, name)) return made;
  await made[Symbol.asyncDispose]();
  return undefined;
}

/** Exactly of the template, and a primary key of its hierarchy. */
async function findKept(tpm: Tpm, kept: Kept): Promise<OpenKey | undefined> {
  const handles = await listHandles(tpm, 'persistent');
  for (const handle of handles) {
    if (handle < kept.first || handle > kept.last) continue;
    const key = await readIfKnown(tpm, handle);
    if (key === undefined || !isOfTemplate(key.area, kept.template)) continue;
    if (!isEqual(key.qualifiedName, qualifiedNameOf(uint32(kept.hierarchy), key.name))) continue;
    return { ...key, [Symbol.asyncDispose]: async () => undefined };
  }
  return undefined;
}

/** Others keep keys there with algorithms that we do not know. */
async function readIfKnown(tpm: Tpm, handle: number) {
  try {
    return await readPublicOf(tpm, handle);
  } catch (reason) {
    if (reason instanceof CredfleetError && reason.code === 'TPM_DATA_MALFORMED') return undefined;
    throw reason;
  }
}
