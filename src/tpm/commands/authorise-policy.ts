/**
 * A policy that a key outside has signed takes the place of what a session has fulfilled (TPM2_PolicyAuthorize: Part 3,
 * 23.16): what is bound to the key opens in every state that it signed.
 * @module
 */
import { createHash } from 'node:crypto';
import { sized, TpmReader } from '../bytes.ts';
import { algorithm } from '../constants.ts';
import type { PcrSelection } from '../pcr.ts';
import type { RsaPublic } from '../public-area.ts';
import { encodeSignature } from '../signature.ts';
import { type LoadedKey, loadPublic } from './keys.ts';
import type { Tpm, TpmEntity } from './tpm.ts';

export type SignedPcrs = {
  readonly pcrs: PcrSelection;
  readonly key: RsaPublic;
  /** PolicyPCR over them, that was signed. */
  readonly policy: Uint8Array;
  /** RSASSA-PKCS1-v1_5 with SHA-256. */
  readonly signature: Uint8Array;
};

const DIGEST_MAX_BYTES = 64;
const NO_REF = sized();

/** @throws {CredfleetError} TPM_REFUSED when the session has fulfilled another policy, or the signature is none. */
export async function authorisePolicy(
  tpm: Tpm,
  session: TpmEntity,
  signed: SignedPcrs,
): Promise<void> {
  await using key = await loadPublic(tpm, signed.key);
  const ticket = await verifySignature(tpm, key, signed);
  await tpm.execute({
    command: 'PolicyAuthorize',
    handles: [session],
    parameters: Buffer.concat([sized(signed.policy), NO_REF, sized(key.name), ticket]),
  });
}

/** TPM2_VerifySignature: Part 3, 20.1. Returns the ticket (TPMT_TK_VERIFIED: Part 2, 10.7.4). */
async function verifySignature(
  tpm: Tpm,
  key: LoadedKey,
  { policy, signature }: SignedPcrs,
): Promise<Uint8Array> {
  const digest = createHash('sha256').update(policy).digest();
  const scheme = { scheme: 'rsaSsa', hash: algorithm.sha256, value: signature } as const;
  const { parameters } = await tpm.execute({
    command: 'VerifySignature',
    handles: [key],
    parameters: Buffer.concat([sized(digest), encodeSignature(scheme)]),
  });
  const reader = new TpmReader(parameters);
  reader.uint16();
  reader.uint32();
  reader.sized(DIGEST_MAX_BYTES);
  reader.end();
  return parameters;
}
