/**
 * Which machine this is: how it proves that to the controller, and what opens its envelopes. The TPM says so, or
 * where there is none keys in software; never the one in the other's place.
 * @module
 */
import type { Assurance } from '#src/api/host.ts';
import { signTranscript } from '#src/identity/enrolment-transcript.ts';
import { spkiHash, spkiOf } from '#src/identity/public-key.ts';
import type { EnrollChallenge, EnrollProof, EnrollStart } from '#src/wire/enrollment-messages.ts';
import type { HostTpm } from '#agent/tpm/host-tpm.ts';
import { proveTpm } from '#agent/tpm/prove-tpm.ts';
import type { TpmIdentity } from '#agent/tpm/tpm-identity.ts';
import type { RefuseLockedOut } from '#agent/tpm/tpm-watch.ts';
import type { SoftwareKeys } from './agent-keys.ts';
import { type KxKeys, softwareKx } from './kx-keys.ts';
import type { TpmKx } from './tpm-kx.ts';

/** What M1 says of who this is. */
export type Claim = Pick<
  EnrollStart,
  'ekPub' | 'ekCerts' | 'akPub' | 'kxPub' | 'kxTpmPub' | 'kxEpoch' | 'identityPub'
>;

export type Proof = Omit<EnrollProof, 'csr'>;

export interface HostSelf {
  readonly assurance: Assurance;
  /** ekHash or identityKeyHash, hex: what the Host is pinned to. */
  readonly identityHash: string;
  readonly kx: KxKeys;
  /**
   * Before a controller is asked for a challenge.
   * @throws {CredfleetError} TPM_LOCKED_OUT: it could not be answered.
   */
  readonly mayProve: () => Promise<void>;
  /** With the newest KX. */
  claim(): Claim;
  /**
   * M3 for this claim.
   * @throws {CredfleetError} TPM_…
   */
  prove(claim: Claim, challenge: EnrollChallenge, transcript: Uint8Array): Promise<Proof>;
}

const NONE = new Uint8Array();

export function softwareSelf(keys: SoftwareKeys): HostSelf {
  const identityPub = spkiOf(keys.identity);
  return {
    assurance: 'Software',
    identityHash: spkiHash(identityPub),
    kx: softwareKx(keys),
    mayProve: async () => undefined,
    claim: () => ({
      ekPub: NONE,
      ekCerts: [],
      akPub: NONE,
      kxPub: spkiOf(keys.kx),
      kxTpmPub: NONE,
      kxEpoch: keys.kxEpoch,
      identityPub,
    }),
    prove: async (_claim, _challenge, transcript) => ({
      transcriptMac: NONE,
      certifyAttest: NONE,
      certifySignature: NONE,
      quoteAttest: NONE,
      quoteSignature: NONE,
      pcrValues: [],
      identitySignature: signTranscript(keys.identity, transcript),
    }),
  };
}

export type TpmSelfParts = {
  readonly tpm: HostTpm;
  readonly identity: TpmIdentity;
  readonly kx: TpmKx;
  /** Failures count for the attestation key. */
  readonly refuseLockedOut: RefuseLockedOut;
};

export function tpmSelf({ tpm, identity, kx, refuseLockedOut }: TpmSelfParts): HostSelf {
  const { ekKind, ekHash, ekPub, ekCertificates: ekCerts, akPub } = identity;
  return {
    assurance: 'TPM',
    identityHash: ekHash,
    kx,
    mayProve: refuseLockedOut,
    claim: () => {
      const { publicArea, epoch } = kx.newest();
      const ours = { kxPub: NONE, kxTpmPub: publicArea, kxEpoch: epoch, identityPub: NONE };
      return { ekPub, ekCerts, akPub, ...ours };
    },
    prove: async (claim, challenge, transcript) => {
      const question = { challenge, transcript, ekKind, kx: kx.blob(claim.kxEpoch) };
      const proof = await tpm.withTpm(async (raw) => proveTpm(raw, question));
      return { ...proof, identitySignature: NONE };
    },
  };
}
