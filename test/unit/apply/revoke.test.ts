/**
 * What a host does with versions that are revoked: it forgets them, never goes back to them, and says that they are
 * gone only after it looked.
 * @module
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { failpoints } from '#agent/apply/failpoints.ts';
import type { Intent } from '#src/intent/intent.ts';
import { FakeApplyHost, pushOf as push, type FakeIntent } from '#test/fakes/fake-apply-host.ts';
import { intentOf } from '#test/gen/intent.ts';

const UNIT = 'payments.service';
const NAME = 'db-password';
const HEALTH = { ...intentOf().health, minHealthyMs: 0 };

let host: FakeApplyHost;

beforeEach(async () => {
  host = await FakeApplyHost.create();
  host.systemd.addUnit(UNIT, { loads: [NAME] });
});

afterEach(async () => {
  await host.remove();
});

function version(number: number, content: string, change: Partial<Intent> = {}): FakeIntent {
  return { contents: { [NAME]: content }, change: { version: number, health: HEALTH, ...change } };
}

function revocation(number: number, change: Partial<Intent> = {}): FakeIntent {
  return {
    contents: {},
    change: { version: number, operation: 'delete', health: HEALTH, ...change },
  };
}

function loaded(): string | undefined {
  const bytes = host.systemd.units.get(UNIT)?.loaded.get(NAME);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString();
}

describe('a version that takes the place of a revoked one', () => {
  test('leaves no copy of it and says so', async () => {
    await host.apply([push(1, version(1, 'leaked'))]);
    await host.apply([push(2, version(2, 'fresh', { revoked: [1] }))]);
    expect(host.lastReport()).toMatchObject({ phase: 'Healthy', runningVersion: 2, gone: [1] });
    expect(await host.copied()).toEqual([]);
    expect(loaded()).toBe('fresh');
  });

  test('keeps the copy of a version before that is not revoked', async () => {
    await host.apply([push(1, version(1, 'leaked'))]);
    await host.apply([push(2, version(2, 'good'))]);
    await host.apply([push(3, version(3, 'good', { revoked: [1] }))]);
    expect(host.lastReport()).toMatchObject({ phase: 'Healthy', gone: [1] });
    expect(await host.copied()).toEqual(['good']);
    expect(host.systemd.jobs).toHaveLength(2);
  });

  test('that fails stays: the host does not go back to what is revoked', async () => {
    host.systemd.units.get(UNIT)!.survives = (contents) => contents.get(NAME) !== 'bad';
    await host.apply([push(1, version(1, 'leaked'))]);
    await host.apply([push(2, version(2, 'bad', { revoked: [1] }))]);
    expect(host.phases().at(-1)).toBe('2 Failed');
    expect(host.lastReport()).not.toHaveProperty('gone');
    expect(await host.stored(NAME)).toBe('bad');
    await host.apply([push(3, version(3, 'fresh', { revoked: [1] }))]);
    expect(host.lastReport()).toMatchObject({ phase: 'Healthy', gone: [1] });
  });

  test('is no proof while a unit that nobody restarts runs with the old content', async () => {
    host.systemd.addUnit('other.service', { loads: [NAME], state: { activeState: 'active' } });
    const activation = {
      units: [{ name: UNIT, action: 'Restart' as const }],
      autoDetect: false,
      coalesceMs: 0,
    };
    await host.apply([push(1, version(1, 'leaked', { activation }))]);
    host.systemd.units.get('other.service')!.loaded = new Map([[NAME, Buffer.from('leaked')]]);
    await host.apply([push(2, version(2, 'fresh', { activation, revoked: [1] }))]);
    expect(host.lastReport()).toMatchObject({
      phase: 'Healthy',
      message: expect.stringContaining(
        'revoked version 1 not shown to be gone: other.service runs with it',
      ) as string,
    });
    expect(host.lastReport()).not.toHaveProperty('gone');
  });
});

describe('a revocation with nothing in its place', () => {
  test('takes everything away, restarts what runs with it and says that it is gone', async () => {
    await host.apply([push(1, version(1, 'leaked'))]);
    await host.apply([push(2, revocation(2, { revoked: [1] }))]);
    expect(host.lastReport()).toMatchObject({
      phase: 'Removed',
      runningVersion: 0,
      gone: [1],
      units: [{ name: UNIT, action: 'Restarted' }],
    });
    expect(loaded()).toBeUndefined();
    expect(await host.filesIn('store')).toEqual([]);
    expect(await host.copied()).toEqual([]);
  });

  test('of units that it must not touch says what still runs with it', async () => {
    await host.apply([push(1, version(1, 'leaked'))]);
    const activation = { units: [], autoDetect: false, coalesceMs: 0 };
    await host.apply([push(2, revocation(2, { revoked: [1], activation }))]);
    expect(host.lastReport()).toMatchObject({ phase: 'Removed', runningVersion: 0 });
    expect(host.lastReport()?.message).toContain(`${UNIT} runs with it`);
    expect(host.lastReport()).not.toHaveProperty('gone');
  });

  test.for([
    { what: 'another version', content: 'good', says: 'version 1' },
    {
      what: 'nobody knows what',
      content: 'of a year ago',
      says: 'something that this host knows no more',
    },
    { what: 'it', content: 'leaked', says: 'it' },
  ])('of a unit that runs with $what says so, and proves nothing', async ({ content, says }) => {
    await host.apply([push(1, version(1, 'good'))]);
    const activation = { units: [], autoDetect: false, coalesceMs: 0 };
    await host.apply([push(2, version(2, 'leaked', { activation }))]);
    host.systemd.units.get(UNIT)?.loaded.set(NAME, Buffer.from(content));
    await host.apply([push(3, revocation(3, { revoked: [2], activation }))]);
    expect(host.lastReport()?.message).toContain(
      `revoked version 2 not shown to be gone: ${UNIT} runs with ${says}`,
    );
    // Another version may have the same content, and this host would not know.
    expect(host.lastReport()).not.toHaveProperty('gone');
  });

  test('finds a unit that had it from a drop-in of ours', async () => {
    host.systemd.addUnit(UNIT);
    await host.apply([push(1, version(1, 'leaked'))]);
    expect(loaded()).toBe('leaked');
    await host.apply([push(2, revocation(2, { revoked: [1] }))]);
    expect(host.lastReport()).toMatchObject({ phase: 'Removed', gone: [1] });
    expect(loaded()).toBeUndefined();
  });

  test('is final: the host refuses the revoked version for ever', async () => {
    await host.apply([push(1, version(1, 'leaked'))]);
    await host.apply([push(2, revocation(2, { revoked: [1] }))]);
    await host.run(async (engine) => {
      await expect(engine.accept(push(3, version(1, 'leaked')))).rejects.toMatchObject({
        code: 'VERSION_NOT_NEWER',
      });
    });
  });

  test.for(failpoints.map((failpoint) => ({ failpoint })))(
    'crashed at $failpoint ends the same, with at most one restart',
    async ({ failpoint }) => {
      host.systemd.addUnit(UNIT);
      await host.apply([push(1, version(1, 'leaked'))]);
      const before = host.systemd.jobs.length;
      const intent = revocation(2, { revoked: [1] });
      const { crashed } = await host.run(async (engine) => {
        const ended = host.ended(1);
        await engine.accept(push(2, intent));
        await ended;
      }, failpoint);
      await host.apply([], !crashed || failpoint === 'finished' ? 0 : 1);
      expect(host.lastReport()).toMatchObject({ phase: 'Removed', gone: [1] });
      expect(host.systemd.jobs.length - before).toBe(1);
      expect(loaded()).toBeUndefined();
    },
  );
});

test('a unit that failed with what is taken away starts again without it', async () => {
  host.systemd.units.get(UNIT)!.survives = (contents) => contents.get(NAME) !== 'bad';
  await host.apply([push(1, version(1, 'leaked'))]);
  await host.apply([push(2, version(2, 'bad', { revoked: [1] }))]);
  expect(host.lastReport()).toMatchObject({ phase: 'Failed' });
  expect(host.systemd.unit(UNIT).state.activeState).toBe('failed');
  const activation = { units: [], autoDetect: false, coalesceMs: 0 };
  await host.apply([push(3, revocation(3, { activation }))]);
  expect(host.lastReport()).toMatchObject({ phase: 'Removed', units: [{ name: UNIT }] });
  expect(host.systemd.unit(UNIT).state.activeState).toBe('active');
});

test('a unit that failed by itself is left alone when a credential is taken away', async () => {
  await host.apply([push(1, version(1, 'good'))]);
  const unit = host.systemd.unit(UNIT);
  unit.state = { ...unit.state, activeState: 'failed', subState: 'failed', result: 'signal' };
  const before = host.systemd.jobs.length;
  await host.apply([push(2, revocation(2))]);
  expect(host.lastReport()).toMatchObject({ phase: 'Removed', units: [] });
  expect(host.systemd.jobs).toHaveLength(before);
});

test('what is deselected under its own number can come back under it', async () => {
  await host.apply([push(1, version(1, 'v1'))]);
  const sameItems = version(1, 'v1', { operation: 'delete' });
  await host.apply([push(2, sameItems)]);
  expect(host.phases().at(-1)).toBe('1 Removed');
  expect(await host.stored(NAME)).toBeUndefined();
  await host.apply([push(3, version(1, 'v1'))]);
  expect(host.phases().at(-1)).toBe('1 Healthy');
  expect(await host.stored(NAME)).toBe('v1');
});
