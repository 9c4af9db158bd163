/**
 * Data that a TPM sealed to itself and to PCRs (Part 1, 27.2): given out when its policy is met, encrypted on
 * the bus.
 * @module
 */
import { Secret } from '#src/secret/secret.ts';
import { malformed, TpmReader } from '../bytes.ts';
import { type KeyBlob, loadKey, type TpmKey } from './keys.ts';
import { type PcrPolicy, startPcrPolicySession } from './start-session.ts';
import type { Tpm } from './tpm.ts';

const PART_MAX_BYTES = 1024;
/** MAX_SYM_DATA: Part 2, 11.1.14. */
const DATA_MAX_BYTES = 128;

/** TPM2B_PRIVATE and TPM2B_PUBLIC, as TPM2_Create gave them. */
export function readKeyBlob(object: Uint8Array): KeyBlob {
  const reader = new TpmReader(object);
  const privateArea = reader.sized(PART_MAX_BYTES);
  const publicArea = reader.sized(PART_MAX_BYTES);
  reader.end();
  return { privateArea, publicArea };
}

/**
 * TPM2_Unseal (Part 3, 12.7).
 * @param given.policy what the object's policy must be: an object that opens without one is refused.
 * @throws {CredfleetError} TPM_INTEGRITY when another TPM sealed it; TPM_REFUSED when the PCRs are others, or their
 * signature is none.
 */
export async function unseal(
  tpm: Tpm,
  parent: TpmKey,
  given: PcrPolicy & { readonly blob: KeyBlob; readonly policy: Uint8Array },
): Promise<Secret> {
  await using object = await loadKey(tpm, parent, given.blob);
  if (object.area.type !== 'keyedHash') malformed('a key where sealed data should be');
  if (Buffer.compare(object.area.policy, given.policy) !== 0) malformed('another policy than said');
  await using session = await startPcrPolicySession(tpm, parent, given);
  const { parameters } = await tpm.execute({
    command: 'Unseal',
    handles: [object],
    authorisations: [session],
    encryption: 'response',
    endsSession: true,
  });
  try {
    const reader = new TpmReader(parameters);
    const data = new Secret(reader.sized(DATA_MAX_BYTES));
    reader.end();
    return data;
  } finally {
    parameters.fill(0);
  }
}
