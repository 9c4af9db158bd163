/**
 * tpm2-tools as the oracle: each side's credentials open on the other, and both mean the same keys.
 * @module
 */
import { createECDH, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sized, TpmReader } from '#src/tpm/bytes.ts';
import { activateCredential, certify, ecdhZGen, quote } from '#src/tpm/commands/identity.ts';
import {
  createAk,
  createEk,
  createKx,
  createSrk,
  type KeyBlob,
  loadKey,
} from '#src/tpm/commands/keys.ts';
import { EK_CERTIFICATE_INDEX, readNv } from '#src/tpm/commands/nv.ts';
import { startEncryptedSession } from '#src/tpm/commands/start-session.ts';
import { readPcrs } from '#src/tpm/commands/state.ts';
import { padded } from '#src/tpm/key-object.ts';
import { makeCredential } from '#src/tpm/make-credential.ts';
import { pcrDigest, sha256Pcrs } from '#src/tpm/pcr.ts';
import { verifyCertify, verifyQuote } from '#src/tpm/verify-attest.ts';
import { verifyAk, verifyEk, verifyKx } from '#src/tpm/verify-keys.ts';
import { valueOf } from '#test/gen/verified.ts';
import { SwtpmProcess } from './swtpm.ts';
import { Tpm2Tools } from './tpm2-tools.ts';
import { withTpm } from './with-tpm.ts';

/** The tools' own: "badcc0de", version 1. */
const FILE_HEAD = Buffer.from('badcc0de00000001', 'hex');
const AK_ATTRIBUTES = 'fixedtpm|fixedparent|sensitivedataorigin|userwithauth|restricted|sign';

let swtpm: SwtpmProcess;
let oracle: Tpm2Tools;
beforeAll(async () => {
  swtpm = await SwtpmProcess.start();
  oracle = new Tpm2Tools(swtpm.tcti);
});
afterAll(async () => {
  await swtpm.stop();
  oracle[Symbol.dispose]();
});
const tools = (...args: readonly string[]): string => oracle.run(...args);
const file = (name: string): Buffer => oracle.read(name);
const inner = (name: string): Uint8Array => oracle.readSized(name);

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
      expect(Buffer.compare(ek.publicArea, inner('ek.pub'))).toBe(0);
      expect(Buffer.compare(ak.publicArea, inner('ak.pub'))).toBe(0);
      expect(Buffer.compare(ak.name, file('ak.name'))).toBe(0);
    });
  });

  test('tpm2_activatecredential opens what we make', () => {
    const secret = randomBytes(32);
    const ek = valueOf(verifyEk(inner('ek.pub')));
    const ak = valueOf(verifyAk(inner('ak.pub')));
    const made = makeCredential(ek, ak, secret);
    const parts = [FILE_HEAD, sized(made.blob), sized(made.encryptedSecret)];
    oracle.write('ours', Buffer.concat(parts));
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
    oracle.write('secret', secret);
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
    oracle.write('attest', made.attest);
    oracle.write('signature', made.signature);
    const ak = valueOf(verifyAk(loaded.publicArea));
    return { digest: pcrDigest(await readPcrs(tpm, selection)), ak };
  });
  oracle.write('ak.pem', ak.publicKey.export({ format: 'pem', type: 'spki' }));
  const asked = ['-q', nonce.toString('hex')];
  tools('checkquote', '-u', 'ak.pem', '-m', 'attest', '-s', 'signature', ...asked);

  const result = ['-m', 'attest', '-s', 'signature', '-o', 'pcrs'];
  tools('quote', '-c', 'ak.ctx', '-l', 'sha256:0,1,7', ...asked, ...result);
  const evidence = { attest: file('attest'), signature: file('signature'), qualifyingData: nonce };
  expect(verifyQuote({ ak, ...evidence }, { selection, digest })).toMatchObject({ ok: true });
});

describe('a key exchange key', () => {
  const KX_ATTRIBUTES = 'fixedtpm|fixedparent|sensitivedataorigin|userwithauth|noda|decrypt';
  const SRK_ATTRIBUTES = `${KX_ATTRIBUTES}|restricted`;
  const KX_ALGORITHM = 'ecc256:null:null';

  /** The same SRK as ours: its template has 32 zeros for each coordinate. The tools read them as a C structure. */
  beforeAll(() => {
    const zeros = Buffer.concat([Buffer.from([32, 0]), Buffer.alloc(128)]);
    oracle.write('unique', Buffer.concat([zeros, zeros]));
    const srk = ['-c', 'srk.ctx', '-g', 'sha256', '-G', 'ecc256:aes128cfb', '-u', 'unique'];
    tools('createprimary', '-C', 'o', ...srk, '-a', SRK_ATTRIBUTES);
  });

  async function ourKx(): Promise<KeyBlob> {
    return withTpm(swtpm.tcti, async ({ tpm }) => {
      await using srk = await createSrk(tpm);
      return await createKx(tpm, srk);
    });
  }

  async function zGen(blob: KeyBlob, point: Uint8Array): Promise<Buffer> {
    return withTpm(swtpm.tcti, async ({ tpm }) => {
      await using srk = await createSrk(tpm);
      await using kx = await loadKey(tpm, srk, blob);
      await using session = await startEncryptedSession(tpm, srk);
      using shared = await ecdhZGen(tpm, { kx, session }, point);
      return Buffer.from(shared.reveal());
    });
  }

  /** TPM2B_ECC_POINT, as the tools keep points; and back. */
  const pointFile = (point: Uint8Array): Uint8Array =>
    sized(sized(point.subarray(1, 33)), sized(point.subarray(33)));
  function pointIn(name: string): Uint8Array {
    const reader = new TpmReader(inner(name));
    const [x, y] = [reader.sized(32), reader.sized(32)].map((part) => padded(part));
    return Buffer.concat([Buffer.from([4]), x ?? Buffer.alloc(0), y ?? Buffer.alloc(0)]);
  }

  test('that we make is loaded by tpm2_load, and tpm2_ecdhzgen agrees on the same secret', async () => {
    const blob = await ourKx();
    oracle.write('kx.priv', sized(blob.privateArea));
    oracle.write('kx.pub', sized(blob.publicArea));
    tools('load', '-C', 'srk.ctx', '-r', 'kx.priv', '-u', 'kx.pub', '-c', 'kx.ctx');
    const peer = createECDH('prime256v1');
    const point = peer.generateKeys();
    oracle.write('point', pointFile(point));
    tools('ecdhzgen', '-c', 'kx.ctx', '-u', 'point', '-o', 'z');
    expect(Buffer.compare(await zGen(blob, point), pointIn('z').subarray(1, 33))).toBe(0);
  });

  test('that tpm2_create makes is loaded by us, passes as KX, and meets the secret of tpm2_ecdhkeygen', async () => {
    const files = ['-u', 'theirs.pub', '-r', 'theirs.priv'];
    tools('create', '-C', 'srk.ctx', '-G', KX_ALGORITHM, '-a', KX_ATTRIBUTES, ...files);
    tools('load', '-C', 'srk.ctx', '-r', 'theirs.priv', '-u', 'theirs.pub', '-c', 'theirs.ctx');
    tools('ecdhkeygen', '-c', 'theirs.ctx', '-u', 'ephemeral', '-o', 'z');
    const blob = { privateArea: inner('theirs.priv'), publicArea: inner('theirs.pub') };
    expect(verifyKx(blob.publicArea)).toMatchObject({ ok: true });
    const secret = await zGen(blob, pointIn('ephemeral'));
    expect(Buffer.compare(secret, pointIn('z').subarray(1, 33))).toBe(0);
  });

  test('that we certify is believed by tpm2_verifysignature', async () => {
    const blob = await ourKx();
    const made = await withTpm(swtpm.tcti, async ({ tpm }) => {
      await using srk = await createSrk(tpm);
      await using ak = await createAk(tpm);
      await using kx = await loadKey(tpm, srk, blob);
      return await certify(tpm, { kx, ak }, randomBytes(32));
    });
    oracle.write('attest', made.attest);
    oracle.write('signature', made.signature);
    const signed = ['-m', 'attest', '-s', 'signature'];
    tools('verifysignature', '-c', 'ak.ctx', '-g', 'sha256', ...signed);
    const altered = Buffer.from(made.attest);
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
    oracle.write('attest', altered);
    const verifying = () => tools('verifysignature', '-c', 'ak.ctx', '-g', 'sha256', ...signed);
    expect(verifying).toThrow('signature');
  });

  test('that tpm2_certify certifies is believed by us, for the qualifying data that it always has', () => {
    tools('createprimary', '-C', 'o', '-c', 'kx.ctx', '-G', KX_ALGORITHM, '-a', KX_ATTRIBUTES);
    tools('readpublic', '-c', 'kx.ctx', '-o', 'kx.pub');
    const keys = ['-c', 'kx.ctx', '-C', 'ak.ctx', '-g', 'sha256'];
    tools('certify', ...keys, '-o', 'attest', '-s', 'signature');
    const evidence = {
      ak: valueOf(verifyAk(inner('ak.pub'))),
      attest: file('attest'),
      signature: file('signature'),
      qualifyingData: Buffer.from('00ff55aa', 'hex'),
    };
    const kx = valueOf(verifyKx(inner('kx.pub')));
    expect(verifyCertify(evidence, kx)).toMatchObject({ ok: true });
  });
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
    oracle.write('certificate', certificate);
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
