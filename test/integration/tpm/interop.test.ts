/**
 * tpm2-tools as the oracle: each side's credentials open on the other, and both mean the same keys.
 * @module
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sized, TpmReader } from '#src/tpm/bytes.ts';
import { activateCredential, quote } from '#src/tpm/commands/identity.ts';
import { createAk, createEk } from '#src/tpm/commands/keys.ts';
import { EK_CERTIFICATE_INDEX, readNv } from '#src/tpm/commands/nv.ts';
import { readPcrs } from '#src/tpm/commands/state.ts';
import { makeCredential } from '#src/tpm/make-credential.ts';
import { pcrDigest, sha256Pcrs } from '#src/tpm/pcr.ts';
import { verifyCertify, verifyQuote } from '#src/tpm/verify-attest.ts';
import { verifyAk, verifyEk, verifyKx } from '#src/tpm/verify-keys.ts';
import { valueOf } from '#test/gen/verified.ts';
import { SwtpmProcess } from './swtpm.ts';
import { withTpm } from './with-tpm.ts';

const PROGRAM = 'tpm2';
/** The tools' own: "badcc0de", version 1. */
const FILE_HEAD = Buffer.from('badcc0de00000001', 'hex');
const AK_ATTRIBUTES = 'fixedtpm|fixedparent|sensitivedataorigin|userwithauth|restricted|sign';

let swtpm: SwtpmProcess;
let dir: string;
beforeAll(async () => {
  swtpm = await SwtpmProcess.start();
  dir = mkdtempSync(join(tmpdir(), 'credfleet-interop-'));
});
afterAll(async () => {
  await swtpm.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** The TPM has no resource manager here: each tool leaves its objects, so that they are flushed after it. */
function tools(...args: readonly string[]): void {
  const env = { PATH: process.env['PATH'], TPM2TOOLS_TCTI: swtpm.tcti };
  execFileSync(PROGRAM, args, { cwd: dir, env, stdio: ['ignore', 'pipe', 'pipe'] });
  if (args[0] === 'flushcontext' || args.includes('session')) return;
  execFileSync(PROGRAM, ['flushcontext', '-t'], { cwd: dir, env, stdio: 'ignore' });
}
const file = (name: string): Buffer => readFileSync(join(dir, name));
const inner = (bytes: Buffer): Uint8Array => new TpmReader(bytes).sized(1024);

describe.for(['ecc', 'rsa'] as const)('with an %s EK', (kind) => {
  beforeAll(() => {
    tools('createek', '-c', 'ek.ctx', '-G', kind, '-u', 'ek.pub');
    const ak = ['-c', 'ak.ctx', '-g', 'sha256', '-G', 'ecc:ecdsa-sha256:null'];
    tools('createprimary', '-C', 'e', ...ak, '-a', AK_ATTRIBUTES);
    tools('readpublic', '-c', 'ak.ctx', '-n', 'ak.name', '-o', 'ak.pub');
  });

  test('both make the same EK and AK of one TPM', async () => {
    await withTpm(swtpm.tcti, async ({ tpm }) => {
      await using ek = await createEk(tpm, kind);
      await using ak = await createAk(tpm);
      expect(Buffer.compare(ek.publicArea, inner(file('ek.pub')))).toBe(0);
      expect(Buffer.compare(ak.publicArea, inner(file('ak.pub')))).toBe(0);
      expect(Buffer.compare(ak.name, file('ak.name'))).toBe(0);
    });
  });

  test('tpm2_activatecredential opens what we make', () => {
    const secret = randomBytes(32);
    const ek = valueOf(verifyEk(inner(file('ek.pub'))));
    const ak = valueOf(verifyAk(inner(file('ak.pub'))));
    const made = makeCredential(ek, ak, secret);
    const parts = [FILE_HEAD, sized(made.blob), sized(made.encryptedSecret)];
    writeFileSync(join(dir, 'ours'), Buffer.concat(parts));
    tools('startauthsession', '--policy-session', '-S', 'session');
    tools('policysecret', '-S', 'session', '-c', 'e');
    const keys = ['-c', 'ak.ctx', '-C', 'ek.ctx', '-P', 'session:session'];
    tools('activatecredential', ...keys, '-i', 'ours', '-o', 'opened');
    tools('flushcontext', 'session');
    tools('flushcontext', '-t');
    expect(Buffer.compare(file('opened'), secret)).toBe(0);
  });

  test('we open what tpm2_makecredential makes', async () => {
    const secret = randomBytes(32);
    writeFileSync(join(dir, 'secret'), secret);
    const name = file('ak.name').toString('hex');
    const to = ['-u', 'ek.pub', '-n', name];
    tools('makecredential', '-T', 'none', ...to, '-s', 'secret', '-o', 'theirs');
    const reader = new TpmReader(file('theirs').subarray(FILE_HEAD.length));
    const credential = { blob: reader.sized(512), encryptedSecret: reader.sized(512) };
    await withTpm(swtpm.tcti, async ({ tpm }) => {
      await using ek = await createEk(tpm, kind);
      await using ak = await createAk(tpm);
      using activated = await activateCredential(tpm, { ek, ak }, credential);
      expect(Buffer.compare(activated.reveal(), secret)).toBe(0);
    });
  });
});

test('tpm2_checkquote believes our quote, and we believe the one of tpm2_quote', async () => {
  const nonce = randomBytes(32);
  const selection = sha256Pcrs([0, 1, 7]);
  const { digest, ak } = await withTpm(swtpm.tcti, async ({ tpm }) => {
    await using loaded = await createAk(tpm);
    const made = await quote(tpm, loaded, { qualifyingData: nonce, selection });
    writeFileSync(join(dir, 'attest'), made.attest);
    writeFileSync(join(dir, 'signature'), made.signature);
    const ak = valueOf(verifyAk(loaded.publicArea));
    return { digest: pcrDigest(await readPcrs(tpm, selection)), ak };
  });
  writeFileSync(join(dir, 'ak.pem'), ak.publicKey.export({ format: 'pem', type: 'spki' }));
  const asked = ['-q', nonce.toString('hex')];
  tools('checkquote', '-u', 'ak.pem', '-m', 'attest', '-s', 'signature', ...asked);

  const result = ['-m', 'attest', '-s', 'signature', '-o', 'pcrs'];
  tools('quote', '-c', 'ak.ctx', '-l', 'sha256:0,1,7', ...asked, ...result);
  const evidence = { attest: file('attest'), signature: file('signature'), qualifyingData: nonce };
  expect(verifyQuote({ ak, ...evidence }, { selection, digest })).toMatchObject({ ok: true });
});

test('we believe the certification of tpm2_certify, for the qualifying data that it always has', async () => {
  const attributes = 'fixedtpm|fixedparent|sensitivedataorigin|userwithauth|noda|decrypt';
  tools('createprimary', '-C', 'o', '-c', 'kx.ctx', '-G', 'ecc256:null:null', '-a', attributes);
  tools('readpublic', '-c', 'kx.ctx', '-o', 'kx.pub');
  const keys = ['-c', 'kx.ctx', '-C', 'ak.ctx', '-g', 'sha256'];
  tools('certify', ...keys, '-o', 'attest', '-s', 'signature');
  const evidence = {
    ak: valueOf(verifyAk(inner(file('ak.pub')))),
    attest: file('attest'),
    signature: file('signature'),
    qualifyingData: Buffer.from('00ff55aa', 'hex'),
  };
  const kx = valueOf(verifyKx(inner(file('kx.pub'))));
  expect(verifyCertify(evidence, kx)).toMatchObject({ ok: true });
});

describe('an EK certificate', () => {
  const certificate = randomBytes(1_300);

  test('is undefined where the maker put none', async () => {
    await withTpm(swtpm.tcti, async ({ tpm }) => {
      expect(await readNv(tpm, EK_CERTIFICATE_INDEX.rsa)).toBeUndefined();
    });
  });

  test('that tpm2_nvwrite wrote is read whole, in pieces', async () => {
    const index = `0x${EK_CERTIFICATE_INDEX.ecc.toString(16)}`;
    const attributes = 'ownerread|authread|ppread|ownerwrite|no_da';
    writeFileSync(join(dir, 'certificate'), certificate);
    tools('nvdefine', index, '-C', 'o', '-s', `${certificate.length}`, '-a', attributes);
    tools('nvwrite', index, '-C', 'o', '-i', 'certificate');
    await withTpm(swtpm.tcti, async ({ tpm, recorded }) => {
      const read = await readNv(tpm, EK_CERTIFICATE_INDEX.ecc);
      expect(read === undefined ? 1 : Buffer.compare(read, certificate)).toBe(0);
      expect(recorded).toHaveLength(2 + 3);
    });
  });

  test('that may not be read, or was never written, is TPM_REFUSED', async () => {
    tools('nvdefine', '0x1c00010', '-C', 'o', '-s', '8', '-a', 'ownerread|ownerwrite');
    tools('nvdefine', '0x1c00011', '-C', 'o', '-s', '8', '-a', 'authread|ownerwrite');
    await withTpm(swtpm.tcti, async ({ tpm }) => {
      for (const index of [0x1c00010, 0x1c00011]) {
        await expect(readNv(tpm, index)).rejects.toMatchObject({ code: 'TPM_REFUSED' });
      }
    });
  });
});
