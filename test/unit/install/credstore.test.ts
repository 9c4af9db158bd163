/**
 * Stores and drop-ins on a real file system.
 * @module
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { attempt, createCredstore } from '#agent/install/credstore.node.ts';
import type { Credstore } from '#agent/install/credstore.ts';
import { createDropIns } from '#agent/install/drop-ins.node.ts';

let folder: string;
let store: Credstore;
const text = (content: string): Buffer => Buffer.from(content);
const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'credstore-'));
  store = createCredstore({
    stores: {
      Persistent: join(folder, 'etc'),
      Volatile: join(folder, 'run'),
      Provider: join(folder, 'provided'),
      UnitFile: join(folder, 'unit-files'),
      Machine: join(folder, 'machines'),
      User: join(folder, 'users'),
    },
    retainedDir: join(folder, 'previous'),
    bootFolder: () => ({ ok: true, value: join(folder, 'boot') }),
  });
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function install(content: string, name = 'db'): Promise<void> {
  const staged = await store.stage('Persistent', [{ name, text: text(content) }]);
  await staged.install();
}

test('a store that is not there is made for root only, its files too', async () => {
  await install('one');
  expect((await stat(join(folder, 'etc'))).mode & 0o777).toBe(0o700);
  expect((await stat(store.pathOf('Persistent', 'db'))).mode & 0o777).toBe(0o600);
});

test('nothing is in effect before install, and nothing is left after discard', async () => {
  await install('one');
  const staged = await store.stage('Persistent', [{ name: 'db', text: text('two') }]);
  expect(await readFile(store.pathOf('Persistent', 'db'), 'utf8')).toBe('one');
  await staged.discard();
  expect(await readdir(join(folder, 'etc'))).toEqual(['db']);
});

test('what a crash left half written is removed, everything else stays', async () => {
  await install('one');
  await store.stage('Persistent', [{ name: 'db', text: text('two') }]);
  await store.clean();
  expect(await readdir(join(folder, 'etc'))).toEqual(['db']);
});

test('digests tell what is there', async () => {
  await install('one');
  const digests = await store.digests('Persistent', ['db', 'other']);
  expect([...digests]).toEqual([['db', sha256('one')]]);
});

test('a retained version comes back whole', async () => {
  await install('one');
  await store.retain({ uid: 'u', version: 1 }, 'Persistent', ['db']);
  await install('two');
  const staged = await store.stageRetained({ uid: 'u', version: 1 }, 'Persistent', ['db']);
  await staged.install();
  expect(await readFile(store.pathOf('Persistent', 'db'), 'utf8')).toBe('one');
});

test('a retained version that is lost is told, not replaced by nothing', async () => {
  const restoring = store.stageRetained({ uid: 'u', version: 1 }, 'Persistent', ['db']);
  await expect(restoring).rejects.toMatchObject({ code: 'CREDSTORE_UNWRITABLE' });
});

test('of the retained versions one is kept, or none', async () => {
  await install('one');
  for (const version of [1, 2, 3]) await store.retain({ uid: 'u', version }, 'Persistent', ['db']);
  await store.forgetRetained('u', 2);
  expect(await readdir(join(folder, 'previous', 'u'))).toEqual(['2']);
  await store.forgetRetained('u', undefined);
  expect(await readdir(join(folder, 'previous'))).toEqual([]);
});

test.for([
  { errno: 'EROFS', code: 'CREDSTORE_READ_ONLY' },
  { errno: 'ENOSPC', code: 'CREDSTORE_FULL' },
  { errno: 'EACCES', code: 'CREDSTORE_UNWRITABLE' },
])('$errno is $code', async ({ errno, code }) => {
  const failing = attempt('writing', async () => {
    throw Object.assign(new Error(errno), { code: errno });
  });
  await expect(failing).rejects.toMatchObject({ code });
});

test('a drop-in is written, found and removed with its empty folder', async () => {
  const dropIns = createDropIns(folder);
  const dropIn = { unit: 'web@1.service', credential: 'db.key' };
  await dropIns.write([dropIn]);
  const path = join(folder, 'web@1.service.d', '50-credfleet-db.key.conf');
  expect(await readFile(path, 'utf8')).toContain('[Service]\nLoadCredentialEncrypted=db.key\n');
  expect((await stat(path)).mode & 0o777).toBe(0o644);
  expect(await dropIns.present([dropIn, { ...dropIn, credential: 'other' }])).toEqual([dropIn]);
  await dropIns.remove([dropIn]);
  expect(await readdir(folder)).toEqual([]);
});

test("a folder with somebody's own drop-in stays", async () => {
  const dropIns = createDropIns(folder);
  const dropIn = { unit: 'web.socket', credential: 'db' };
  await mkdir(join(folder, 'web.socket.d'));
  await writeFile(join(folder, 'web.socket.d', 'own.conf'), '[Socket]\n');
  await dropIns.write([dropIn]);
  await dropIns.remove([dropIn]);
  expect(await readdir(join(folder, 'web.socket.d'))).toEqual(['own.conf']);
});
