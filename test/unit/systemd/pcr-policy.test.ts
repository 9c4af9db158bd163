/**
 * The policy that PCR values give, against files that systemd sealed.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { pcrPolicyDigest } from '#src/systemd/pcr-policy.ts';
import { parseSealedHeader } from '#src/systemd/sealed-header.ts';
import { DEFAULT_FIRMWARE, pcrAfter } from '#test/testbed/tpm/firmware.ts';

/** What was measured on the hosts that sealed them. */
const PCR_7 = pcrAfter(DEFAULT_FIRMWARE, 7);
const ZEROS = '00'.repeat(32);

async function policyOf(file: string): Promise<string | undefined> {
  const path = new URL(`../../vectors/sealed/${file}.cred`, import.meta.url);
  return parseSealedHeader(await readFile(path)).tpm?.policyDigestHex;
}

test.for(['252-tpm2', '252-host-tpm2', '257-tpm2', '257-host-tpm2'])(
  '%s has the policy of the PCRs that it was sealed to',
  async (file) => {
    const values = new Map([
      [23, ZEROS],
      [7, PCR_7],
    ]);
    expect(pcrPolicyDigest(values)).toBe(await policyOf(file));
    expect(pcrPolicyDigest(values.set(7, ZEROS))).not.toBe(await policyOf(file));
  },
);
