/**
 * `credfleet inspect` of sealed files, and of units' files that have a sealed credential in them.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { setCredential } from '#src/systemd/set-credential.ts';
import { FakeCli } from '#test/fakes/fake-cli.ts';

let sealed: Buffer;

beforeAll(async () => {
  sealed = await readFile(new URL('../../vectors/sealed/257-host-tpm2.cred', import.meta.url));
});

async function inspect(text: string): Promise<{ exitCode: number; out: string; err: string }> {
  const cli = new FakeCli();
  cli.files.set('db', Buffer.from(text));
  return cli.run('inspect', 'db', '-o', 'json');
}

test('a drop-in says of itself what the file in it does', async () => {
  const file = await inspect(sealed.toString());
  expect(JSON.parse(file.out)).toMatchObject({ keyType: 'host+tpm2', tpm2Pcrs: [7, 23] });
  const dropIn = await inspect(`# ours\n[Service]\n${setCredential({ name: 'db', sealed })}\n`);
  expect(dropIn).toEqual(file);
});

test('a file with two of them is refused, with their names', async () => {
  const lines = ['db', 'api-key'].map((name) => setCredential({ name, sealed }));
  const run = await inspect(`[Service]\n${lines.join('\n')}\n`);
  expect(run.exitCode).toBe(1);
  expect(run.err).toContain('db: it has several sealed credentials in it (db, api-key)');
  expect(run.err).toContain('[SEALED_FILE_MALFORMED]');
});

test('a unit file with none of them is no sealed file', async () => {
  const run = await inspect('[Service]\nExecStart=/bin/true\n');
  expect(run.err).toContain('[SEALED_FILE_MALFORMED]');
});
