/**
 * The test of a sealed file: decided in the agent when it succeeds there, by systemd-creds in every other case.
 * @module
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { OpeningParts, UseTpm } from '#agent/seal/open-sealed.ts';
import { sealedTester, type TestRequest } from '#agent/seal/test-sealed.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { Secret } from '#src/secret/secret.ts';
import type { Tpm } from '#src/tpm/commands/tpm.ts';
import { encodePcrSelections, sha256Pcrs } from '#src/tpm/pcr.ts';
import { FakeExec, type FakeAnswer } from '#test/fakes/fake-exec.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';

const { hostKeys, files } = JSON.parse(
  readFileSync(new URL('../../vectors/sealed-opened.json', import.meta.url), 'utf8'),
) as {
  readonly hostKeys: Readonly<Record<string, string>>;
  readonly files: readonly { readonly systemd: number; keyType: string; readonly text: string }[];
};
const textOf = (keyType: string): Uint8Array =>
  Buffer.from(files.find((file) => file.systemd === 257 && file.keyType === keyType)?.text ?? '');

const NO_TPM = new CredfleetError('TPM_UNAVAILABLE', 'no TPM in this test');
const REFUSES: FakeAnswer = { exitCode: 1, stderr: 'Decryption failed (incorrect key?)\n' };

type Situation = {
  readonly answer?: FakeAnswer;
  readonly parts?: Partial<OpeningParts>;
  readonly request?: Partial<TestRequest>;
  readonly lockedOut?: CredfleetError;
};

function situation({ answer = { stdout: 'hello' }, parts, request, lockedOut }: Situation) {
  const exec = new FakeExec(answer);
  const undecided: string[] = [];
  const opened: Uint8Array[] = [];
  const tester = sealedTester({
    exec: exec.run,
    opening: {
      useTpm: async () => Promise.reject(NO_TPM),
      readHostKey: async () => new Secret(Buffer.from(hostKeys['257'] ?? '', 'base64')),
      readSignatures: () => undefined,
      clock: new FakeClock(),
      ...parts,
    },
    refuseLockedOut: async () => {
      if (lockedOut !== undefined) throw lockedOut;
    },
    onUndecided: ({ code }) => undecided.push(code),
  });
  const tested = tester({
    name: 'db.password',
    sealed: textOf('host'),
    isExpected: (content) => {
      opened.push(content);
      return Buffer.from(content).toString() === 'hello';
    },
    ...request,
  });
  return { tested, exec, undecided, opened };
}

test('a file that opens to what was meant needs no systemd-creds, and its content is wiped', async () => {
  const { tested, exec, undecided, opened } = situation({ answer: REFUSES });
  await tested;
  expect(exec.requests).toEqual([]);
  expect(undecided).toEqual([]);
  expect(opened.map((content) => Buffer.from(content).toString('hex'))).toEqual(['0000000000']);
});

const WRONG_KEY = async () => new Secret(new Uint8Array(4096));
const UNDECIDED: readonly (Situation & { readonly what: string; readonly code: string })[] = [
  { what: 'another name', request: { name: 'other' }, code: 'SEAL_UNREADABLE' },
  { what: 'a wrong host key', parts: { readHostKey: WRONG_KEY }, code: 'SEAL_UNREADABLE' },
  {
    what: 'a TPM that is away',
    request: { sealed: textOf('host+tpm2') },
    code: 'TPM_UNAVAILABLE',
  },
  {
    what: 'no sealed file at all',
    request: { sealed: Buffer.from('hello') },
    code: 'SEALED_FILE_MALFORMED',
  },
  {
    what: 'an unexpected error',
    parts: { readHostKey: async () => Promise.reject(new Error('boom')) },
    code: 'SEAL_UNREADABLE',
  },
  {
    what: 'a file of the system that a user is to open',
    request: { user: 'alice' },
    code: 'SEAL_UNREADABLE',
  },
  {
    what: 'a form that only systemd knows',
    request: {
      sealed: readFileSync(new URL('../../vectors/sealed/257-host-scoped.cred', import.meta.url)),
    },
    code: 'SEAL_UNREADABLE',
  },
];

test.for(UNDECIDED)('$what: systemd-creds decides, and may say yes', async (given) => {
  const { tested, exec, undecided } = situation(given);
  await tested;
  const name = given.request?.name ?? 'db.password';
  const scope = given.request?.user === undefined ? [] : [`--uid=${given.request.user}`];
  expect(exec.requests.map(({ args }) => args)).toEqual([
    ['decrypt', `--name=${name}`, ...scope, '-', '-'],
  ]);
  expect(undecided).toEqual([given.code]);
});

test.for(UNDECIDED)('$what: systemd-creds decides, and may say no', async (given) => {
  const { tested } = situation({ ...given, answer: REFUSES });
  await expect(tested).rejects.toMatchObject({ code: 'SEAL_UNREADABLE' });
});

test('content that was not meant is refused after systemd-creds has opened it too', async () => {
  const { tested, exec } = situation({ request: { isExpected: () => false } });
  await expect(tested).rejects.toMatchObject({ code: 'SEAL_UNREADABLE' });
  expect(exec.requests).toHaveLength(1);
});

describe.for([
  { systemd: 257, form: 'that we know' },
  { systemd: 262, form: 'that only systemd knows' },
])('a file of systemd $systemd, of a form $form, that opens in states that a key signed', (of) => {
  const signed = readFileSync(
    new URL(`../../vectors/sealed/${of.systemd}-host-tpm2-public-key.cred`, import.meta.url),
  );
  /** All PCRs are zero. */
  const useTpm: UseTpm = async (work) =>
    work({
      execute: async () => ({
        handle: 0,
        parameters: Buffer.concat([
          Buffer.from('00000001', 'hex'),
          encodePcrSelections([sha256Pcrs([11])]),
          Buffer.from('00000001', 'hex'),
          Buffer.from('0020', 'hex'),
          Buffer.alloc(32),
        ]),
      }),
    } as unknown as Tpm);

  test('and nobody signed the one that there is: said with the values, also when systemd-creds says nothing', async () => {
    const silent = situation({
      request: { sealed: signed },
      parts: { useTpm },
      answer: { exitCode: 1, stderr: '' },
    });
    await expect(silent.tested).rejects.toMatchObject({
      code: 'PCR_NOT_SIGNED',
      message: expect.stringContaining(`--pcr 11=${'00'.repeat(32)}`) as unknown,
    });
    expect(silent.undecided).toEqual(['PCR_NOT_SIGNED']);
  });

  test('and systemd-creds finds a signature that we did not: it opens', async () => {
    const { tested } = situation({ request: { sealed: signed }, parts: { useTpm } });
    await expect(tested).resolves.toBeUndefined();
  });
});

const LOCKED_OUT = new CredfleetError('TPM_LOCKED_OUT', 'three of three');

test('with a TPM in lockout nothing is tried, neither here nor by systemd-creds', async () => {
  const request = { sealed: textOf('host+tpm2') };
  const { tested, exec, undecided } = situation({ request, lockedOut: LOCKED_OUT });
  await expect(tested).rejects.toBe(LOCKED_OUT);
  expect([exec.requests, undecided]).toEqual([[], []]);
});

test('what is sealed to the host key alone opens all the same', async () => {
  await expect(situation({ lockedOut: LOCKED_OUT }).tested).resolves.toBeUndefined();
});

test('a file whose time is over is left to systemd-creds', async () => {
  const both = files.find(({ text }) => text === Buffer.from(textOf('host+tpm2')).toString());
  expect(both).toHaveProperty('notAfterUs');
  const { tpmSecret } = both as unknown as { readonly tpmSecret: string };
  const useTpm = async <T>(): Promise<T> => new Secret(Buffer.from(tpmSecret, 'hex')) as T;
  const late = new FakeClock(Date.parse('2036-01-01T00:00:00.001Z'));
  const inTime = new FakeClock(Date.parse('2035-12-31T23:59:59Z'));
  const request = { sealed: textOf('host+tpm2') };
  const before = situation({ request, parts: { useTpm, clock: inTime } });
  await before.tested;
  expect(before.undecided).toEqual([]);
  const after = situation({ request, parts: { useTpm, clock: late }, answer: REFUSES });
  await expect(after.tested).rejects.toMatchObject({ code: 'SEAL_UNREADABLE' });
});
