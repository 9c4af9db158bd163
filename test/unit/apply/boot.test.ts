/**
 * Delivery to the next boot through the whole engine: staged, then proven by what that boot was handed, or not.
 * @module
 */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Intent } from '#src/intent/intent.ts';
import { FakeApplyHost, pushOf as push, type FakeIntent } from '#test/fakes/fake-apply-host.ts';
import { GuardedHost } from '#test/fakes/guarded-host.ts';
import { deletingIntentOf, intentOf } from '#test/gen/intent.ts';

const NAME = 'cryptsetup.passphrase';

let host: FakeApplyHost;
let guarded: GuardedHost;

beforeEach(async () => {
  host = await FakeApplyHost.create();
  guarded = new GuardedHost(host);
});

afterEach(async () => {
  await host.remove();
});

const GLOBAL: Intent['delivery'] = {
  type: 'Boot',
  store: 'Boot',
  boot: { location: 'ESPGlobal' },
  dropIn: 'Managed',
};

function version(number: number, content: string, change: Partial<Intent> = {}): FakeIntent {
  const base = {
    version: number,
    delivery: GLOBAL,
    sealing: { key: 'TPM2Initrd', tpm2Pcrs: [] },
    activation: { units: [], autoDetect: false, coalesceMs: 0 },
  } as const;
  return { contents: { [NAME]: content }, change: { ...base, ...change } };
}

async function boot(handsOver = true): Promise<void> {
  await host.reboot(handsOver);
  await guarded.look();
}

test('it lies there for the next boot, under its name and .cred, and no unit is touched', async () => {
  await host.apply([push(1, version(1, 'one'))]);
  expect(host.lastReport()).toMatchObject({ phase: 'Staged', runningVersion: 1, units: [] });
  expect(host.lastReport()?.message).toBe('sealed and tested; takes effect with the next boot');
  expect(await host.filesIn('boot/all')).toEqual([`${NAME}.cred`]);
  expect(host.systemd.jobs).toEqual([]);
  const sealed = host.exec.requests.find(({ args }) => args.includes('encrypt'));
  expect(sealed?.args).toContain(`--name=${NAME}`);
});

test('nothing is proven before a boot, and a boot that was handed it proves it', async () => {
  await host.apply([push(1, version(1, 'one'))]);
  await guarded.look();
  expect(host.phases().at(-1)).toBe('1 Staged');
  await boot();
  const { rolloutUid, attempt } = intentOf();
  expect(host.lastReport()).toMatchObject({ phase: 'Healthy', version: 1, rolloutUid, attempt });
  const said = host.reports.length;
  await boot();
  expect(host.reports).toHaveLength(said);
});

describe('a boot that was not handed it', () => {
  beforeEach(async () => {
    await host.apply([push(1, version(1, 'one'))]);
    await boot(false);
  });

  test('is a failure, with the cause; the file stays', async () => {
    expect(host.lastReport()).toMatchObject({ phase: 'Failed', code: 'BOOT_NOT_HANDED_OVER' });
    expect(host.lastReport()?.message).toContain(`was handed no credential '${NAME}'`);
    expect(await host.filesIn('boot/all')).toEqual([`${NAME}.cred`]);
    const said = host.reports.length;
    await guarded.look();
    expect(host.reports).toHaveLength(said);
  });

  test('and the next one, that is, makes it well', async () => {
    await boot();
    expect(host.phases().at(-1)).toBe('1 Healthy');
  });
});

test('a boot with another content than what was staged says so', async () => {
  await host.apply([push(1, version(1, 'one'))]);
  await host.reboot();
  host.handed = new Map([[NAME, 'f'.repeat(64)]]);
  await guarded.look();
  expect(host.lastReport()?.message).toContain('was handed another');
});

test('what is sent twice before a boot stays staged', async () => {
  await host.apply([push(1, version(1, 'one'))]);
  await host.apply([push(2, version(1, 'one'))]);
  expect(host.phases().slice(-1)).toEqual(['1 Staged']);
});

test('a file that somebody removes is put back, and is still only staged', async () => {
  await host.apply([push(1, version(1, 'one'))]);
  await guarded.look();
  await rm(join(host.dir, 'boot/all', `${NAME}.cred`));
  await guarded.look();
  expect(await host.filesIn('boot/all')).toEqual([`${NAME}.cred`]);
  expect(host.reports.slice(-2)).toMatchObject([
    { phase: 'Staged', occasion: 'Drift', code: 'DRIFT_DETECTED' },
    { phase: 'Staged', occasion: 'Drift' },
  ]);
});

describe('without the partition', () => {
  const away = () =>
    ({ ok: false, problems: ['no partition of the boot loader is mounted'] }) as const;

  test('nothing is installed, and the reason is told', async () => {
    host.bootFolder = away;
    await host.apply([push(1, version(1, 'one'))]);
    expect(host.lastReport()).toMatchObject({ phase: 'Failed', code: 'DELIVERY_UNSUPPORTED' });
    expect(host.lastReport()?.message).toContain('no partition of the boot loader is mounted');
  });

  test('nothing is said to be removed', async () => {
    await host.apply([push(1, version(1, 'one'))]);
    host.bootFolder = away;
    const removal = { ...version(2, '').change, operation: 'delete' } as const;
    await host.apply([push(2, { change: { ...deletingIntentOf().intent, ...removal } })]);
    expect(host.lastReport()).toMatchObject({ phase: 'Failed', code: 'DELIVERY_UNSUPPORTED' });
  });

  test('the others are watched on', async () => {
    await host.apply([push(1, version(1, 'one'))]);
    host.systemd.addUnit('payments.service');
    const other = { uid: 'other-uid', name: 'other', version: 1 };
    await host.apply([push(2, { contents: { db: 'db' }, change: other })]);
    await guarded.look();
    host.bootFolder = away;
    await writeFile(join(host.dir, 'store/db'), 'changed');
    await guarded.look();
    expect(host.reports.filter(({ code }) => code === 'DRIFT_DETECTED')).toHaveLength(2);
    expect(await host.stored('db')).toBe('db');
  });
});

test.for([
  { given: 'the host key', change: { sealing: { key: 'HostAndTPM2', tpm2Pcrs: [] } } },
  {
    given: 'a signed PCR state',
    change: {
      sealing: { key: 'TPM2', tpm2Pcrs: [], signed: { publicKeyPem: 'pem', pcrs: [7] } },
    },
  },
  { given: 'PCR 12', change: { sealing: { key: 'TPM2', tpm2Pcrs: [7, 12] } } },
  {
    given: 'a unit',
    change: {
      activation: {
        units: [{ name: 'a.service', action: 'Restart' }],
        autoDetect: false,
        coalesceMs: 0,
      },
    },
  },
] as const)('$given is refused whatever is sent', async ({ change }) => {
  await host.run(async (engine) => {
    const accepting = engine.accept(push(1, version(1, 'one', change)));
    await expect(accepting).rejects.toMatchObject({ code: 'DELIVERY_UNSUPPORTED' });
  });
});

describe('revoked', () => {
  const removal = (number: number): Uint8Array => {
    const { intent } = deletingIntentOf();
    const change = { ...intent, ...version(number, '').change, operation: 'delete', revoked: [1] };
    return push(number, { change: change as Partial<Intent> });
  };

  test('before any boot it is gone', async () => {
    await host.apply([push(1, version(1, 'one'))]);
    await host.apply([removal(2)]);
    expect(host.lastReport()).toMatchObject({ phase: 'Removed', gone: [1] });
    expect(await host.filesIn('boot')).toEqual([]);
  });

  test('this boot has it, and that is said', async () => {
    await host.apply([push(1, version(1, 'one'))]);
    await boot();
    await host.apply([removal(2)]);
    expect(host.lastReport()?.gone).toBeUndefined();
    expect(host.lastReport()?.message).toContain(
      'was handed to this boot and stays until the next',
    );
  });
});
