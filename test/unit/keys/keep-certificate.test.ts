/**
 * A controller's own certificates, renewed while it runs.
 * @module
 */
import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import type { KeyAndCertificate } from '#controller/keys/issue-certificate.ts';
import { keepCertificate, LOOK_EVERY_MS } from '#controller/keys/keep-certificate.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { FakeLog } from '#test/fakes/fake-log.ts';
import { issuerOf, keyringOf } from '#test/gen/keyring.ts';

const DAY_MS = 86_400_000;

async function keeping(use: (issued: KeyAndCertificate) => void) {
  const clock = new FakeClock();
  const keyring = await keyringOf(clock);
  const issuer = issuerOf(keyring, clock);
  const issue = () => issuer.issueServerCertificate(['localhost']);
  const stop = new AbortController();
  const log = new FakeLog();
  const kept = { what: 'test', first: issue(), issue, use, keyring, clock, log: log.logger };
  const ended = keepCertificate(kept, stop.signal);
  const pass = async (ms: number) => {
    await clock.nextSleep();
    clock.advance(ms);
    await clock.nextSleep();
  };
  return { clock, log, keyring, pass, stop: async () => (stop.abort(), ended) };
}

test('in the last third of its life there is a new one, which lives as long', async () => {
  const used: string[] = [];
  const { pass, stop, clock } = await keeping(({ certificatePem }) => used.push(certificatePem));
  await pass(243 * DAY_MS);
  expect(used).toHaveLength(0);
  await pass(DAY_MS);
  expect(used).toHaveLength(1);
  const { validToDate } = new X509Certificate(used[0] ?? '');
  expect(validToDate.getTime() - clock.nowMs()).toBeGreaterThan(364 * DAY_MS);
  await pass(243 * DAY_MS);
  expect(used).toHaveLength(1);
  await pass(DAY_MS);
  expect(used).toHaveLength(2);
  await stop();
});

test('at once when the CA is rotated, again when the former one is no more accepted, never for the intent key', async () => {
  const used: string[] = [];
  const { stop, clock, keyring } = await keeping(({ certificatePem }) => used.push(certificatePem));
  await clock.nextSleep();
  await keyring.rotate('intent', { by: 'ada', epoch: 1 });
  await clock.nextSleep();
  expect(used).toHaveLength(0);
  await keyring.rotate('ca', { by: 'ada', epoch: 2 });
  await clock.nextSleep();
  expect(used).toHaveLength(1);
  const { publicKey } = new X509Certificate(keyring.ca.certificate);
  expect(new X509Certificate(used[0] ?? '').verify(publicKey)).toBe(true);
  clock.advance(DAY_MS);
  await clock.nextSleep();
  expect(used).toHaveLength(2);
  await stop();
});

test('one that cannot be put to use is tried again at the next look', async () => {
  let failures = 2;
  let used = 0;
  const { pass, stop, log } = await keeping(() => {
    failures -= 1;
    if (failures >= 0) throw new Error('no file can be written');
    used += 1;
  });
  await pass(300 * DAY_MS);
  await pass(LOOK_EVERY_MS);
  expect(used).toBe(0);
  await pass(LOOK_EVERY_MS);
  expect(used).toBe(1);
  expect(log.lines.map(({ level }) => level)).toEqual(['error', 'error', 'info']);
  await stop();
});
