/**
 * The metrics that an agent writes on real hosts, from its sandbox: true, for everybody to read, without a name; and what
 * is left of them when the controller or the agent is away.
 * @module
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import type { TestHost } from '#test/testbed/testbed.ts';
import { bring, frame, NAMESPACE, waitRollout } from './scene.ts';

const NAME = 'shop-meter';
const VALUE = 'a-value-that-nobody-measures';
const FOLDER = '/run/credfleet/metrics';
const FILE = `${FOLDER}/credfleet-agent.prom`;
const AGENT_UNIT = 'credfleet-agent.service';
const NV_INDEX = '0x1500016';
const IDLE_MAX_MIB = 80;
const SETTINGS = `metrics-dir=${FOLDER}\nmetrics-interval-seconds=1\n`;
const patience = { timeoutMs: 90_000 };

let fleet: Fleet;
/** What lay in the folder of each host before anything was configured. */
const unasked: string[] = [];

async function configure(host: TestHost): Promise<void> {
  unasked.push((await host.must(['ls', '-A', FOLDER])).trim());
  const config = '/etc/credfleet/agent.conf';
  const text = Buffer.from(await host.readFile(config)).toString();
  await host.writeFile(config, `${text}${SETTINGS}`);
  await host.must(['systemctl', 'restart', AGENT_UNIT]);
  await fleet.waitConnected(host.name);
}

beforeAll(async () => {
  fleet = await Fleet.start({
    hosts: [
      { name: 'omega', release: 'bookworm', labels: { role: 'shop' } },
      { name: 'sigma', release: 'trixie', labels: { role: 'shop' } },
    ],
  });
  await fleet.apply(...frame);
  await Promise.all(fleet.hosts.map(configure));
  await bring(fleet, { name: NAME }, VALUE);
  await waitRollout(fleet, NAME, 1, 'Succeeded');
});

afterAll(async () => {
  await fleet?.close();
});

async function textOn(host: TestHost): Promise<string> {
  return Buffer.from(await host.readFile(FILE)).toString();
}

/** Of a series without its prefix; NaN when there is none. */
async function valueOn(host: TestHost, series: string): Promise<number> {
  const line = (await textOn(host))
    .split('\n')
    .find((one) => one.startsWith(`credfleet_agent_${series} `));
  return Number(line?.split(' ').at(-1));
}

async function untilOn(host: TestHost, series: string, isMet: (value: number) => boolean) {
  return eventually(
    `${series} on ${host.name}`,
    async () => {
      const value = await valueOn(host, series);
      return isMet(value) ? value : undefined;
    },
    patience,
  );
}

/** The real tools, through the socket that the guest uses. */
async function tpm2(host: TestHost, tool: string, ...args: readonly string[]) {
  const socket = `/proc/${await host.leaderPid()}/root${host.tpm.device.replace('mssim:path=', '')}`;
  return { tool: `tpm2_${tool}`, args: [...args, '-T', `mssim:path=${socket}`] };
}

async function lockoutCounterOf(host: TestHost): Promise<number> {
  const { tool, args } = await tpm2(host, 'getcap', 'properties-variable');
  const told = execFileSync(tool, args, { encoding: 'utf8' });
  return Number(/^TPM2_PT_LOCKOUT_COUNTER: (0x[0-9a-f]+)/imu.exec(told)?.[1]);
}

test('as it is installed nothing is written', () => {
  expect(unasked).toEqual(['', '']);
});

test('what is sealed, tested and timed is counted, and the certificate is good for hours', async () => {
  for (const host of fleet.hosts) {
    await untilOn(host, 'sealed_credentials', (value) => value === 1);
    expect(await valueOn(host, 'seal_tests_total{result="opened"}')).toBeGreaterThan(0);
    expect(await valueOn(host, 'seal_tests_total{result="unreadable"}')).toBe(0);
    for (const operation of ['seal', 'unseal']) {
      const count = `tpm_operation_duration_seconds_count{operation="${operation}"}`;
      expect(await valueOn(host, count)).toBeGreaterThan(0);
    }
    const hours =
      (await valueOn(host, 'certificate_not_after_timestamp_seconds')) - Date.now() / 1000;
    expect(hours / 3600).toBeGreaterThan(12);
    expect(await valueOn(host, 'tpm_up')).toBe(1);
    expect(await valueOn(host, 'session_connected')).toBe(1);
    expect(
      Date.now() / 1000 - (await valueOn(host, 'last_contact_timestamp_seconds')),
    ).toBeLessThan(60);
  }
});

test('the lockout counter is the one that tpm2_getcap shows, also after a wrong authorisation', async () => {
  for (const host of fleet.hosts) {
    const define = ['-C', 'o', '-s', '8', '-a', 'authread|authwrite', '-p', 'right', NV_INDEX];
    const made = await tpm2(host, 'nvdefine', ...define);
    execFileSync(made.tool, made.args);
    const read = await tpm2(host, 'nvread', '-C', NV_INDEX, '-P', 'wrong', NV_INDEX);
    expect(spawnSync(read.tool, read.args).status).not.toBe(0);
    const counted = await lockoutCounterOf(host);
    expect(counted).toBeGreaterThan(0);
    // An agent that starts looks at the TPM.
    await host.must(['systemctl', 'restart', AGENT_UNIT]);
    await untilOn(host, 'tpm_lockout_counter', (value) => value === counted);
    expect(await lockoutCounterOf(host)).toBe(counted);
    expect(await valueOn(host, 'tpm_lockout_max')).toBeGreaterThan(counted);
    expect(await valueOn(host, 'tpm_locked_out')).toBe(0);
  }
});

test('anybody may read it, the sandbox writes nothing beside it, and it names nothing', async () => {
  for (const host of fleet.hosts) {
    expect(await host.must(['stat', '-c', '%n %a %U', FOLDER, FILE])).toBe(
      `${FOLDER} 755 root\n${FILE} 644 root\n`,
    );
    expect((await host.must(['ls', '-A', FOLDER])).trim()).toBe('credfleet-agent.prom');
    const text = await textOn(host);
    for (const word of [NAME, VALUE, NAMESPACE, host.name, 'service']) {
      expect(text).not.toContain(word);
    }
  }
});

test('an agent that writes metrics is as small as one that does not', async () => {
  for (const host of fleet.hosts) {
    const pid = (await host.must(['systemctl', 'show', '-P', 'MainPID', AGENT_UNIT])).trim();
    const status = await host.must(['cat', `/proc/${pid}/status`]);
    const rssMib = Number(/^VmRSS:\s+(\d+)/mu.exec(status)?.[1]) / 1024;
    expect(rssMib).toBeLessThanOrEqual(IDLE_MAX_MIB);
  }
});

test('doctor looks whether they are written, and whether somebody else could', async () => {
  const host = fleet.host('sigma');
  const doctor = async () => {
    const env = { SYSTEMD_TPM2_DEVICE: host.tpm.device };
    const { stdout } = await host.run(['credfleet-agent', 'doctor', '-o', 'json'], { env });
    const findings = JSON.parse(stdout) as readonly { readonly check: string }[];
    return findings.find(({ check }) => check === 'metrics');
  };
  expect(await doctor()).toMatchObject({ level: 'OK' });
  await host.must(['chmod', '0777', FOLDER]);
  expect(await doctor()).toMatchObject({
    level: 'FAIL',
    text: expect.stringContaining(`install -d -m 0755 -o root -g root ${FOLDER}`),
  });
  await host.must(['chmod', '0755', FOLDER]);
});

test('an agent that waits at its start for the end of a lockout says so, and asks the TPM for nothing that counts', async () => {
  const host = fleet.host('omega');
  await host.tpm.lockOut();
  const counted = await host.tpm.lockoutCounter();
  await host.must(['systemctl', 'restart', AGENT_UNIT]);
  await untilOn(host, 'tpm_locked_out', (value) => value === 1);
  expect(await valueOn(host, 'tpm_lockout_counter')).toBe(counted);
  expect(await valueOn(host, 'tpm_lockout_max')).toBe(counted);
  expect(await valueOn(host, 'tpm_up')).toBe(1);
  expect(await valueOn(host, 'session_connected')).toBe(0);
  expect(await host.tpm.lockoutCounter()).toBe(counted);
  await host.tpm.resetLockout();
  await host.must(['systemctl', 'restart', AGENT_UNIT]);
  await untilOn(host, 'tpm_locked_out', (value) => value === 0);
  expect(await valueOn(host, 'tpm_lockout_counter')).toBe(0);
  await untilOn(host, 'session_connected', (value) => value === 1);
});

test('a TPM that is away is told when it is needed, and what it counted is not', async () => {
  const host = fleet.host('omega');
  await host.tpm.takeAway();
  try {
    await fleet.putSecret(NAMESPACE, NAME, { value: 'another-value' });
    await untilOn(host, 'tpm_up', (value) => value === 0);
    expect(await valueOn(host, 'tpm_lockout_counter')).toBeNaN();
  } finally {
    await host.tpm.giveBack();
  }
  // A renewal needs the TPM, and looks first.
  await host.must(['systemctl', 'kill', '--signal=SIGUSR2', AGENT_UNIT]);
  await untilOn(host, 'tpm_up', (value) => value === 1);
});

test('a controller that is away: the time of the last contact stays, also over a new agent, and goes on', async () => {
  const host = fleet.host('sigma');
  await fleet.stopController();
  const goneAt = Date.now() / 1000;
  await untilOn(host, 'session_connected', (value) => value === 0);
  const contact = await valueOn(host, 'last_contact_timestamp_seconds');
  expect(contact).toBeLessThan(goneAt + 5);
  await host.must(['systemctl', 'restart', AGENT_UNIT]);
  const startedAt = Number(await host.must(['stat', '-c', '%Y', FILE]));
  await eventually(
    'the new agent to write',
    async () =>
      Number(await host.must(['stat', '-c', '%Y', FILE])) > startedAt ? true : undefined,
    patience,
  );
  expect(await valueOn(host, 'last_contact_timestamp_seconds')).toBe(contact);
  await fleet.startController();
  await fleet.waitConnected(host.name);
  await untilOn(host, 'last_contact_timestamp_seconds', (value) => value > contact);
});

test('an agent that was killed and stays away leaves what it last knew', async () => {
  const host = fleet.host('omega');
  await host.must(['systemctl', 'kill', '-s', 'KILL', AGENT_UNIT]);
  await host.must(['systemctl', 'stop', AGENT_UNIT]);
  const contact = await valueOn(host, 'last_contact_timestamp_seconds');
  expect(contact).toBeGreaterThan(1_700_000_000);
  expect(contact).toBeLessThan(Date.now() / 1000);
  await host.must(['systemctl', 'start', AGENT_UNIT]);
  await fleet.waitConnected(host.name);
});
