/**
 * Who this machine is as its TPM says: endorsement key, its maker's certificates, attestation key. Nothing of it is
 * secret, and nothing of it is on disk.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { createAk } from '#src/tpm/commands/keys.ts';
import { EK_CERTIFICATE_INDEX, readNv } from '#src/tpm/commands/nv.ts';
import { openEk } from '#src/tpm/commands/primaries.ts';
import { readState, type TpmState } from '#src/tpm/commands/state.ts';
import type { Tpm } from '#src/tpm/commands/tpm.ts';
import { verifyEk } from '#src/tpm/verify-keys.ts';

export type TpmIdentity = {
  readonly ekKind: 'ecc' | 'rsa';
  /** SHA-256 of the EK's SubjectPublicKeyInfo, hex: what a Host is pinned to. */
  readonly ekHash: string;
  /** TPMT_PUBLIC. */
  readonly ekPub: Uint8Array;
  /** X.509, DER, as in the TPM: maybe with padding. Empty when the maker left none. */
  readonly ekCertificates: readonly Uint8Array[];
  /** TPMT_PUBLIC. */
  readonly akPub: Uint8Array;
  readonly akName: Uint8Array;
  readonly state: TpmState;
};

/** @throws {CredfleetError} TPM_…; TPM_HIERARCHY_DISABLED when the firmware switched off what is needed. */
export async function readTpmIdentity(tpm: Tpm): Promise<TpmIdentity> {
  const state = await readState(tpm);
  const { kind: ekKind, certificates: ekCertificates } = await chooseEk(tpm);
  await using ek = await openEk(tpm, ekKind);
  const known = verifyEk(ek.publicArea);
  if (!known.ok) {
    const text = `the TPM's endorsement key is unusable: ${known.refusal}`;
    throw new CredfleetError('TPM_DATA_MALFORMED', text);
  }
  await using ak = await createAk(tpm);
  return {
    ekKind,
    ekHash: known.value.ekHash,
    ekPub: ek.publicArea,
    ekCertificates,
    akPub: ak.publicArea,
    akName: ak.name,
    state,
  };
}

/** The elliptic key, unless the maker vouches for the RSA key only. */
async function chooseEk(tpm: Tpm) {
  const ecc = await readNv(tpm, EK_CERTIFICATE_INDEX.ecc);
  if (ecc !== undefined) return { kind: 'ecc', certificates: [ecc] } as const;
  const rsa = await readNv(tpm, EK_CERTIFICATE_INDEX.rsa);
  if (rsa !== undefined) return { kind: 'rsa', certificates: [rsa] } as const;
  return { kind: 'ecc', certificates: [] } as const;
}
