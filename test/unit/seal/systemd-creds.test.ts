/**
 * How systemd-creds is asked, what is refused of its answers, and what its words mean.
 * @module
 */
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  sealBytes,
  sealCredential,
  unsealBytes,
  type SealRequest,
} from '#agent/seal/systemd-creds.ts';
import { Secret } from '#src/secret/secret.ts';
import { FakeExec } from '#test/fakes/fake-exec.ts';
import { answerSystemdCreds } from '#test/fakes/fake-systemd-creds.ts';
import { sealedText, type SealedParts } from '#test/gen/sealed-text.ts';

const CONTENT = 'a recognisable value';
const [publicKeyPem, otherPem] = [1, 2].map(() =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
    type: 'spki',
    format: 'pem',
  }),
) as [string, string];
const SIGNED = { publicKeyPem, publicKeyFile: '/pcr/key.pem', pcrs: [11, 7] };
const SEALED_BY = { publicKeyPem, pcrMask: (1 << 7) | (1 << 11) };

function request(change: Partial<SealRequest> = {}): SealRequest {
  return {
    name: 'db-password',
    plaintext: new Secret(Buffer.from(CONTENT)),
    key: 'HostAndTPM2',
    tpm2Pcrs: [],
    systemdVersion: 257,
    ...change,
  };
}

function sealed(parts: Partial<SealedParts> = {}): Uint8Array {
  const content = Buffer.from(CONTENT);
  return sealedText({ keyType: 'host+tpm2', pcrMask: 0, name: 'db-password', content, ...parts });
}

describe('arguments', () => {
  test.for([
    { what: 'no PCRs on 257', change: {}, args: ['--with-key=host+tpm2', '--tpm2-pcrs='] },
    {
      what: 'no PCRs on 252: one that nobody extends',
      change: { systemdVersion: 252 },
      args: ['--with-key=host+tpm2', '--tpm2-pcrs=23'],
    },
    {
      what: 'no PCRs on 254',
      change: { systemdVersion: 254 },
      args: ['--with-key=host+tpm2', '--tpm2-pcrs=23'],
    },
    {
      what: 'PCRs in order',
      change: { key: 'TPM2', tpm2Pcrs: [11, 7] },
      args: ['--with-key=tpm2', '--tpm2-pcrs=7+11'],
    },
    {
      what: 'an initrd key, which is never auto',
      change: { key: 'TPM2Initrd' },
      args: ['--with-key=tpm2', '--tpm2-pcrs='],
    },
    {
      what: 'the host key alone',
      change: { key: 'Host', systemdVersion: 252 },
      args: ['--with-key=host', '--tpm2-pcrs='],
    },
    {
      what: 'a time to live',
      change: { notAfterMs: 1_800_000_000_999 },
      args: ['--with-key=host+tpm2', '--tpm2-pcrs=', '--not-after=@1800000000'],
    },
    {
      what: 'the states that a key signed, on 252 bound to a PCR that nobody extends beside it',
      change: { systemdVersion: 252, signed: SIGNED },
      args: [
        '--with-key=host+tpm2-with-public-key',
        '--tpm2-pcrs=23',
        '--tpm2-public-key=/pcr/key.pem',
        '--tpm2-public-key-pcrs=7+11',
      ],
    },
    {
      what: 'an initrd key with signed states',
      change: { key: 'TPM2Initrd', signed: SIGNED },
      args: [
        '--with-key=tpm2-with-public-key',
        '--tpm2-pcrs=',
        '--tpm2-public-key=/pcr/key.pem',
        '--tpm2-public-key-pcrs=7+11',
      ],
    },
  ] satisfies { what: string; change: Partial<SealRequest>; args: string[] }[])(
    '$what',
    async ({ change, args }) => {
      const keyType = change.key === 'TPM2Initrd' ? 'tpm2' : 'host+tpm2';
      const pcrMask = change.systemdVersion === 252 ? 1 << 23 : 0;
      const exec = new FakeExec(
        'signed' in change
          ? { stdout: sealed({ keyType, pcrMask, signed: SEALED_BY }) }
          : answerSystemdCreds,
      );
      await sealCredential(exec.run, request(change));
      expect(exec.requests[0]).toMatchObject({
        file: 'systemd-creds',
        args: ['encrypt', '--name=db-password', ...args, '-', '-'],
      });
    },
  );

  test('content travels on standard input only', async () => {
    const exec = new FakeExec(answerSystemdCreds);
    await sealCredential(exec.run, request());
    const [asked] = exec.requests;
    expect(Buffer.from(asked?.stdin ?? []).toString()).toBe(CONTENT);
    expect(JSON.stringify([asked?.args, asked?.env])).not.toContain(CONTENT);
  });
});

describe('an answer that is weaker than asked is refused', () => {
  test.for([
    { what: 'the host key only', parts: { keyType: 'host' } },
    { what: 'no key at all', parts: { keyType: 'null' } },
    { what: 'the TPM without the host key', parts: { keyType: 'tpm2' } },
    { what: 'other PCRs', parts: { pcrMask: 1 << 7 } },
  ] satisfies { what: string; parts: Partial<SealedParts> }[])('$what', async ({ parts }) => {
    const exec = new FakeExec({ stdout: sealed(parts) });
    await expect(sealCredential(exec.run, request())).rejects.toMatchObject({
      code: 'SEAL_WEAKER_THAN_ASKED',
    });
  });

  test.for([
    { what: 'another key', parts: { signed: { ...SEALED_BY, publicKeyPem: otherPem } } },
    { what: 'other signed PCRs', parts: { signed: { ...SEALED_BY, pcrMask: 1 << 11 } } },
    { what: 'no key', parts: {} },
    { what: 'what is no key', parts: { signed: { ...SEALED_BY, publicKeyPem: 'x' } } },
    { what: 'a value beside it', parts: { signed: SEALED_BY, pcrMask: 1 << 7 } },
  ] satisfies { what: string; parts: Partial<SealedParts> }[])(
    'asked for signed states: $what',
    async ({ parts }) => {
      const exec = new FakeExec({ stdout: sealed(parts) });
      await expect(sealCredential(exec.run, request({ signed: SIGNED }))).rejects.toMatchObject({
        code: 'SEAL_WEAKER_THAN_ASKED',
      });
    },
  );

  test('a key in /etc/systemd that nobody asked for', async () => {
    const exec = new FakeExec({ stdout: sealed({ signed: SEALED_BY }) });
    await expect(sealCredential(exec.run, request())).rejects.toMatchObject({
      code: 'SEAL_WEAKER_THAN_ASKED',
      message: expect.stringContaining('nobody asked for') as unknown,
    });
  });

  test('PCRs without a TPM: nothing is sealed at all', async () => {
    const exec = new FakeExec({ stdout: sealed({ keyType: 'host' }) });
    const asked = request({ key: 'Host', tpm2Pcrs: [7] });
    await expect(sealCredential(exec.run, asked)).rejects.toMatchObject({
      code: 'SEAL_WEAKER_THAN_ASKED',
    });
    expect(exec.requests).toEqual([]);
  });

  test('something that is no sealed file', async () => {
    const exec = new FakeExec({ stdout: CONTENT });
    await expect(sealCredential(exec.run, request())).rejects.toMatchObject({
      code: 'SEALED_FILE_MALFORMED',
    });
  });
});

describe('what systemd-creds says becomes a code', () => {
  test.for([
    {
      stderr:
        'ERROR:tcti:src/tss2-tcti/tcti-device.c:452:Tss2_Tcti_Device_Init() Failed to open specified TCTI device file /dev/tpmrm0: No such file or directory \nFailed to initialize TCTI context: tcti:IO failure\n',
      code: 'TPM_MISSING',
    },
    {
      stderr:
        'WARNING:tcti:src/util/io.c:304:socket_connect_unix() Failed to connect to /x \nFailed to initialize TCTI context: tcti:IO failure\n',
      code: 'TPM_UNAVAILABLE',
    },
    { stderr: 'TPM2 device is in dictionary attack lockout mode.\n', code: 'TPM_LOCKED_OUT' },
    { stderr: 'Failed to unseal secret using TPM2: No locks available\n', code: 'TPM_LOCKED_OUT' },
    {
      stderr: "Couldn't find signature for this PCR bank, PCR index and public key.\n",
      code: 'PCR_NOT_SIGNED',
    },
    {
      stderr: 'Failed to load pcr signature: No such file or directory\n',
      code: 'PCR_NOT_SIGNED',
    },
    { stderr: "Couldn't find PCR signature file: Host is down\n", code: 'PCR_NOT_SIGNED' },
    {
      stderr: 'Failed to unseal secret using TPM2: Device not a stream\n',
      code: 'PCR_NOT_SIGNED',
    },
    {
      stderr: 'Failed to determine local credential key: No such file or directory\n',
      code: 'HOST_KEY_MISSING',
    },
    {
      stderr:
        "Credential secret file '/var/lib/systemd/credential.secret' is not located on encrypted media, using anyway.\nFailed to frobnicate: Invalid argument\n",
      code: 'SEAL_FAILED',
    },
    { stderr: '', code: 'SEAL_FAILED' },
  ])('$code', async ({ stderr, code }) => {
    const exec = new FakeExec({ exitCode: 1, stderr });
    const error = await sealCredential(exec.run, request()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code });
    expect(String(error)).toContain("'db-password'");
  });
});

test('what sealBytes seals, unsealBytes opens', async () => {
  const exec = new FakeExec(answerSystemdCreds);
  const { name, plaintext, key, systemdVersion } = request();
  const bytes = await sealBytes(exec.run, { name, plaintext, key, systemdVersion });
  using opened = await unsealBytes(exec.run, { name, sealed: bytes });
  expect(Buffer.from(opened.reveal()).toString()).toBe(CONTENT);
});

test('the TPM is used by one at a time', async () => {
  let running = 0;
  let most = 0;
  const exec = async (asked: Parameters<typeof answerSystemdCreds>[0]) => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    return new FakeExec(answerSystemdCreds).run(asked);
  };
  await Promise.all([1, 2, 3].map(async () => sealCredential(exec, request())));
  expect(most).toBe(1);
});
