/**
 * Threat: a software key posing as a key of a TPM. What a real TPM itself lets through, and what stops it.
 * @module
 */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sized, TpmReader, uint16, uint32 } from '#src/tpm/bytes.ts';
import { activateCredential } from '#src/tpm/commands/identity.ts';
import { createAk, createEk, LoadedKey } from '#src/tpm/commands/keys.ts';
import { algorithm, attribute, permanent, tag } from '#src/tpm/constants.ts';
import { makeCredential } from '#src/tpm/make-credential.ts';
import { type EccPublic, nameOf } from '#src/tpm/public-area.ts';
import { AK, KX } from '#src/tpm/templates.ts';
import { type AttestationKey, verifyAk, verifyEk } from '#src/tpm/verify-keys.ts';
import type { EnrollStart } from '#src/wire/enrollment-messages.ts';
import { EnrollWorld } from '#test/fakes/enroll-world.ts';
import { TpmApplicant } from '#test/fakes/tpm-applicant.ts';
import { eccKey, type SoftwareKey } from '#test/gen/tpm.ts';
import { valueOf } from '#test/gen/verified.ts';
import { SwtpmProcess } from '#test/integration/tpm/swtpm.ts';
import { type Connection, leftBehind, withTpm } from '#test/integration/tpm/with-tpm.ts';

let swtpm: SwtpmProcess;
beforeAll(async () => {
  swtpm = await SwtpmProcess.start();
});
afterAll(async () => swtpm.stop());

/** TPM2_LoadExternal (Part 3, 12.3), which the product has no use for. */
async function loadExternal(
  { tpm, transport }: Connection,
  key: SoftwareKey<EccPublic>,
  how: { readonly withPrivate: boolean; readonly hierarchy: number },
): Promise<LoadedKey> {
  const scalar = Buffer.from(key.privateKey.export({ format: 'jwk' }).d ?? '', 'base64url');
  const sensitive = [uint16(algorithm.ecc), sized(), sized(), sized(scalar)];
  const body = Buffer.concat([
    how.withPrivate ? sized(...sensitive) : sized(),
    sized(key.publicArea),
    uint32(how.hierarchy),
  ]);
  const head = [uint16(tag.noSessions), uint32(10 + body.length), uint32(0x167)];
  const reader = new TpmReader(await transport.transmit(Buffer.concat([...head, body])));
  reader.bytes(6);
  const code = reader.uint32();
  if (code !== 0) throw new Error(`TPM2_LoadExternal: 0x${code.toString(16)}`);
  return new LoadedKey(tpm, { handle: reader.uint32(), area: key.area, name: nameOf(key.area) });
}

/** As if the attributes had not been looked at. */
const unchecked = (key: SoftwareKey<EccPublic>) =>
  ({ area: key.area, name: key.name }) as unknown as AttestationKey;

describe('attack2: a software key posing as a TPM key', () => {
  test('passes TPM2_ActivateCredential on a genuine TPM; only the attribute check stops it', async () => {
    await withTpm(swtpm.tcti, async (connection) => {
      const { tpm } = connection;
      const posing = eccKey({ ...AK, attributes: attribute.userWithAuth | attribute.sign });
      const loading = { withPrivate: true, hierarchy: permanent.null };
      await using ak = await loadExternal(connection, posing, loading);
      await using ek = await createEk(tpm, 'ecc');
      const secret = randomBytes(32);
      const credential = makeCredential(
        valueOf(verifyEk(ek.publicArea)),
        unchecked(posing),
        secret,
      );
      using activated = await activateCredential(tpm, { ek, ak }, credential);
      expect(Buffer.compare(activated.reveal(), secret)).toBe(0);
      expect(verifyAk(posing.publicArea)).toEqual({ ok: false, refusal: 'AttributesWrong' });
    });
  });

  test('with the attributes of a TPM key is not loaded by the TPM', async () => {
    await withTpm(swtpm.tcti, async (connection) => {
      const posing = eccKey(AK);
      expect(verifyAk(posing.publicArea)).toMatchObject({ ok: true });
      const loading = loadExternal(connection, posing, {
        withPrivate: true,
        hierarchy: permanent.null,
      });
      await expect(loading).rejects.toThrow('0x2c2');
      expect(await leftBehind(connection.tpm)).toEqual([]);
    });
  });
});

describe('attack: only the public half of a software key with the attributes of a TPM key', () => {
  test.for(['null', 'owner', 'endorsement'] as const)(
    'in the %s hierarchy does not activate a credential',
    async (hierarchy) => {
      await withTpm(swtpm.tcti, async (connection) => {
        const { tpm } = connection;
        const posing = eccKey(AK);
        const loading = { withPrivate: false, hierarchy: permanent[hierarchy] };
        {
          await using ak = await loadExternal(connection, posing, loading);
          await using ek = await createEk(tpm, 'ecc');
          const [knownEk, knownAk] = [verifyEk(ek.publicArea), verifyAk(posing.publicArea)];
          const made = makeCredential(valueOf(knownEk), valueOf(knownAk), randomBytes(32));
          const activating = activateCredential(tpm, { ek, ak }, made);
          await expect(activating).rejects.toMatchObject({ code: 'TPM_REFUSED' });
        }
        expect(await leftBehind(tpm)).toEqual([]);
      });
    },
  );
});

test('a credential for one AK is not opened with another', async () => {
  await withTpm(swtpm.tcti, async ({ tpm }) => {
    await using ek = await createEk(tpm, 'ecc');
    await using ak = await createAk(tpm);
    const other = valueOf(verifyAk(eccKey(AK).publicArea));
    const made = makeCredential(valueOf(verifyEk(ek.publicArea)), other, randomBytes(32));
    await expect(activateCredential(tpm, { ek, ak }, made)).rejects.toMatchObject({
      code: 'TPM_INTEGRITY',
    });
  });
});

describe('an attacker with a genuine TPM of its own that asks to be a host', () => {
  /** Its TPM is even the one that the name is pinned to: what it wants is a key that it can take away. */
  async function asking(change: Partial<EnrollStart>): Promise<readonly unknown[]> {
    const genuine = await TpmApplicant.install(async (work) =>
      withTpm(swtpm.tcti, async ({ tpm }) => work(tpm)),
    );
    using world = await EnrollWorld.start();
    await world.createHost('db-1', { ekHash: genuine.ekHash });
    let isChallenged = false;
    const answer = await world.enroll(genuine, {
      start: (start) => ({ ...start, ...change }),
      meanwhile: () => {
        isChallenged = true;
      },
    });
    expect(answer).toMatchObject({ kind: 'denied' });
    expect(world.ledger.identities()).toEqual([]);
    return [isChallenged, ...world.refusals()];
  }

  test('with an attestation key in software is refused before there is a challenge', async () => {
    const posing = eccKey({ ...AK, attributes: attribute.userWithAuth | attribute.sign });
    const refused = await asking({ akPub: posing.publicArea });
    expect(refused).toEqual([false, 'its attestation key: AttributesWrong']);
  });

  test('with a key for envelopes in software is refused before there is a challenge', async () => {
    const posing = eccKey({ ...KX, attributes: attribute.userWithAuth | attribute.decrypt });
    const refused = await asking({ kxTpmPub: posing.publicArea });
    expect(refused).toEqual([false, 'its KX key: AttributesWrong']);
  });

  test('with a key for envelopes that only says it is in a TPM has no certification of it', async () => {
    const posing = eccKey(KX);
    const refused = await asking({ kxTpmPub: posing.publicArea });
    expect(refused).toEqual([true, 'its certification of KX: CertifiedKeyWrong']);
  });
});
