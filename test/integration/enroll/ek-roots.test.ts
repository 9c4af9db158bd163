/**
 * The certificates of manufacturers, as a person gives them; and what they let in.
 * @module
 */
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readEkRoots } from '#controller/enroll/ek-roots.node.ts';
import { spkiOf } from '#src/identity/public-key.ts';
import { verifyEk } from '#src/tpm/verify-keys.ts';
import type { EnrollStart } from '#src/wire/enrollment-messages.ts';
import { EnrollWorld } from '#test/fakes/enroll-world.ts';
import { TpmApplicant } from '#test/fakes/tpm-applicant.ts';
import { authority, ekCertificate } from '#test/gen/ek-certificate.ts';
import { valueOf } from '#test/gen/verified.ts';
import { denied, issued, useTpm } from './machines.ts';

const root = authority('Maker Root');
const between = authority('Maker CA 7', root);
const pem = (bytes: Uint8Array) => new X509Certificate(bytes).toString();

describe('--ek-roots', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'ek-roots-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));
  const write = (name: string, text: string) => {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  };

  test('is a file, or every certificate file of a directory', async () => {
    const file = write('maker.pem', pem(root.der) + pem(between.der));
    write('other.crt', pem(authority('Other').der));
    write('README.txt', 'no certificate');
    expect(await readEkRoots(file)).toHaveLength(2);
    expect(await readEkRoots(directory)).toHaveLength(3);
    expect(await readEkRoots(undefined)).toEqual([]);
  });

  test('that is empty, unreadable or not certificates stops the controller', async () => {
    const invalid = { code: 'CONFIG_INVALID' };
    await expect(readEkRoots(directory)).rejects.toMatchObject(invalid);
    await expect(readEkRoots(join(directory, 'absent'))).rejects.toMatchObject(invalid);
    write('broken.pem', pem(root.der).slice(0, -40));
    await expect(readEkRoots(directory)).rejects.toMatchObject(invalid);
  });
});

describe('a machine whose EK certificate chains to a pinned root', () => {
  const myTpm = useTpm();
  const ekRoots = [new X509Certificate(root.der)];

  async function certified(kind: 'ecc' | 'rsa' = 'ecc') {
    const machine = await TpmApplicant.install(myTpm, kind);
    const { publicKey } = valueOf(verifyEk(machine.parts.ekPub));
    const padded = Buffer.concat([ekCertificate(spkiOf(publicKey), between), Buffer.alloc(99)]);
    const start = (asked: EnrollStart) => ({ ...asked, ekCerts: [padded, between.der] });
    return { machine, start };
  }

  test.for(['ecc', 'rsa'] as const)(
    '(%s) asks without a token, waits, and is approved',
    async (kind) => {
      using world = await EnrollWorld.start({ ekRoots });
      const { machine, start } = await certified(kind);
      expect(await world.enroll(machine, { start })).toMatchObject({ kind: 'pending' });
      const waiting = await world.host('db-1');
      expect(waiting.spec).toEqual({ ekHash: machine.ekHash, approval: 'Pending' });
      expect(waiting.status?.tpm).toMatchObject({
        ekCertificate: 'Trusted',
        manufacturer: 'STM',
        model: 'ST33HTPHAHD4',
      });
      await world.changeHost('db-1', { approval: 'Approved' });
      expect(issued(await world.enroll(machine, { start })).assurance).toBe('TPM');
      const [record] = await world.objects.list('HostEnrollment');
      expect(record?.status?.conditions).toMatchObject([{ type: 'Attested', status: 'True' }]);
    },
  );

  test('does not get a name that was approved for whoever has its token', async () => {
    using world = await EnrollWorld.start({ ekRoots });
    await world.createHost('db-1', { approval: 'Approved' });
    const { machine, start } = await certified();
    expect(await world.enroll(machine, { start })).toEqual(denied);
    expect((await world.host('db-1')).spec).toEqual({ approval: 'Approved' });
  });

  test('is refused without a token when no root is pinned', async () => {
    using world = await EnrollWorld.start();
    const { machine, start } = await certified();
    expect(await world.enroll(machine, { start })).toEqual(denied);
    expect(await world.objects.list('Host')).toEqual([]);
  });

  test("with another machine's certificate is refused", async () => {
    using world = await EnrollWorld.start({ ekRoots });
    const { start } = await certified('rsa');
    const { machine } = await certified('ecc');
    expect(await world.enroll(machine, { start })).toEqual(denied);
  });
});
