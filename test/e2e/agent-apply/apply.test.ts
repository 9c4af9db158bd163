/**
 * What real hosts do with pushes beyond the plain way: units that load late or not at all, units that die,
 * stores that cannot be written, TPMs that are away.
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
} from '#test/fleet/sample-service.ts';
import { eventually } from '#test/fleet/process.ts';
import type { Testbed, TestHost } from '#test/testbed/testbed.ts';
import { drive, intentOf, spooled, startApplyHosts } from './apply-host.ts';
import type { DriverIntent } from './driver.ts';

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

describe.for([{ name: 'old' }, { name: 'new' }])('on the $name host', ({ name }) => {
  let host: TestHost;
  let hostSeq = 0;
  let uids = 0;
  /** What systemd-creds was asked for by the last push. */
  let asked: readonly unknown[] = [];

  beforeAll(() => {
    host = testbed.host(name);
  });

  /** Pushes all at once and returns the reports. */
  async function apply(...intents: readonly DriverIntent[]): Promise<readonly CredentialReport[]> {
    hostSeq += 1;
    const run = await drive(host, intents.length, { pushes: [{ hostSeq, intents }] });
    const execs = run.lines.filter(({ kind }) => kind === 'exec');
    asked = execs.map(({ value }) => (value as { readonly verb: unknown }).verb);
    return run.lines
      .filter(({ kind }) => kind === 'report')
      .map(({ value }) => value as CredentialReport);
  }

  async function last(...intents: readonly DriverIntent[]): Promise<CredentialReport | undefined> {
    return (await apply(...intents)).at(-1);
  }

  function newUid(): string {
    uids += 1;
    return `22222222-2222-4222-8222-${String(uids).padStart(12, '0')}`;
  }

  async function writeUnit(unit: string, text: string): Promise<void> {
    await host.writeFile(`/etc/systemd/system/${unit}`, text);
    await host.must(['systemctl', 'daemon-reload']);
  }

  async function storedNames(): Promise<string> {
    return host.must(['sh', '-c', 'ls -A /etc/credstore.encrypted 2>/dev/null || true']);
  }

  test('a service that nobody listed is found by what it loads and restarted once for two credentials', async () => {
    await writeUnit(
      'found.service',
      '[Service]\nType=exec\nLoadCredentialEncrypted=found-a\nLoadCredentialEncrypted=found-b\nExecStart=sleep infinity\n',
    );
    await host.must(['systemctl', 'start', 'found.service']);
    const before = await unitFacts(host, 'found.service');
    const activation = { units: [], autoDetect: true, coalesceMs: 0 };
    const [a, b] = ['found-a', 'found-b'].map((item) =>
      intentOf(
        { name: item, version: 1, content: `value of ${item}` },
        { uid: newUid(), activation },
      ),
    );
    const reports = await apply(a as DriverIntent, b as DriverIntent);
    const healthy = reports.filter(({ phase }) => phase === 'Healthy');
    const invocations = new Set(
      healthy.flatMap(({ units }) => units.map((u) => u.invocationAfter)),
    );
    expect(healthy).toHaveLength(2);
    expect(invocations.size).toBe(1);
    expect(invocations).not.toContain(before.invocationId);
    expect(await loadedEquals(host, 'found.service', 'found-b', 'value of found-b')).toBe(true);
  });

  test('a service that dies again and again is taken back, whatever it did before', async () => {
    const unit = 'looping.service';
    await installSampleService(host, unit, 'looping');
    await host.must([
      'sed',
      '-i',
      's/^Restart=no/Restart=always\\nRestartSec=20ms/',
      `/etc/systemd/system/${unit}`,
    ]);
    await host.must(['systemctl', 'daemon-reload']);
    const uid = newUid();
    const first = await last(intentOf({ name: 'looping', version: 1, content: 'good' }, { uid }));
    expect(first).toMatchObject({ phase: 'Healthy' });
    await acceptOnly(host, 'looping', 'good');
    const second = await last(intentOf({ name: 'looping', version: 2, content: 'bad' }, { uid }));
    expect(second).toMatchObject({
      phase: 'RolledBack',
      code: 'UNIT_UNHEALTHY',
      runningVersion: 1,
    });
    // systemd may have started it with the old content before the agent came to it: no reason for another start.
    const report = second?.units[0];
    expect(await unitFacts(host, unit)).toMatchObject({
      activeState: 'active',
      invocationId: report?.invocationAfter,
    });
    expect(await loadedEquals(host, unit, 'looping', 'good')).toBe(true);
    await acceptAnything(host, 'looping');
  });

  test('status 243 is named and the unit that failed for it is healed by the next version', async () => {
    const unit = 'healed.service';
    await host.must(['mkdir', '-p', '/etc/credstore.encrypted']);
    await host.writeFile('/etc/credstore.encrypted/healed', 'no credential', 0o600);
    await installSampleService(host, unit, 'healed');
    await host.run(['systemctl', 'start', unit]);
    expect((await unitFacts(host, unit)).activeState).toBe('failed');
    await host.must(['rm', '/etc/credstore.encrypted/healed']);
    const activation = {
      units: [{ name: unit, action: 'TryRestart' as const }],
      autoDetect: false,
      coalesceMs: 0,
    };
    const report = await last(
      intentOf({ name: 'healed', version: 1, content: 'x' }, { uid: newUid(), activation }),
    );
    expect(report).toMatchObject({
      phase: 'Healthy',
      units: [{ name: unit, activeState: 'active' }],
    });
  });

  test('a unit that had failed before is left alone', async () => {
    await writeUnit('broken.service', '[Service]\nType=exec\nExecStart=false\n');
    await host.run(['systemctl', 'start', 'broken.service']);
    const report = await last(
      intentOf({ name: 'broken', version: 1, content: 'x' }, { uid: newUid() }),
    );
    expect(report).toMatchObject({ phase: 'Failed', code: 'PREEXISTING_FAILURE' });
    expect(await storedNames()).not.toContain('broken');
  });

  test('a masked unit and one that is not there are told apart', async () => {
    await host.must(['systemctl', 'mask', '-q', 'masked.service']);
    const masked = await last(
      intentOf({ name: 'masked', version: 1, content: 'x' }, { uid: newUid() }),
    );
    expect(masked).toMatchObject({ phase: 'Failed', code: 'UNIT_MASKED' });
    const absent = await last(
      intentOf({ name: 'absent', version: 1, content: 'x' }, { uid: newUid() }),
    );
    expect(absent).toMatchObject({ phase: 'Failed', code: 'UNIT_NOT_FOUND' });
  });

  test('a stopped service stays stopped and has the credential when it starts', async () => {
    const unit = 'stopped.service';
    await writeUnit(unit, '[Service]\nType=exec\nExecStart=sleep infinity\n');
    const activation = {
      units: [{ name: unit, action: 'TryRestart' as const }],
      autoDetect: true,
      coalesceMs: 0,
    };
    const report = await last(
      intentOf({ name: 'stopped', version: 1, content: 'late' }, { uid: newUid(), activation }),
    );
    expect(report).toMatchObject({ phase: 'Healthy', units: [{ action: 'NotRunning' }] });
    expect((await unitFacts(host, unit)).activeState).toBe('inactive');
    await host.must(['systemctl', 'start', unit]);
    expect(await loadedEquals(host, unit, 'stopped', 'late')).toBe(true);
  });

  test('while a restart takes long it is on disk that the version is sealed', async () => {
    await writeUnit(
      'slow.service',
      '[Service]\nType=exec\nLoadCredentialEncrypted=slow\nExecStartPre=sleep 3\nExecStart=sleep infinity\n',
    );
    await host.must(['systemctl', 'start', 'slow.service']);
    const applied = apply(intentOf({ name: 'slow', version: 1, content: 'v' }, { uid: newUid() }));
    await eventually('it to be on disk', async () => {
      const { activeState } = await unitFacts(host, 'slow.service');
      const phases = await spooled(host, 'slow', 1);
      return activeState === 'activating' && phases.join() === 'Sealed' ? phases : undefined;
    });
    await applied;
    expect(await spooled(host, 'slow', 1)).toEqual(['Sealed', 'Healthy']);
  });

  test("changes in quick succession do not run into the unit's start limit", async () => {
    const unit = 'quick.service';
    await writeUnit(
      unit,
      '[Unit]\nStartLimitIntervalSec=60\nStartLimitBurst=2\n[Service]\nType=exec\nExecStart=sleep infinity\n',
    );
    const uid = newUid();
    for (const version of [1, 2, 3, 4]) {
      const content = `value ${version}`;
      const report = await last(intentOf({ name: 'quick', version, content }, { uid }));
      expect(report).toMatchObject({ phase: 'Healthy', runningVersion: version });
      expect(asked).toEqual(['encrypt']);
    }
  });

  test('a volatile credential and one bound to PCRs with a time to live', async () => {
    await writeUnit('volatile.service', '[Service]\nType=exec\nExecStart=sleep infinity\n');
    const report = await last(
      intentOf(
        { name: 'volatile', version: 1, content: 'gone after boot' },
        {
          uid: newUid(),
          delivery: { type: 'Service', store: 'Volatile', dropIn: 'Managed' },
          sealing: { key: 'TPM2', tpm2Pcrs: [11, 7], ttlSeconds: 3_600 },
        },
      ),
    );
    const mask = (1 << 7) | (1 << 11);
    expect(report).toMatchObject({ phase: 'Healthy', items: [{ keyType: 'tpm2', pcrMask: mask }] });
    // The test before the restart was the agent's own.
    expect(asked).toEqual(['encrypt']);
    expect(await host.must(['ls', '/run/credstore.encrypted'])).toContain('volatile');
  });

  test('a oneshot that runs and ends well is healthy where the proof is not required', async () => {
    await writeUnit(
      'once.service',
      '[Service]\nType=oneshot\nExecStart=sh -c "test -s $CREDENTIALS_DIRECTORY/once"\n',
    );
    const { health } = intentOf({ name: 'once', version: 1, content: 'x' });
    const report = await last(
      intentOf(
        { name: 'once', version: 1, content: 'x' },
        { uid: newUid(), health: { ...health, verifyLoaded: 'BestEffort' } },
      ),
    );
    expect(report).toMatchObject({ phase: 'Healthy', units: [{ activeState: 'inactive' }] });
  });

  test('content of almost the largest size goes the whole way', async () => {
    await writeUnit('large.service', '[Service]\nType=exec\nExecStart=sleep infinity\n');
    const content = 'x'.repeat(name === 'old' ? 860_000 : 1_040_000);
    const report = await last(intentOf({ name: 'large', version: 1, content }, { uid: newUid() }));
    expect(report).toMatchObject({ phase: 'Healthy' });
    expect(asked).toEqual(['encrypt']);
    expect(await loadedEquals(host, 'large.service', 'large', content)).toBe(true);
  });

  test('with the TPM away nothing changes and the cause is named', async () => {
    const uid = newUid();
    await installSampleService(host, 'tpm-away.service', 'tpm-away');
    await last(intentOf({ name: 'tpm-away', version: 1, content: 'one' }, { uid }));
    await host.tpm.takeAway();
    const report = await last(intentOf({ name: 'tpm-away', version: 2, content: 'two' }, { uid }));
    await host.tpm.giveBack();
    expect(report).toMatchObject({ phase: 'Failed', code: 'TPM_UNAVAILABLE', runningVersion: 1 });
    expect(await loadedEquals(host, 'tpm-away.service', 'tpm-away', 'one')).toBe(true);
    const again = await last(intentOf({ name: 'tpm-away', version: 3, content: 'three' }, { uid }));
    expect(again).toMatchObject({ phase: 'Healthy', runningVersion: 3 });
  });

  test.for([
    { cause: 'a full store', options: 'size=4k', code: 'CREDSTORE_FULL' },
    { cause: 'a read-only store', options: 'ro', code: 'CREDSTORE_READ_ONLY' },
  ])('$cause: $code, and the service goes on', async ({ options, code }) => {
    const item = options.replaceAll('=', '-');
    await writeUnit(`${item}.service`, '[Service]\nType=exec\nExecStart=sleep infinity\n');
    await host.must(['systemctl', 'start', `${item}.service`]);
    const before = await unitFacts(host, `${item}.service`);
    const store = '/etc/credstore.encrypted';
    await host.must(['mount', '-t', 'tmpfs', '-o', `${options},mode=0700`, 'tmpfs', store]);
    const content = 'x'.repeat(50_000);
    const report = await last(intentOf({ name: item, version: 1, content }, { uid: newUid() }));
    await host.must(['umount', store]);
    expect(report).toMatchObject({ phase: 'Failed', code, runningVersion: 0 });
    expect(await unitFacts(host, `${item}.service`)).toEqual(before);
  });

  test('after a reboot the service comes up with its credential and the agent restarts nothing', async () => {
    await installSampleService(host, 'booted.service', 'booted');
    const report = await last(
      intentOf({ name: 'booted', version: 1, content: 'kept' }, { uid: newUid() }),
    );
    expect(report).toMatchObject({ phase: 'Healthy' });
    await host.reboot();
    expect(await loadedEquals(host, 'booted.service', 'booted', 'kept')).toBe(true);
    const before = await unitFacts(host, 'booted.service');
    await drive(host, 0);
    expect(await unitFacts(host, 'booted.service')).toEqual(before);
  });
});
