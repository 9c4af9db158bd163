/**
 * The signature of the state that PCRs are in, as systemd looks for it: by key, PCRs and policy.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { parsePcrKey, pcrKeyArea, pcrKeyFingerprint } from '#src/systemd/pcr-key.ts';
import { pcrPolicyDigest } from '#src/systemd/pcr-policy.ts';
import { findSignature, type SignatureFile } from '#src/systemd/pcr-signature-file.ts';
import { pcrsOfMask, type SealedHeader } from '#src/systemd/sealed-header.ts';
import type { SignedPcrs } from '#src/tpm/commands/authorise-policy.ts';
import { readPcrs } from '#src/tpm/commands/state.ts';
import type { Tpm } from '#src/tpm/commands/tpm.ts';
import { sha256Pcrs } from '#src/tpm/pcr.ts';

/** @throws {CredfleetError} PCR_NOT_SIGNED; SEAL_UNREADABLE for a key that only systemd takes; TPM_… */
export async function findSigned(
  tpm: Tpm,
  { pcrMask, publicKeyPem }: NonNullable<SealedHeader['signedPcrs']>,
  file: SignatureFile | undefined,
): Promise<SignedPcrs> {
  const key = parsePcrKey(publicKeyPem);
  if (!key.ok) {
    throw new CredfleetError('SEAL_UNREADABLE', `its PCR key: ${key.problems.join('; ')}`);
  }
  const pcrs = pcrsOfMask(pcrMask);
  const selection = sha256Pcrs(pcrs);
  const values = (await readPcrs(tpm, selection)).map((value) =>
    Buffer.from(value).toString('hex'),
  );
  const policyDigest = pcrPolicyDigest(new Map(pcrs.map((pcr, at) => [pcr, values[at] ?? ''])));
  const fingerprint = pcrKeyFingerprint(key.value);
  const signature = findSignature(file ?? new Map(), { fingerprint, pcrs, policyDigest });
  if (signature === undefined) throw notSigned(pcrs, values, fingerprint);
  return {
    pcrs: selection,
    key: pcrKeyArea(key.value),
    policy: Buffer.from(policyDigest, 'hex'),
    signature: Buffer.from(signature, 'base64'),
  };
}

function notSigned(
  pcrs: readonly number[],
  values: readonly string[],
  fingerprint: string,
): CredfleetError {
  const state = pcrs.map((pcr, at) => `--pcr ${pcr}=${values[at]}`).join(' ');
  const message = `nobody signed the state that PCR ${pcrs.join(', ')} of this host is in, with key ${fingerprint}; if it is meant to be: credfleet pcr sign NAME ${state} --key FILE`;
  return new CredfleetError('PCR_NOT_SIGNED', message);
}
