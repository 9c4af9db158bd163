/**
 * The testbed tested by itself: its hosts behave like real machines with TPMs, and nothing is left
 * of them afterwards.
 * @module
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cgroupsWithPrefix, makeCgroups, removeCgroups } from './cgroups.ts';
import { RUNTIME_BASE, listTestbeds, readRecord } from './record.ts';
import { removeLeftOvers } from './remove.ts';
import { type TestHost, type Testbed, startTestbed } from './testbed.ts';

const SECRET = 'correct horse battery staple';
const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
/** Greets each client by its address, and writes its port when it is ready. */
const GREETING_SERVER = `
  const server = require('node:net').createServer((socket) => socket.end('hello ' + socket.remoteAddress));
  server.listen(0, '0.0.0.0', () => console.log(server.address().port));
`;
/** sid changes every day, so it is tested on request only. */
const WITH_SID = process.env['CREDFLEET_TEST_SID'] === '1';
const ZERO_PCR = '0'.repeat(64);
let testbed: Testbed;

beforeAll(async () => {
  testbed = await startTestbed({
    hosts: [
      { name: 'old', release: 'bookworm' },
      { name: 'new', release: 'trixie' },
      { name: 'other', release: 'bookworm' },
      { name: 'bare', release: 'trixie', tpm: false },
      ...(WITH_SID ? [{ name: 'rolling', release: 'sid' as const }] : []),
    ],
    binds: [{ source: dirname(process.execPath), target: '/opt/node' }],
    onProgress: (line) => console.log(line),
  });
});

afterAll(async () => {
  await testbed?.close();
});

describe.for(['old', 'new', ...(WITH_SID ? ['rolling'] : [])])('host %s', (name) => {
  const host = (): TestHost => testbed.host(name);

  test('boots to running, under its own name', async () => {
    expect(await host().must(['systemctl', 'is-system-running'])).toBe('running\n');
    expect(await host().must(['cat', '/proc/sys/kernel/hostname'])).toBe(`${name}\n`);
    expect(await host().must(['systemctl', '--version'])).toContain(
      `systemd ${host().systemdVersion}`,
    );
  });

  test('runs the Node of this test from a read-only bind', async () => {
    expect(await host().must(['/opt/node/node', '--version'])).toBe(`${process.version}\n`);
    expect((await host().run(['touch', '/opt/node/x'])).stderr).toContain('Read-only');
  });

  test('has measured its firmware into PCR 7', async () => {
    expect(await readPcr7(host())).not.toBe(ZERO_PCR);
  });

  test('opens what it sealed, 100 times in a row', async () => {
    await seal(host(), 'row');
    const script = 'for i in $(seq 100); do systemd-creds decrypt /root/row - || exit 1; done';
    expect(await host().must(['sh', '-c', script])).toBe(SECRET.repeat(100));
  });

  test('seals and opens in ten loops at the same time', async () => {
    const loops = Array.from({ length: 10 }, async (_, loop) => {
      const file = `/root/loop-${loop}`;
      const script =
        'for i in $(seq 10); do printf %s "$1" | systemd-creds encrypt --with-key=host+tpm2 - "$2" ' +
        '&& systemd-creds decrypt "$2" - || exit 1; done';
      return host().must(['sh', '-c', script, 'loop', SECRET, file]);
    });
    expect(await Promise.all(loops)).toEqual(Array(10).fill(SECRET.repeat(10)));
  });

  test('a service receives a TPM credential', async () => {
    await seal(host(), 'unit-secret');
    const service = ['systemd-run', '--pipe', '--wait', '--quiet', '--property=PrivateDevices=yes'];
    const credential = '--property=LoadCredentialEncrypted=unit-secret:/root/unit-secret';
    const command = ['sh', '-c', 'cat "$CREDENTIALS_DIRECTORY/unit-secret"'];
    expect(await host().must([...service, credential, ...command])).toBe(SECRET);
  });

  test('keeps machine ID and sealed files over four reboots, and no lockout is counted', async () => {
    await seal(host(), 'kept');
    const machineId = await host().readFile('/etc/machine-id');
    for (let reboot = 0; reboot < 4; reboot++) {
      await host().reboot();
      expect(await open(host(), 'kept')).toBe(SECRET);
    }
    expect(await host().readFile('/etc/machine-id')).toEqual(machineId);
    expect(await host().tpm.lockoutCounter()).toBe(0);
  });

  test('does not open a file when the firmware has changed', async () => {
    await seal(host(), 'measured');
    host().tpm.setFirmware('2.0');
    await host().reboot();
    expect((await host().run(['systemd-creds', 'decrypt', '/root/measured', '-'])).exitCode).toBe(
      1,
    );
    host().tpm.setFirmware('1.0');
    await host().reboot();
    expect(await open(host(), 'measured')).toBe(SECRET);
  });

  test('a cut link stops the network and comes back', async () => {
    const ping = ['ping', '-c1', '-W1', testbed.controllerAddress];
    expect((await host().run(ping)).exitCode).toBe(0);
    await host().setLink('down');
    expect((await host().run(ping)).exitCode).not.toBe(0);
    await host().setLink('up');
    expect((await host().run(['ping', '-c1', '-w5', testbed.controllerAddress])).exitCode).toBe(0);
  });

  test('a TPM that is taken away is an error, and works again when given back', async () => {
    await seal(host(), 'away');
    await host().tpm.takeAway();
    expect((await host().run(['systemd-creds', 'decrypt', '/root/away', '-'])).exitCode).toBe(1);
    await host().tpm.giveBack();
    expect(await open(host(), 'away')).toBe(SECRET);
  });

  test('after a power failure of the TPM the sealed file still opens', async () => {
    await seal(host(), 'power');
    await host().tpm.powerFail();
    expect(await open(host(), 'power')).toBe(SECRET);
  });

  test('an extended PCR and a cleared TPM close the file', async () => {
    await seal(host(), 'closed');
    await host().tpm.extend(7, 'unknown boot loader');
    expect((await host().run(['systemd-creds', 'decrypt', '/root/closed', '-'])).exitCode).toBe(1);
    await host().reboot();
    expect(await open(host(), 'closed')).toBe(SECRET);
    await host().tpm.clear();
    expect((await host().run(['systemd-creds', 'decrypt', '/root/closed', '-'])).exitCode).toBe(1);
  });

  test('crashes and boots again', async () => {
    await host().crash();
    await expect(host().must(['true'])).rejects.toThrow('call boot()');
    await host().boot();
    expect(await host().must(['systemctl', 'is-system-running'])).toBe('running\n');
  });
});

test('a file sealed on one host does not open on another of the same release', async () => {
  await seal(testbed.host('old'), 'foreign');
  const sealed = await testbed.host('old').readFile('/root/foreign');
  await testbed.host('other').writeFile('/root/foreign', sealed);
  const result = await testbed
    .host('other')
    .run(['systemd-creds', 'decrypt', '/root/foreign', '-']);
  expect(result.exitCode).toBe(1);
});

test('a host without a TPM seals with its host key only', async () => {
  const bare = testbed.host('bare');
  const seal = (key: string): string[] => [
    'systemd-creds',
    'encrypt',
    `--with-key=${key}`,
    '-',
    '/root/x',
  ];
  expect((await bare.run(seal('host'), { stdin: SECRET })).exitCode).toBe(0);
  expect((await bare.run(seal('tpm2'), { stdin: SECRET })).exitCode).toBe(1);
  await expect(bare.tpm.lockoutCounter()).rejects.toThrow('host bare has no TPM');
});

test('a command that runs too long is killed, inside the guest too', async () => {
  const result = await testbed.host('old').run(['sleep', '987'], { timeoutMs: 300 });
  expect(result.exitCode).toBe(124);
  expect((await testbed.host('old').run(['pgrep', '-f', 'sleep 987'])).exitCode).toBe(1);
});

test('the guests reach each other and the programs in the fleet network', async () => {
  const [old, other] = [testbed.host('old'), testbed.host('other')];
  expect((await old.run(['ping', '-c1', '-w5', other.address])).exitCode).toBe(0);
  const [program = '', ...args] = testbed.inFleetNetwork;
  const server = spawn(program, [...args, process.execPath, '-e', GREETING_SERVER]);
  try {
    const port = String((await once(server.stdout, 'data'))[0]).trim();
    const client = `cat </dev/tcp/${testbed.controllerAddress}/${port}`;
    expect(await old.must(['bash', '-c', client])).toBe(`hello ${old.address}`);
  } finally {
    server.kill('SIGKILL');
  }
});

test('a second testbed runs beside the first, and close leaves nothing of it', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'second-testbed-'));
  const second = await startTestbed({ hosts: [], dir });
  const id = /[0-9]+-[0-9a-f]{6}/.exec(second.inFleetNetwork.join(' '))?.[0] ?? '';
  try {
    await second.addHost({ name: 'old', release: 'bookworm' });
    await expect(second.addHost({ name: 'old', release: 'trixie' })).rejects.toThrow(
      'exists already',
    );
    expect(second.host('old').address).toBe(testbed.host('old').address);
    await seal(second.host('old'), 'second');
    expect(Object.keys(tracesOf(id))).toEqual(['mounts', 'cgroups', 'processes', 'folders']);
  } finally {
    await second.close();
  }
  expect(tracesOf(id)).toEqual({});
  expect(existsSync(dir)).toBe(false);
});

test.for(['SIGINT', 'SIGKILL'] as const)('%s to the owner leaves nothing', async (signal) => {
  const owner = spawn(process.execPath, [MAIN, 'up', '--hosts', '2'], { detached: true });
  owner.stdout.setEncoding('utf8');
  let output = '';
  for await (const chunk of owner.stdout) {
    output += String(chunk);
    if (output.includes('Ctrl-C')) process.kill(-(owner.pid ?? 0), signal);
  }
  await expect.poll(() => tracesOf(`${owner.pid}-`), { timeout: 15_000 }).toEqual({});
});

test('the janitor removes a testbed whose owner and keeper were both killed', async () => {
  const owner = spawn(process.execPath, [MAIN, 'up', '--hosts', '2'], { detached: true });
  const prefix = `${owner.pid}-`;
  const cgroups = () => cgroupsWithPrefix(`credfleet-${prefix}`).length;
  await expect.poll(cgroups, { timeout: 15_000 }).toBe(2);
  const id = listTestbeds().find((it) => it.startsWith(prefix)) ?? '';
  expect(id).not.toBe('');
  const record = readRecord(join(RUNTIME_BASE, id));
  const { dev, ino } = statSync(join(record?.dataDir ?? '', 'hosts/host-1/root'));
  process.kill(record?.keeper?.pid ?? 0, 'SIGKILL');
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  // Here, or by a janitor of the tests beside this one.
  await removeLeftOvers(() => {});
  expect(listTestbeds()).not.toContain(id);
  // A guest that found its cgroup gone ends by itself a moment later.
  await expect.poll(() => tracesOf(prefix)).toEqual({});
  expect(existsSync(`/run/systemd/nspawn/locks/inode-${dev}:${ino}`)).toBe(false);
});

test('a guest that joins its cgroup while that is being removed ends with it', async () => {
  const name = `credfleet-${process.pid}-joins.late`;
  const [file = ''] = makeCgroups(name);
  const late = spawn('/bin/sh', ['-c', 'echo $$ >"$0"; echo; exec sleep 600', file]);
  const hasEnded = once(late, 'exit');
  await once(late.stdout, 'data');
  await removeCgroups(name, { self: true });
  expect(cgroupsWithPrefix(name)).toEqual([]);
  expect(await hasEnded).toEqual([null, 'SIGKILL']);
});

async function seal(host: TestHost, name: string): Promise<void> {
  const command = ['systemd-creds', 'encrypt', '--with-key=host+tpm2', '--tpm2-pcrs=7'];
  await host.must([...command, '-', `/root/${name}`], { stdin: SECRET });
}

function open(host: TestHost, name: string): Promise<string> {
  return host.must(['systemd-creds', 'decrypt', `/root/${name}`, '-']);
}

/** Seen from outside, through the socket the guest uses. */
async function readPcr7(host: TestHost): Promise<string> {
  const socket = `/proc/${await host.leaderPid()}/root${host.tpm.device.replace('mssim:path=', '')}`;
  const tcti = `mssim:path=${socket}`;
  const output = execFileSync('tpm2_pcrread', ['sha256:7', '-T', tcti], { encoding: 'utf8' });
  return /0x([0-9A-F]{64})/.exec(output)?.[1] ?? '';
}

/** What there is of a testbed on this machine: nothing gives an empty object. */
function tracesOf(id: string): Record<string, readonly string[]> {
  const traces = {
    mounts: readFileSync('/proc/self/mounts', 'utf8').split('\n'),
    cgroups: cgroupsWithPrefix(''),
    processes: commandLines(),
    folders: [RUNTIME_BASE, '/var/tmp', '/run/systemd/nspawn/unix-export'].flatMap(namesIn),
  };
  const named = Object.entries(traces).map(
    ([kind, all]) =>
      [kind, all.filter((it) => /credfleet|swtpm/.test(it) && it.includes(id))] as const,
  );
  return Object.fromEntries(named.filter(([, found]) => found.length > 0));
}

function commandLines(): string[] {
  const pids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
  return pids.flatMap((pid) => {
    try {
      return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
    } catch {
      return [];
    }
  });
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}
