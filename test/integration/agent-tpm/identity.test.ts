/**
 * Which keys of a TPM are a machine's identity: with certificates, with persistent keys of the maker's and of others.
 * @module
 */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { identityCommand } from '#agent/identity-command.node.ts';
import { makeKx, withKx } from '#agent/tpm/kx-key.ts';
import { readTpmIdentity } from '#agent/tpm/tpm-identity.ts';
import { createSrk } from '#src/tpm/commands/keys.ts';
import { openEk, openSrk } from '#src/tpm/commands/primaries.ts';
import { listHandles } from '#src/tpm/commands/state.ts';
import type { Tpm } from '#src/tpm/commands/tpm.ts';
import { SwtpmProcess } from '../tpm/swtpm.ts';
import { Tpm2Tools } from '../tpm/tpm2-tools.ts';
import { leftBehind, withTpm } from '../tpm/with-tpm.ts';

const EK_CERT = { rsa: '0x01c00002', ecc: '0x01c0000a' } as const;
const SRK_ATTRIBUTES =
  'fixedtpm|fixedparent|sensitivedataorigin|userwithauth|noda|restricted|decrypt';

let swtpm: SwtpmProcess;
let tools: Tpm2Tools;
beforeAll(async () => {
  swtpm = await SwtpmProcess.start();
  tools = new Tpm2Tools(swtpm.tcti);
});
afterAll(async () => {
  await swtpm.stop();
  tools[Symbol.dispose]();
});
// Takes away all persistent keys of storage and endorsement hierarchy, and leaves the endorsement seed.
beforeEach(() => void tools.run('clear', '-c', 'p'));

const onTpm = async <T>(work: (tpm: Tpm) => Promise<T>): Promise<T> =>
  withTpm(swtpm.tcti, async ({ tpm }) => work(tpm));

function putCertificate(kind: 'ecc' | 'rsa', content: string): void {
  tools.write('cert', content);
  const index = EK_CERT[kind];
  tools.run(
    'nvdefine',
    index,
    '-C',
    'p',
    '-s',
    '64',
    '-a',
    'ppwrite|platformcreate|authread|no_da',
  );
  tools.run('nvwrite', index, '-C', 'p', '-i', 'cert');
}

test('without certificates it is the elliptic key', async () => {
  const identity = await onTpm(readTpmIdentity);
  expect(identity).toMatchObject({ ekKind: 'ecc', ekCertificates: [] });
  expect(identity.ekHash).toMatch(/^[0-9a-f]{64}$/u);
});

test('with a certificate for the RSA key only it is that; with one for both the elliptic key', async () => {
  putCertificate('rsa', 'a certificate');
  const rsa = await onTpm(readTpmIdentity);
  expect(rsa.ekKind).toBe('rsa');
  expect(rsa.ekCertificates).toHaveLength(1);
  expect(Buffer.from(rsa.ekCertificates[0] ?? []).toString('latin1')).toContain('a certificate');
  putCertificate('ecc', 'another one');
  const both = await onTpm(readTpmIdentity);
  expect(both.ekKind).toBe('ecc');
  expect(both.ekHash).not.toBe(rsa.ekHash);
  for (const kind of ['rsa', 'ecc'] as const) tools.run('nvundefine', EK_CERT[kind], '-C', 'p');
});

test.for(['ecc', 'rsa'] as const)('a persistent EK (%s) is used as it is', async (kind) => {
  const made = await onTpm(async (tpm) => {
    await using ek = await openEk(tpm, kind);
    return ek.name;
  });
  tools.run('createek', '-c', '0x81010001', '-G', kind, '-u', 'ek.pub');
  await onTpm(async (tpm) => {
    await using ek = await openEk(tpm, kind);
    expect(ek.handle).toBe(0x81010001);
    expect(ek.name).toEqual(made);
    expect(await listHandles(tpm, 'transient')).toEqual([]);
  });
});

test('a key of the same template in another hierarchy is no EK', async () => {
  const ek = ['-G', 'ecc256:null:aes128cfb', '-g', 'sha256', '-L', 'policy.bin'];
  const attributes = 'fixedtpm|fixedparent|sensitivedataorigin|adminwithpolicy|restricted|decrypt';
  const policyA = '837197674484b3f81a90cc8d46a5d724fd52d76e06520b64f2a1da1b331469aa';
  tools.write('policy.bin', Buffer.from(policyA, 'hex'));
  tools.run('createprimary', '-C', 'o', ...ek, '-a', attributes, '-c', 'fake.ctx');
  tools.run('evictcontrol', '-C', 'o', '-c', 'fake.ctx', '0x81010001');
  await onTpm(async (tpm) => {
    await using opened = await openEk(tpm, 'ecc');
    expect(opened.handle).not.toBe(0x81010001);
  });
});

test('a persistent SRK of the template is used; a key made under either opens when it comes or goes', async () => {
  const before = await onTpm(makeKx);
  const srk = ['-C', 'o', '-G', 'ecc256:null:aes128cfb', '-g', 'sha256', '-a', SRK_ATTRIBUTES];
  // Without the template's zeros as unique data it is another key, as systemd makes it.
  tools.run('createprimary', ...srk, '-c', 'srk.ctx');
  tools.run('evictcontrol', '-C', 'o', '-c', 'srk.ctx', '0x81000001');
  const after = await onTpm(async (tpm) => {
    await using opened = await openSrk(tpm);
    expect(opened.handle).toBe(0x81000001);
    await using made = await createSrk(tpm);
    expect(opened.name).not.toEqual(made.name);
    return makeKx(tpm);
  });
  const opens = async (blob: typeof before) =>
    onTpm(async (tpm) =>
      withKx(tpm, { ...blob, epoch: 1, createdAtMs: 0 }, async (key) => key.handle),
    );
  expect(await opens(before)).toBeGreaterThan(0);
  expect(await opens(after)).toBeGreaterThan(0);
  tools.run('evictcontrol', '-C', 'o', '-c', '0x81000001');
  await expect(opens(after)).rejects.toMatchObject({ code: 'TPM_INTEGRITY' });
  expect(await opens(before)).toBeGreaterThan(0);
  expect(await onTpm(leftBehind)).toEqual([]);
});

test('an SRK with other algorithms, or of a kind that we do not know, is left alone', async () => {
  tools.run(
    'createprimary',
    '-C',
    'o',
    '-G',
    'ecc384:null:aes256cfb',
    '-g',
    'sha384',
    '-c',
    'o.ctx',
  );
  tools.run('evictcontrol', '-C', 'o', '-c', 'o.ctx', '0x81000001');
  tools.run(
    'createprimary',
    '-C',
    'o',
    '-G',
    'rsa2048:null:aes128cfb',
    '-g',
    'sha256',
    '-c',
    'r.ctx',
  );
  tools.run('evictcontrol', '-C', 'o', '-c', 'r.ctx', '0x81000002');
  await onTpm(async (tpm) => {
    await using opened = await openSrk(tpm);
    await using made = await createSrk(tpm);
    expect(opened.name).toEqual(made.name);
  });
});

test('credfleet agent identity says what a Host is pinned to, and nothing is left behind', async () => {
  const { ekHash, akName } = await onTpm(readTpmIdentity);
  const told = JSON.parse(await identityCommand(['-o', 'json', '--tpm', swtpm.tcti])) as object;
  expect(told).toEqual({
    ekHash,
    ekAlgorithm: 'P-256',
    hasEkCertificate: false,
    akName: Buffer.from(akName).toString('hex'),
    manufacturer: 'IBM',
    firmwareVersion: expect.stringMatching(/^\d+(\.\d+){3}$/u),
    isLockedOut: false,
  });
  expect(await identityCommand(['--tpm', swtpm.tcti])).toMatch(
    new RegExp(`ekHash +${ekHash}`, 'u'),
  );
  await expect(identityCommand(['-o', 'xml'])).rejects.toMatchObject({ code: 'USAGE' });
  expect(await onTpm(leftBehind)).toEqual([]);
});
