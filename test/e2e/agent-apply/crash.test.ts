/**
 * The engine is killed with SIGKILL between any two effects, on the oldest and on a current systemd: the store
 * holds the old or the new version, whole; started again it ends what it began, and restarts the unit
 * once for the version, however often it is started.
 * @module
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CredentialReport } from '#src/intent/report.ts';
import {
  acceptAnything,
  acceptOnly,
  installSampleService,
  loadedEquals,
  unitFacts,
  type UnitFacts,
} from '#test/fleet/sample-service.ts';
import { eventually } from '#test/fleet/process.ts';
import type { Testbed, TestHost } from '#test/testbed/testbed.ts';
import { drive, intentOf, spooled, startApplyHosts, type DriverRun } from './apply-host.ts';
import type { DriverIntent, DriverPush } from './driver.ts';

const KILLED = 137;

const FORWARD = [
  'envelope-stored',
  'accepted',
  'sealed',
  'prepared',
  'files-installed',
  'drop-ins-written',
  'installed',
  'sealed-told',
  'sealed-reported',
  'activated',
  'proved',
  'healthy-reported',
  'finished',
];
const ROLLBACK = [
  'rollback-journaled',
  'files-restored',
  'rolled-back',
  'rollback-proved',
  'failure-reported',
];

let testbed: Testbed;

beforeAll(async () => {
  testbed = await startApplyHosts([
    { name: 'old', release: 'bookworm' },
    { name: 'new', release: 'trixie' },
  ]);
});

afterAll(async () => {
  await testbed?.close();
});

function lastReport(run: DriverRun): CredentialReport | undefined {
  return run.lines.findLast(({ kind }) => kind === 'report')?.value as CredentialReport | undefined;
}

/** What the killed engine may have on disk for the controller. Told is not stored: that takes a moment, or the end. */
function spooledWhenKilledAt(failpoint: string): readonly string[] {
  const all = ['', 'Sealed', 'Sealed,Healthy'];
  switch (failpoint) {
    case 'activated':
    case 'proved':
      return all.slice(0, 2);
    case 'sealed-reported':
      return all.slice(1);
    case 'healthy-reported':
    case 'finished':
      return all.slice(2);
    default:
      return all.slice(0, 1);
  }
}

type Store = {
  readonly store: 'Persistent' | 'UnitFile';
  readonly name: string;
  readonly uid: string;
  /** One run of the story needs less than a thousand. */
  readonly firstSeq: number;
  /** What is not there any more when all is removed. */
  readonly folder: string;
  /** Prints the sealed text. */
  readonly print: string;
};

const STORES: readonly Store[] = [
  {
    store: 'Persistent',
    name: 'crash-app',
    uid: '11111111-1111-4111-8111-111111111111',
    firstSeq: 0,
    folder: '/etc/credstore.encrypted',
    print: 'cat /etc/credstore.encrypted/crash-app',
  },
  {
    store: 'UnitFile',
    name: 'crash-inline',
    uid: '22222222-2222-4222-8222-222222222222',
    firstSeq: 1_000,
    folder: '/var/lib/credfleet/unit-files',
    print:
      'sed -n s/^SetCredentialEncrypted=crash-inline://p /etc/systemd/system/crash-inline.service.d/50-credfleet-crash-inline.conf',
  },
];

async function openedInStore(host: TestHost, { name, print }: Store): Promise<string> {
  const decrypt = `${print} | systemd-creds decrypt --name=${name} - -`;
  return host.must(['sh', '-c', decrypt], { env: { SYSTEMD_TPM2_DEVICE: host.tpm.device } });
}

/** A restart that was queued before the crash goes on without the agent. */
async function settledFacts(host: TestHost, unit: string): Promise<UnitFacts> {
  return eventually(`${unit} to have restarted or not`, async () => {
    const facts = await unitFacts(host, unit);
    const isMoving = ['activating', 'deactivating'].includes(facts.activeState);
    return isMoving ? undefined : facts;
  });
}

async function leftOvers(host: TestHost, { folder }: Store): Promise<string> {
  return host.must(['find', folder, '/etc/systemd/system', '-name', '.*', '-type', 'f']);
}

const PLACES = ['old', 'new'].flatMap((hostName) =>
  STORES.map((at) => ({ hostName, at, store: at.store })),
);

describe.for(PLACES)('on the $hostName host, $store', ({ hostName, at }) => {
  const { name: NAME, uid, store, folder, firstSeq } = at;
  const UNIT = `${NAME}.service`;
  const delivery = { type: 'Service', store, dropIn: 'Managed' } as const;
  let host: TestHost;
  let version = 1;
  const value = (number: number): string => `value-${number}`;
  const pushOf = (number: number, change: Partial<DriverIntent> = {}): DriverPush => ({
    hostSeq: firstSeq + number,
    intents: [
      intentOf(
        { name: NAME, version: number, content: value(number) },
        { uid, delivery, ...change },
      ),
    ],
  });
  const push = (number: number): DriverPush => pushOf(number);

  beforeAll(async () => {
    host = testbed.host(hostName);
    await installSampleService(host, UNIT, NAME, true);
    const first = lastReport(await drive(host, 1, { pushes: [push(1)] }));
    if (first?.phase !== 'Healthy')
      throw new Error(`version 1 is not in effect: ${first?.message}`);
  });

  test.for(FORWARD.map((failpoint) => ({ failpoint })))(
    'killed at $failpoint it converges with one restart',
    async ({ failpoint }) => {
      const [from, to] = [version, version + 1];
      version = to;
      const before = await unitFacts(host, UNIT);
      const killed = await drive(host, 1, { pushes: [push(to)], failpoint });
      expect(killed.exitCode).toBe(KILLED);
      expect([value(from), value(to)]).toContain(await openedInStore(host, at));
      const atCrash = await settledFacts(host, UNIT);
      expect(atCrash.activeState).toBe('active');
      const toldByKilled = await spooled(host, NAME, to);
      expect(spooledWhenKilledAt(failpoint)).toContain(toldByKilled.join());

      const done = failpoint === 'finished';
      const resumed = await drive(host, done ? 0 : 1);
      const report = lastReport(done ? killed : resumed);
      expect(report, report?.message).toMatchObject({
        phase: 'Healthy',
        version: to,
        runningVersion: to,
      });
      // Of the engine that ended it: what the killed one told is told again, but for what was over.
      const told = done ? toldByKilled : await spooled(host, NAME, to);
      expect(told).toEqual(['Sealed', 'Healthy']);
      const after = await unitFacts(host, UNIT);
      expect(after.invocationId).not.toBe(before.invocationId);
      // The unit ran the version already, or not yet: one change of invocation in all.
      const invocations = [before, atCrash, after].map(({ invocationId }) => invocationId);
      expect(new Set(invocations).size).toBe(2);
      expect(await loadedEquals(host, UNIT, NAME, value(to))).toBe(true);
      expect(await leftOvers(host, at)).toBe('');
    },
  );

  test.for(ROLLBACK.map((failpoint) => ({ failpoint })))(
    'killed at $failpoint the old version comes back',
    async ({ failpoint }) => {
      const [from, bad] = [version, version + 1];
      version += 2;
      await acceptOnly(host, NAME, value(from));
      const killed = await drive(host, 1, { pushes: [push(bad)], failpoint });
      expect(killed.exitCode).toBe(KILLED);
      expect([value(from), value(bad)]).toContain(await openedInStore(host, at));
      // Who goes on with a rollback does not tell it again.
      expect((await spooled(host, NAME, bad))[0]).toBe('Sealed');
      const atCrash = await settledFacts(host, UNIT);
      const resumed = await drive(host, 1);
      expect(lastReport(resumed)).toMatchObject({
        phase: 'RolledBack',
        version: bad,
        runningVersion: from,
        code: 'UNIT_UNHEALTHY',
      });
      expect(await loadedEquals(host, UNIT, NAME, value(from))).toBe(true);
      const after = await unitFacts(host, UNIT);
      const wasBack = atCrash.activeState === 'active';
      expect(after.invocationId === atCrash.invocationId).toBe(wasBack);

      await acceptAnything(host, NAME);
      const next = await drive(host, 1, { pushes: [push(version)] });
      const healthy = { phase: 'Healthy', runningVersion: version };
      expect(lastReport(next), lastReport(next)?.message).toMatchObject(healthy);
    },
  );

  test('a restart of the agent with nothing to do restarts no unit', async () => {
    const before = await unitFacts(host, UNIT);
    const idle = await drive(host, 0);
    expect(idle.exitCode).toBe(0);
    expect(await unitFacts(host, UNIT)).toEqual(before);
  });

  test.for(
    ['removal-journaled', 'files-removed', 'removed-reported'].map((failpoint) => ({ failpoint })),
  )('killed at $failpoint a removal is completed', async ({ failpoint }) => {
    const before = await unitFacts(host, UNIT);
    version += 1;
    const pushes = [pushOf(version, { operation: 'delete', items: [] })];
    await drive(host, 1, { pushes, failpoint });
    const resumed = await drive(host, 1);
    expect(lastReport(resumed)).toMatchObject({ phase: 'Removed', runningVersion: 0 });
    expect(await host.must(['ls', '-A', folder])).toBe('');
    const dropIns = ['find', '/etc/systemd/system', '-name', `*credfleet-${NAME}*`];
    expect(await host.must(dropIns)).toBe('');
    expect(await unitFacts(host, UNIT)).toEqual(before);

    version += 1;
    const again = await drive(host, 1, { pushes: [push(version)] });
    expect(lastReport(again)).toMatchObject({ phase: 'Healthy', runningVersion: version });
  });
});
