/**
 * What becomes of a push on a host: stories through the whole engine, with real files and a fake systemd.
 * @module
 */
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UnitState } from '#agent/units/systemd.ts';
import type { Intent } from '#src/intent/intent.ts';
import { FakeApplyHost, pushOf as push, type FakeIntent } from '#test/fakes/fake-apply-host.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { answerSystemdCreds } from '#test/fakes/fake-systemd-creds.ts';
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

function version(number: number, content = `v${number}`, change: Partial<Intent> = {}): FakeIntent {
  return { contents: { [NAME]: content }, change: { version: number, health: HEALTH, ...change } };
}

describe('a machine that becomes another host', () => {
  test('takes its first push again, and what it holds already is harmless', async () => {
    await host.apply([push(1, version(1))]);
    await host.apply([push(2, version(2))]);
    const jobs = host.systemd.jobs.length;
    host.hostUid = 'host-2';
    await host.apply([push(1, version(2))]);
    expect(host.phases().at(-1)).toBe('2 Healthy');
    expect(host.systemd.jobs).toHaveLength(jobs);
    await host.apply([push(2, version(3))]);
    expect(await host.stored(NAME)).toBe('v3');
    expect(host.engine?.hostSeq()).toBe(2);
  });

  test('still refuses what is older than it accepted', async () => {
    await host.apply([push(1, version(1))]);
    await host.apply([push(2, version(2))]);
    host.hostUid = 'host-2';
    await host.run(async (engine) => {
      expect(engine.hostSeq()).toBe(0);
      await expect(engine.accept(push(1, version(1)))).rejects.toMatchObject({
        code: 'VERSION_NOT_NEWER',
      });
    });
  });

  test('takes back what it had begun, in no rollout of the new host, and then gets on', async () => {
    await host.apply([push(1, version(1))]);
    await host.run(async (engine) => {
      await engine.accept(push(2, version(2)));
      await host.ended(1);
    }, 'installed');
    host.hostUid = 'host-2';
    await host.apply([], 1);
    expect(host.lastReport()).toMatchObject({ phase: 'RolledBack', rolloutUid: '' });
    expect(await host.stored(NAME)).toBe('v1');
    await host.apply([push(1, version(2))]);
    expect(await host.stored(NAME)).toBe('v2');
  });
});

describe('a new version', () => {
  test('is sealed, installed, loaded by its restarted unit, proven and reported', async () => {
    const before = host.systemd.unit(UNIT).state.invocationId;
    await host.apply([push(1, version(1, 'first'))]);
    expect(host.phases()).toEqual(['1 Sealed', '1 Healthy']);
    expect(await host.stored(NAME)).toBe('first');
    expect((await stat(join(host.dir, 'store', NAME))).mode & 0o777).toBe(0o600);
    expect(host.systemd.jobs).toEqual([{ unit: UNIT, verb: 'restart' }]);
    const report = host.lastReport();
    expect(report).toMatchObject({ runningVersion: 1, rolloutUid: intentOf().rolloutUid });
    expect(report?.items).toMatchObject([{ name: NAME, keyType: 'host+tpm2', pcrMask: 0 }]);
    expect(report?.units).toMatchObject([
      { name: UNIT, action: 'Restarted', invocationBefore: before, loadedEqualsVersion: 'Yes' },
    ]);
  });

  describe('for a service that only says that it was executed', () => {
    beforeEach(() => {
      const unit = host.systemd.unit(UNIT);
      unit.state = { ...unit.state, type: 'exec' };
    });

    test('is proven once nothing of it has run for 10 ms', async () => {
      const beganMs = host.clock.nowMs();
      await host.apply([push(1, version(1))]);
      expect(host.lastReport()).toMatchObject({ phase: 'Healthy' });
      expect(host.clock.nowMs() - beganMs).toBe(10);
    });

    test.for([
      { dies: 'before it is asked about', look: 1 },
      { dies: 'between what systemd says and the end of the 10 ms', look: 2 },
    ])('is taken back when it dies $dies', async ({ look }) => {
      await host.apply([push(1, version(1))]);
      const unit = host.systemd.unit(UNIT);
      const reads = { count: 0 };
      host.activity = (group) => {
        const isBad = Buffer.from(unit.loaded.get(NAME) ?? []).toString() === 'bad';
        if (isBad) reads.count += 1;
        if (!isBad || reads.count <= look) return group;
        unit.state = { ...unit.state, activeState: 'failed', subState: 'failed' };
        return undefined;
      };
      await host.apply([push(2, version(2, 'bad'))]);
      expect(reads.count).toBeGreaterThan(look);
      expect(host.lastReport()).toMatchObject({ phase: 'RolledBack', code: 'UNIT_UNHEALTHY' });
    });
  });

  test.for(['notify', 'notify-reload', 'dbus'])(
    'a service of type %s, which says itself that it is ready, is not waited for',
    async (type) => {
      const unit = host.systemd.unit(UNIT);
      unit.state = { ...unit.state, type };
      host.activity = () => expect.unreachable('it is watched');
      const beganMs = host.clock.nowMs();
      await host.apply([push(1, version(1))]);
      expect(host.lastReport()).toMatchObject({ phase: 'Healthy' });
      expect(host.clock.nowMs()).toBe(beganMs);
    },
  );

  test('that must stay up is reported as soaking first', async () => {
    const health = { ...HEALTH, minHealthyMs: 5_000 };
    await host.apply([push(1, version(1, 'v1', { health }))]);
    expect(host.phases()).toEqual(['1 Sealed', '1 Soaking', '1 Healthy']);
  });

  test('replaces the one before, whose sealed file is kept for a way back', async () => {
    await host.apply([push(1, version(1))]);
    await host.apply([push(2, version(2))]);
    await host.apply([push(3, version(3))]);
    expect(await host.stored(NAME)).toBe('v3');
    expect(await host.copied()).toEqual(['v2']);
    expect(host.engine?.inventory()).toMatchObject([{ version: 3, state: 'Healthy' }]);
  });

  test('reaches units that nobody listed but that load it', async () => {
    host.systemd.addUnit('other.service', { loads: [NAME] });
    host.systemd.addUnit('stranger.service');
    const activation = { units: [], autoDetect: true, coalesceMs: 0 };
    await host.apply([push(1, version(1, 'v1', { activation }))]);
    expect(host.systemd.jobs.map(({ unit }) => unit)).toEqual([UNIT, 'other.service']);
  });

  test('leaves a stopped unit stopped when the action is TryRestart', async () => {
    const stopped = { activeState: 'inactive', subState: 'dead', invocationId: '' };
    host.systemd.addUnit(UNIT, { loads: [NAME], state: stopped });
    const activation = {
      units: [{ name: UNIT, action: 'TryRestart' as const }],
      autoDetect: false,
      coalesceMs: 0,
    };
    await host.apply([push(1, version(1, 'v1', { activation }))]);
    expect(host.systemd.jobs).toEqual([]);
    expect(host.lastReport()).toMatchObject({
      phase: 'Healthy',
      units: [{ name: UNIT, action: 'NotRunning' }],
    });
  });

  test('with the same content and the same wishes again touches nothing and says Healthy', async () => {
    await host.apply([push(1, version(1))]);
    const sealed = await readFile(join(host.dir, 'store', NAME));
    await host.apply([push(2, version(1, 'v1', { rolloutUid: intentOf().uid, attempt: 2 }))]);
    expect(host.lastReport()).toMatchObject({ phase: 'Healthy', attempt: 2, runningVersion: 1 });
    expect(host.systemd.jobs).toHaveLength(1);
    expect(await readFile(join(host.dir, 'store', NAME))).toEqual(sealed);
  });

  test('is being sealed before its push is on disk, and only when it is not held already', async () => {
    const sealings = () => host.exec.requests.filter(({ args }) => args[0] === 'encrypt');
    const { crashed } = await host.run(async (engine) => {
      await engine.accept(push(1, version(1)));
    }, 'envelope-stored');
    expect(crashed).toBe(true);
    expect(sealings()).toHaveLength(1);
    await host.apply([], 1);
    await host.apply([push(2, version(1))]);
    expect(sealings()).toHaveLength(2);
  });

  test('whose file somebody deleted meanwhile is installed again', async () => {
    await host.apply([push(1, version(1))]);
    await rm(join(host.dir, 'store', NAME));
    await host.apply([push(2, version(1))]);
    expect(await host.stored(NAME)).toBe('v1');
  });

  test('that no longer has an item removes its file', async () => {
    const two = {
      contents: { [NAME]: 'a', 'api-key': 'b' },
      change: { version: 1, health: HEALTH },
    };
    await host.apply([push(1, two)]);
    expect(await host.stored('api-key')).toBe('b');
    await host.apply([push(2, version(2))]);
    expect(await host.stored('api-key')).toBeUndefined();
    expect(await host.stored(NAME)).toBe('v2');
  });
});

describe('drop-ins', () => {
  beforeEach(() => {
    host.systemd.addUnit(UNIT);
  });

  test('make a listed unit load what its unit file does not name, with one reload', async () => {
    await host.apply([push(1, version(1))]);
    const path = join(host.dir, 'units', `${UNIT}.d`, `50-credfleet-${NAME}.conf`);
    expect(await readFile(path, 'utf8')).toContain(`[Service]\nLoadCredentialEncrypted=${NAME}\n`);
    expect(host.systemd.reloads).toBe(1);
    expect(host.lastReport()?.units).toMatchObject([{ loadedEqualsVersion: 'Yes' }]);
    await host.apply([push(2, version(2))]);
    expect(host.systemd.reloads).toBe(1);
  });

  test('are not written when the owner does not want them; then the proof is missing', async () => {
    const delivery = { type: 'Service', store: 'Persistent', dropIn: 'None' } as const;
    await host.apply([push(1, version(1, 'v1', { delivery }))]);
    expect(await host.filesIn('units')).toEqual([]);
    expect(host.lastReport()).toMatchObject({
      phase: 'RolledBack',
      code: 'LOADED_CONTENT_DIFFERS',
    });
  });

  test('go with the unit that is listed no longer', async () => {
    await host.apply([push(1, version(1))]);
    const activation = { units: [], autoDetect: false, coalesceMs: 0 };
    await host.apply([push(2, version(2, 'v2', { activation }))]);
    expect(await host.filesIn('units')).toEqual([]);
    expect(host.systemd.reloads).toBe(2);
  });
});

describe('a version that a unit does not survive', () => {
  beforeEach(async () => {
    host.systemd.unit(UNIT).survives = (contents) => contents.get(NAME) !== 'bad';
    await host.apply([push(1, version(1, 'good'))]);
  });

  test('is taken back: the previous one is in the store, loaded and proven', async () => {
    await host.apply([push(2, version(2, 'bad'))]);
    expect(await host.stored(NAME)).toBe('good');
    expect(host.systemd.unit(UNIT).state.activeState).toBe('active');
    expect(host.lastReport()).toMatchObject({
      phase: 'RolledBack',
      code: 'UNIT_RESTART_FAILED',
      runningVersion: 1,
      units: [{ name: UNIT, activeState: 'active', loadedEqualsVersion: 'Yes' }],
    });
    expect(host.lastReport()?.message).toMatch(/status 1.*; version 1 is back/u);
    expect(host.systemd.resets).toContain(UNIT);
  });

  test('is taken back by its own automatic restart too, however often that had failed before', async () => {
    const { systemd } = host;
    const look = systemd.state.bind(systemd);
    systemd.state = async (name) => {
      const unit = systemd.unit(UNIT);
      const isBack = unit.state.activeState === 'failed' && (await host.stored(NAME)) === 'good';
      if (isBack) {
        await systemd.run([{ unit: UNIT, verb: 'restart' }]);
        unit.state = { ...unit.state, restarts: 7 };
      }
      return look(name);
    };
    await host.apply([push(2, version(2, 'bad'))]);
    expect(host.lastReport()).toMatchObject({ phase: 'RolledBack', runningVersion: 1 });
  });

  test('does not keep the next good one from coming', async () => {
    await host.apply([push(2, version(2, 'bad'))]);
    await host.apply([push(3, version(3, 'better'))]);
    expect(host.lastReport()).toMatchObject({ phase: 'Healthy', runningVersion: 3 });
  });

  test('stays when the owner wants no rollback, and the next one starts the failed unit', async () => {
    await host.apply([push(2, version(2, 'bad', { rollbackOnFailure: false }))]);
    expect(host.lastReport()).toMatchObject({ phase: 'Failed', runningVersion: 2 });
    expect(await host.stored(NAME)).toBe('bad');
    await host.apply([push(3, version(3, 'better'))]);
    expect(host.lastReport()).toMatchObject({ phase: 'Healthy', runningVersion: 3 });
  });

  test('after one that it did not survive either is not told as taken back: the unit is down', async () => {
    await host.apply([push(2, version(2, 'bad', { rollbackOnFailure: false }))]);
    await host.apply([push(3, version(3, 'bad'))]);
    expect(host.lastReport()).toMatchObject({
      phase: 'Failed',
      code: 'ROLLBACK_FAILED',
      message: expect.stringContaining(`'${UNIT}' had failed with version 2 already`),
    });
  });

  test('and whose previous one it does not survive any more either is told as such', async () => {
    host.systemd.unit(UNIT).survives = () => false;
    await host.apply([push(2, version(2, 'bad'))]);
    expect(host.lastReport()).toMatchObject({ phase: 'Failed', code: 'ROLLBACK_FAILED' });
    expect(await host.stored(NAME)).toBe('good');
  });
});

describe('a unit ordered after the restarted one', () => {
  const FOLLOWER = 'web.service';
  const follower = (): UnitState => host.systemd.unit(FOLLOWER).state;

  beforeEach(async () => {
    host.systemd.addUnit(FOLLOWER).requires = {
      unit: UNIT,
      survives: (contents) => contents.get(NAME) !== 'bad',
    };
    await host.apply([push(1, version(1, 'good'))]);
  });

  test('that comes up with it is no matter', async () => {
    await host.apply([push(2, version(2, 'as good'))]);
    expect(host.phases().at(-1)).toBe('2 Healthy');
    expect(host.systemd.jobs.map(({ unit }) => unit)).toEqual([UNIT, UNIT]);
  });

  test('and that fails of it takes the version back, is named, and is up again', async () => {
    await host.apply([push(2, version(2, 'bad'))]);
    expect(host.lastReport()).toMatchObject({
      phase: 'RolledBack',
      code: 'ORDERED_UNIT_FAILED',
      message: expect.stringContaining(FOLLOWER),
      runningVersion: 1,
    });
    expect(follower()).toMatchObject({ activeState: 'active' });
    expect(await host.stored(NAME)).toBe('good');
  });

  test('stays down where the owner of the host does not want it touched, and that is told', async () => {
    host.allow = { units: [UNIT], credentials: ['*'] };
    await host.apply([push(2, version(2, 'bad'))]);
    expect(host.lastReport()).toMatchObject({
      phase: 'Failed',
      code: 'ROLLBACK_FAILED',
      message: expect.stringContaining(FOLLOWER),
    });
    expect(host.systemd.jobs.map(({ unit }) => unit)).not.toContain(FOLLOWER);
  });

  test('and that was stopped because the restarted one did not come up, is up again', async () => {
    host.systemd.unit(UNIT).survives = (contents) => contents.get(NAME) !== 'bad';
    await host.apply([push(2, version(2, 'bad'))]);
    expect(host.lastReport()).toMatchObject({ phase: 'RolledBack', code: 'UNIT_RESTART_FAILED' });
    expect(follower()).toMatchObject({ activeState: 'active' });
  });

  test('and that ends of it just as the version is taken back, is up again', async () => {
    let isTakenBack = false;
    host.probe = async () => {
      isTakenBack = true;
      return 'TCP port 5432: connection refused';
    };
    const reset = host.systemd.resetFailed.bind(host.systemd);
    host.systemd.resetFailed = async (name) => {
      await reset(name);
      const unit = host.systemd.unit(FOLLOWER);
      if (name !== UNIT || !isTakenBack) return;
      unit.state = { ...unit.state, activeState: 'failed', subState: 'failed' };
    };
    const health = { ...HEALTH, probes: [{ kind: 'tcp', port: 5432 } as const] };
    await host.apply([push(2, version(2, 'as good', { health }))]);
    expect(host.lastReport()).toMatchObject({ phase: 'RolledBack', code: 'PROBE_FAILED' });
    expect(follower().activeState).toBe('active');
  });

  test('and that had failed before is no reason', async () => {
    const unit = host.systemd.unit(FOLLOWER);
    unit.state = { ...unit.state, activeState: 'failed', subState: 'failed' };
    await host.apply([push(2, version(2, 'bad'))]);
    expect(host.phases().at(-1)).toBe('2 Healthy');
    expect(follower().activeState).toBe('failed');
  });

  test('is remembered over a crash between its failure and the look at it', async () => {
    await host.run(async (engine) => {
      await engine.accept(push(2, version(2, 'bad')));
      await host.ended(1);
    }, 'activated');
    expect(follower().activeState).toBe('failed');
    await host.apply([], 1);
    expect(host.lastReport()).toMatchObject({ phase: 'RolledBack', code: 'ORDERED_UNIT_FAILED' });
    expect(follower().activeState).toBe('active');
  });
});

test('the first version of all that fails leaves nothing behind', async () => {
  host.systemd.addUnit(UNIT);
  host.systemd.unit(UNIT).survives = (contents) => contents.size === 0;
  await host.apply([push(1, version(1))]);
  expect(host.lastReport()).toMatchObject({ phase: 'RolledBack', runningVersion: 0 });
  expect(await host.filesIn('store')).toEqual([]);
  expect(await host.filesIn('units')).toEqual([]);
  expect(host.systemd.unit(UNIT).state.activeState).toBe('active');
});

test('a probe that does not pass takes the version back', async () => {
  await host.apply([push(1, version(1))]);
  host.probe = async () => 'TCP port 5432: connection refused';
  const health = { ...HEALTH, probes: [{ kind: 'tcp', port: 5432 } as const] };
  await host.apply([push(2, version(2, 'v2', { health }))]);
  expect(host.lastReport()).toMatchObject({ phase: 'RolledBack', code: 'PROBE_FAILED' });
  expect(await host.stored(NAME)).toBe('v1');
});

test('of a probe that the deadline cuts off, what it said before is told', async () => {
  await host.apply([push(1, version(1))]);
  const tries: number[] = [];
  host.probe = async (_, timeoutMs) => {
    tries.push(timeoutMs);
    if (tries.length === 1) return 'http://localhost/ answered 503, expected 200';
    await host.clock.sleep(timeoutMs);
    return 'http://localhost/: aborted due to timeout';
  };
  const health = { ...HEALTH, probes: [{ kind: 'tcp', port: 5432 } as const] };
  await host.apply([push(2, version(2, 'v2', { health }))]);
  expect(tries.length).toBeGreaterThan(1);
  expect(host.lastReport()).toMatchObject({
    code: 'PROBE_FAILED',
    message: expect.stringContaining('answered 503'),
  });
});

describe('refused before anything changes', () => {
  test.for([
    {
      what: 'a unit that is not there',
      units: ['nobody.service'],
      state: {},
      code: 'UNIT_NOT_FOUND',
    },
    { what: 'a masked unit', units: [UNIT], state: { loadState: 'masked' }, code: 'UNIT_MASKED' },
    {
      what: 'a unit that had failed before',
      units: [UNIT],
      state: { activeState: 'failed', execMainStatus: 1 },
      code: 'PREEXISTING_FAILURE',
    },
    {
      what: 'a unit in a restart loop',
      units: [UNIT],
      state: { activeState: 'activating', subState: 'auto-restart' },
      code: 'PREEXISTING_FAILURE',
    },
  ])('$what', async ({ units, state, code }) => {
    host.systemd.addUnit(UNIT, { loads: [NAME], state });
    const activation = {
      units: units.map((name) => ({ name, action: 'Restart' as const })),
      autoDetect: false,
      coalesceMs: 0,
    };
    await host.apply([push(1, version(1, 'v1', { activation }))]);
    expect(host.lastReport()).toMatchObject({ phase: 'Failed', code, runningVersion: 0 });
    expect(await host.filesIn('store')).toEqual([]);
    expect(host.systemd.jobs).toEqual([]);
  });

  test('a file of that name which somebody else wrote stays as it is', async () => {
    await writeFile(join(host.dir, 'store', NAME), 'theirs');
    await host.apply([push(1, version(1))]);
    expect(host.lastReport()).toMatchObject({ phase: 'Failed', code: 'CREDENTIAL_NAME_CONFLICT' });
    expect(await readFile(join(host.dir, 'store', NAME), 'utf8')).toBe('theirs');
  });

  test('a reload that would give the unit nothing new', async () => {
    const activation = {
      units: [{ name: UNIT, action: 'Reload' as const }],
      autoDetect: false,
      coalesceMs: 0,
    };
    await host.apply([push(1, version(1, 'v1', { activation }))]);
    expect(host.lastReport()).toMatchObject({ phase: 'Failed', code: 'DELIVERY_UNSUPPORTED' });
  });

  test.for([
    { stderr: 'Failed to initialize TCTI context: tcti:IO failure', code: 'TPM_UNAVAILABLE' },
    { stderr: 'Failed to determine local credential key: x', code: 'HOST_KEY_MISSING' },
  ])('sealing fails with $code: the version before goes on', async ({ stderr, code }) => {
    await host.apply([push(1, version(1))]);
    host.answer = () => ({ exitCode: 1, stderr });
    await host.apply([push(2, version(2))]);
    expect(host.lastReport()).toMatchObject({ phase: 'Failed', code, runningVersion: 1 });
    expect(await host.stored(NAME)).toBe('v1');
    expect(host.systemd.jobs).toHaveLength(1);
  });

  test('no host key is there: nothing is sealed, so systemd makes no new one', async () => {
    host.hostKeyProblem = 'the host key is missing';
    await host.apply([push(1, version(1))]);
    expect(host.lastReport()).toMatchObject({ phase: 'Failed', code: 'HOST_KEY_MISSING' });
    expect(host.exec.requests).toEqual([]);
  });

  test('what was sealed does not open again: no service is touched', async () => {
    await host.apply([push(1, version(1))]);
    host.answer = (request) =>
      request.args[0] === 'decrypt'
        ? { exitCode: 1, stderr: 'Decryption failed (incorrect key?)' }
        : answerSystemdCreds(request);
    await host.apply([push(2, version(2))]);
    expect(host.lastReport()).toMatchObject({ phase: 'Failed', code: 'SEAL_UNREADABLE' });
    expect(host.lastReport()?.runningVersion).toBe(1);
    expect(host.systemd.jobs).toHaveLength(1);
    expect(await host.filesIn('store')).toEqual([NAME]);
    host.answer = undefined;
    expect(await host.stored(NAME)).toBe('v1');
  });
});

describe('a removal', () => {
  const removal = (number: number): FakeIntent => ({
    contents: {},
    change: { version: number, operation: 'delete' },
  });

  test('takes files, drop-ins and kept versions away and restarts nothing', async () => {
    host.systemd.addUnit(UNIT);
    await host.apply([push(1, version(1))]);
    await host.apply([push(2, version(2))]);
    await host.apply([push(3, removal(3))]);
    expect(host.lastReport()).toMatchObject({ phase: 'Removed', runningVersion: 0 });
    for (const folder of ['store', 'units']) expect(await host.filesIn(folder)).toEqual([]);
    expect(await host.copied()).toEqual([]);
    expect(host.systemd.jobs).toHaveLength(2);
    expect(host.engine?.inventory()).toMatchObject([{ version: 3, state: 'Removed' }]);
  });

  test('of what is not there is done', async () => {
    await host.apply([push(1, removal(1))]);
    expect(host.lastReport()).toMatchObject({ phase: 'Removed' });
  });

  test('leaves a file that somebody else put there', async () => {
    await host.apply([push(1, version(1))]);
    await writeFile(join(host.dir, 'store', NAME), 'theirs');
    await host.apply([push(2, removal(2))]);
    expect(host.lastReport()).toMatchObject({ phase: 'Failed', code: 'CREDENTIAL_NAME_CONFLICT' });
    expect(await readFile(join(host.dir, 'store', NAME), 'utf8')).toBe('theirs');
  });
});

describe('several changes', () => {
  const other: FakeIntent = {
    contents: { 'api-key': 'k1' },
    change: { uid: 'uid-2', name: 'api', version: 1, health: HEALTH },
  };

  beforeEach(() => {
    host.systemd.addUnit(UNIT, { loads: [NAME, 'api-key'] });
  });

  test('of one push restart their unit once', async () => {
    await host.apply([push(1, version(1), other)], 2);
    expect(host.systemd.jobs).toEqual([{ unit: UNIT, verb: 'restart' }]);
    expect(host.phases()).toEqual(['1 Sealed', '1 Sealed', '1 Healthy', '1 Healthy']);
  });

  test('of two pushes within coalesceMs restart their unit once', async () => {
    const clock = new FakeClock();
    host.clock = clock;
    const activation = { ...intentOf().activation, coalesceMs: 10_000 };
    await host.run(async (engine) => {
      const ended = host.ended(2);
      await engine.accept(push(1, version(1, 'v1', { activation })));
      await clock.nextSleep();
      await engine.accept(push(2, { ...other, change: { ...other.change, activation } }));
      while (host.toldSealed < 2) await new Promise((resolve) => setImmediate(resolve));
      expect(host.systemd.jobs).toEqual([]);
      await clock.nextSleep();
      clock.advance(9_999);
      expect(host.systemd.jobs).toEqual([]);
      clock.advance(1);
      // Restarted; each is watched for a moment.
      while (host.reports.length < 4) {
        clock.advance(10);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await ended;
    });
    expect(host.systemd.jobs).toEqual([{ unit: UNIT, verb: 'restart' }]);
  });

  test('within coalesceMs of each other restart their unit once, though sealing takes longer', async () => {
    const clock = new FakeClock();
    host.clock = clock;
    const activation = { ...intentOf().activation, coalesceMs: 1_000 };
    const second = push(2, { ...other, change: { ...other.change, activation } });
    await host.run(async (engine) => {
      const ended = host.ended(2);
      const sealing = Promise.withResolvers<void>();
      const ask = host.systemd.version.bind(host.systemd);
      let asked = 0;
      host.systemd.version = async () => {
        asked += 1;
        // The first is the check of the push, the second its sealing.
        if (asked !== 2) return ask();
        await engine.accept(second);
        clock.advance(5_000);
        sealing.resolve();
        return ask();
      };
      await engine.accept(push(1, version(1, 'v1', { activation })));
      await sealing.promise;
      while (host.reports.length < 4) {
        clock.advance(10);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await ended;
    });
    expect(host.systemd.jobs).toEqual([{ unit: UNIT, verb: 'restart' }]);
  });

  test('of which one is bad are both taken back, with one restart', async () => {
    await host.apply([push(1, version(1), other)], 2);
    host.systemd.unit(UNIT).survives = (contents) => contents.get('api-key') !== 'bad';
    const bad = { contents: { 'api-key': 'bad' }, change: { ...other.change, version: 2 } };
    await host.apply([push(2, version(2), bad)], 2);
    expect(host.phases().slice(-2)).toEqual(['2 RolledBack', '2 RolledBack']);
    expect([await host.stored(NAME), await host.stored('api-key')]).toEqual(['v1', 'k1']);
    expect(host.systemd.jobs).toHaveLength(3);
  });

  test('of one credential, accepted while it is being applied: only the newest follows', async () => {
    const busy = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const run = host.systemd.run.bind(host.systemd);
    host.systemd.run = async (jobs) => {
      busy.resolve();
      await gate.promise;
      return run(jobs);
    };
    await host.run(async (engine) => {
      const ended = host.ended(2);
      await engine.accept(push(1, version(1)));
      await busy.promise;
      await engine.accept(push(2, version(2)));
      await engine.accept(push(3, version(3)));
      gate.resolve();
      await ended;
    });
    expect(host.phases()).toEqual(['1 Sealed', '1 Healthy', '3 Sealed', '3 Healthy']);
    expect(await host.stored(NAME)).toBe('v3');
  });
});

describe('limits of systemd', () => {
  /** So many units that load a credential of so many items each. */
  async function applyTo(units: number, items: number): Promise<void> {
    const intents = Array.from({ length: units }, (_, at): FakeIntent => {
      const names = Array.from({ length: items }, (__, item) => `c${at}-${item}`);
      const unit = `many-${at}.service`;
      host.systemd.addUnit(unit, { loads: names });
      const activation = {
        units: [{ name: unit, action: 'Restart' as const }],
        autoDetect: false,
        coalesceMs: 0,
      };
      const contents = Object.fromEntries(names.map((name) => [name, name]));
      const change = { uid: `uid-${at}`, name: `many-${at}`, version: 1, health: HEALTH };
      return { contents, change: { ...change, activation } };
    });
    await host.apply([push(1, ...intents)], units);
  }

  test.for([
    { systemd: 252, units: 3, items: 15, waves: [2, 1] },
    { systemd: 257, units: 3, items: 15, waves: [3] },
    { systemd: 262, units: 9, items: 1, waves: [8, 1] },
    { systemd: 262, units: 8, items: 1, waves: [8] },
  ])(
    'systemd $systemd gets $units units with $items credentials each in waves of $waves',
    async ({ systemd, units, items, waves }) => {
      host.systemd.versionNumber = systemd;
      await applyTo(units, items);
      expect(host.systemd.waves).toEqual(waves);
      expect(host.reports.filter(({ phase }) => phase === 'Healthy')).toHaveLength(units);
    },
  );

  test('a start that its credentials may make time out one day is warned of', async () => {
    host.openMs = 100;
    host.systemd.startTimeout = 1_000;
    await applyTo(1, 5);
    expect(host.lastReport()?.message).not.toContain('TimeoutStartSec=');
    host.systemd.startTimeout = 999;
    const unit = host.systemd.unit('many-0.service');
    unit.loads = [...unit.loads, { id: NAME, path: NAME, encrypted: true }];
    await host.apply([
      push(2, version(1, 'v1', { activation: { ...intentOf().activation, units: [] } })),
    ]);
    expect(host.lastReport()).toMatchObject({
      phase: 'Healthy',
      message: expect.stringContaining(
        "a start of 'many-0.service' takes about 0.6 s for 6 credentials",
      ),
    });
  });

  test.for([
    { systemd: 252, items: 62, outcome: 'restarted' },
    { systemd: 252, items: 63, outcome: 'DELIVERY_UNSUPPORTED' },
    { systemd: 257, items: 63, outcome: 'restarted' },
  ])(
    'a unit with $items credentials of the TPM on systemd $systemd: $outcome',
    async ({ systemd, items, outcome }) => {
      host.systemd.versionNumber = systemd;
      await applyTo(1, items);
      const [job] = host.systemd.jobs;
      expect(host.lastReport()?.code ?? `${job?.verb}ed`).toBe(outcome);
    },
  );
});

test('no content and no key is written anywhere but into the store', async () => {
  const canary = 'canary-5f2a9c';
  await host.apply([push(1, version(1, canary))]);
  await host.apply([push(2, version(2, `${canary}-two`))]);
  const journal = await readFile(join(host.dir, 'journal'), 'utf8');
  expect(journal).not.toContain(canary);
  expect(JSON.stringify(host.reports)).not.toContain(canary);
  expect(JSON.stringify(host.log.lines)).not.toContain(canary);
  expect(host.exec.requests.every(({ args }) => !args.join(' ').includes(canary))).toBe(true);
  expect(await host.envelopesKept()).toBe(0);
});

test('a store that cannot be written is told with its code', async () => {
  await rm(join(host.dir, 'store'), { recursive: true });
  await writeFile(join(host.dir, 'store'), 'a file where a folder should be');
  await host.apply([push(1, version(1))]);
  expect(host.lastReport()).toMatchObject({ phase: 'Failed', code: 'CREDSTORE_UNWRITABLE' });
});
