/**
 * How real units are activated and judged: what depends on them, actions, instances, limits of systemd, probes.
 * @module
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CredentialReport } from '#src/intent/report.ts';
import {
  acceptOnly,
  installSampleService,
  loadedEquals,
  unitFacts,
} from '#test/fleet/sample-service.ts';
import type { Testbed, TestHost } from '#test/testbed/testbed.ts';
import { drive, intentOf, NODE_IN_HOST, startApplyHosts } from './apply-host.ts';
import type { DriverIntent } from './driver.ts';

let testbed: Testbed;

function uidOf(name: string): string {
  return `host-credential-${name.replaceAll('.', '-')}`;
}

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

  beforeAll(() => {
    host = testbed.host(name);
  });

  async function applyAll(
    ...intents: readonly DriverIntent[]
  ): Promise<readonly CredentialReport[]> {
    hostSeq += 1;
    const run = await drive(host, intents.length, { pushes: [{ hostSeq, intents }] });
    return run.lines
      .filter(({ kind }) => kind === 'report')
      .map(({ value }) => value as CredentialReport);
  }

  /** One version of credential `item`; each has a HostCredential of its own. */
  async function apply(
    item: string,
    change: Partial<DriverIntent> & { readonly content?: string } = {},
  ): Promise<CredentialReport | undefined> {
    const { content = `value ${hostSeq}`, ...rest } = change;
    const said = { name: item, version: hostSeq + 1, content };
    return (await applyAll(intentOf(said, { uid: uidOf(item), ...rest }))).at(-1);
  }

  async function writeUnits(units: Readonly<Record<string, string>>): Promise<void> {
    for (const [unit, text] of Object.entries(units)) {
      await host.writeFile(`/etc/systemd/system/${unit}`, text);
    }
    await host.must(['systemctl', 'daemon-reload']);
  }

  const { health } = intentOf({ name: '', version: 0, content: '' });

  describe('a unit ordered after the restarted one', () => {
    const UNIT = 'database.service';
    const AFTER = 'web.service';

    test('that fails of the new version takes it back, is named and runs again', async () => {
      await installSampleService(host, UNIT, 'database', true);
      await apply('database', { content: 'good' });
      // As a client that holds the password itself: it is started along with its database.
      const readsIt = `sha256sum < /run/credentials/${UNIT}/database | grep -q`;
      const good = (await host.must(['sh', '-c', 'printf good | sha256sum'])).slice(0, 64);
      await writeUnits({
        [AFTER]: `[Unit]\nRequires=${UNIT}\nAfter=${UNIT}\n[Service]\nType=exec\nExecStart=sh -c "sleep 0.1; ${readsIt} ${good} && exec sleep infinity"\n`,
      });
      await host.must(['systemctl', 'start', AFTER]);
      const report = await apply('database', { content: 'bad' });
      expect(report).toMatchObject({
        phase: 'RolledBack',
        code: 'ORDERED_UNIT_FAILED',
        message: expect.stringContaining(AFTER),
        units: [{ name: UNIT, activeState: 'active' }],
      });
      expect(await loadedEquals(host, UNIT, 'database', 'good')).toBe(true);
      expect(await unitFacts(host, AFTER)).toMatchObject({ activeState: 'active' });
    });

    test('that systemd stopped because the restarted one did not come up, runs again', async () => {
      await acceptOnly(host, 'database', 'good');
      const report = await apply('database', { content: 'worse' });
      expect(report, JSON.stringify(report)).toMatchObject({ phase: 'RolledBack' });
      expect(await unitFacts(host, UNIT)).toMatchObject({ activeState: 'active' });
      expect(await unitFacts(host, AFTER)).toMatchObject({ activeState: 'active' });
    });
  });

  test('an instance of a template is restarted, its sister is not', async () => {
    await writeUnits({
      'worker@.service':
        '[Service]\nType=exec\nLoadCredentialEncrypted=worker-%i\nExecStart=sleep infinity\n',
    });
    await host.must(['systemctl', 'start', 'worker@a.service', 'worker@b.service']);
    const sister = await unitFacts(host, 'worker@b.service');
    const activation = { units: [], autoDetect: true, coalesceMs: 0 };
    const report = await apply('worker-a', { content: 'for a', activation });
    expect(report).toMatchObject({ phase: 'Healthy', units: [{ name: 'worker@a.service' }] });
    expect(await loadedEquals(host, 'worker@a.service', 'worker-a', 'for a')).toBe(true);
    expect(await unitFacts(host, 'worker@b.service')).toEqual(sister);
  });

  test('ReloadOrRestart restarts, and Reload is refused, where a reload brings nothing', async () => {
    const unit = 'reloading.service';
    await writeUnits({
      [unit]:
        '[Service]\nType=exec\nLoadCredentialEncrypted=reloading\nExecStart=sleep infinity\nExecReload=true\n',
    });
    await host.must(['systemctl', 'start', unit]);
    const activate = (action: 'Reload' | 'ReloadOrRestart') => ({
      units: [{ name: unit, action }],
      autoDetect: false,
      coalesceMs: 0,
    });
    expect(await apply('reloading', { activation: activate('Reload') })).toMatchObject({
      phase: 'Failed',
      code: 'DELIVERY_UNSUPPORTED',
    });
    expect(await apply('reloading', { activation: activate('ReloadOrRestart') })).toMatchObject({
      phase: 'Healthy',
      units: [{ name: unit, action: 'Restarted', loadedEqualsVersion: 'Yes' }],
    });
  });

  test('None installs and touches nothing', async () => {
    const unit = 'untouched.service';
    await writeUnits({
      [unit]: '[Service]\nType=exec\nLoadCredentialEncrypted=untouched\nExecStart=sleep infinity\n',
    });
    await host.must(['systemctl', 'start', unit]);
    const before = await unitFacts(host, unit);
    const activation = {
      units: [{ name: unit, action: 'None' as const }],
      autoDetect: false,
      coalesceMs: 0,
    };
    expect(await apply('untouched', { activation })).toMatchObject({ phase: 'Healthy' });
    expect(await unitFacts(host, unit)).toEqual(before);
  });

  test('a unit that ends until systemd starts it no more has the code for that', async () => {
    await writeUnits({
      'dying.service':
        '[Unit]\nStartLimitIntervalSec=60\nStartLimitBurst=3\n[Service]\nType=exec\nExecStart=true\nRestart=always\nRestartSec=10ms\n',
    });
    const patient = { ...health, maxRestarts: 10, minHealthyMs: 2_000 };
    expect(await apply('dying', { health: patient })).toMatchObject({
      phase: 'RolledBack',
      code: 'UNIT_START_LIMIT_HIT',
    });
  });

  test.for([
    { what: "the unit's own", timeout: 'TimeoutStartSec=1', deadlineMs: 20_000 },
    { what: 'ours', timeout: 'TimeoutStartSec=60', deadlineMs: 1_000 },
  ])(
    'a start that takes longer than $what timeout has the code for that',
    async ({ timeout, deadlineMs }) => {
      const item = `slow-${deadlineMs}`;
      await writeUnits({
        [`${item}.service`]: `[Service]\nType=notify\nExecStart=sleep infinity\n${timeout}\n`,
      });
      expect(await apply(item, { health: { ...health, deadlineMs } })).toMatchObject({
        code: 'UNIT_RESTART_TIMEOUT',
      });
    },
  );

  test('a service that dies after it was up, within the time that it has to stay up', async () => {
    await writeUnits({
      'short.service': '[Service]\nType=exec\nExecStart=sleep 1\nRestart=always\nRestartSec=10ms\n',
    });
    expect(await apply('short', { health: { ...health, minHealthyMs: 3_000 } })).toMatchObject({
      phase: 'RolledBack',
      code: 'UNIT_UNHEALTHY',
      message: expect.stringMatching(/restarted by itself \d times, 0 allowed/u),
    });
  });

  if (name === 'new') {
    test('a unit that imports it by a pattern is found and restarted', async () => {
      const unit = 'importing.service';
      await writeUnits({
        [unit]: '[Service]\nType=exec\nImportCredential=importing.*\nExecStart=sleep infinity\n',
      });
      await host.must(['systemctl', 'start', unit]);
      const activation = { units: [], autoDetect: true, coalesceMs: 0 };
      const report = await apply('importing.token', { content: 'by pattern', activation });
      expect(report).toMatchObject({ phase: 'Healthy', units: [{ name: unit }] });
      expect(await loadedEquals(host, unit, 'importing.token', 'by pattern')).toBe(true);
    });
  }

  if (name === 'old') {
    test('units whose TPM sessions are too many together are started one after the other', async () => {
      const units = ['many-x.service', 'many-y.service'];
      const intents: DriverIntent[] = [];
      for (const unit of units) {
        const items = Array.from({ length: 45 }, (_, at) => `${unit.at(5)}-${at}`);
        const loads = items.map((item) => `LoadCredentialEncrypted=${item}\n`).join('');
        await writeUnits({ [unit]: `[Service]\nType=exec\n${loads}ExecStart=sleep infinity\n` });
        const template = intentOf({ name: unit, version: 1, content: '' });
        intents.push({
          ...template,
          uid: uidOf(unit),
          items: items.map((item) => ({ name: item, content: item })),
          delivery: { ...template.delivery, dropIn: 'None' },
          activation: { ...template.activation, units: [{ name: unit, action: 'Restart' }] },
        });
      }
      const reports = await applyAll(...intents);
      expect(reports.filter(({ phase }) => phase === 'Healthy')).toHaveLength(2);
      // Together systemd 252 does not start them: that is what they are kept apart for.
      expect((await host.run(['systemctl', 'restart', ...units])).exitCode).not.toBe(0);
    });
  }

  test('among more services than a bus answers for at once, the one that loads it is found', async () => {
    await writeUnits({
      'one-of-many@.service':
        '[Service]\nType=oneshot\nRemainAfterExit=yes\nLoadCredential=other:/etc/hostname\nExecStart=true\n',
      'finder.service':
        '[Service]\nType=exec\nLoadCredentialEncrypted=sought\nExecStart=sleep infinity\n',
    });
    const many = Array.from({ length: 150 }, (_, index) => `one-of-many@${index}.service`);
    await host.must(['systemctl', 'start', ...many]);
    await host.run(['systemctl', 'start', 'finder.service']);
    const activation = { units: [], autoDetect: true, coalesceMs: 0 };
    expect(await apply('sought', { activation })).toMatchObject({
      phase: 'Healthy',
      units: [{ name: 'finder.service', loadedEqualsVersion: 'Yes' }],
    });
    await host.must(['systemctl', 'stop', ...many, 'finder.service']);
  });

  describe('probes', () => {
    const UNIT = 'probed.service';
    const CHECK = 'check.service';
    const PORT = 18_080;
    /** Answers 200 where its credential is "good", else 503. */
    const SERVER = `
      import { readFileSync } from 'node:fs';
      import { createServer } from 'node:http';
      const value = readFileSync(process.env.CREDENTIALS_DIRECTORY + '/probed', 'utf8');
      createServer((_, answer) => answer.writeHead(value === 'good' ? 200 : 503).end()).listen(${PORT}, 'localhost');
    `;
    const probing = (...probes: DriverIntent['health']['probes']) => ({
      health: { ...health, deadlineMs: 4_000, probes },
    });
    const oneshot = { kind: 'unit', name: CHECK } as const;
    const http = { kind: 'http', url: `http://localhost:${PORT}/`, expectStatus: 200 } as const;

    beforeAll(async () => {
      await host.writeFile('/usr/local/lib/probed.mjs', SERVER);
      await writeUnits({
        [UNIT]: `[Service]\nType=exec\nExecStart=${NODE_IN_HOST} /usr/local/lib/probed.mjs\n`,
        [CHECK]: `[Service]\nType=oneshot\nExecStart=grep -q good /run/credentials/${UNIT}/probed\n`,
      });
    });

    test('of a port, a URL and a unit pass', async () => {
      const active = { kind: 'unit', name: UNIT } as const;
      const probes = probing({ kind: 'tcp', port: PORT }, http, active, oneshot);
      expect(await apply('probed', { content: 'good', ...probes })).toMatchObject({
        phase: 'Healthy',
      });
    });

    test.for([
      { probe: http, said: 'answered 503, expected 200' },
      { probe: oneshot, said: "unit 'check.service': the job ended with 'failed'" },
      { probe: { kind: 'tcp', port: PORT + 1 } as const, said: `TCP port ${PORT + 1}` },
      {
        probe: { kind: 'unit', name: 'absent.service' } as const,
        said: "'absent.service' is inactive",
      },
    ])('of kind $probe.kind that does not pass takes the version back', async ({ probe, said }) => {
      expect(await apply('probed', { content: 'bad', ...probing(probe) })).toMatchObject({
        phase: 'RolledBack',
        code: 'PROBE_FAILED',
        message: expect.stringContaining(said),
      });
      expect(await loadedEquals(host, UNIT, 'probed', 'good')).toBe(true);
    });
  });

  test('nothing of all this counts as a failed authorisation of the TPM', async () => {
    expect(await host.tpm.lockoutCounter()).toBe(0);
  });
});
