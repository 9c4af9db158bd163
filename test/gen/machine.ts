/**
 * The host's side of an enrolment made in software: what a machine with a TPM says and proves, without a TPM. Every
 * part may be another one than a genuine machine has.
 * @module
 */
import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { ENROLMENT_PCRS } from '#controller/enroll/verify-tpm-proof.ts';
import { createCsr } from '#src/identity/csr.ts';
import { enrolmentTranscript, transcriptMac } from '#src/identity/enrolment-transcript.ts';
import { type JoinToken, joinTokenMac } from '#src/identity/join-token.ts';
import { ed25519Raw, spkiHash, spkiOf } from '#src/identity/public-key.ts';
import { pcrDigest, sha256Pcrs } from '#src/tpm/pcr.ts';
import type { EccPublic, RsaPublic } from '#src/tpm/public-area.ts';
import { AK, EK_ECC, KX } from '#src/tpm/templates.ts';
import type { EnrollChallenge, EnrollProof, EnrollStart } from '#src/wire/enrollment-messages.ts';
import { PROTOCOL } from '#src/wire/messages.ts';
import { openCredential } from './tpm-credential.ts';
import {
  certifyAttest,
  ecdsaSignature,
  eccKey,
  endorsed,
  quoteAttest,
  rsaKey,
  type SoftwareKey,
} from './tpm.ts';

const NONE = new Uint8Array();

/** What was said so far, as it crossed the wire. */
export type Conversation = {
  readonly startBytes: Uint8Array;
  readonly challenge: EnrollChallenge;
  readonly challengeBytes: Uint8Array;
};

/** Whoever can say M1 and M3. */
export interface Machine {
  readonly start: (hostName: string, token?: JoinToken) => Promise<EnrollStart>;
  readonly prove: (conversation: Conversation) => Promise<EnrollProof>;
}

/** The machine's keys beside those in its TPM. */
export type OwnKeys = { readonly tls: KeyObject; readonly receipt: KeyObject };

export function ownKeys(): OwnKeys {
  return {
    tls: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
    receipt: generateKeyPairSync('ed25519').privateKey,
  };
}

/** M1 of a machine with a TPM. */
export function tpmStart(
  hostName: string,
  keys: OwnKeys,
  tpm: Pick<EnrollStart, 'ekPub' | 'akPub' | 'kxTpmPub'> & Partial<EnrollStart>,
  token?: JoinToken,
): EnrollStart {
  const start: EnrollStart = {
    protocol: PROTOCOL,
    nonceAgent: randomBytes(32),
    ekCerts: [],
    kxPub: NONE,
    kxEpoch: 1,
    tlsSpki: spkiOf(keys.tls),
    receiptKey: ed25519Raw(keys.receipt),
    identityPub: NONE,
    hostName,
    bootId: 'boot-1',
    facts: { os: 'debian' },
    tokenId: token?.id ?? '',
    tokenMac: NONE,
    hostUid: '',
    ...tpm,
  };
  return token === undefined ? start : { ...start, tokenMac: joinTokenMac(token.secret, start) };
}

export class SoftwareTpmMachine implements Machine {
  readonly ek: SoftwareKey<EccPublic> | SoftwareKey<RsaPublic>;
  readonly ak = eccKey(AK);
  kx = eccKey(KX);
  kxEpoch = 1;
  keys = ownKeys();
  /** Said in renewals. */
  hostUid = '';
  readonly pcrValues = ENROLMENT_PCRS.map((pcr) => Buffer.alloc(32, pcr));

  constructor(kind: 'ecc' | 'rsa' = 'ecc') {
    this.ek = kind === 'ecc' ? eccKey(EK_ECC) : rsaKey();
  }

  get ekHash(): string {
    const { privateKey } = this.ek;
    return spkiHash(spkiOf(privateKey));
  }

  readonly start = async (hostName: string, token?: JoinToken): Promise<EnrollStart> => {
    const { ek, ak, kx, kxEpoch, hostUid } = this;
    const areas = { ekPub: ek.publicArea, akPub: ak.publicArea, kxTpmPub: kx.publicArea };
    return tpmStart(hostName, this.keys, { ...areas, kxEpoch, hostUid }, token);
  };

  readonly prove = async (conversation: Conversation): Promise<EnrollProof> => {
    const { challenge, startBytes, challengeBytes } = conversation;
    const transcript = enrolmentTranscript(startBytes, challengeBytes);
    const asked = { signer: endorsed(this.ak.name), qualifyingData: transcript };
    const certified = certifyAttest(this.kx.name, asked);
    const selections = [sha256Pcrs(challenge.pcrSelection)];
    const quoted = quoteAttest({ selections, digest: pcrDigest(this.pcrValues) }, asked);
    return {
      transcriptMac: this.#activated(challenge, transcript),
      certifyAttest: certified,
      certifySignature: ecdsaSignature(this.ak.privateKey, certified),
      quoteAttest: quoted,
      quoteSignature: ecdsaSignature(this.ak.privateKey, quoted),
      pcrValues: this.pcrValues,
      identitySignature: NONE,
      csr: createCsr(this.keys.tls),
    };
  };

  #activated({ credentialBlob, encSecret }: EnrollChallenge, transcript: Uint8Array): Uint8Array {
    if (credentialBlob.length === 0) return NONE;
    const made = { blob: credentialBlob, encryptedSecret: encSecret };
    return transcriptMac(openCredential(this.ek, this.ak.name, made), transcript);
  }
}
