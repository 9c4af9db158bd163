/**
 * Services that say only that they were executed, on real hosts: which of them have started up, and which die of what
 * they were given.
 * @module
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CredentialReport } from '#src/intent/report.ts';
import { loadedEquals } from '#test/fleet/sample-service.ts';
import type { Testbed, TestHost } from '#test/testbed/testbed.ts';
import { drive, intentOf, NODE_IN_HOST, REPO_IN_HOST, startApplyHosts } from './apply-host.ts';

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

  beforeAll(() => {
    host = testbed.host(name);
  });

  async function apply(item: string, content: string): Promise<CredentialReport> {
    hostSeq += 1;
    const intents = [intentOf({ name: item, version: hostSeq, content }, { uid: `uid-${item}` })];
    const { lines } = await drive(host, 1, { pushes: [{ hostSeq, intents }] });
    return lines.findLast(({ kind }) => kind === 'report')?.value as CredentialReport;
  }

  async function addService(item: string, type: string, command: string): Promise<void> {
    await host.writeFile(
      `/etc/systemd/system/${item}.service`,
      `[Service]\nType=${type}\nExecStart=${command}\n`,
    );
    await host.must(['systemctl', 'daemon-reload']);
  }

  /** What the agent reads of a service, at two moments. */
  async function activities(unit: string): Promise<readonly string[]> {
    const script = `
const { activityReader } = await import('${REPO_IN_HOST}/agent/units/activity.node.ts');
const read = () => console.log(activityReader('/sys/fs/cgroup')('/system.slice/${unit}') ?? 'busy');
read();
setTimeout(read, 50);`;
    const said = await host.must([NODE_IN_HOST, '--input-type=module', '-e', script]);
    return said.trim().split('\n');
  }

  test('the kernel says of one that waits that nothing of it runs', async () => {
    await addService('waits', 'simple', 'sleep infinity');
    expect(await apply('waits', 'v1')).toMatchObject({ phase: 'Healthy' });
    const [first, second] = await activities('waits.service');
    expect(first).toMatch(/^\d+ usage_usec \d+$/u);
    expect(second).toBe(first);
  });

  test('the kernel tells a thread that computes behind one that waits', async () => {
    const computes = "new (require('node:worker_threads').Worker)('for(;;);', { eval: true })";
    await addService('computes', 'exec', `${NODE_IN_HOST} -e "${computes}"`);
    await host.must(['systemctl', 'start', 'computes.service']);
    expect(await activities('computes.service')).toEqual(['busy', 'busy']);
    await host.must(['systemctl', 'stop', 'computes.service']);
  });

  test('one that dies at once of what it loaded is taken back', async () => {
    const refusesBad = `! grep -q bad "$CREDENTIALS_DIRECTORY/dies"`;
    await addService('dies', 'exec', `sh -c '${refusesBad} && exec sleep infinity'`);
    expect(await apply('dies', 'good')).toMatchObject({ phase: 'Healthy' });
    expect(await apply('dies', 'bad')).toMatchObject({
      phase: 'RolledBack',
      code: 'UNIT_UNHEALTHY',
    });
    expect(await loadedEquals(host, 'dies.service', 'dies', 'good')).toBe(true);
  });

  test('one that says itself that it is ready is believed', async () => {
    const says = `sh -c 'systemd-notify --ready; while :; do :; done'`;
    await addService('says', 'notify', says);
    await host.must(['sed', '-i', '/^Type/a NotifyAccess=all', '/etc/systemd/system/says.service']);
    await host.must(['systemctl', 'daemon-reload']);
    expect(await apply('says', 'v1')).toMatchObject({
      phase: 'Healthy',
      units: [{ loadedEqualsVersion: 'Yes' }],
    });
    await host.must(['systemctl', 'stop', 'says.service']);
  });
});
