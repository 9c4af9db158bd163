/**
 * A quote together with the values that it is of: a PCR that changes between the two is read again.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { parseAttest } from '#src/tpm/attest.ts';
import { isEqual } from '#src/tpm/bytes.ts';
import { quote, type SignedAttest } from '#src/tpm/commands/identity.ts';
import type { TpmKey } from '#src/tpm/commands/keys.ts';
import { readPcrs } from '#src/tpm/commands/state.ts';
import type { Tpm } from '#src/tpm/commands/tpm.ts';
import { pcrDigest, sha256Pcrs } from '#src/tpm/pcr.ts';

export type Quoted = SignedAttest & {
  /** In ascending order of the PCRs. */
  readonly pcrValues: readonly Uint8Array[];
};

const ATTEMPTS = 3;

/** @throws {CredfleetError} TPM_… */
export async function quoteWithValues(
  tpm: Tpm,
  ak: TpmKey,
  asked: { readonly qualifyingData: Uint8Array; readonly pcrs: readonly number[] },
): Promise<Quoted> {
  const selection = sha256Pcrs(asked.pcrs);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const pcrValues = await readPcrs(tpm, selection);
    const signed = await quote(tpm, ak, { qualifyingData: asked.qualifyingData, selection });
    const attest = parseAttest(signed.attest);
    const isOfValues =
      attest.ok &&
      attest.value.type === 'quote' &&
      isEqual(attest.value.pcrDigest, pcrDigest(pcrValues));
    if (isOfValues) return { ...signed, pcrValues };
  }
  throw new CredfleetError('TPM_BUSY', 'the PCRs changed each time they were quoted');
}
