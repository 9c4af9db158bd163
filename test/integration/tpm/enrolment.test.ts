/**
 * The whole mathematics of an enrolment between a real software TPM and the controller's verifier.
 * @module
 */
import { createECDH, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { activateCredential, certify, ecdhZGen, quote } from '#src/tpm/commands/identity.ts';
import {
  createAk,
  createEk,
  createKx,
  createSrk,
  type KeyBlob,
  loadKey,
} from '#src/tpm/commands/keys.ts';
import { startEncryptedSession } from '#src/tpm/commands/start-session.ts';
import { getRandom, listHandles, readPcrs, readState } from '#src/tpm/commands/state.ts';
import type { Tpm } from '#src/tpm/commands/tpm.ts';
import { makeCredential } from '#src/tpm/make-credential.ts';
import { pcrDigest, sha256Pcrs } from '#src/tpm/pcr.ts';
import { verifyCertify, verifyQuote } from '#src/tpm/verify-attest.ts';
import { verifyAk, verifyEk, verifyKx } from '#src/tpm/verify-keys.ts';
import { valueOf } from '#test/gen/verified.ts';
import { SwtpmProcess } from './swtpm.ts';
import { contains, leftBehind, withTpm } from './with-tpm.ts';

let swtpm: SwtpmProcess;
beforeAll(async () => {
  swtpm = await SwtpmProcess.start();
});
afterAll(async () => swtpm.stop());

const PCRS = sha256Pcrs([7, 0, 1]);

async function makeKx(tpm: Tpm): Promise<KeyBlob> {
  await using srk = await createSrk(tpm);
  return createKx(tpm, srk);
}

/** What an agent does from M1 to M3, and what the controller finds. At most three objects are loaded at once. */
async function enrol(tpm: Tpm, kind: 'ecc' | 'rsa', secret: Uint8Array) {
  const transcript = randomBytes(32);
  await using ak = await createAk(tpm);
  const knownAk = valueOf(verifyAk(ak.publicArea));
  let ekHash: string;
  {
    await using ek = await createEk(tpm, kind);
    const knownEk = valueOf(verifyEk(ek.publicArea));
    ekHash = knownEk.ekHash;
    const credential = makeCredential(knownEk, knownAk, secret);
    using activated = await activateCredential(tpm, { ek, ak }, credential);
    expect(Buffer.compare(activated.reveal(), secret)).toBe(0);
  }
  const blob = await makeKx(tpm);
  const knownKx = valueOf(verifyKx(blob.publicArea));
  await using srk = await createSrk(tpm);
  await using kx = await loadKey(tpm, srk, blob);
  const certified = await certify(tpm, { kx, ak }, transcript);
  const quoted = await quote(tpm, ak, { qualifyingData: transcript, selection: PCRS });
  const digest = pcrDigest(await readPcrs(tpm, PCRS));
  const question = { ak: knownAk, qualifyingData: transcript };
  return {
    ekHash,
    certify: verifyCertify({ ...question, ...certified }, knownKx),
    quote: verifyQuote({ ...question, ...quoted }, { selection: PCRS, digest }),
  };
}

describe('enrolment', () => {
  test.for(['ecc', 'rsa'] as const)('an %s EK enrols', async (kind) => {
    await withTpm(swtpm.tcti, async ({ tpm }) => {
      const result = await enrol(tpm, kind, randomBytes(32));
      expect(result.certify).toMatchObject({ ok: true });
      expect(result.quote).toMatchObject({ ok: true });
      expect(result.ekHash).toMatch(/^[0-9a-f]{64}$/u);
      expect(await leftBehind(tpm)).toEqual([]);
    });
  });

  test('200 enrolments in a row leave no session and no object behind', async () => {
    await withTpm(swtpm.tcti, async ({ tpm }) => {
      for (let round = 0; round < 200; round += 1) {
        const { certify } = await enrol(tpm, 'ecc', randomBytes(32));
        expect(certify.ok).toBe(true);
      }
      expect(await leftBehind(tpm)).toEqual([]);
    });
  });

  test('the activated secret does not cross the bus in the clear', async () => {
    await withTpm(swtpm.tcti, async ({ tpm, recorded }) => {
      const secret = randomBytes(32);
      await enrol(tpm, 'ecc', secret);
      expect(recorded.length).toBeGreaterThan(10);
      expect(contains(recorded, secret)).toBe(false);
    });
  });

  test('EK and AK are the same each time, KX is another each time', async () => {
    await withTpm(swtpm.tcti, async ({ tpm }) => {
      const areas = [];
      for (let round = 0; round < 2; round += 1) {
        await using ek = await createEk(tpm, 'ecc');
        await using ak = await createAk(tpm);
        areas.push(Buffer.concat([ek.publicArea, ak.publicArea]).toString('hex'));
      }
      expect(areas[0]).toBe(areas[1]);
      expect((await makeKx(tpm)).publicArea).not.toEqual((await makeKx(tpm)).publicArea);
    });
  });
});

describe('a failed activation', () => {
  test('of an altered credential is TPM_INTEGRITY, and leaves nothing behind', async () => {
    await withTpm(swtpm.tcti, async ({ tpm }) => {
      for (let round = 0; round < 5; round += 1) {
        await using ek = await createEk(tpm, 'ecc');
        await using ak = await createAk(tpm);
        const [knownEk, knownAk] = [verifyEk(ek.publicArea), verifyAk(ak.publicArea)];
        const good = makeCredential(valueOf(knownEk), valueOf(knownAk), randomBytes(32));
        const blob = Buffer.from(good.blob);
        blob[blob.length - 1] = (blob.at(-1) ?? 0) ^ 1;
        await expect(activateCredential(tpm, { ek, ak }, { ...good, blob })).rejects.toMatchObject({
          code: 'TPM_INTEGRITY',
        });
      }
      expect(await leftBehind(tpm)).toEqual([]);
    });
  });
});

describe('a key exchange key', () => {
  test('agrees with a software key, and the secret does not cross the bus', async () => {
    await withTpm(swtpm.tcti, async ({ tpm, recorded }) => {
      const blob = await makeKx(tpm);
      const spki = valueOf(verifyKx(blob.publicArea)).publicKey.export({
        format: 'der',
        type: 'spki',
      });
      await using srk = await createSrk(tpm);
      await using kx = await loadKey(tpm, srk, blob);
      for (let round = 0; round < 3; round += 1) {
        await using session = await startEncryptedSession(tpm, srk);
        const peer = createECDH('prime256v1');
        const point = peer.generateKeys();
        using shared = await ecdhZGen(tpm, { kx, session }, point);
        const expected = peer.computeSecret(spki.subarray(-65));
        expect(Buffer.compare(shared.reveal(), expected)).toBe(0);
        expect(contains(recorded, expected)).toBe(false);
        expect(contains(recorded, point.subarray(1, 33))).toBe(false);
        // The TPM ended it with the command: there is nothing to flush.
        expect(await listHandles(tpm, 'loadedSession')).toEqual([]);
        expect(session.isOver).toBe(true);
      }
    });
  });

  test('refuses a point that is not on the curve', async () => {
    await withTpm(swtpm.tcti, async ({ tpm }) => {
      await using srk = await createSrk(tpm);
      await using kx = await loadKey(tpm, srk, await createKx(tpm, srk));
      await using session = await startEncryptedSession(tpm, srk);
      const point = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 7)]);
      await expect(ecdhZGen(tpm, { kx, session }, point)).rejects.toMatchObject({
        code: 'TPM_REFUSED',
        message: expect.stringMatching(/point that is not on the curve/u),
      });
    });
  });

  test('of another TPM is TPM_INTEGRITY', async () => {
    const other = await SwtpmProcess.start();
    try {
      const blob = await withTpm(other.tcti, async ({ tpm }) => makeKx(tpm));
      await withTpm(swtpm.tcti, async ({ tpm }) => {
        await using srk = await createSrk(tpm);
        await expect(loadKey(tpm, srk, blob)).rejects.toMatchObject({ code: 'TPM_INTEGRITY' });
      });
    } finally {
      await other.stop();
    }
  });
});

test('a TPM tells who it is, and gives random bytes', async () => {
  await withTpm(swtpm.tcti, async ({ tpm }) => {
    expect(await readState(tpm)).toMatchObject({
      manufacturer: 'IBM',
      lockout: { isLockedOut: false, counter: 0, max: 3, intervalSeconds: 1000 },
      isEndorsementEnabled: true,
      isStorageEnabled: true,
    });
    expect(await getRandom(tpm, 32)).not.toEqual(await getRandom(tpm, 32));
  });
});
