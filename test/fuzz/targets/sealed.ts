/**
 * Fuzz targets: sealed files, which other programs on the host may write.
 * @module
 */
import { createCipheriv, createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { Secret } from '#src/secret/secret.ts';
import { decryptSealed, type KeyParts } from '#src/systemd/open-sealed.ts';
import {
  maskOfPcrs,
  parseSealedFile,
  parseSealedHeader,
  pcrsOfMask,
  type SealedFile,
} from '#src/systemd/sealed-header.ts';
import { sized } from '#src/tpm/bytes.ts';
import { readKeyBlob } from '#src/tpm/commands/sealed-data.ts';
import opened from '#test/vectors/sealed-opened.json' with { type: 'json' };
import { mutateBytes } from '../mutate.ts';
import { demand, hex, isSame, reading, type Target } from '../target.ts';

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

type Vector = { readonly keyType: string; readonly text: string; readonly tpmSecret?: string };
const isWhole = (vector: Vector): boolean => vector.keyType === 'host+tpm2';
const vector: Vector = opened.files.find(isWhole) ?? { keyType: '', text: '' };
const sealed = Buffer.from(vector.text, 'base64');
const UNREADABLE = /^(?:SEAL_UNREADABLE|SEALED_FILE_MALFORMED)$/u;

/** Made anew for each input: what opens wipes them. */
const keys = (): KeyParts => ({
  hostKey: new Secret(Buffer.from(opened.hostKeys[252], 'base64')),
  tpmSecret: new Secret(hex(vector.tpmSecret ?? '')),
});

const altered: Target = {
  name: 'sealed-open',
  seeds: [sealed],
  mutate: mutateBytes,
  check: (input) =>
    reading(
      () => decryptSealed(parseSealedFile(Buffer.from(input.toString('base64'))), keys()),
      UNREADABLE,
      ({ content }) => {
        demand(isSame(input, sealed), 'an altered file does not open');
        content[Symbol.dispose]();
      },
    ),
};

const file = parseSealedFile(Buffer.from(vector.text));

/** As whoever has the keys could encrypt it. */
function withContent(plaintext: Uint8Array): SealedFile {
  const { hostKey, tpmSecret } = keys();
  const key = createHash('sha256')
    .update(hostKey?.reveal() ?? '')
    .update(tpmSecret?.reveal() ?? '');
  const cipher = createCipheriv('aes-256-gcm', key.digest(), file.iv).setAAD(file.headerBytes);
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return { ...file, ciphertext, tag: cipher.getAuthTag() };
}

/** Times, length of the name, the name padded, content. */
const inside = Buffer.concat([
  Buffer.alloc(8, 1),
  Buffer.alloc(8, 0xff),
  Buffer.from([11, 0, 0, 0]),
  Buffer.from('db.password\0', 'latin1'),
  Buffer.from('hello'),
]);

const content: Target = {
  name: 'sealed-content',
  seeds: [inside],
  mutate: mutateBytes,
  check: (input) => {
    // The reader of the file has refused less.
    if (input.length < 24) return 'too short';
    return reading(
      () => decryptSealed(withContent(input), keys()),
      UNREADABLE,
      (credential) => {
        const { name, content } = credential;
        demand(name.length + content.sizeBytes <= input.length, 'nothing is made up');
        demand(name.length <= 255, 'a name is a name');
      },
    );
  },
};

const keyBlob: Target = {
  name: 'sealed-key-blob',
  seeds: [file.tpmObject ?? new Uint8Array()],
  mutate: mutateBytes,
  check: (input) =>
    reading(
      () => readKeyBlob(input),
      /^TPM_DATA_MALFORMED$/u,
      ({ privateArea, publicArea }) => {
        const again = Buffer.concat([sized(privateArea), sized(publicArea)]);
        demand(isSame(again, input), 'a blob is written as it was read');
      },
    ),
};

export const sealedTargets: readonly Target[] = [text, binary, altered, content, keyBlob];
