/**
 * Sealed credentials in the text of units' files: one line, read back as it was, and never longer than systemd reads.
 * The limits were found on real hosts: test/e2e/unit-file.test.ts meets them there.
 * @module
 */
import { expect, test } from 'vitest';
import {
  IN_UNIT_MAX_BYTES,
  problemOfSetCredential,
  setCredential,
  setCredentials,
} from '#src/systemd/set-credential.ts';
import { unitSettings } from '#src/systemd/unit-settings.ts';
import { sealedText } from '#test/gen/sealed-text.ts';

const sealed = sealedText({
  keyType: 'host+tpm2',
  pcrMask: 0,
  name: 'db',
  content: Buffer.alloc(100, 1),
});
const unwrapped = Buffer.from(sealed).toString().replaceAll('\n', '');
const of = (name: string, characters: number) => ({ name, sealed: Buffer.alloc(characters, 'A') });

test('the file of systemd-creds becomes one line, whatever its length', () => {
  expect(Buffer.from(sealed).toString().split('\n').length).toBeGreaterThan(3);
  expect(setCredential({ name: 'db', sealed })).toBe(`SetCredentialEncrypted=db:${unwrapped}`);
});

test('what was written is read back', () => {
  const text = `# ours\n[Service]\n${setCredential({ name: 'db', sealed })}\n`;
  expect(setCredentials(text)).toEqual([{ name: 'db', sealed: Buffer.from(unwrapped) }]);
});

test('what systemd-creds -p prints is read too, and the settings beside it are not', () => {
  const lines = unwrapped.match(/.{1,69}/gu) ?? [];
  const pretty = `SetCredentialEncrypted=db: \\\n        ${lines.join(' \\\n        ')}\n`;
  const text = `[Service]\nSetCredential=plain:x\nLoadCredentialEncrypted=other\n${pretty}ExecStart=/bin/true\n`;
  const [found, ...rest] = setCredentials(text);
  expect(rest).toEqual([]);
  expect(found?.name).toBe('db');
  expect(
    Buffer.from(found?.sealed ?? [])
      .toString()
      .replaceAll(' ', ''),
  ).toBe(unwrapped);
});

test('an empty setting, which forgets those before, is no credential', () => {
  expect(setCredentials('[Service]\nSetCredentialEncrypted=\n')).toEqual([]);
});

test('the line that hands it on has exactly the length that systemd reads', () => {
  const longest = `exec-context-set-credentials=db ${'A'.repeat(IN_UNIT_MAX_BYTES - 2)} yes\n`;
  expect(longest).toHaveLength(1_048_576);
});

test.for([
  { name: 'db', characters: IN_UNIT_MAX_BYTES - 2, fits: true },
  { name: 'db', characters: IN_UNIT_MAX_BYTES - 1, fits: false },
  { name: 'a-longer-name', characters: IN_UNIT_MAX_BYTES - 13, fits: true },
  { name: 'a-longer-name', characters: IN_UNIT_MAX_BYTES - 12, fits: false },
])('$characters characters under the name $name fit: $fits', ({ name, characters, fits }) => {
  expect(problemOfSetCredential(of(name, characters)) === undefined).toBe(fits);
});

test('the problem says how much it is and how much may be', () => {
  expect(problemOfSetCredential(of('db', 1_100_000))).toBe(
    "name and sealed content of 'db' have 1100002 characters, and systemd reads at most 1048541 out of a unit's file",
  );
});

test('line ends of the file do not count', () => {
  const wrapped = Buffer.from(`${'A'.repeat(IN_UNIT_MAX_BYTES - 2)}\n`);
  expect(problemOfSetCredential({ name: 'db', sealed: wrapped })).toBeUndefined();
});

test('settings keep their section and order; comments between lines that go on do not end them', () => {
  const text = '[Unit]\nAfter=a\n[Service]\nExecStart=/bin/x \\\n# why\n; and\n  y\nExecStart=\n';
  expect(unitSettings(text)).toEqual([
    { section: 'Unit', key: 'After', value: 'a' },
    { section: 'Service', key: 'ExecStart', value: '/bin/x    y' },
    { section: 'Service', key: 'ExecStart', value: '' },
  ]);
});
