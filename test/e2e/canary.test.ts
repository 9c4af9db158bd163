/**
 * A recognisable value goes through everything: created, applied, rotated, refused by one service, rolled
 * back, audited. Afterwards every file, log, process argument and environment is searched for it, in plain,
 * in hex and in Base64 at each alignment.
 * @module
 */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Fleet } from '#test/fleet/fleet.ts';
import { run } from '#test/fleet/process.ts';
import { acceptOnly, loadedEquals } from '#test/fleet/sample-service.ts';
import type { TestHost } from '#test/testbed/testbed.ts';
import { bring, frame, NAMESPACE, waitRollout } from './scene.ts';

const NAME = 'shop-canary';
const UNIT = 'shop-canary.service';
const canary = `CANARY${randomBytes(24).toString('hex')}`;

let fleet: Fleet;

beforeAll(async () => {
  fleet = await Fleet.start({
    hosts: [
      { name: 'kappa', release: 'bookworm', labels: { role: 'shop' } },
      { name: 'lambda', release: 'trixie', labels: { role: 'shop' } },
    ],
  });
  await fleet.apply(...frame);
});

afterAll(async () => {
  await fleet?.close();
});

/** Base64 of text that contains the canary differs by its offset modulo 3; whole groups inside it do not. */
function patterns(): string {
  const bytes = Buffer.from(canary);
  const base64 = [0, 1, 2].map((shift) => {
    const whole = Math.floor((bytes.length - shift) / 3) * 3;
    return bytes.subarray(shift, shift + whole).toString('base64');
  });
  return [canary, bytes.toString('hex'), ...base64].join('\n');
}

async function hitsIn(paths: readonly string[]): Promise<readonly string[]> {
  const result = await run(['grep', '-rlaF', '-f', '-', ...paths], {
    stdin: patterns(),
    timeoutMs: 120_000,
  });
  return result.stdout.split('\n').filter((line) => line !== '');
}

const PROCESS_FILES =
  'for f in /proc/[0-9]*/cmdline /proc/[0-9]*/environ; do [ "$f" = "/proc/$$/environ" ] || cat "$f" 2>/dev/null | tr "\\0" "\\n"; done';

/** Arguments and environments while it happens; the brackets keep the sampler from finding itself. */
const SAMPLER = `while sleep 0.003; do cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null; done |
  tr '\\0' '\\n' | grep -aE --line-buffered 'CANAR[Y]|^--nam[e]=' > /run/sampled`;

async function startSampling(host: TestHost): Promise<void> {
  const command = ['sh', '-c', SAMPLER];
  await host.must(['systemd-run', '-q', '--unit=sampler', '--collect', ...command]);
}

async function endSampling(host: TestHost): Promise<string> {
  await host.must(['systemctl', 'stop', 'sampler.service']);
  return host.must(['sort', '-u', '/run/sampled']);
}

test('the search itself finds the value where it is allowed to be', async () => {
  await bring(fleet, { name: NAME }, canary);
  await waitRollout(fleet, NAME, 1, 'Succeeded');
  for (const host of fleet.hosts) {
    expect(await loadedEquals(host, UNIT, NAME, canary)).toBe(true);
    const found = await host.run(['grep', '-rlaF', '-f', '-', `/run/credentials/${UNIT}`], {
      stdin: patterns(),
    });
    expect(found.stdout).toContain(NAME);
  }
});

test('rotation, failure and rollback with the value happen', async () => {
  for (const host of fleet.hosts) await startSampling(host);
  await fleet.putSecret(NAMESPACE, NAME, { value: `${canary}-second` });
  await waitRollout(fleet, NAME, 2, 'Succeeded');
  // Seen were the programs that got it on standard input, and in none of their arguments.
  for (const host of fleet.hosts) expect((await endSampling(host)).trim()).toBe(`--name=${NAME}`);
  for (const host of fleet.hosts) await acceptOnly(host, NAME, `${canary}-second`);
  await fleet.putSecret(NAMESPACE, NAME, { value: `${canary}-third` });
  const paused = await waitRollout(fleet, NAME, 3, 'Paused');
  expect(paused.status?.failures?.[0]).toMatchObject({ rolledBack: true });
  // The usual careless way: the value stands in an annotation of the Secret, which must be encrypted at rest too.
  await fleet.apply({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'shop-careless', namespace: NAMESPACE },
    stringData: { value: canary },
  });
  await fleet.mustCredfleet(['audit', '-o', 'jsonl']);
  await fleet.mustCredfleet(['status', '-A']);
});

test('no file of the controller, the hosts or the logs holds it', async () => {
  expect(await hitsIn([fleet.dataDir, ...fleet.hosts.map((host) => host.rootDir)])).toEqual([]);
});

test('nothing in the memory file systems of a host holds it, outside credentials directories', async () => {
  for (const host of fleet.hosts) {
    // grep reads its patterns from standard input, so they stand in no file and no argument of the host.
    const script =
      'find /run /tmp /dev/shm /var -xdev -type f -not -path "/run/credentials/*" > /run/searched; grep -laF -f - $(cat /run/searched)';
    const result = await host.run(['sh', '-c', script], { stdin: patterns() });
    expect(result.stdout).toBe('');
    expect((await host.must(['wc', '-l', '/run/searched'])).trim()).not.toMatch(/^0 /u);
  }
});

test('no argument and no environment of any process holds it', async () => {
  for (const host of fleet.hosts) {
    const text = (await host.run(['sh', '-c', PROCESS_FILES])).stdout;
    expect(text.length).toBeGreaterThan(100);
    expect(text.includes(canary)).toBe(false);
  }
  const outside = (await run(['sh', '-c', PROCESS_FILES])).stdout;
  expect(outside.includes('credfleet')).toBe(true);
  expect(outside.includes(canary)).toBe(false);
});

test('no log line, event or audit record holds it', async () => {
  const texts = [
    fleet.controllerLog(),
    await fleet.mustKubectl(['get', 'events', '-A', '-o', 'json']),
    await fleet.mustKubectl([
      'get',
      'hostcredentials,credentialversions,credentialrollouts',
      '-A',
      '-o',
      'json',
    ]),
    await fleet.mustCredfleet(['audit', '-o', 'json']),
    ...(await Promise.all(
      fleet.hosts.map((host) => host.must(['journalctl', '--no-pager', '-o', 'json'])),
    )),
  ];
  for (const text of texts) {
    expect(text.length).toBeGreaterThan(10);
    for (const pattern of patterns().split('\n')) expect(text.includes(pattern)).toBe(false);
  }
});
