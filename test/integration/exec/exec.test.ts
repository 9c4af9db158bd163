/**
 * The port to other programs with real ones: what they get, what comes back, and how they end.
 * @module
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createExec } from '#src/exec/exec.node.ts';

const exec = createExec({ GIVEN: 'by the wiring' });
const sh = (
  script: string,
  more: { readonly stdin?: Uint8Array; readonly timeoutMs?: number } = {},
) => exec({ file: 'sh', args: ['-c', script], timeoutMs: 10_000, ...more });
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

test('standard input comes back whole, bytes that are no text too', async () => {
  const stdin = Uint8Array.from({ length: 1_048_576 }, (_, at) => at % 251);
  const { exitCode, stdout } = await exec({ file: 'cat', args: [], stdin, timeoutMs: 10_000 });
  expect(exitCode).toBe(0);
  expect(Buffer.compare(stdout, stdin)).toBe(0);
});

test('a program that does not read its input ends as it wants', async () => {
  const { exitCode } = await sh('exit 7', { stdin: new Uint8Array(1_048_576) });
  expect(exitCode).toBe(7);
});

test('a program sees a minimal environment and what the wiring gives it', async () => {
  const { stdout } = await exec({ file: 'env', args: [], timeoutMs: 10_000, env: { MORE: 'x' } });
  const names = text(stdout)
    .trim()
    .split('\n')
    .map((line) => line.split('=')[0]);
  expect(new Set(names)).toEqual(new Set(['PATH', 'LC_ALL', 'GIVEN', 'MORE']));
});

test('arguments are not looked at by a shell', async () => {
  const { stdout } = await exec({ file: 'printf', args: ['%s', '$(id)'], timeoutMs: 10_000 });
  expect(text(stdout)).toBe('$(id)');
});

test('a program ended by a signal has exit code 128 and the signal', async () => {
  expect((await sh('kill -TERM $$')).exitCode).toBe(143);
});

test('of standard error 64 KiB are kept', async () => {
  const { stderr } = await sh('head -c 200000 /dev/zero | tr "\\0" x >&2');
  expect(stderr).toHaveLength(65_536);
});

test('a program that is too slow is killed, and the error names it and its time', async () => {
  await expect(sh('exec sleep 60', { timeoutMs: 50 })).rejects.toMatchObject({
    code: 'COMMAND_FAILED',
    message: "'sh' did not end within 50 ms and was killed",
  });
});

test('a program that writes without end has no room to, and its error names the limit', async () => {
  const endless = exec({ file: 'cat', args: ['/dev/zero'], timeoutMs: 60_000 });
  await expect(endless).rejects.toMatchObject({
    code: 'COMMAND_FAILED',
    message: "'cat' wrote more than 4194304 bytes",
  });
});

test('a program that is not there is named', async () => {
  const missing = exec({ file: 'credfleet-no-such-program', args: [], timeoutMs: 1_000 });
  await expect(missing).rejects.toMatchObject({
    code: 'COMMAND_FAILED',
    message: expect.stringContaining("'credfleet-no-such-program'") as string,
  });
});

test('as much as may be written comes back whole, and not a byte more', async () => {
  const most = await sh('head -c 4194304 /dev/zero');
  expect(most.stdout).toHaveLength(4_194_304);
  await expect(sh('head -c 4194305 /dev/zero')).rejects.toMatchObject({ code: 'COMMAND_FAILED' });
});

test('a program gets its three files, none of ours, and no signal blocked or ignored', async () => {
  const own = await open(import.meta.filename);
  const both = await Promise.all([1, 2].map(() => sh('sleep 0.05; ls -l /proc/self/fd')));
  await own.close();
  for (const { stdout } of both) {
    expect(text(stdout).match(/memfd:credfleet/gu)).toHaveLength(3);
    expect(text(stdout)).not.toContain(import.meta.filename);
  }
  const { stdout } = await sh('grep -E "Sig(Blk|Ign)" /proc/self/status');
  const none = '0000000000000000';
  expect(text(stdout)).toBe(`SigBlk:\t${none}\nSigIgn:\t${none}\n`);
});

test('many at once end each with its own code and output, and leave no zombie and no open file', async () => {
  const openFiles = async () => (await readdir('/proc/self/fd')).length;
  const before = await openFiles();
  const codes = Array.from({ length: 20 }, (_, code) => code);
  const results = await Promise.all(codes.map((code) => sh(`echo ${code}; exit ${code}`)));
  expect(results.map(({ exitCode }) => exitCode)).toEqual(codes);
  expect(results.map(({ stdout }) => Number(text(stdout)))).toEqual(codes);
  expect(await openFiles()).toBe(before);
  const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
  expect(children.trim()).toBe('');
  expect(process.listenerCount('SIGCHLD')).toBe(1);
});

test('beside programs that Node starts itself, both are waited for', async () => {
  const node = once(spawn('sh', ['-c', 'sleep 0.05; exit 3']), 'exit');
  const ours = sh('sleep 0.05; exit 4');
  expect([(await node)[0], (await ours).exitCode]).toEqual([3, 4]);
});
