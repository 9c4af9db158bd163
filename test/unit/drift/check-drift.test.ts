/**
 * Somebody changes what lies on a host: told, put back, and no unit restarted that has the content.
 * @module
 */
import { chmod, copyFile, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Intent } from '#src/intent/intent.ts';
import { FakeApplyHost, pushOf as push, type FakeIntent } from '#test/fakes/fake-apply-host.ts';
import { GuardedHost } from '#test/fakes/guarded-host.ts';
import { intentOf } from '#test/gen/intent.ts';

const UNIT = 'payments.service';
const HEALTH = { ...intentOf().health, minHealthyMs: 0 };

let host: FakeApplyHost;
let guarded: GuardedHost;

function pair(number: number, change: Partial<Intent> = {}): FakeIntent {
  const contents = { 'db-password': `pw${number}`, 'db-user': `user${number}` };
  return { contents, change: { version: number, health: HEALTH, ...change } };
}

beforeEach(async () => {
  host = await FakeApplyHost.create();
  guarded = new GuardedHost(host);
  host.systemd.addUnit(UNIT);
  await host.apply([push(1, pair(1))]);
  await guarded.look();
});

afterEach(async () => host.remove());

const file = (name: string) => join(host.dir, 'store', name);
const dropIn = (name: string) => join(host.dir, 'units', `${UNIT}.d`, `50-credfleet-${name}.conf`);

/** The reports since, as "phase code". */
function told(since: number): readonly string[] {
  return host.reports.slice(since).map(({ phase, code }) => `${phase} ${code ?? '-'}`);
}

test.for<[string, () => Promise<unknown>, RegExp]>([
  ['removed', async () => rm(file('db-user')), /'db-user' was removed/u],
  ['overwritten', async () => writeFile(file('db-user'), 'by hand'), /'db-user' was changed/u],
  ['a link', async () => relink(), /'db-user' is no file any more/u],
  ['readable by all', async () => chmod(file('db-user'), 0o644), /has mode 0644, not 0600/u],
  [
    'another one of ours',
    async () => copyFile(file('db-password'), file('db-user')),
    /'db-user' is now the one of 'db-password'/u,
  ],
])('a sealed file that is %s is told of and put back', async ([, change, text]) => {
  const before = await readFile(file('db-user'));
  const jobs = host.systemd.jobs.length;
  const reports = host.reports.length;
  await change();
  await guarded.look();
  expect(await readFile(file('db-user'))).toEqual(before);
  expect((await stat(file('db-user'))).mode & 0o7777).toBe(0o600);
  expect(told(reports)).toEqual(['Healthy DRIFT_DETECTED', 'Healthy -']);
  expect(host.reports[reports]).toMatchObject({ occasion: 'Drift', rolloutUid: '', version: 1 });
  expect(host.reports[reports]?.message).toMatch(text);
  expect(host.systemd.jobs).toHaveLength(jobs);
});

async function relink(): Promise<void> {
  await rename(file('db-user'), join(host.dir, 'elsewhere'));
  await symlink(join(host.dir, 'elsewhere'), file('db-user'));
}

test('two files that were swapped are swapped back', async () => {
  const before = await readFile(file('db-user'));
  await rename(file('db-user'), `${file('db-user')}.tmp`);
  await rename(file('db-password'), file('db-user'));
  await rename(`${file('db-user')}.tmp`, file('db-password'));
  await guarded.look();
  expect(await readFile(file('db-user'))).toEqual(before);
  expect(await host.stored('db-password')).toBe('pw1');
});

test('an edited or removed drop-in is written again, and systemd told', async () => {
  const text = await readFile(dropIn('db-user'), 'utf8');
  await writeFile(dropIn('db-user'), '[Service]\nLoadCredentialEncrypted=\n');
  await rm(dropIn('db-password'));
  const { reloads } = host.systemd;
  await guarded.look();
  expect(await readFile(dropIn('db-user'), 'utf8')).toBe(text);
  expect((await stat(dropIn('db-password'))).mode & 0o777).toBe(0o644);
  expect(host.systemd.reloads).toBe(reloads + 1);
});

test('a unit that failed for it is started again, and has the content', async () => {
  await rm(file('db-password'));
  await host.systemd.run([{ unit: UNIT, verb: 'restart' }]);
  const unit = host.systemd.unit(UNIT);
  unit.state = { ...unit.state, activeState: 'failed', subState: 'failed', execMainStatus: 243 };
  await guarded.look();
  expect(unit.state.activeState).toBe('active');
  expect([...unit.loaded.keys()].toSorted()).toEqual(['db-password', 'db-user']);
  expect(host.lastReport()?.message).toContain(`${UNIT} was without it and was restarted`);
});

test('a unit that loaded something else meanwhile is restarted', async () => {
  const old = await readFile(file('db-password'));
  await host.apply([push(2, pair(2))]);
  await guarded.look();
  await writeFile(file('db-password'), old);
  await host.systemd.run([{ unit: UNIT, verb: 'restart' }]);
  const jobs = host.systemd.jobs.length;
  await guarded.look();
  expect(host.systemd.jobs).toHaveLength(jobs + 1);
  const loaded = host.systemd.unit(UNIT).loaded.get('db-password');
  expect(Buffer.from(loaded ?? []).toString()).toBe('pw2');
});

test('a unit that failed for something else is left alone', async () => {
  const unit = host.systemd.unit(UNIT);
  unit.state = { ...unit.state, activeState: 'failed', subState: 'failed', execMainStatus: 1 };
  const jobs = host.systemd.jobs.length;
  await writeFile(file('db-user'), 'by hand');
  await guarded.look();
  expect(host.systemd.jobs).toHaveLength(jobs);
  expect(await host.stored('db-user')).toBe('user1');
});

test('what has no copy is asked for again, and comes over what was put in its place', async () => {
  await rm(join(host.dir, 'copies'), { recursive: true });
  await writeFile(file('db-user'), 'by hand');
  const reports = host.reports.length;
  await guarded.look();
  expect(told(reports)).toEqual(['Healthy DRIFT_DETECTED', 'Removed DRIFT_DETECTED']);
  expect(host.lastReport()).toMatchObject({ runningVersion: 0, occasion: 'Drift' });
  await host.apply([push(2, pair(1))]);
  expect(await host.stored('db-user')).toBe('user1');
  expect(host.lastReport()).toMatchObject({ phase: 'Healthy', runningVersion: 1 });
  const sealed = host.reports.findLast(({ phase }) => phase === 'Sealed');
  expect(sealed?.occasion).toBe('Drift');
});

test('with the policy to report nothing is put back, and it is told once until it is in order', async () => {
  const delivery = { ...intentOf().delivery, drift: 'Report' as const };
  await host.apply([push(2, pair(2, { delivery }))]);
  await guarded.look();
  const right = await readFile(file('db-user'));
  const reports = host.reports.length;
  await writeFile(file('db-user'), 'by hand');
  await guarded.look();
  await guarded.look();
  expect(await readFile(file('db-user'), 'utf8')).toBe('by hand');
  expect(told(reports)).toEqual(['Healthy DRIFT_DETECTED']);
  await writeFile(file('db-user'), right);
  await guarded.look();
  expect(told(reports)).toEqual(['Healthy DRIFT_DETECTED', 'Healthy -']);
});

test('nothing is said or done while all is in order, and the copy is that of the newest version', async () => {
  await host.apply([push(2, pair(2))]);
  const reports = host.reports.length;
  await guarded.look();
  await guarded.look();
  expect(host.reports).toHaveLength(reports);
  await rm(file('db-password'));
  await guarded.look();
  expect(await host.stored('db-password')).toBe('pw2');
});

test('a credential that was removed leaves no copy', async () => {
  expect(await host.copied()).toEqual(['pw1', 'user1']);
  const { items } = intentOf();
  await host.apply([push(2, { change: { version: 2, operation: 'delete', items } })]);
  await guarded.look();
  expect(await host.copied()).toEqual([]);
});
