/**
 * Delivery to units of a user through the whole engine: sealed for that user, where their systemd can read it.
 * @module
 */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Intent } from '#src/intent/intent.ts';
import { FakeApplyHost, pushOf as push, type FakeIntent } from '#test/fakes/fake-apply-host.ts';
import { answerSystemdCreds } from '#test/fakes/fake-systemd-creds.ts';
import { deletingIntentOf } from '#test/gen/intent.ts';

const NAME = 'token';

let host: FakeApplyHost;

beforeEach(async () => {
  host = await FakeApplyHost.create();
  host.systemd.versionNumber = 262;
});

afterEach(async () => {
  await host.remove();
});

function version(number: number, content: string, change: Partial<Intent> = {}): FakeIntent {
  const delivery = { type: 'User', store: 'User', user: 'alice', dropIn: 'Managed' } as const;
  const activation = { units: [], autoDetect: false, coalesceMs: 0 };
  return {
    contents: { [NAME]: content },
    change: { version: number, delivery, activation, ...change },
  };
}

const file = (user = 'alice'): string => join(host.dir, 'users', user, NAME);

test('sealed and tested for the user; everybody may read what only they can open', async () => {
  await host.apply([push(1, version(1, 'one'))]);
  expect(host.lastReport()).toMatchObject({ phase: 'Healthy', units: [] });
  const calls = host.exec.requests.filter(({ args }) => args.includes('--uid=alice'));
  expect(calls.map(({ args }) => args[0])).toEqual(['encrypt', 'decrypt']);
  expect((await stat(file())).mode & 0o777).toBe(0o644);
  expect((await stat(join(host.dir, 'users/alice'))).mode & 0o777).toBe(0o755);
  expect(await host.filesIn('units')).toEqual([]);
});

test('a file that came back bound to nobody is not installed', async () => {
  host.answer = (request) =>
    answerSystemdCreds({
      ...request,
      args: request.args.filter((arg) => !arg.startsWith('--uid')),
    });
  await host.apply([push(1, version(1, 'one'))]);
  expect(host.lastReport()).toMatchObject({ phase: 'Failed', code: 'SEAL_WEAKER_THAN_ASKED' });
  expect(host.lastReport()?.message).toContain("not bound to user 'alice'");
});

test('two users have one name each with their own content', async () => {
  await host.apply([push(1, version(1, 'hers'))]);
  const delivery = { type: 'User', store: 'User', user: 'bob', dropIn: 'Managed' } as const;
  await host.apply([push(2, version(1, 'his', { uid: 'bob-uid', name: 'bob', delivery }))]);
  expect(host.lastReport()).toMatchObject({ phase: 'Healthy' });
  expect(await readFile(file())).not.toEqual(await readFile(file('bob')));
});

test('a systemd that cannot is told at once', async () => {
  host.systemd.versionNumber = 257;
  await host.run(async (engine) => {
    const accepting = engine.accept(push(1, version(1, 'one')));
    await expect(accepting).rejects.toMatchObject({ code: 'SYSTEMD_TOO_OLD' });
  });
});

test('a key that cannot be bound to a user is refused', async () => {
  await host.run(async (engine) => {
    const sealing = { key: 'TPM2', tpm2Pcrs: [] } as const;
    const accepting = engine.accept(push(1, version(1, 'one', { sealing })));
    await expect(accepting).rejects.toMatchObject({ code: 'DELIVERY_UNSUPPORTED' });
  });
});

test('taken away, and proven to be', async () => {
  await host.apply([push(1, version(1, 'one'))]);
  const change = { ...version(2, '').change, operation: 'delete', revoked: [1] } as const;
  await host.apply([push(2, { change: { ...deletingIntentOf().intent, ...change } })]);
  expect(host.lastReport()).toMatchObject({ phase: 'Removed', gone: [1] });
  expect(await host.filesIn('users')).toEqual([]);
});
