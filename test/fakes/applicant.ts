/**
 * Machines that enrol, for tests of the controller: with software keys here, with a TPM in tpm-applicant.ts. What they
 * say can be changed before it is sent.
 * @module
 */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createCsr } from '#src/identity/csr.ts';
import { enrolmentTranscript, signTranscript } from '#src/identity/enrolment-transcript.ts';
import { joinTokenMac, parseJoinToken } from '#src/identity/join-token.ts';
import { ed25519Raw, spkiOf } from '#src/identity/public-key.ts';
import { systemRandom } from '#src/random/random.node.ts';
import type { EnrollChallenge, EnrollProof, EnrollStart } from '#src/wire/enrollment-messages.ts';
import { PROTOCOL } from '#src/wire/messages.ts';

export type Heard = {
  readonly startBytes: Uint8Array;
  readonly challengeBytes: Uint8Array;
  readonly challenge: EnrollChallenge;
};

export interface Applicant {
  start(change?: Partial<EnrollStart>): EnrollStart;
  prove(heard: Heard): Promise<EnrollProof>;
}

export const NONE = new Uint8Array();

export const NO_PROOF: EnrollProof = {
  transcriptMac: NONE,
  certifyAttest: NONE,
  certifySignature: NONE,
  quoteAttest: NONE,
  quoteSignature: NONE,
  pcrValues: [],
  identitySignature: NONE,
  csr: NONE,
};

export function p256Key(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

export function ed25519Key(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey;
}

/** What every M1 has. */
export function commonStart(keys: { readonly tls: KeyObject; readonly receipt: KeyObject }) {
  return {
    protocol: PROTOCOL,
    nonceAgent: systemRandom.bytes(32),
    ekPub: NONE,
    ekCerts: [],
    akPub: NONE,
    kxPub: NONE,
    kxEpoch: 1,
    tlsSpki: spkiOf(keys.tls),
    receiptKey: ed25519Raw(keys.receipt),
    identityPub: NONE,
    hostName: 'db-1',
    bootId: 'boot-1',
    facts: { os: 'debian' },
    tokenId: '',
    tokenMac: NONE,
    kxTpmPub: NONE,
    hostUid: '',
  };
}

/** M1 with this join token. */
export function withToken(start: EnrollStart, text: string): EnrollStart {
  const token = parseJoinToken(text);
  if (token === undefined) throw new Error('no token');
  const asking = { ...start, tokenId: token.id, tokenMac: NONE };
  return { ...asking, tokenMac: joinTokenMac(token.secret, asking) };
}

export class SoftwareApplicant implements Applicant {
  readonly identity: KeyObject;
  readonly tls = p256Key();
  readonly kx = p256Key();
  readonly receipt = ed25519Key();

  constructor(identity: KeyObject = p256Key()) {
    this.identity = identity;
  }

  start(change: Partial<EnrollStart> = {}): EnrollStart {
    return {
      ...commonStart(this),
      kxPub: spkiOf(this.kx),
      identityPub: spkiOf(this.identity),
      ...change,
    };
  }

  async prove({ startBytes, challengeBytes }: Heard): Promise<EnrollProof> {
    const transcript = enrolmentTranscript(startBytes, challengeBytes);
    const identitySignature = signTranscript(this.identity, transcript);
    return { ...NO_PROOF, identitySignature, csr: createCsr(this.tls) };
  }
}
