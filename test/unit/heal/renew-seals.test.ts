/**
 * Seals with a time to live: asked for again in time, sealed anew without a restart, lost when they are over.
 * @module
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { renewSeals } from '#agent/heal/renew-seals.ts';
import { sealAge, sealLife } from '#agent/seal/seal-life.ts';
import type { Clock } from '#src/clock/clock.ts';
import { FakeApplyHost, pushOf as push, type FakeIntent } from '#test/fakes/fake-apply-host.ts';
import { HastyClock } from '#test/fakes/hasty-clock.ts';
import { intentOf } from '#test/gen/intent.ts';

const UNIT = 'payments.service';
const NAME = 'db-password';
const TTL_SECONDS = 3_600;
const HOUR_MS = 3_600_000;
const FIRST: FakeIntent = {
  contents: { [NAME]: 'v1' },
  change: {
    version: 1,
    health: { ...intentOf().health, minHealthyMs: 0 },
    sealing: { key: 'HostAndTPM2', tpm2Pcrs: [], ttlSeconds: TTL_SECONDS },
  },
};

let host: FakeApplyHost;
let startMs = 0;

beforeEach(async () => {
  host = await FakeApplyHost.create();
  host.systemd.addUnit(UNIT, { loads: [NAME] });
  startMs = host.clock.nowMs();
  await host.apply([push(1, FIRST)]);
});

afterEach(async () => host.remove());

/** One look so long after the credential was sealed. */
async function look(afterMs: number, askedMs = new Map<string, number>()): Promise<number> {
  const clock: Clock = new HastyClock();
  const at: Clock = { ...clock, nowMs: () => startMs + afterMs };
  let againAtMs = 0;
  await host.run(async (engine) => {
    if (host.context === undefined) throw new Error('nothing runs');
    const context = { ...host.context, clock: at };
    againAtMs = await renewSeals(context, { jitter: 0, askedMs }, async (work) =>
      engine.exclusive(work),
    );
  });
  return againAtMs - startMs;
}

const encryptions = () => host.exec.requests.filter(({ args }) => args[0] === 'encrypt').length;
const said = () => host.reports.filter(({ rolloutUid }) => rolloutUid === '');

test('in the first half of its life nothing is said, and the look after that is at its renewal', async () => {
  const againMs = await look(HOUR_MS * 0.4);
  expect(said()).toEqual([]);
  expect(againMs).toBeGreaterThanOrEqual(HOUR_MS * 0.5 - 1_000);
  expect(againMs).toBeLessThan(HOUR_MS * 0.52);
});

test('later it is asked for again while the host still holds it, and once more when nothing comes', async () => {
  const asked = new Map<string, number>();
  const nextMs = await look(HOUR_MS * 0.6, asked);
  expect(nextMs).toBe(HOUR_MS * 0.725);
  await look(HOUR_MS * 0.7, asked);
  const ask = {
    phase: 'Healthy',
    runningVersion: 1,
    code: 'SEAL_EXPIRING',
    occasion: 'SealExpiry',
  };
  expect(said()).toMatchObject([ask]);
  await look(HOUR_MS * 0.73, asked);
  expect(said()).toMatchObject([ask, ask]);
});

test('the same version sent for that is sealed anew, and nothing is restarted', async () => {
  await look(HOUR_MS * 0.6);
  const jobs = host.systemd.jobs.length;
  const before = encryptions();
  await host.apply([push(2, FIRST)]);
  expect(host.phases().at(-1)).toBe('1 Healthy');
  const sealed = host.reports.find(({ phase, occasion }) => phase === 'Sealed' && occasion);
  expect(sealed?.occasion).toBe('SealExpiry');
  expect(encryptions()).toBe(before + 1);
  expect(host.reports.at(-1)?.items[0]?.sealNotAfterMs).toBeGreaterThan(startMs);
  expect(host.systemd.jobs.length).toBe(jobs);
});

test('not asked for, the same version sent again is not touched', async () => {
  const before = encryptions();
  await host.apply([push(2, FIRST)]);
  expect(encryptions()).toBe(before);
});

test('over and not renewed it is held no more, and comes like what was lost', async () => {
  await look(HOUR_MS * 0.6);
  await look(HOUR_MS + 1_000);
  expect(said().at(-1)).toMatchObject({
    phase: 'Removed',
    runningVersion: 0,
    code: 'SEAL_LOST',
    occasion: 'SealLost',
  });
  await host.apply([push(2, FIRST)]);
  expect(host.phases().at(-1)).toBe('1 Healthy');
});

test('a life ends in full seconds, never later than asked, and hosts renew apart from each other', () => {
  const life = sealLife(60, 1_000_400)!;
  expect(life).toEqual({ notBeforeMs: 1_000_400, notAfterMs: 1_060_000 });
  expect(sealLife(undefined, 1)).toBeUndefined();
  expect(sealAge(life, 1_031_000, 0).kind).toBe('due');
  expect(sealAge(life, 1_031_000, 0.99).kind).toBe('fresh');
  expect(sealAge(life, 1_060_000, 0.99)).toEqual({ kind: 'due', nextMs: 1_060_001 });
  expect(sealAge(life, 1_060_001, 0).kind).toBe('over');
});
