/**
 * Host keys made by real systemd on two machines, and whose they are.
 * @module
 */
import { chmod, link, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostKeyProblem, readHostKey } from '#agent/seal/host-key.node.ts';
import { hostKeyTag } from '#src/systemd/host-key.ts';

const MADE_BY_257 = {
  machineId: '3401c98ef0abb2c572156f87608b8380',
  tag: 'c1c8e1e59f7b49e1ac289824a7e1c811',
};
const MADE_BY_252 = {
  machineId: 'd361039c8b840b4f3139ea53096cf88e',
  tag: '781c66581ed04397913134aed1f9b7f5',
};

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'host-key-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true });
});

test.for([MADE_BY_252, MADE_BY_257])(
  'systemd begins the key of machine $machineId with $tag',
  ({ machineId, tag }) => {
    expect(Buffer.from(hostKeyTag(Buffer.from(machineId, 'hex'))).toString('hex')).toBe(tag);
  },
);

async function problemWith(tag: string | undefined): Promise<string | undefined> {
  const files = { hostKey: join(dir, tag ?? 'missing'), machineId: join(dir, 'machine-id') };
  await writeFile(files.machineId, `${MADE_BY_257.machineId}\n`);
  if (tag !== undefined)
    await writeFile(files.hostKey, Buffer.from(`${tag}${'00'.repeat(4096)}`, 'hex'));
  return hostKeyProblem(files)();
}

test('the key of this machine is no problem', async () => {
  expect(await problemWith(MADE_BY_257.tag)).toBeUndefined();
});

test('a missing key is named', async () => {
  expect(await problemWith(undefined)).toContain('is missing');
});

test('the key of another machine is named before systemd deletes it', async () => {
  expect(await problemWith(MADE_BY_252.tag)).toContain('belongs to another');
});

describe('reading it', () => {
  const key = Buffer.from(`${MADE_BY_257.tag}${'5a'.repeat(4096)}`, 'hex');

  async function place(content: Uint8Array, mode = 0o400) {
    const files = { hostKey: join(dir, 'key'), machineId: join(dir, 'machine-id') };
    await rm(files.hostKey, { force: true });
    await rm(join(dir, 'link'), { force: true });
    await writeFile(files.machineId, `${MADE_BY_257.machineId}\n`);
    await writeFile(files.hostKey, content);
    await chmod(files.hostKey, mode);
    return files;
  }
  const missing = { code: 'HOST_KEY_MISSING' };

  test('gives what is behind the tag', async () => {
    using read = await readHostKey(await place(key));
    expect(Buffer.from(read.reveal()).toString('hex')).toBe('5a'.repeat(4096));
  });

  test.for([
    { what: 'another machine’s', content: Buffer.concat([Buffer.alloc(16), key.subarray(16)]) },
    { what: 'one that is cut short', content: key.subarray(0, -1) },
    { what: 'one that a group may read', content: key, mode: 0o440 },
  ])('refuses $what', async ({ content, mode }) => {
    await expect(readHostKey(await place(content, mode))).rejects.toMatchObject(missing);
  });

  test('refuses one with a second name', async () => {
    const files = await place(key);
    await link(files.hostKey, join(dir, 'link'));
    await expect(readHostKey(files)).rejects.toMatchObject(missing);
  });

  test('refuses a symbolic link', async () => {
    const files = await place(key);
    await symlink(files.hostKey, join(dir, 'link'));
    const linked = { ...files, hostKey: join(dir, 'link') };
    await expect(readHostKey(linked)).rejects.toMatchObject(missing);
  });
});
