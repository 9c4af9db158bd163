/**
 * M3 of a host with a TPM: its EK opened the controller's credential, its AK vouches for KX and quotes the PCRs, all
 * over this one exchange. Never more than three objects are loaded at once.
 * @module
 */
import { transcriptMac } from '#src/identity/enrolment-transcript.ts';
import { activateCredential, certify } from '#src/tpm/commands/identity.ts';
import { createAk, type TpmKey } from '#src/tpm/commands/keys.ts';
import { openEk } from '#src/tpm/commands/primaries.ts';
import type { Tpm } from '#src/tpm/commands/tpm.ts';
import type { EnrollChallenge, EnrollProof } from '#src/wire/enrollment-messages.ts';
import { type KxBlob, withKx } from './kx-key.ts';
import { quoteWithValues } from './quote.ts';

export type TpmQuestion = {
  readonly challenge: EnrollChallenge;
  readonly transcript: Uint8Array;
  readonly ekKind: 'ecc' | 'rsa';
  readonly kx: KxBlob;
};

export type TpmProof = Omit<EnrollProof, 'csr' | 'identitySignature'>;

/** @throws {CredfleetError} TPM_…; TPM_INTEGRITY when the challenge is for another TPM. */
export async function proveTpm(tpm: Tpm, question: TpmQuestion): Promise<TpmProof> {
  const { challenge, transcript, kx } = question;
  await using ak = await createAk(tpm);
  const mac = await answerCredential(tpm, ak, question);
  const certified = await withKx(tpm, kx, async (key) => certify(tpm, { kx: key, ak }, transcript));
  const asked = { qualifyingData: transcript, pcrs: challenge.pcrSelection };
  const quoted = await quoteWithValues(tpm, ak, asked);
  return {
    transcriptMac: mac,
    certifyAttest: certified.attest,
    certifySignature: certified.signature,
    quoteAttest: quoted.attest,
    quoteSignature: quoted.signature,
    pcrValues: quoted.pcrValues,
  };
}

/** In a renewal there is none to answer: the quote alone proves the AK on record. */
async function answerCredential(
  tpm: Tpm,
  ak: TpmKey,
  { challenge, transcript, ekKind }: TpmQuestion,
): Promise<Uint8Array> {
  const { credentialBlob: blob, encSecret: encryptedSecret } = challenge;
  if (blob.length === 0) return new Uint8Array();
  await using ek = await openEk(tpm, ekKind);
  using secret = await activateCredential(tpm, { ek, ak }, { blob, encryptedSecret });
  return transcriptMac(secret.reveal(), transcript);
}
