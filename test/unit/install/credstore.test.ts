/**
 * Stores, copies and drop-ins on a real file system.
 * @module
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { attempt, createCredstore } from '#agent/install/credstore.node.ts';
import type { Credstore } from '#agent/install/credstore.ts';
import type { SealedCopies } from '#agent/install/sealed-copies.ts';
import { sealedCopies } from '#agent/install/sealed-copies.node.ts';
import { createDropIns } from '#agent/install/drop-ins.node.ts';

let folder: string;
let store: Credstore;
let copies: SealedCopies;
const text = (content: string): Buffer => Buffer.from(content);
const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'credstore-'));
  copies = sealedCopies(join(folder, 'copies'));
  store = createCredstore({
    stores: {
      Persistent: join(folder, 'etc'),
      Volatile: join(folder, 'run'),
      Provider: join(folder, 'provided'),
      UnitFile: join(folder, 'unit-files'),
      Machine: join(folder, 'machines'),
      User: join(folder, 'users'),
    },
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

test('a copy is found by its digest, for root only, and stays while others come', async () => {
  await copies.keep('u', [text('one')]);
  await copies.keep('u', [text('two'), text('three')]);
  for (const content of ['one', 'two', 'three']) {
    expect(await copies.read('u', sha256(content))).toEqual(text(content));
  }
  const mode = (await stat(join(folder, 'copies', 'u', sha256('one')))).mode;
  expect(mode & 0o777).toBe(0o600);
  expect(await copies.read('other', sha256('one'))).toBeUndefined();
});

test('a copy that a power cut left torn is none, and is made again', async () => {
  await copies.keep('u', [text('one')]);
  await writeFile(join(folder, 'copies', 'u', sha256('one')), 'o');
  expect(await copies.read('u', sha256('one'))).toBeUndefined();
  await copies.keep('u', [text('one')]);
  expect(await copies.read('u', sha256('one'))).toEqual(text('one'));
});

test('of the copies those are kept that something needs, or none', async () => {
  await copies.keep('u', ['one', 'two', 'three'].map(text));
  await copies.keepOnly('u', new Set([sha256('two'), sha256('four')]));
  expect(await copies.digests('u')).toEqual([sha256('two')]);
  await copies.keepOnly('u', new Set());
  expect(await readdir(join(folder, 'copies'))).toEqual([]);
  await copies.keepOnly('u', new Set());
  expect(await copies.digests('u')).toEqual([]);
});

test('copies of what is not held any more go, all others stay', async () => {
  await copies.keepOnlyOf(new Set());
  for (const uid of ['a', 'b', 'c']) await copies.keep(uid, [text('one')]);
  await copies.keepOnlyOf(new Set(['b', 'd']));
  expect(await readdir(join(folder, 'copies'))).toEqual(['b']);
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
