/**
 * What the TPM of a host takes, from what is done anyway.
 * @module
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TpmTimes } from '#agent/seal/tpm-times.ts';
import type { ExecRequest } from '#src/exec/exec.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';

const file = (name: string): Uint8Array =>
  readFileSync(new URL(`../../vectors/sealed/${name}.cred`, import.meta.url));

/** Each call takes so long. */
function timesOf(takesMs: readonly number[]) {
  const clock = new FakeClock();
  const left = [...takesMs];
  const work = (): void => clock.advance(left.shift() ?? 0);
  const times = new TpmTimes(clock);
  const exec = times.timedExec(async () => {
    work();
    return { exitCode: 0, stdout: new Uint8Array(), stderr: '' };
  });
  const test = times.timedTest(async () => work());
  const request = (verb: string, key: string): ExecRequest => {
    return { file: 'systemd-creds', args: [verb, `--with-key=${key}`], timeoutMs: 1 };
  };
  return {
    times,
    seal: async (key: string) => exec(request('encrypt', key)),
    open: async (name: string) => test({ name: 'x', sealed: file(name), isExpected: () => true }),
  };
}

test('nothing is known before the first', () => {
  const { times } = timesOf([]);
  expect(times.measured()).toEqual({});
  expect(times.startDelayMs(100)).toBe(0);
});

test('medians of what used the TPM; what did not counts for nothing', async () => {
  const { times, seal, open } = timesOf([30, 900, 40, 35, 5_000, 12]);
  await seal('host+tpm2');
  await seal('host');
  await seal('tpm2');
  await seal('host+tpm2');
  await open('257-host');
  await open('257-host-tpm2');
  expect(times.measured()).toEqual({ sealMs: 35, openMs: 12 });
});

test('a start waits for each credential as long as the slower of both takes', async () => {
  const { times, seal, open } = timesOf([30, 400]);
  await seal('tpm2');
  await open('257-host-tpm2');
  expect(times.startDelayMs(10)).toBe(4_000);
});
