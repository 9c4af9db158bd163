/**
 * The policy of a TPM object that systemd seals to PCRs: TPM2_PolicyPCR (Part 3, 23.7) over the SHA-256 bank, from
 * nothing. What it gives for other values is known without a TPM and without the sealed content.
 * @module
 */
import { createHash } from 'node:crypto';
import { uint32 } from '#src/tpm/bytes.ts';
import { commandCode } from '#src/tpm/constants.ts';
import { encodePcrSelections, pcrDigest, sha256Pcrs } from '#src/tpm/pcr.ts';

const START = new Uint8Array(32);

/** @param values of the SHA-256 bank, by PCR. Hex. */
export function pcrPolicyDigest(values: ReadonlyMap<number, string>): string {
  const selection = sha256Pcrs([...values.keys()]);
  const ordered = selection.pcrs.map((pcr) => Buffer.from(values.get(pcr) ?? '', 'hex'));
  return createHash('sha256')
    .update(START)
    .update(uint32(commandCode.PolicyPCR))
    .update(encodePcrSelections([selection]))
    .update(pcrDigest(ordered))
    .digest('hex');
}
