/**
 * What a TPM does for enrolment and for envelopes: give out a credential, vouch for a key and for PCRs, agree on a
 * secret. Secrets cross the bus encrypted.
 * @module
 */
import { Secret } from '#src/secret/secret.ts';
import { ATTEST_MAX_BYTES } from '../attest.ts';
import { malformed, sized, TpmReader, uint16 } from '../bytes.ts';
import { algorithm } from '../constants.ts';
import { COORDINATE_BYTES, padded } from '../key-object.ts';
import { CREDENTIAL_MAX_BYTES, type Credential } from '../make-credential.ts';
import { encodePcrSelections, type PcrSelection } from '../pcr.ts';
import { encodeSignature, readSignature } from '../signature.ts';
import type { TpmKey } from './keys.ts';
import type { Session } from './session.ts';
import { startEkPolicySession, startEncryptedSession } from './start-session.ts';
import type { Tpm } from './tpm.ts';

export type SignedAttest = {
  /** TPMS_ATTEST, as signed. */
  readonly attest: Uint8Array;
  /** TPMT_SIGNATURE. */
  readonly signature: Uint8Array;
};

/** inScheme: the one the key has. */
const OWN_SCHEME = uint16(algorithm.null);
const POINT_MAX_BYTES = 140;

/**
 * TPM2_ActivateCredential (Part 3, 12.5), in a session salted by the EK.
 * @throws {CredfleetError} TPM_INTEGRITY when the credential is for another EK or AK, or was altered.
 */
export async function activateCredential(
  tpm: Tpm,
  keys: { readonly ek: TpmKey; readonly ak: TpmKey },
  credential: Credential,
): Promise<Secret> {
  await using session = await startEncryptedSession(tpm, keys.ek);
  await using policy = await startEkPolicySession(tpm);
  const { parameters } = await tpm.execute({
    command: 'ActivateCredential',
    handles: [keys.ak, keys.ek],
    authorisations: [session, policy],
    parameters: Buffer.concat([sized(credential.blob), sized(credential.encryptedSecret)]),
    encryption: 'both',
  });
  return takeSecret(parameters, (reader) => reader.sized(CREDENTIAL_MAX_BYTES));
}

/** TPM2_Certify (Part 3, 18.2): that `kx` is in the same TPM as `ak`. Both must be loaded. */
export async function certify(
  tpm: Tpm,
  keys: { readonly kx: TpmKey; readonly ak: TpmKey },
  qualifyingData: Uint8Array,
): Promise<SignedAttest> {
  const { parameters } = await tpm.execute({
    command: 'Certify',
    handles: [keys.kx, keys.ak],
    authorisations: ['password', 'password'],
    parameters: Buffer.concat([sized(qualifyingData), OWN_SCHEME]),
  });
  return readSigned(parameters);
}

/** TPM2_Quote (Part 3, 18.4). */
export async function quote(
  tpm: Tpm,
  ak: TpmKey,
  asked: { readonly qualifyingData: Uint8Array; readonly selection: PcrSelection },
): Promise<SignedAttest> {
  const selection = encodePcrSelections([asked.selection]);
  const { parameters } = await tpm.execute({
    command: 'Quote',
    handles: [ak],
    authorisations: ['password'],
    parameters: Buffer.concat([sized(asked.qualifyingData), OWN_SCHEME, selection]),
  });
  return readSigned(parameters);
}

/**
 * TPM2_ECDH_ZGen (Part 3, 14.5): the x coordinate of the shared point, 32 bytes.
 * @param point the other side's, uncompressed; the TPM refuses one that is not on the curve.
 * @param session salted by a key of the TPM; ends with it.
 */
export async function ecdhZGen(
  tpm: Tpm,
  keys: { readonly kx: TpmKey; readonly session: Session },
  point: Uint8Array,
): Promise<Secret> {
  if (point.length !== 1 + 2 * COORDINATE_BYTES || point[0] !== 4) {
    malformed('a point that is not an uncompressed one of P-256');
  }
  const x = point.subarray(1, 1 + COORDINATE_BYTES);
  const y = point.subarray(1 + COORDINATE_BYTES);
  const { parameters } = await tpm.execute({
    command: 'ECDH_ZGen',
    handles: [keys.kx],
    authorisations: [keys.session],
    parameters: sized(sized(x), sized(y)),
    encryption: 'both',
    endsSession: true,
  });
  return takeSecret(parameters, readSharedX);
}

function readSharedX(reader: TpmReader): Uint8Array {
  const bytes = reader.sized(POINT_MAX_BYTES);
  const point = new TpmReader(bytes);
  const short = point.sized(COORDINATE_BYTES);
  point.sized(COORDINATE_BYTES).fill(0);
  point.end();
  const x = padded(short);
  for (const wiped of [bytes, short]) wiped.fill(0);
  return x ?? malformed('a shared point without coordinates');
}

/** Reads the one secret out of an answer and wipes the answer. */
function takeSecret(parameters: Uint8Array, read: (reader: TpmReader) => Uint8Array): Secret {
  try {
    const reader = new TpmReader(parameters);
    const secret = new Secret(read(reader));
    reader.end();
    return secret;
  } finally {
    parameters.fill(0);
  }
}

function readSigned(parameters: Uint8Array): SignedAttest {
  const reader = new TpmReader(parameters);
  const attest = reader.sized(ATTEST_MAX_BYTES);
  const signature = encodeSignature(readSignature(reader));
  reader.end();
  return { attest, signature };
}
