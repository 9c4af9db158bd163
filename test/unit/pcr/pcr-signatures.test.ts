/**
 * What an agent does with signatures of PCR states: all of them or none, merged, put back, and never over somebody
 * else's file.
 * @module
 */
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PcrSignatures } from '#agent/pcr/pcr-signatures.ts';
import {
  effectiveSignatures,
  signatureFiles,
  SIGNATURE_FILE,
  type SignaturePlaces,
} from '#agent/pcr/signature-files.node.ts';
import { pcrSignatureId, signPolicyDigest } from '#src/systemd/pcr-signature.ts';
import type { PcrSignatureState } from '#src/wire/messages.ts';
import { FakeLog } from '#test/fakes/fake-log.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' });
const state = (digit: string) => {
  const policyDigest = digit.repeat(64);
  return {
    publicKeyPem,
    pcrs: [7],
    policyDigest,
    signature: signPolicyDigest(privateKey, policyDigest),
  };
};
const [first, second] = [state('a'), state('b')];

let dir = '';
let places: SignaturePlaces;
let changes = 0;
let told: PcrSignatureState[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'pcr-signatures-'));
  for (const folder of ['etc', 'run', 'lib']) await mkdir(join(dir, folder));
  places = {
    link: join(dir, 'etc', SIGNATURE_FILE),
    hidden: ['run', 'lib'].map((folder) => join(dir, folder, SIGNATURE_FILE)),
  };
  await symlink(join(dir, 'own', SIGNATURE_FILE), places.link);
  changes = 0;
  told = [];
});
afterEach(async () => rm(dir, { recursive: true }));

/** As after each start of the agent. */
function keeper(): PcrSignatures {
  const kept = new PcrSignatures({
    files: signatureFiles(join(dir, 'own'), places),
    folder: join(dir, 'own'),
    onChange: () => {
      changes += 1;
    },
    log: new FakeLog().logger,
  });
  kept.follow((one) => told.push(one));
  return kept;
}

const found = (): unknown => Object.fromEntries(effectiveSignatures(places) ?? []);
const polsOf = (): string[] => {
  const { sha256 } = found() as { sha256: { pol: string }[] };
  return sha256.map(({ pol }) => pol[0]!);
};

test('without any nothing lies there, and what others wrote is found', async () => {
  await writeFile(places.hidden[1]!, '{"sha256":["theirs"]}');
  await keeper().check();
  expect(found()).toEqual({ sha256: ['theirs'] });
  expect(changes).toBe(0);
});

test('they are written where systemd looks first, told by their ids, and survive a restart', async () => {
  await keeper().accept([first, second]);
  expect(polsOf()).toEqual(['a', 'b']);
  expect(told).toEqual([{ installed: [first, second].map(pcrSignatureId) }]);
  expect((await stat(join(dir, 'own', SIGNATURE_FILE))).mode & 0o777).toBe(0o600);
  expect(changes).toBe(1);
  await keeper().check();
  expect(changes).toBe(1);
});

test('all that was sent is all that there is: what is left out goes, and with the last one the file', async () => {
  const kept = keeper();
  await kept.accept([first, second]);
  await kept.accept([second]);
  expect(polsOf()).toEqual(['b']);
  await kept.accept([]);
  expect(effectiveSignatures(places)).toBeUndefined();
  expect(told.at(-1)).toEqual({ installed: [] });
});

test('one that is wrong changes nothing, and says which', async () => {
  const kept = keeper();
  await kept.accept([first]);
  await kept.accept([second, { ...first, policyDigest: 'c'.repeat(64) }]);
  expect(polsOf()).toEqual(['a']);
  expect(told.at(-1)).toMatchObject({
    installed: [pcrSignatureId(first)],
    refusal: { code: 'PCR_SIGNATURE_INVALID', message: expect.stringContaining('c'.repeat(64)) },
  });
  expect(changes).toBe(1);
});

test('the first file that ours hides is taken over, as it is now', async () => {
  await writeFile(places.hidden[0]!, '{"sha256":[{"pol":"one"}]}');
  await writeFile(places.hidden[1]!, '{"sha256":[{"pol":"never read"}]}');
  const kept = keeper();
  await kept.accept([first]);
  expect(polsOf()).toEqual(['o', 'a']);
  await writeFile(places.hidden[0]!, '{"sha256":[{"pol":"two"}]}');
  await kept.check();
  expect(polsOf()).toEqual(['t', 'a']);
  expect(changes).toBe(2);
});

test('what somebody changed is put back', async () => {
  const kept = keeper();
  await kept.accept([first]);
  await writeFile(join(dir, 'own', SIGNATURE_FILE), 'mine');
  await kept.check();
  expect(polsOf()).toEqual(['a']);
});

test.for([
  {
    given: 'a file of the owner in the place of the link',
    make: async () => writeFile(places.link, '{"sha256":[]}'),
    says: 'made by somebody else',
  },
  {
    given: 'a link to something else',
    make: async () => symlink('/elsewhere', places.link),
    says: 'a link to something else',
  },
  { given: 'no link at all', make: async () => undefined, says: 'systemd-tmpfiles' },
])('$given is left alone and told, once', async ({ make, says }) => {
  await rm(places.link);
  await make();
  const kept = keeper();
  await kept.accept([first]);
  expect(told).toMatchObject([
    {
      installed: [],
      refusal: { code: 'PCR_SIGNATURES_FOREIGN', message: expect.stringContaining(says) },
    },
  ]);
  await kept.check();
  expect(told).toHaveLength(1);
  expect(changes).toBe(0);
});

test('what others wrote and systemd cannot read is not merged', async () => {
  await writeFile(places.hidden[0]!, 'broken');
  await keeper().accept([first]);
  expect(told).toMatchObject([{ installed: [], refusal: { code: 'PCR_SIGNATURES_FOREIGN' } }]);
  await expect(readFile(join(dir, 'own', SIGNATURE_FILE))).rejects.toThrow('ENOENT');
});

test('a controller that never sent any is told nothing', async () => {
  await writeFile(places.hidden[0]!, 'broken');
  await keeper().check();
  expect(told).toEqual([]);
});
