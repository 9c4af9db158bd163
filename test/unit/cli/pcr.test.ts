/**
 * `credfleet pcr sign`: what is signed, for whom, and what is refused before anything is.
 * @module
 */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { PCRSignature } from '#src/api/pcr-signature.ts';
import { signatureOf } from '#src/api/pcr-signature.ts';
import { readPrivateKey } from '#src/cli/pcr/private-key.node.ts';
import { pcrPolicyDigest } from '#src/systemd/pcr-policy.ts';
import { problemOfPcrSignature } from '#src/systemd/pcr-signature.ts';
import { FakeCli } from '#test/fakes/fake-cli.ts';

const A = 'aa'.repeat(32);
const B = 'bb'.repeat(32);
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
const SIGN = ['pcr', 'sign', 'next', '--key', 'key.pem'];
const MADE = 'POST /apis/credfleet.dev/v1alpha1/pcrsignatures';

function cliWith(key: string = pem): FakeCli {
  const cli = new FakeCli();
  cli.files.set('key.pem', key);
  return cli;
}

async function signed(...args: readonly string[]): Promise<PCRSignature> {
  const { out, exitCode, err } = await cliWith().run(...SIGN, ...args, '-o', 'json');
  expect([exitCode, err]).toEqual([0, '']);
  return JSON.parse(out) as PCRSignature;
}

test('given values are signed for hosts by name or by labels, offline', async () => {
  const made = await signed('--pcr', `7=${B}`, '--pcr', `0=${A}`, '--hosts', 'web-1,web-2');
  expect(made.spec).toMatchObject({ pcrs: [0, 7], hostNames: ['web-1', 'web-2'] });
  const values = new Map([
    [0, A],
    [7, B],
  ]);
  expect(made.spec.policyDigest).toBe(pcrPolicyDigest(values));
  expect(problemOfPcrSignature(signatureOf(made))).toBeUndefined();
  const other = await signed('--pcr', `7=${B}`, '--host', 'role=db', '--comment', 'firmware 2');
  expect(other.spec).toMatchObject({
    hostSelector: { matchLabels: { role: 'db' } },
    comment: 'firmware 2',
  });
});

test('stored, the private key stays where it is', async () => {
  const cli = cliWith();
  cli.api.on(MADE, {});
  const { out, exitCode } = await cli.run(...SIGN, '--pcr', `7=${A}`, '--hosts', 'web-1');
  expect(exitCode).toBe(0);
  expect(out).toContain('kubectl wait pcrsig/next --for=condition=Installed');
  const sent = JSON.stringify(cli.api.requests);
  expect(sent).toContain('BEGIN PUBLIC KEY');
  expect(sent).not.toContain('PRIVATE');
});

test('what a host showed is signed, except what is given', async () => {
  const cli = cliWith();
  const pcrs = [
    { index: 4, sha256: A },
    { index: 7, sha256: A },
  ];
  const status = { attestation: { time: '2026-01-01T00:00:00Z', bootID: 'boot-9', pcrs } };
  cli.api.on('GET /apis/credfleet.dev/v1alpha1/hosts/web-1', { metadata: {}, spec: {}, status });
  const from = ['--from-host', 'web-1', '--pcrs', '7,4', '--hosts', 'web-1', '-o', 'json'];
  const { out, err } = await cli.run(...SIGN, '--pcr', `7=${B}`, ...from);
  const values = new Map([
    [4, A],
    [7, B],
  ]);
  expect((JSON.parse(out) as PCRSignature).spec.policyDigest).toBe(pcrPolicyDigest(values));
  expect(err).toContain('boot-9');
  const more = await cli.run(...SIGN, '--from-host', 'web-1', '--pcrs', '11', '--hosts', 'web-1');
  expect(more).toMatchObject({ exitCode: 2, err: expect.stringContaining('--pcr 11=HEX') });
});

test.for([
  { given: 'no hosts', args: ['--pcr', `7=${A}`], says: 'for which hosts' },
  {
    given: 'hosts in two ways',
    args: ['--pcr', `7=${A}`, '--hosts', 'a', '--host', 'b=c'],
    says: 'for which hosts',
  },
  { given: 'no state', args: ['--hosts', 'a'], says: 'which state' },
  { given: 'PCRs of no host', args: ['--pcrs', '7', '--hosts', 'a'], says: 'which state' },
  { given: 'a host and no PCRs', args: ['--from-host', 'a', '--hosts', 'a'], says: 'which PCRs' },
  { given: 'a PCR that is none', args: ['--pcr', `24=${A}`, '--hosts', 'a'], says: 'N=HEX' },
  { given: 'a list that is none', args: ['--pcrs', '7,x', '--hosts', 'a'], says: 'list of PCRs' },
])('$given is refused', async ({ args, says }) => {
  const { exitCode, err } = await cliWith().run(...SIGN, ...args);
  expect(exitCode).toBe(2);
  expect(err).toContain(says);
});

test('a key that TPMs need not verify is refused, with how to make one', async () => {
  const { privateKey: large } = generateKeyPairSync('rsa', { modulusLength: 3072 });
  const cli = cliWith(large.export({ type: 'pkcs8', format: 'pem' }));
  const { exitCode, err } = await cli.run(...SIGN, '--pcr', `7=${A}`, '--hosts', 'a');
  expect(exitCode).toBe(2);
  expect(err).toContain('rsa_keygen_bits:2048');
});

describe('the file of the private key', () => {
  const dir = mkdtempSync(join(tmpdir(), 'pcr-key-'));
  afterAll(() => rmSync(dir, { recursive: true }));
  const fileOf = (text: string, mode: number): string => {
    const path = join(dir, `${mode.toString(8)}-${text.length}`);
    writeFileSync(path, text, { mode });
    return path;
  };

  test('of its owner alone is read', async () => {
    expect((await readPrivateKey(fileOf(pem, 0o400))).equals(privateKey)).toBe(true);
  });

  test.for([0o640, 0o604, 0o660])('of mode %o is refused', async (mode) => {
    await expect(readPrivateKey(fileOf(pem, mode))).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('chmod 0600') as unknown,
    });
  });

  test('that is encrypted is refused where nobody can be asked', async () => {
    const encrypted = privateKey.export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'a recognisable phrase',
    });
    await expect(readPrivateKey(fileOf(encrypted, 0o600))).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('no terminal') as unknown,
    });
  });

  test('that holds no private key is refused without a word of it', async () => {
    await expect(readPrivateKey(fileOf('not a key', 0o600))).rejects.toMatchObject({
      code: 'USAGE',
    });
    await expect(readPrivateKey(dir)).rejects.toMatchObject({ code: 'USAGE' });
    await expect(readPrivateKey(join(dir, 'none'))).rejects.toMatchObject({ code: 'FILE_FAILED' });
  });
});
