/**
 * Files that systemd 252 and 257 sealed with every key that we open ourselves, and what is left to systemd.
 * @module
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Secret } from '#src/secret/secret.ts';
import { decryptSealed, formNotKnown, type KeyParts } from '#src/systemd/open-sealed.ts';
import { parseSealedFile, parseSealedHeader, type SealedFile } from '#src/systemd/sealed-header.ts';

type Vector = {
  readonly systemd: 252 | 257;
  readonly keyType: string;
  readonly text: string;
  readonly tpmSecret?: string;
  readonly sealedAtUs: string;
  readonly notAfterUs?: string;
};
const { hostKeys, files } = JSON.parse(
  readFileSync(new URL('../../vectors/sealed-opened.json', import.meta.url), 'utf8'),
) as { readonly hostKeys: Readonly<Record<252 | 257, string>>; readonly files: readonly Vector[] };

const fileOf = ({ text }: Vector): SealedFile => parseSealedFile(Buffer.from(text));

function keysOf({ systemd, keyType, tpmSecret }: Vector): KeyParts {
  const hostKey = new Secret(Buffer.from(hostKeys[systemd], 'base64'));
  return {
    ...(keyType.includes('host') ? { hostKey } : {}),
    ...(tpmSecret === undefined ? {} : { tpmSecret: new Secret(Buffer.from(tpmSecret, 'hex')) }),
  };
}

test.for(files.map((vector, at) => ({ at, vector })))(
  'file $at, of systemd $vector.systemd with $vector.keyType, opens',
  ({ vector }) => {
    const opened = decryptSealed(fileOf(vector), keysOf(vector));
    expect(opened.name).toBe('db.password');
    expect(Buffer.from(opened.content.reveal()).toString()).toBe('hello');
    expect(opened.sealedAtUs).toBe(BigInt(vector.sealedAtUs));
    const notAfterUs = vector.notAfterUs === undefined ? undefined : BigInt(vector.notAfterUs);
    expect(opened.notAfterUs).toBe(notAfterUs);
  },
);

describe('does not open', () => {
  const vector = files.find(({ keyType }) => keyType === 'host+tpm2');
  if (vector === undefined) throw new Error('no vector with both keys');
  const unreadable = expect.objectContaining({ code: 'SEAL_UNREADABLE' }) as unknown;

  test.for(['hostKey', 'tpmSecret'] as const)('without its %s', (part) => {
    const { [part]: left, ...others } = keysOf(vector);
    expect(left).toBeDefined();
    expect(() => decryptSealed(fileOf(vector), others)).toThrow(unreadable);
  });

  test.for(['headerBytes', 'iv', 'ciphertext', 'tag'] as const)(
    'with one bit of its %s turned',
    (part) => {
      const file = fileOf(vector);
      const changed = Uint8Array.from(file[part]);
      changed[0] = (changed[0] ?? 0) ^ 1;
      expect(() => decryptSealed({ ...file, [part]: changed }, keysOf(vector))).toThrow(unreadable);
    },
  );
});

test.for(['252-host-tpm2-no-pcrs', '257-host-scoped', '257-null'])(
  '%s is left to systemd',
  (name) => {
    const text = readFileSync(new URL(`../../vectors/sealed/${name}.cred`, import.meta.url));
    expect(formNotKnown(parseSealedHeader(text))).toBeDefined();
  },
);

test.for([
  '252-host',
  '252-tpm2',
  '252-host-tpm2',
  '257-host',
  '257-tpm2',
  '257-host-tpm2-no-pcrs',
])('%s is of a form that we know', (name) => {
  const text = readFileSync(new URL(`../../vectors/sealed/${name}.cred`, import.meta.url));
  expect(formNotKnown(parseSealedHeader(text))).toBeUndefined();
});
