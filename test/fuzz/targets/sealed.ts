/**
 * Fuzz targets: sealed files, which other programs on the host may write.
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parseSealedHeader, pcrsOfMask, maskOfPcrs } from '#src/systemd/sealed-header.ts';
import { mutateBytes } from '../mutate.ts';
import { demand, reading, type Target } from '../target.ts';

const folder = new URL('../../vectors/sealed/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.cred'))
  .sort()
  .map((name) => readFileSync(new URL(name, folder)));

function check(text: Uint8Array): string {
  return reading(
    () => parseSealedHeader(text),
    /^SEALED_FILE_MALFORMED$/u,
    (header) => {
      demand(maskOfPcrs(pcrsOfMask(header.pcrMask)) === header.pcrMask, 'a mask names known PCRs');
      demand(
        (header.tpm !== undefined) === header.keyType.includes('tpm2'),
        'a TPM part for TPM types',
      );
      demand(header.ciphertextBytes > 0, 'something is encrypted');
    },
  );
}

const text: Target = { name: 'sealed-text', seeds: files, mutate: mutateBytes, check };

const binary: Target = {
  name: 'sealed-header',
  seeds: files.map((file) => Buffer.from(file.toString('latin1'), 'base64')),
  mutate: mutateBytes,
  check: (input) => check(Buffer.from(input.toString('base64'))),
};

export const sealedTargets: readonly Target[] = [text, binary];
