/**
 * Delivery by socket through the whole engine: what is handed to which unit, and when.
 * @module
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answerTo, type Answer } from '#agent/provider/answer.ts';
import { PROVIDER_SOCKET } from '#agent/provider/socket.ts';
import type { Intent } from '#src/intent/intent.ts';
import { FakeApplyHost, pushOf as push, type FakeIntent } from '#test/fakes/fake-apply-host.ts';
import { deletingIntentOf, intentOf } from '#test/gen/intent.ts';

const UNIT = 'payments.service';
const NAME = 'db-password';

let host: FakeApplyHost;

beforeEach(async () => {
  host = await FakeApplyHost.create();
  host.systemd.addUnit(UNIT);
});

afterEach(async () => {
  await host.remove();
});

function version(number: number, content = `v${number}`, change: Partial<Intent> = {}): FakeIntent {
  const delivery = { type: 'Socket', store: 'Provider', dropIn: 'Managed' } as const;
  const health = { ...intentOf().health, minHealthyMs: 0 };
  return {
    contents: { [NAME]: content },
    change: { version: number, health, delivery, ...change },
  };
}

async function ask(unit: string, credential: string, uid = 0): Promise<Answer> {
  const { context } = host;
  if (context === undefined) throw new Error('no engine has run');
  const parts = { state: () => context.journal.state(), credstore: context.credstore };
  return answerTo(parts, { uid, address: Buffer.from(`\0a/unit/${unit}/${credential}`) });
}

const provided = (): string => join(host.dir, 'provided', NAME);

test('the unit gets a drop-in that fetches it, loads it and proves it; no credstore has it', async () => {
  await host.apply([push(1, version(1))]);
  expect(host.phases().at(-1)).toBe('1 Healthy');
  expect(host.lastReport()?.units).toMatchObject([{ loadedEqualsVersion: 'Yes' }]);
  const dropIn = join(host.dir, 'units', `${UNIT}.d`, `50-credfleet-${NAME}.conf`);
  const setting = `LoadCredentialEncrypted=${NAME}:${PROVIDER_SOCKET}`;
  expect(await readFile(dropIn, 'utf8')).toContain(setting);
  expect(await host.filesIn('store')).toEqual([]);
});

test('a rotation restarts the unit once, and it has fetched the new one', async () => {
  await host.apply([push(1, version(1))]);
  const before = host.systemd.jobs.length;
  await host.apply([push(2, version(2))]);
  expect(host.systemd.jobs.slice(before)).toEqual([{ unit: UNIT, verb: 'restart' }]);
  expect(host.lastReport()).toMatchObject({ phase: 'Healthy', runningVersion: 2 });
});

test('what a unit does not survive is taken back, and it fetches the one before', async () => {
  host.systemd.unit(UNIT).survives = (contents) => contents.get(NAME) !== 'bad';
  await host.apply([push(1, version(1, 'good'))]);
  await host.apply([push(2, version(2, 'bad'))]);
  expect(host.phases().at(-1)).toBe('2 RolledBack');
  expect(Buffer.from(host.systemd.unit(UNIT).loaded.get(NAME) ?? []).toString()).toBe('good');
});

describe('what is held', () => {
  beforeEach(async () => {
    await host.apply([push(1, version(1))]);
  });

  test('is handed to its unit as it lies there, sealed', async () => {
    const sealed = await readFile(provided());
    expect(await ask(UNIT, NAME)).toMatchObject({ kind: 'hand', sealed });
  });

  test.for([
    { given: 'another unit', unit: 'other.service', credential: NAME, uid: 0 },
    { given: 'another name', unit: UNIT, credential: 'other', uid: 0 },
    { given: 'a path for a name', unit: UNIT, credential: '../journal', uid: 0 },
    { given: 'somebody who is not root', unit: UNIT, credential: NAME, uid: 1000 },
  ])('is refused: $given', async ({ unit, credential, uid }) => {
    expect(await ask(unit, credential, uid)).toMatchObject({ kind: 'refuse' });
  });

  test('is refused when somebody changed the file', async () => {
    await writeFile(provided(), 'something else');
    const why = 'its sealed file is not the one that was put there';
    expect(await ask(UNIT, NAME)).toMatchObject({ kind: 'refuse', why });
  });

  test('is refused from then on when it is removed', async () => {
    const { intent } = deletingIntentOf({ version: 2 });
    await host.apply([
      push(2, { change: { ...intent, ...version(2).change, operation: 'delete' } }),
    ]);
    expect(host.phases().at(-1)).toBe('2 Removed');
    expect(await ask(UNIT, NAME)).toMatchObject({ kind: 'refuse' });
    expect(await host.filesIn('provided')).toEqual([]);
  });

  test('is refused to a unit that the next version does not name', async () => {
    host.systemd.addUnit('other.service');
    const units = [{ name: 'other.service', action: 'Restart' as const }];
    const activation = { units, autoDetect: false, coalesceMs: 0 };
    await host.apply([push(2, version(2, 'v2', { activation }))]);
    expect(await ask(UNIT, NAME)).toMatchObject({ kind: 'refuse' });
    expect(await ask('other.service', NAME)).toMatchObject({ kind: 'hand' });
  });

  test('stays handed out when a later version is refused before it is installed', async () => {
    const unit = { name: 'missing.service', action: 'Restart' as const };
    const activation = { units: [unit], autoDetect: false, coalesceMs: 0 };
    await host.apply([push(2, version(2, 'v2', { activation }))]);
    expect(host.lastReport()?.code).toBe('UNIT_NOT_FOUND');
    expect(await ask(UNIT, NAME)).toMatchObject({ kind: 'hand' });
  });
});

test('a unit that fetches it by itself is found; one that fetches it plain is refused', async () => {
  const fetch = { id: NAME, path: PROVIDER_SOCKET };
  const unit = host.systemd.unit(UNIT);
  unit.loads = [{ ...fetch, encrypted: true }];
  const delivery = { type: 'Socket', store: 'Provider', dropIn: 'None' } as const;
  const activation = { units: [], autoDetect: true, coalesceMs: 0 };
  await host.apply([push(1, version(1, 'v1', { delivery, activation }))]);
  expect(host.lastReport()).toMatchObject({ phase: 'Healthy', units: [{ name: UNIT }] });

  unit.loads = [{ ...fetch, encrypted: false }];
  await host.apply([push(2, version(2, 'v2', { delivery }))]);
  expect(host.lastReport()).toMatchObject({ phase: 'Failed', code: 'DELIVERY_UNSUPPORTED' });
  expect(host.lastReport()?.message).toContain(`write LoadCredentialEncrypted=${NAME}:`);
});

test('nothing is accepted where units cannot fetch anything', async () => {
  host.isProviding = false;
  await host.run(async (engine) => {
    const accepting = engine.accept(push(1, version(1)));
    await expect(accepting).rejects.toMatchObject({ code: 'DELIVERY_UNSUPPORTED' });
  });
});

test('from a store to the socket: the drop-in of the same name is the new one', async () => {
  const delivery = intentOf().delivery;
  await host.apply([push(1, version(1, 'v1', { delivery }))]);
  await host.apply([push(2, version(2, 'v2', { uid: 'another-uid' }))]);
  expect(host.lastReport()).toMatchObject({ phase: 'Healthy' });
  const dropIn = join(host.dir, 'units', `${UNIT}.d`, `50-credfleet-${NAME}.conf`);
  expect(await readFile(dropIn, 'utf8')).toContain(PROVIDER_SOCKET);
  expect(await host.filesIn('store')).toEqual([]);
});
