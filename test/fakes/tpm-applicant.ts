/**
 * A machine with a TPM that enrols, step by step as the protocol has it; the TPM is whatever answers the commands.
 * @module
 */
import type { KeyObject } from 'node:crypto';
import { createCsr } from '#src/identity/csr.ts';
import { enrolmentTranscript, transcriptMac } from '#src/identity/enrolment-transcript.ts';
import { activateCredential, certify, quote } from '#src/tpm/commands/identity.ts';
import {
  createAk,
  createEk,
  createKx,
  createSrk,
  type KeyBlob,
  loadKey,
  type TpmKey,
} from '#src/tpm/commands/keys.ts';
import { readPcrs } from '#src/tpm/commands/state.ts';
import type { Tpm } from '#src/tpm/commands/tpm.ts';
import { sha256Pcrs } from '#src/tpm/pcr.ts';
import { verifyEk } from '#src/tpm/verify-keys.ts';
import type { EnrollProof, EnrollStart } from '#src/wire/enrollment-messages.ts';
import { valueOf } from '#test/gen/verified.ts';
import {
  type Applicant,
  commonStart,
  ed25519Key,
  type Heard,
  NO_PROOF,
  p256Key,
} from './applicant.ts';

/** One command sequence at a time on the TPM that is behind it. */
export type WithTpm = <T>(work: (tpm: Tpm) => Promise<T>) => Promise<T>;

type Parts = {
  readonly withTpm: WithTpm;
  readonly kind: 'ecc' | 'rsa';
  readonly ekPub: Uint8Array;
  readonly akPub: Uint8Array;
  readonly kx: KeyBlob;
};

export class TpmApplicant implements Applicant {
  readonly parts: Parts;
  readonly tls: KeyObject = p256Key();
  readonly receipt: KeyObject;
  kxEpoch = 1;

  /** As after an installation: everything that is not the TPM's own is new. */
  static async install(withTpm: WithTpm, kind: 'ecc' | 'rsa' = 'ecc'): Promise<TpmApplicant> {
    return withTpm(async (tpm) => {
      const ekPub = await publicOf(await createEk(tpm, kind));
      const akPub = await publicOf(await createAk(tpm));
      return new TpmApplicant({ withTpm, kind, ekPub, akPub, kx: await newKx(tpm) });
    });
  }

  private constructor(parts: Parts, receipt: KeyObject = ed25519Key()) {
    this.parts = parts;
    this.receipt = receipt;
  }

  get ekHash(): string {
    return valueOf(verifyEk(this.parts.ekPub)).ekHash;
  }

  /** The same installation with the next KX key and a fresh TLS key. */
  async rotated(): Promise<TpmApplicant> {
    const kx = await this.parts.withTpm(newKx);
    const next = new TpmApplicant({ ...this.parts, kx }, this.receipt);
    next.kxEpoch = this.kxEpoch + 1;
    return next;
  }

  /** The same installation with a fresh TLS key, as it renews. */
  restarted(): TpmApplicant {
    const next = new TpmApplicant(this.parts, this.receipt);
    next.kxEpoch = this.kxEpoch;
    return next;
  }

  start(change: Partial<EnrollStart> = {}): EnrollStart {
    const { ekPub, akPub, kx } = this.parts;
    const { kxEpoch } = this;
    return { ...commonStart(this), ekPub, akPub, kxTpmPub: kx.publicArea, kxEpoch, ...change };
  }

  async prove({ startBytes, challengeBytes, challenge }: Heard): Promise<EnrollProof> {
    const { withTpm, kind, kx: blob } = this.parts;
    const transcript = enrolmentTranscript(startBytes, challengeBytes);
    return withTpm(async (tpm) => {
      await using ak = await createAk(tpm);
      const mac = await activated(tpm, { ak, kind, transcript }, challenge);
      const selection = sha256Pcrs(challenge.pcrSelection);
      const quoted = await quote(tpm, ak, { qualifyingData: transcript, selection });
      const pcrValues = await readPcrs(tpm, selection);
      await using srk = await createSrk(tpm);
      await using kx = await loadKey(tpm, srk, blob);
      const certified = await certify(tpm, { kx, ak }, transcript);
      return {
        ...NO_PROOF,
        transcriptMac: mac,
        certifyAttest: certified.attest,
        certifySignature: certified.signature,
        quoteAttest: quoted.attest,
        quoteSignature: quoted.signature,
        pcrValues,
        csr: createCsr(this.tls),
      };
    });
  }
}

async function publicOf(made: TpmKey & AsyncDisposable): Promise<Uint8Array> {
  await using key = made;
  return key.publicArea;
}

async function newKx(tpm: Tpm): Promise<KeyBlob> {
  await using srk = await createSrk(tpm);
  return await createKx(tpm, srk);
}

async function activated(
  tpm: Tpm,
  { ak, kind, transcript }: { ak: TpmKey; kind: 'ecc' | 'rsa'; transcript: Uint8Array },
  { credentialBlob: blob, encSecret: encryptedSecret }: Heard['challenge'],
): Promise<Uint8Array> {
  if (blob.length === 0) return new Uint8Array();
  await using ek = await createEk(tpm, kind);
  using secret = await activateCredential(tpm, { ek, ak }, { blob, encryptedSecret });
  return transcriptMac(secret.reveal(), transcript);
}
