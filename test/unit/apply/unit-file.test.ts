/**
 * Delivery in drop-ins of the units themselves, through the whole engine: systemd has what it read with its last
 * daemon-reload and nothing newer, so every change needs one, also after a crash.
 * @module
 */
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Failpoint } from '#agent/apply/failpoints.ts';
import type { Intent } from '#src/intent/intent.ts';
import { setCredential, setCredentials } from '#src/systemd/set-credential.ts';
import { FakeApplyHost, pushOf as push, type FakeIntent } from '#test/fakes/fake-apply-host.ts';
import { GuardedHost } from '#test/fakes/guarded-host.ts';
import { intentOf } from '#test/gen/intent.ts';
import { openSealedText, sealedText } from '#test/gen/sealed-text.ts';

const UNIT = 'payments.service';
const OTHER = 'reports@eu.service';
const NAME = 'db-password';
const IN_DROP_IN = { type: 'Service', store: 'UnitFile', dropIn: 'Managed' } as const;
const IN_STORE = { type: 'Service', store: 'Persistent', dropIn: 'Managed' } as const;
const HEALTH = { ...intentOf().health, minHealthyMs: 0 };

let host: FakeApplyHost;

beforeEach(async () => {
  host = await FakeApplyHost.create();
  host.systemd.addUnit(UNIT);
});

afterEach(async () => {
  await host.remove();
});

function version(number: number, content: string, change: Partial<Intent> = {}): FakeIntent {
  const base = { version: number, health: HEALTH, delivery: IN_DROP_IN };
  return { contents: { [NAME]: content }, change: { ...base, ...change } };
}

function removal(number: number, change: Partial<Intent> = {}): FakeIntent {
  const base = { version: number, operation: 'delete', health: HEALTH } as const;
  return { contents: {}, change: { ...base, delivery: IN_DROP_IN, ...change } };
}

const dropInOf = (unit: string, name = NAME): string =>
  join(host.dir, 'units', `${unit}.d`, `50-credfleet-${name}.conf`);

/** What the drop-in has in it; undefined: there is none. */
async function inDropIn(unit = UNIT): Promise<string | undefined> {
  const text = await readFile(dropInOf(unit), 'utf8').catch(() => undefined);
  const [set] = text === undefined ? [] : setCredentials(text);
  return set === undefined ? undefined : Buffer.from(openSealedText(set.sealed).content).toString();
}

function loaded(unit = UNIT): string | undefined {
  const bytes = host.systemd.units.get(unit)?.loaded.get(NAME);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString();
}

test('the unit has it from its drop-in alone, which nobody else may read; no store of systemd has a file', async () => {
  await host.apply([push(1, version(1, 'one'))]);
  expect(host.phases()).toEqual(['1 Sealed', '1 Healthy']);
  expect(host.lastReport()?.units).toMatchObject([{ name: UNIT, loadedEqualsVersion: 'Yes' }]);
  expect(await inDropIn()).toBe('one');
  expect((await stat(dropInOf(UNIT))).mode & 0o7777).toBe(0o600);
  expect(await host.filesIn('store')).toEqual([]);
  expect(host.systemd.reloads).toBe(1);
});

test('a rotation costs one daemon-reload and one restart, however many units and items', async () => {
  host.systemd.addUnit(OTHER);
  const units = [UNIT, OTHER].map((name) => ({ name, action: 'Restart' as const }));
  const activation = { units, autoDetect: false, coalesceMs: 0 };
  const pair = (number: number): FakeIntent => ({
    ...version(number, '', { activation }),
    contents: { [NAME]: `pw${number}`, 'db-user': `user${number}` },
  });
  await host.apply([push(1, pair(1))]);
  const { reloads } = host.systemd;
  const before = host.systemd.jobs.length;
  await host.apply([push(2, pair(2))]);
  expect(host.phases().at(-1)).toBe('2 Healthy');
  expect(host.systemd.reloads).toBe(reloads + 1);
  expect(host.systemd.jobs.slice(before).map(({ unit }) => unit)).toEqual([UNIT, OTHER]);
  expect([loaded(UNIT), loaded(OTHER)]).toEqual(['pw2', 'pw2']);
});

test('two HostCredentials of one push cost one daemon-reload', async () => {
  const other = { uid: 'other-uid', name: 'other', version: 1, delivery: IN_DROP_IN };
  const second = { contents: { other: 'o' }, change: { ...other, health: HEALTH } };
  await host.apply([push(1, version(1, 'one'), second)], 2);
  expect(host.systemd.reloads).toBe(1);
  expect(host.systemd.jobs).toHaveLength(1);
});

test('what the unit does not survive is taken back, and systemd told', async () => {
  host.systemd.unit(UNIT).survives = (contents) => contents.get(NAME) !== 'bad';
  await host.apply([push(1, version(1, 'good'))]);
  await host.apply([push(2, version(2, 'bad'))]);
  expect(host.phases().at(-1)).toBe('2 RolledBack');
  expect([await inDropIn(), loaded()]).toEqual(['good', 'good']);
});

test('a first version that the unit does not survive leaves no drop-in', async () => {
  host.systemd.unit(UNIT).survives = (contents) => contents.get(NAME) !== 'bad';
  await host.apply([push(1, version(1, 'bad'))]);
  expect(host.phases().at(-1)).toBe('1 RolledBack');
  expect(await host.filesIn('units')).toEqual([]);
  expect(host.systemd.unit(UNIT).sets).toEqual([]);
  expect(host.systemd.unit(UNIT).state.activeState).toBe('active');
});

test('content that systemd would not read out of a unit is refused before anything changes', async () => {
  await host.apply([push(1, version(1, 'one'))]);
  const { reloads, jobs } = host.systemd;
  const before = await readFile(dropInOf(UNIT), 'utf8');
  const count = jobs.length;
  // Of the fakes, two characters a byte: far less than the 1 MiB that a unit may load.
  await host.apply([push(2, version(2, 'x'.repeat(450_000)))]);
  expect(host.lastReport()).toMatchObject({ phase: 'Failed', code: 'CREDENTIAL_TOO_LARGE' });
  expect(host.lastReport()?.message).toContain('use store Persistent');
  expect(await readFile(dropInOf(UNIT), 'utf8')).toBe(before);
  expect([host.systemd.reloads, host.systemd.jobs.length]).toEqual([reloads, count]);
});

test('the same content goes into a credstore', async () => {
  const large = 'x'.repeat(450_000);
  await host.apply([push(1, version(1, large, { delivery: IN_STORE }))]);
  expect(host.phases().at(-1)).toBe('1 Healthy');
});

test('no drop-in, and the credential in it, is refused', async () => {
  const delivery = { ...IN_DROP_IN, dropIn: 'None' } as const;
  await host.run(async (engine) => {
    const accepting = engine.accept(push(1, version(1, 'one', { delivery })));
    await expect(accepting).rejects.toMatchObject({ code: 'DELIVERY_UNSUPPORTED' });
  });
});

describe('a unit that nobody listed', () => {
  const own = sealedText({
    keyType: 'host',
    pcrMask: 0,
    name: NAME,
    content: Buffer.from('placeholder'),
  });

  test('and that names it in its own file gets it too, and is restarted', async () => {
    const unit = host.systemd.addUnit(OTHER);
    unit.text = `[Service]\n${setCredential({ name: NAME, sealed: own })}\n`;
    await host.systemd.daemonReload();
    await host.apply([push(1, version(1, 'one'))]);
    expect(host.phases().at(-1)).toBe('1 Healthy');
    expect(await inDropIn(OTHER)).toBe('one');
    expect(loaded(OTHER)).toBe('one');
  });

  test('any more loses its drop-in: that is no wish to have it', async () => {
    host.systemd.addUnit(OTHER);
    const both = [UNIT, OTHER].map((name) => ({ name, action: 'Restart' as const }));
    const first = { units: both, autoDetect: true, coalesceMs: 0 };
    await host.apply([push(1, version(1, 'one', { activation: first }))]);
    expect(await inDropIn(OTHER)).toBe('one');
    await host.apply([push(2, version(2, 'two'))]);
    expect(host.phases().at(-1)).toBe('2 Healthy');
    expect([await inDropIn(UNIT), await inDropIn(OTHER)]).toEqual(['two', undefined]);
  });
});

test('a target gets no drop-in', async () => {
  host.systemd.addUnit('shop.target');
  const units = [UNIT, 'shop.target'].map((name) => ({ name, action: 'None' as const }));
  const activation = { units, autoDetect: false, coalesceMs: 0 };
  await host.apply([push(1, version(1, 'one', { activation }))]);
  expect(await readdir(join(host.dir, 'units'))).toEqual([`${UNIT}.d`]);
});

describe('between a credstore and drop-ins', () => {
  test('the file goes only when systemd knows that it is in the unit', async () => {
    await host.apply([push(1, version(1, 'one', { delivery: IN_STORE }))]);
    const readOnly: string[][] = [];
    const daemonReload = host.systemd.daemonReload.bind(host.systemd);
    host.systemd.daemonReload = async () => {
      readOnly.push([...(await host.filesIn('store'))]);
      return daemonReload();
    };
    await host.apply([push(2, version(2, 'two'))]);
    expect(host.phases().at(-1)).toBe('2 Healthy');
    expect(readOnly).toEqual([[NAME]]);
    expect(await host.filesIn('store')).toEqual([]);
    expect(loaded()).toBe('two');
  });

  test('and back', async () => {
    await host.apply([push(1, version(1, 'one'))]);
    await host.apply([push(2, version(2, 'two', { delivery: IN_STORE }))]);
    expect(host.phases().at(-1)).toBe('2 Healthy');
    expect(await host.stored(NAME)).toBe('two');
    expect(await readFile(dropInOf(UNIT), 'utf8')).toContain(`LoadCredentialEncrypted=${NAME}\n`);
    expect((await stat(dropInOf(UNIT))).mode & 0o7777).toBe(0o644);
    expect(await host.filesIn('unit-files')).toEqual([]);
    expect(loaded()).toBe('two');
  });

  test('what the unit does not survive goes back to where it was', async () => {
    host.systemd.unit(UNIT).survives = (contents) => contents.get(NAME) !== 'bad';
    await host.apply([push(1, version(1, 'good', { delivery: IN_STORE }))]);
    await host.apply([push(2, version(2, 'bad'))]);
    expect(host.phases().at(-1)).toBe('2 RolledBack');
    expect(await host.stored(NAME)).toBe('good');
    expect([await inDropIn(), loaded()]).toEqual([undefined, 'good']);
  });
});

describe('removed', () => {
  test('the drop-in goes and systemd is told; revoked, the unit runs without, and it is proven', async () => {
    await host.apply([push(1, version(1, 'leaked'))]);
    const { reloads } = host.systemd;
    await host.apply([push(2, removal(2, { revoked: [1] }))]);
    expect(host.lastReport()).toMatchObject({ phase: 'Removed', gone: [1] });
    expect(await host.filesIn('units')).toEqual([]);
    expect(await host.filesIn('unit-files')).toEqual([]);
    expect(host.systemd.reloads).toBe(reloads + 1);
    expect([host.systemd.unit(UNIT).sets, loaded()]).toEqual([[], undefined]);
  });

  test('a drop-in that somebody wrote into goes with what they wrote', async () => {
    await host.apply([push(1, version(1, 'leaked'))]);
    const text = await readFile(dropInOf(UNIT), 'utf8');
    await writeFile(dropInOf(UNIT), `${text}Environment=A=B\n`);
    await host.apply([push(2, removal(2, { revoked: [1] }))]);
    expect(host.lastReport()).toMatchObject({ phase: 'Removed', gone: [1] });
    expect(await host.filesIn('units')).toEqual([]);
  });

  test('a revoked version is not gone while a drop-in has it', async () => {
    await host.apply([push(1, version(1, 'leaked'))]);
    const text = await readFile(dropInOf(UNIT));
    const daemonReload = host.systemd.daemonReload.bind(host.systemd);
    // Somebody puts it back at the worst moment.
    host.systemd.daemonReload = async () => {
      await mkdir(dirname(dropInOf(UNIT)), { recursive: true });
      await writeFile(dropInOf(UNIT), text);
      return daemonReload();
    };
    await host.apply([push(2, removal(2, { revoked: [1] }))]);
    expect(host.lastReport()).not.toHaveProperty('gone');
    expect(host.lastReport()?.message).toContain(`drop-in ${UNIT}.d/50-credfleet-${NAME}.conf`);
  });
});

describe('drift', () => {
  let guarded: GuardedHost;

  beforeEach(async () => {
    guarded = new GuardedHost(host);
    await host.apply([push(1, version(1, 'one'))]);
    await guarded.look();
  });

  test.for<readonly [string, () => Promise<unknown>]>([
    ['a drop-in that is removed', async () => rm(dropInOf(UNIT))],
    ['a drop-in that is edited', async () => writeFile(dropInOf(UNIT), '[Service]\n')],
    [
      'the sealed file that it is written from',
      async () => writeFile(join(host.dir, 'unit-files', NAME), 'by hand'),
    ],
    [
      'both',
      async () => {
        await rm(dropInOf(UNIT));
        await rm(join(host.dir, 'unit-files', NAME));
      },
    ],
  ])('%s is put back, without a restart', async ([, change]) => {
    const before = await readFile(dropInOf(UNIT));
    const jobs = host.systemd.jobs.length;
    await change();
    await guarded.look();
    expect(await readFile(dropInOf(UNIT))).toEqual(before);
    expect((await stat(dropInOf(UNIT))).mode & 0o7777).toBe(0o600);
    expect(host.lastReport()?.message).toContain('put back');
    expect(host.systemd.jobs).toHaveLength(jobs);
  });

  test('a unit that started without it is started again', async () => {
    await rm(dropInOf(UNIT));
    await host.systemd.daemonReload();
    await host.systemd.run([{ unit: UNIT, verb: 'restart' }]);
    expect(loaded()).toBeUndefined();
    await guarded.look();
    expect(loaded()).toBe('one');
  });
});

const good = version(2, 'better');
const bad = version(2, 'bad');
const MOVING: readonly Failpoint[] = ['files-installed', 'drop-ins-written', 'installed'];
const FORWARD: readonly Failpoint[] = ['accepted', 'sealed', 'prepared', ...MOVING, 'activated'];
const BACK: readonly Failpoint[] = ['rollback-journaled', 'files-restored', 'rolled-back'];
const GONE: readonly Failpoint[] = ['removal-journaled', 'files-removed', 'removed-reported'];

describe.for([
  { change: 'a good version', intent: good, points: FORWARD, end: '2 Healthy', has: 'better' },
  { change: 'a bad version', intent: bad, points: BACK, end: '2 RolledBack', has: 'good' },
  { change: 'a removal', intent: removal(2), points: GONE, end: '2 Removed', has: undefined },
  {
    change: 'the way from a credstore',
    intent: good,
    from: IN_STORE,
    points: MOVING,
    end: '2 Healthy',
    has: 'better',
  },
  {
    change: 'and back to it',
    intent: bad,
    from: IN_STORE,
    points: BACK,
    end: '2 RolledBack',
    has: 'good',
  },
])('$change', ({ intent, from = IN_DROP_IN, points, end, has }) => {
  test.for(points.map((failpoint) => ({ failpoint })))(
    'crashed at $failpoint ends the same, and what starts in between has the old or the new',
    async ({ failpoint }) => {
      host.systemd.unit(UNIT).survives = (contents) => contents.get(NAME) !== 'bad';
      await host.apply([push(1, version(1, 'good', { delivery: from }))]);
      const { crashed } = await host.run(async (engine) => {
        const ended = host.ended(1);
        await engine.accept(push(2, intent));
        await ended;
      }, failpoint);
      expect(crashed).toBe(true);
      const versions = ['good', end === '2 Healthy' ? 'better' : 'bad', has];
      expect(versions).toContain(await wouldLoad());
      expect(versions).toContain(await wouldLoadAfterBoot());
      await host.apply([], 1);
      expect(host.phases().at(-1)).toBe(end);
      expect(await wouldLoad()).toBe(has);
      // A removal leaves a unit that runs what it has.
      expect(loaded()).toBe(has ?? 'good');
      expect(host.systemd.unit(UNIT).state.activeState).toBe('active');
    },
  );
});

/** What it would have when systemd had read the files as they lie there now. */
async function wouldLoadAfterBoot(): Promise<string | undefined> {
  const unit = host.systemd.unit(UNIT);
  const { sets, loads } = unit;
  await host.systemd.daemonReload();
  const would = await wouldLoad();
  Object.assign(unit, { sets, loads });
  return would;
}

/** What the unit would have if it started now. */
async function wouldLoad(): Promise<string | undefined> {
  const { sets, loads } = host.systemd.unit(UNIT);
  const isInStore = loads.some(({ id }) => id === NAME);
  const stored = isInStore ? await host.stored(NAME) : undefined;
  if (stored !== undefined) return stored;
  const set = sets.find(({ name }) => name === NAME);
  return set === undefined ? undefined : Buffer.from(openSealedText(set.sealed).content).toString();
}
