/**
 * The policy that PCR values give, against files that systemd sealed.
 * @module
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { pcrPolicyDigest } from '#src/systemd/pcr-policy.ts';
import { parseSealedHeader } from '#src/systemd/sealed-header.ts';
import { firmwareMeasurements } from '#test/testbed/tpm/firmware.ts';

const sha256 = (...parts: readonly Uint8Array[]) =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

/** As TPM2_PCR_Event does it. */
function extended(texts: readonly string[]): string {
  return texts
    .reduce((value, text) => sha256(value, sha256(Buffer.from(text))), Buffer.alloc(32))
    .toString('hex');
}

const measured = firmwareMeasurements('1.0').filter(({ pcr }) => pcr === 7);
const PCR_7 = extended(measured.map(({ text }) => text));
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
