/**
 * The append-only log on a real disk: what was appended is read back, a torn tail goes, damage stays and
 * is told.
 * @module
 */
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAppendFile } from '#src/files/append-file.node.ts';
import { AppendLog, openAppendLog } from '#src/files/append-log.node.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'append-log-'));
  path = join(folder, 'log');
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function writeLines(lines: readonly string[]): Promise<void> {
  const { log } = await openAppendLog(path);
  await log.append(lines);
  await log.close();
}

async function readLines(): Promise<readonly string[]> {
  const { log, lines } = await openAppendLog(path);
  await log.close();
  return lines;
}

test('what was appended is there after opening again, in order', async () => {
  await writeLines(['one', 'two']);
  await writeLines(['three', '{"with":"\u00fcmlaut"}']);
  expect(await readLines()).toEqual(['one', 'two', 'three', '{"with":"\u00fcmlaut"}']);
});

test('appends at the same time keep their order', async () => {
  const { log } = await openAppendLog(path);
  await Promise.all(Array.from({ length: 50 }, (_, at) => log.append([`line ${at}`])));
  await log.close();
  expect(await readLines()).toEqual(Array.from({ length: 50 }, (_, at) => `line ${at}`));
});

test('the file can be read by its owner only', async () => {
  await writeLines(['x']);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a torn tail of any length is cut off and appending goes on behind the rest', async () => {
  await writeLines(['kept', 'torn line']);
  const whole = await readFile(path);
  const keptBytes = whole.indexOf('\n') + 1;
  for (let bytes = keptBytes; bytes < whole.length; bytes += 1) {
    await writeFile(path, whole.subarray(0, bytes));
    const { log, lines, tornBytes } = await openAppendLog(path);
    expect(lines).toEqual(['kept']);
    expect(tornBytes).toBe(bytes - keptBytes);
    await log.append(['next']);
    await log.close();
    expect(await readLines()).toEqual(['kept', 'next']);
  }
});

test('a tail of zeros, as file systems leave it, is cut off', async () => {
  await writeLines(['kept']);
  await appendFile(path, Buffer.alloc(4096));
  expect(await readLines()).toEqual(['kept']);
});

test('damage before a whole line is refused, not repaired', async () => {
  await writeLines(['one', 'two']);
  const content = await readFile(path);
  content[18] = 0x58;
  await writeFile(path, content);
  await expect(openAppendLog(path)).rejects.toMatchObject({ code: 'STATE_CORRUPT' });
});

test('a rewrite replaces everything, and appending goes on', async () => {
  const { log } = await openAppendLog(path);
  await log.append(['old 1', 'old 2']);
  await log.rewrite(['new']);
  await log.append(['after']);
  await log.close();
  expect(await readLines()).toEqual(['new', 'after']);
});

test('a folder that is not there is told with a code', async () => {
  await expect(openAppendLog(join(folder, 'no', 'log'))).rejects.toMatchObject({
    code: 'STATE_UNWRITABLE',
  });
});

/** A real file on a disk that can be full: half of what is written fits. */
function openFullDisk(disk: { full: boolean; canTruncate: boolean; syncs?: number }): AppendLog {
  const file = openAppendFile(path, 0o600);
  return new AppendLog(
    path,
    {
      ...file,
      append: (bytes) => {
        if (!disk.full) return file.append(bytes);
        file.append(bytes.subarray(0, bytes.length / 2));
        throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      },
      sync: async () => {
        disk.syncs = (disk.syncs ?? 0) + 1;
        await file.sync();
      },
      truncate: (sizeBytes) => {
        if (!disk.canTruncate) throw new Error('EIO: i/o error');
        file.truncate(sizeBytes);
      },
    },
    0,
  );
}

test.for([
  { given: 'a full disk', canTruncate: true },
  { given: 'a full disk that does not even take back the half', canTruncate: false },
])('$given is STATE_UNWRITABLE, and what follows stands behind whole lines', async (given) => {
  const disk = { full: false, canTruncate: given.canTruncate };
  const log = openFullDisk(disk);
  await log.append(['before']);
  disk.full = true;
  const refused = { code: 'STATE_UNWRITABLE', message: expect.stringContaining(path) as string };
  await expect(log.append(['lost'])).rejects.toMatchObject(refused);
  await expect(log.append(['lost too'])).rejects.toMatchObject(refused);
  disk.full = false;
  disk.canTruncate = true;
  await log.append(['after']);
  await log.close();
  expect(await readLines()).toEqual(['before', 'after']);
});

test('what may be lost waits for no disk, and is there with the next that may not', async () => {
  const disk = { full: false, canTruncate: true, syncs: 0 };
  const log = openFullDisk(disk);
  await log.appendLazily(['may be lost']);
  expect(disk.syncs).toBe(0);
  await log.append(['may not']);
  expect(disk.syncs).toBe(1);
  await Promise.all([log.append(['one']), log.appendLazily(['two']), log.append(['three'])]);
  await log.close();
  expect(await readLines()).toEqual(['may be lost', 'may not', 'one', 'two', 'three']);
});

test('what is appended behind the end of a log is refused, and goes into no other file', async () => {
  const { log } = await openAppendLog(path);
  await log.close();
  const other = openAppendFile(join(folder, 'other'), 0o600);
  await expect(log.append(['too late'])).rejects.toMatchObject({ code: 'STATE_UNWRITABLE' });
  await log.close();
  other.append(Buffer.from('its own'));
  other.close();
  expect(await readFile(join(folder, 'other'), 'utf8')).toBe('its own');
});

test('rewritten with nothing it is empty, and goes on', async () => {
  await writeLines(['one']);
  const { log } = await openAppendLog(path);
  await log.rewrite([]);
  expect(await readFile(path, 'utf8')).toBe('');
  await log.append(['two']);
  await log.close();
  expect(await readLines()).toEqual(['two']);
});
