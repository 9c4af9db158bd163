/**
 * KX blobs on disk: whole or not there, one epoch each, never read as another's.
 * @module
 */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decodeKxBlob, encodeKxBlob } from '#agent/keys/kx-blob.ts';
import { kxFiles } from '#agent/keys/kx-files.node.ts';
import type { KxBlob } from '#agent/tpm/kx-key.ts';

const blobOf = (epoch: number): KxBlob => ({
  epoch,
  createdAtMs: 1_790_000_000_000,
  parentName: new Uint8Array(34).fill(1),
  privateArea: new Uint8Array(126).fill(2),
  publicArea: new Uint8Array(88).fill(3),
});

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kx-files-'));
});
afterEach(async () => rm(directory, { recursive: true }));

test('what was written is listed by epoch, readable by root only, and gone when removed', async () => {
  const files = kxFiles(join(directory, 'state'));
  expect([...(await files.list())]).toEqual([]);
  for (const epoch of [10, 2]) await files.write(blobOf(epoch));
  const listed = await files.list();
  expect([...listed.keys()]).toEqual([2, 10]);
  expect(Buffer.from(encodeKxBlob(listed.get(10) ?? blobOf(1)))).toEqual(
    Buffer.from(encodeKxBlob(blobOf(10))),
  );
  expect((await stat(join(directory, 'state', 'kx-2.blob'))).mode & 0o777).toBe(0o600);
  await files.remove(2);
  await files.remove(2);
  expect(await readdir(join(directory, 'state'))).toEqual(['kx-10.blob']);
});

test('a damaged file is no key, but its epoch is used up', async () => {
  const files = kxFiles(directory);
  await files.write(blobOf(3));
  await writeFile(join(directory, 'kx-3.blob'), 'torn');
  await writeFile(join(directory, 'kx-x.blob'), 'not ours');
  expect([...(await files.list())]).toEqual([[3, undefined]]);
});

test('a blob is read only whole, in its layout and of its epoch', async () => {
  const files = kxFiles(directory);
  await files.write(blobOf(1));
  const whole = new Uint8Array(await readFile(join(directory, 'kx-1.blob')));
  expect(decodeKxBlob(whole, 1)).toBeDefined();
  expect(decodeKxBlob(whole, 2)).toBeUndefined();
  for (let end = 0; end < whole.length; end += 1) {
    expect(decodeKxBlob(whole.slice(0, end), 1)).toBeUndefined();
  }
  expect(decodeKxBlob(Buffer.concat([whole, Buffer.alloc(1)]), 1)).toBeUndefined();
  expect(decodeKxBlob(Buffer.from(whole).fill('x', 4, 5), 1)).toBeUndefined();
});
