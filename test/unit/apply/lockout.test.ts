/**
 * A host whose TPM is in lockout: nothing of ours uses it, nothing changes, and no unit is restarted that could not
 * come up.
 * @module
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Intent } from '#src/intent/intent.ts';
import { FakeApplyHost, pushOf as push, type FakeIntent } from '#test/fakes/fake-apply-host.ts';
import { GuardedHost } from '#test/fakes/guarded-host.ts';
import { intentOf } from '#test/gen/intent.ts';

const UNIT = 'payments.service';
const NAME = 'db-password';
const HEALTH = { ...intentOf().health, minHealthyMs: 0 };
const TO_HOST_KEY = { sealing: { key: 'Host', tpm2Pcrs: [] } } as const;

let host: FakeApplyHost;

beforeEach(async () => {
  host = await FakeApplyHost.create();
  host.systemd.addUnit(UNIT, { loads: [NAME, 'plain'] });
});

afterEach(async () => {
  await host.remove();
});

function version(number: number, change: Partial<Intent> = {}): FakeIntent {
  const contents = { [NAME]: `v${number}` };
  return { contents, change: { version: number, health: HEALTH, ...change } };
}

test('a push that needs it is refused before anything changes, and taken when that is over', async () => {
  await host.apply([push(1, version(1))]);
  const asked = host.exec.requests.length;
  host.isLockedOut = true;
  await host.run(async (engine) => {
    const refusal = { code: 'TPM_LOCKED_OUT', message: 'the TPM is locked out' };
    await expect(engine.accept(push(2, version(2)))).rejects.toMatchObject(refusal);
    expect(engine.hostSeq()).toBe(1);
  });
  expect(host.exec.requests).toHaveLength(asked);
  expect(await host.stored(NAME)).toBe('v1');
  expect(host.systemd.jobs).toHaveLength(1);
  host.isLockedOut = false;
  await host.apply([push(2, version(2))]);
  expect(host.lastReport()).toMatchObject({ phase: 'Healthy', runningVersion: 2 });
});

test('what is sealed to the host key alone is taken', async () => {
  host.isLockedOut = true;
  await host.apply([push(1, version(1, TO_HOST_KEY))]);
  expect(host.lastReport()).toMatchObject({ phase: 'Healthy', runningVersion: 1 });
});

test('but no unit is restarted that opens something else with the TPM', async () => {
  await host.apply([push(1, version(1))]);
  host.isLockedOut = true;
  const other = { uid: 'another-uid', name: 'plain', version: 1, health: HEALTH };
  await host.apply([push(2, { contents: { plain: 'p1' }, change: { ...TO_HOST_KEY, ...other } })]);
  expect(host.lastReport()).toMatchObject({
    name: 'plain',
    phase: 'Failed',
    code: 'TPM_LOCKED_OUT',
    runningVersion: 0,
  });
  expect(await host.filesIn('store')).toEqual([NAME]);
  expect(host.systemd.jobs).toHaveLength(1);
});

test('a removal needs no key', async () => {
  await host.apply([push(1, version(1))]);
  host.isLockedOut = true;
  await host.apply([push(2, { contents: {}, change: { version: 2, operation: 'delete' } })]);
  expect(host.lastReport()).toMatchObject({ phase: 'Removed' });
});

test('after a boot nothing is tested and nothing is lost; it is when that is over', async () => {
  await host.apply([push(1, version(1))]);
  const guarded = new GuardedHost(host);
  await guarded.look();
  const asked = host.exec.requests.length;
  const reports = host.reports.length;
  guarded.fingerprint = { ...guarded.fingerprint, bootId: 'boot-2' };
  host.isLockedOut = true;
  await guarded.look(2);
  expect(host.exec.requests).toHaveLength(asked);
  expect(host.reports).toHaveLength(reports);
  host.isLockedOut = false;
  await guarded.look();
  expect(host.exec.requests.length).toBeGreaterThan(asked);
});

test('when it is over, what was started in it is started again, and told; once', async () => {
  await host.apply([push(1, version(1))]);
  const guarded = new GuardedHost(host);
  await guarded.look();
  const { jobs } = host.systemd;
  const unit = host.systemd.unit(UNIT);
  const failed = { activeState: 'failed', subState: 'failed', execMainStatus: 243 } as const;
  unit.state = { ...unit.state, ...failed };
  await guarded.look();
  expect(jobs).toHaveLength(1);
  guarded.isLockoutOver = true;
  await guarded.look(2);
  expect(jobs.slice(1)).toMatchObject([{ unit: UNIT, verb: 'restart' }]);
  expect(host.lastReport()).toMatchObject({
    phase: 'Healthy',
    occasion: 'SealLost',
    message: expect.stringMatching(
      /^its sealed files open now; payments\.service was without it and was restarted/u,
    ),
  });
  const reports = host.reports.length;
  guarded.isLockoutOver = true;
  await guarded.look();
  expect([host.reports.length, jobs.length]).toEqual([reports, 2]);
});

test('a boot that nobody watched: what failed for its credentials is started, and nothing else', async () => {
  await host.apply([push(1, version(1))]);
  const guarded = new GuardedHost(host);
  await guarded.look();
  const { jobs } = host.systemd;
  const unit = host.systemd.unit(UNIT);
  const boot = async (number: number, execMainStatus: number): Promise<void> => {
    unit.state = { ...unit.state, activeState: 'failed', subState: 'failed', execMainStatus };
    guarded.fingerprint = { ...guarded.fingerprint, bootId: `boot-${number}` };
    await guarded.look();
  };
  await boot(2, 1);
  expect(jobs).toHaveLength(1);
  await boot(3, 243);
  expect(jobs.slice(1)).toMatchObject([{ unit: UNIT, verb: 'restart' }]);
});

test('when it is over, what is sealed to the host key alone is no matter of it', async () => {
  await host.apply([push(1, version(1, TO_HOST_KEY))]);
  const guarded = new GuardedHost(host);
  const unit = host.systemd.unit(UNIT);
  unit.state = { ...unit.state, activeState: 'failed', subState: 'failed', execMainStatus: 243 };
  guarded.isLockoutOver = true;
  await guarded.look();
  expect(host.systemd.jobs).toHaveLength(1);
});
