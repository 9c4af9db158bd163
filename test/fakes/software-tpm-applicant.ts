/**
 * A machine with a TPM that is made in software: for speed, and because every part of it may be another one than a
 * genuine machine has.
 * @module
 */
import { ENROLMENT_PCRS } from '#controller/enroll/verify-tpm-proof.ts';
import { createCsr } from '#src/identity/csr.ts';
import { enrolmentTranscript, transcriptMac } from '#src/identity/enrolment-transcript.ts';
import { spkiHash, spkiOf } from '#src/identity/public-key.ts';
import { pcrDigest, sha256Pcrs } from '#src/tpm/pcr.ts';
import type { EccPublic, RsaPublic } from '#src/tpm/public-area.ts';
import { AK, EK_ECC, KX } from '#src/tpm/templates.ts';
import type { EnrollChallenge, EnrollProof, EnrollStart } from '#src/wire/enrollment-messages.ts';
import { openCredential } from '#test/gen/tpm-credential.ts';
import {
  certifyAttest,
  ecdsaSignature,
  eccKey,
  endorsed,
  quoteAttest,
  rsaKey,
  type SoftwareKey,
} from '#test/gen/tpm.ts';
import {
  type Applicant,
  commonStart,
  ed25519Key,
  type Heard,
  NO_PROOF,
  p256Key,
} from './applicant.ts';

export class SoftwareTpmApplicant implements Applicant {
  readonly ek: SoftwareKey<EccPublic> | SoftwareKey<RsaPublic>;
  readonly ak = eccKey(AK);
  readonly kx = eccKey(KX);
  readonly tls = p256Key();
  readonly receipt = ed25519Key();
  readonly pcrValues = ENROLMENT_PCRS.map((pcr) => Buffer.alloc(32, pcr));

  constructor(kind: 'ecc' | 'rsa' = 'ecc') {
    this.ek = kind === 'ecc' ? eccKey(EK_ECC) : rsaKey();
  }

  get ekHash(): string {
    return spkiHash(spkiOf(this.ek.privateKey));
  }

  start(change: Partial<EnrollStart> = {}): EnrollStart {
    const areas = {
      ekPub: this.ek.publicArea,
      akPub: this.ak.publicArea,
      kxTpmPub: this.kx.publicArea,
    };
    return { ...commonStart(this), ...areas, ...change };
  }

  /** Rejects when the credential is for another EK or AK, as a TPM does. */
  async prove({ challenge, startBytes, challengeBytes }: Heard): Promise<EnrollProof> {
    const transcript = enrolmentTranscript(startBytes, challengeBytes);
    const asked = { signer: endorsed(this.ak.name), qualifyingData: transcript };
    const certified = certifyAttest(this.kx.name, asked);
    const selections = [sha256Pcrs(challenge.pcrSelection)];
    const quoted = quoteAttest({ selections, digest: pcrDigest(this.pcrValues) }, asked);
    return {
      ...NO_PROOF,
      transcriptMac: this.#activated(challenge, transcript),
      certifyAttest: certified,
      certifySignature: ecdsaSignature(this.ak.privateKey, certified),
      quoteAttest: quoted,
      quoteSignature: ecdsaSignature(this.ak.privateKey, quoted),
      pcrValues: this.pcrValues,
      csr: createCsr(this.tls),
    };
  }

  #activated({ credentialBlob, encSecret }: EnrollChallenge, transcript: Uint8Array): Uint8Array {
    if (credentialBlob.length === 0) return NO_PROOF.transcriptMac;
    const made = { blob: credentialBlob, encryptedSecret: encSecret };
    return transcriptMac(openCredential(this.ek, this.ak.name, made), transcript);
  }
}
