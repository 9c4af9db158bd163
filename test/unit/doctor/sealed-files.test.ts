/**
 * What the header of a sealed file says about whether it would open here, on files of systemd 252 and 257.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { judgeSealed, problemOfSealed, type HostNow } from '#agent/doctor/sealed-files.ts';
import { parsePcrKey, pcrKeyFingerprint } from '#src/systemd/pcr-key.ts';
import { pcrPolicyDigest } from '#src/systemd/pcr-policy.ts';
import { parseSealedHeader } from '#src/systemd/sealed-header.ts';
import { DEFAULT_FIRMWARE, pcrAfter } from '#test/testbed/tpm/firmware.ts';

const ZERO = '00'.repeat(32);

/** The host that sealed them, as it was then. */
const THEN: HostNow = {
  hostKeyProblem: undefined,
  pcrs: new Map([
    [7, pcrAfter(DEFAULT_FIRMWARE, 7)],
    [11, ZERO],
    [23, ZERO],
  ]),
  signatures: undefined,
};

async function headerOf(file: string) {
  const path = new URL(`../../vectors/sealed/${file}.cred`, import.meta.url);
  return parseSealedHeader(await readFile(path));
}

test.for([
  '252-host',
  '252-tpm2',
  '252-host-tpm2',
  '257-tpm2',
  '257-host-tpm2',
  '257-host-tpm2-no-pcrs',
])('%s would open where it was sealed', async (file) => {
  expect(problemOfSealed(await headerOf(file), THEN)).toBeUndefined();
});

test.for<[string, Partial<HostNow>, string]>([
  ['257-null', {}, 'no key'],
  ['252-host-tpm2-no-pcrs', {}, 'before 255'],
  ['257-host', { hostKeyProblem: 'the host key is missing' }, 'the host key is missing'],
  ['257-tpm2', { pcrs: undefined }, 'does not answer'],
  ['252-host-tpm2-public-key', {}, 'PCR 11: in a state that nobody signed'],
  ['257-tpm2', { pcrs: new Map([[7, pcrAfter('2.0', 7)]]) }, 'PCR 7, 23: not as when'],
])('%s would not open with %j: %s', async ([file, change, text]) => {
  expect(problemOfSealed(await headerOf(file), { ...THEN, ...change })).toContain(text);
});

test.for(['252', '257'])('of %s, where its state was signed it opens', async (systemd) => {
  const header = await headerOf(`${systemd}-host-tpm2-public-key`);
  const key = parsePcrKey(header.signedPcrs?.publicKeyPem ?? '');
  const pkfp = key.ok ? pcrKeyFingerprint(key.value) : '';
  const entry = { pcrs: [11], pkfp, pol: pcrPolicyDigest(new Map([[11, ZERO]])), sig: 'AAAA' };
  const signatures = new Map([['sha256', [entry]]]);
  expect(problemOfSealed(header, { ...THEN, signatures })).toBeUndefined();
  const pcrs = new Map([[11, '11'.repeat(32)]]);
  expect(problemOfSealed(header, { ...THEN, signatures, pcrs })).toContain('nobody signed');
});

test('another host key is no matter for what needs only the TPM', async () => {
  const now = { ...THEN, hostKeyProblem: 'the host key is missing' };
  expect(problemOfSealed(await headerOf('257-tpm2'), now)).toBeUndefined();
});

test('each file that would not open is named', async () => {
  const files = [
    { path: '/etc/credstore.encrypted/db', header: await headerOf('257-null') },
    { path: '/etc/credstore.encrypted/ok', header: await headerOf('257-host') },
  ];
  const finding = judgeSealed(files, THEN);
  expect(finding).toMatchObject({ level: 'FAIL' });
  expect(finding.text).toMatch(/^\/etc\/credstore.encrypted\/db: is sealed with no key/u);
  expect(finding.text).not.toContain('/ok');
  expect(judgeSealed(files.slice(1), THEN)).toMatchObject({ level: 'OK' });
});
