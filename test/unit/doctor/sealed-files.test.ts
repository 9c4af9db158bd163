/**
 * What the header of a sealed file says about whether it would open here, on files of systemd 252 and 257.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { judgeSealed, problemOfSealed, type HostNow } from '#agent/doctor/sealed-files.ts';
import { parseSealedHeader } from '#src/systemd/sealed-header.ts';
import { DEFAULT_FIRMWARE, pcrAfter } from '#test/testbed/tpm/firmware.ts';

/** The host that sealed them, as it was then. */
const THEN: HostNow = {
  hostKeyProblem: undefined,
  pcrs: new Map([
    [7, pcrAfter(DEFAULT_FIRMWARE, 7)],
    [23, '00'.repeat(32)],
  ]),
};

async function headerOf(file: string) {
  const path = new URL(`../../vectors/sealed/${file}.cred`, import.meta.url);
  return parseSealedHeader(await readFile(path));
}

test.for([
  '252-host',
  '252-tpm2',
  '252-host-tpm2',
  '252-host-tpm2-public-key',
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
  ['257-tpm2', { pcrs: new Map([[7, pcrAfter('2.0', 7)]]) }, 'PCR 7, 23: not as when'],
])('%s would not open with %j: %s', async ([file, change, text]) => {
  expect(problemOfSealed(await headerOf(file), { ...THEN, ...change })).toContain(text);
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
