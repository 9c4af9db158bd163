/**
 * Delivery to a container through the whole engine: what its unit is told, and when it starts anew.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Intent } from '#src/intent/intent.ts';
import { FakeApplyHost, pushOf as push, type FakeIntent } from '#test/fakes/fake-apply-host.ts';
import { deletingIntentOf, intentOf } from '#test/gen/intent.ts';

const NAME = 'db-password';
const UNIT = 'systemd-nspawn@web.service';
const OTHER_UNIT = 'systemd-nspawn@mail.service';
const COMMAND = 'systemd-nspawn --keep-unit --boot --machine=%i';

let host: FakeApplyHost;

beforeEach(async () => {
  host = await FakeApplyHost.create();
  for (const name of [UNIT, OTHER_UNIT]) {
    host.systemd.addUnit(name).text = `[Service]\nExecStart=${COMMAND}\n`;
  }
});

afterEach(async () => {
  await host.remove();
});

function version(number: number, content: string, change: Partial<Intent> = {}): FakeIntent {
  const delivery = {
    type: 'Machine',
    store: 'Machine',
    machine: 'web',
    dropIn: 'Managed',
  } as const;
  const health = { ...intentOf().health, minHealthyMs: 0 };
  const units = [{ name: UNIT, action: 'TryRestart' as const }];
  const activation = { units, autoDetect: false, coalesceMs: 0 };
  const base = { version: number, health, delivery, activation };
  return { contents: { [NAME]: content }, change: { ...base, ...change } };
}

const dropIn = (): string =>
  join(host.dir, 'units', `${UNIT}.d`, `50-credfleet.machine-${NAME}.conf`);

test('its unit loads the file, hands it on, and does what its owner wrote', async () => {
  await host.apply([push(1, version(1, 'one'))]);
  expect(host.phases().at(-1)).toBe('1 Healthy');
  expect(host.lastReport()?.units).toMatchObject([{ name: UNIT, loadedEqualsVersion: 'Yes' }]);
  const text = await readFile(dropIn(), 'utf8');
  expect(text).toContain(
    `LoadCredentialEncrypted=${NAME}:${join(host.dir, 'machines/web', NAME)}\n`,
  );
  expect(text).toMatch(
    new RegExp(`^ExecStart=/bin/sh -c '.*' ${host.dir}/machines/web ${COMMAND}$`, 'mu'),
  );
  expect(await host.filesIn('store')).toEqual([]);
});

test('a rotation starts the container once, and a container that is off stays off', async () => {
  await host.apply([push(1, version(1, 'one'))]);
  const before = host.systemd.jobs.length;
  await host.apply([push(2, version(2, 'two'))]);
  expect(host.systemd.jobs.slice(before)).toEqual([{ unit: UNIT, verb: 'restart' }]);

  const unit = host.systemd.unit(UNIT);
  unit.state = { ...unit.state, activeState: 'inactive', subState: 'dead' };
  await host.apply([push(3, version(3, 'three'))]);
  expect(host.systemd.jobs).toHaveLength(before + 1);
  expect(host.lastReport()).toMatchObject({ phase: 'Healthy', units: [{ action: 'NotRunning' }] });
});

test('what the container does not survive is taken back', async () => {
  host.systemd.unit(UNIT).survives = (contents) => contents.get(NAME) !== 'bad';
  await host.apply([push(1, version(1, 'good'))]);
  await host.apply([push(2, version(2, 'bad'))]);
  expect(host.phases().at(-1)).toBe('2 RolledBack');
  expect(Buffer.from(host.systemd.unit(UNIT).loaded.get(NAME) ?? []).toString()).toBe('good');
});

test('a unit that loads it and does not hand it on has not proven it', async () => {
  const unit = host.systemd.unit(UNIT);
  unit.loads = [{ id: NAME, path: join(host.dir, 'machines/web', NAME), encrypted: true }];
  const delivery = { type: 'Machine', store: 'Machine', machine: 'web', dropIn: 'None' } as const;
  await host.apply([push(1, version(1, 'one', { delivery }))]);
  expect(host.lastReport()).toMatchObject({ phase: 'RolledBack', code: 'LOADED_CONTENT_DIFFERS' });
});

test('a unit that runs something else is not changed', async () => {
  host.systemd.unit(UNIT).text = '[Service]\nExecStart=/opt/own --boot\n';
  await host.apply([push(1, version(1, 'one'))]);
  expect(host.lastReport()).toMatchObject({ phase: 'Failed', code: 'DELIVERY_UNSUPPORTED' });
  expect(host.lastReport()?.message).toContain("it runs '/opt/own', not systemd-nspawn");
  expect(await host.filesIn('units')).toEqual([]);
});

test('what its owner changes in the command line comes along with the next version', async () => {
  await host.apply([push(1, version(1, 'one'))]);
  host.systemd.unit(UNIT).text = '[Service]\nExecStart=systemd-nspawn --boot --private-users=yes\n';
  await host.apply([push(2, version(2, 'two'))]);
  expect(host.phases().at(-1)).toBe('2 Healthy');
  expect(await readFile(dropIn(), 'utf8')).toContain('systemd-nspawn --boot --private-users=yes\n');
});

test('two containers have the same name each with its own content', async () => {
  await host.apply([push(1, version(1, 'for web'))]);
  const delivery = {
    type: 'Machine',
    store: 'Machine',
    machine: 'mail',
    dropIn: 'Managed',
  } as const;
  const units = [{ name: OTHER_UNIT, action: 'Restart' as const }];
  const activation = { units, autoDetect: false, coalesceMs: 0 };
  const other = { uid: 'mail-uid', name: 'mail-password', delivery, activation };
  await host.apply([push(2, version(1, 'for mail', other))]);
  const loaded = [UNIT, OTHER_UNIT].map((name) =>
    Buffer.from(host.systemd.unit(name).loaded.get(NAME) ?? []).toString(),
  );
  expect(loaded).toEqual(['for web', 'for mail']);
});

test('two HostCredentials of one container do not overwrite each other', async () => {
  await host.apply([push(1, version(1, 'one'))]);
  const other = { uid: 'other-uid', name: 'other' };
  await host.run(async (engine) => {
    const accepting = engine.accept(push(2, version(1, 'two', other)));
    await expect(accepting).rejects.toMatchObject({ code: 'CREDENTIAL_NAME_CONFLICT' });
  });
});

test("a name that systemd itself imports is for the container's systemd", async () => {
  const name = 'passwd.hashed-password.root';
  await host.apply([push(1, { ...version(1, ''), contents: { [name]: 'hash' } })]);
  expect(host.lastReport()).toMatchObject({
    phase: 'Healthy',
    units: [{ loadedEqualsVersion: 'Yes' }],
  });
});

test('no other unit is touched for it, whatever is sent', async () => {
  const units = [{ name: 'payments.service', action: 'Restart' as const }];
  const activation = { units, autoDetect: false, coalesceMs: 0 };
  await host.run(async (engine) => {
    const accepting = engine.accept(push(1, version(1, 'one', { activation })));
    await expect(accepting).rejects.toMatchObject({ code: 'DELIVERY_UNSUPPORTED' });
  });
});

test('revoked: the container starts without it, and the receipt says that it is gone', async () => {
  await host.apply([push(1, version(1, 'one'))]);
  const { intent } = deletingIntentOf({ version: 2 });
  const { delivery, activation } = version(2, '').change ?? {};
  const removal = {
    ...intent,
    ...version(2, '').change,
    operation: 'delete',
    revoked: [1],
  } as const;
  expect(delivery?.machine).toBe('web');
  await host.apply([
    push(2, { change: { ...removal, activation: activation ?? intent.activation } }),
  ]);
  expect(host.lastReport()).toMatchObject({ phase: 'Removed', gone: [1], units: [{ name: UNIT }] });
  expect(await host.filesIn('machines')).toEqual([]);
  expect(await host.filesIn('units')).toEqual([]);
  expect(host.systemd.unit(UNIT).loaded.size).toBe(0);
});
