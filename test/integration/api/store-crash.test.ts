/**
 * The object store when its process is killed while it writes.
 * @module
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openSqliteObjects } from '#controller/objects/sqlite-objects.node.ts';
import { systemRandom } from '#src/random/random.node.ts';

const child = join(dirname(fileURLToPath(import.meta.url)), 'store-crash-child.ts');
const storageKey = new Uint8Array(32).fill(7);

/** Kills it after some writes; resolves with the last revision that it called durable. */
async function writeUntilKilled(database: string, writes: number): Promise<number> {
  const process_ = spawn(process.execPath, [child, database], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  process_.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (text.split('\n').length > writes) process_.kill('SIGKILL');
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  process_.once('close', () => {
    resolve();
  });
  await promise;
  // A line that was cut off was not said.
  return Number(text.split('\n').at(-2));
}

test('what was called durable is there after SIGKILL, whole, again and again', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'store-crash-'));
  const database = join(directory, 'objects.db');
  for (const writes of [1, 20, 45]) {
    const durable = await writeUntilKilled(database, writes);
    const store = openSqliteObjects({ database, storageKey, random: systemRandom });
    expect(store.revision()).toBeGreaterThanOrEqual(durable);
    expect(store.revision() % 2).toBe(0);
    const indexes = (resource: string): readonly (string | undefined)[] =>
      [...store.list(resource)].map(({ metadata }) => metadata.labels?.['index']);
    expect(indexes('secrets')).toEqual(indexes('hosts'));
    store.close();
  }
  rmSync(directory, { recursive: true });
});
