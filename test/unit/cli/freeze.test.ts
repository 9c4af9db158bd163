/**
 * `credfleet freeze`: a stop that ends by itself.
 * @module
 */
import { expect, test } from 'vitest';
import { FakeCli } from '#test/fakes/fake-cli.ts';

const FREEZES = '/apis/credfleet.dev/v1alpha1/changefreezes';

async function run(...args: readonly string[]) {
  const cli = new FakeCli();
  cli.api.on(`POST ${FREEZES}`, {});
  cli.api.on(`DELETE ${FREEZES}/xmas`, {});
  return { ...(await cli.run(...args)), writes: cli.api.writes };
}

test('a freeze of everything for some hours', async () => {
  const { out, writes } = await run('freeze', 'xmas', '--for', '4h', '--reason', 'holidays');
  const [write] = writes;
  expect(write?.body).toMatchObject({
    kind: 'ChangeFreeze',
    metadata: { name: 'xmas' },
    spec: { reason: 'holidays', endTime: expect.stringMatching(/Z$/u) },
  });
  expect(out).toContain('changefreeze.credfleet.dev/xmas created, ends by itself at ');
});

test('a freeze of some namespaces and hosts, with exemptions', async () => {
  const scope = ['--in-namespace', 'a', '--in-namespace', 'b', '--host', 'zone=eu-1'];
  const exempt = ['--exempt', 'a/db', '--exempt', 'b'];
  const until = ['--until', '2100-01-01T00:00:00Z', '--reason', 'audit'];
  const { writes } = await run('freeze', 'xmas', ...until, ...scope, ...exempt);
  expect(writes[0]?.body).toMatchObject({
    spec: {
      endTime: '2100-01-01T00:00:00Z',
      namespaces: ['a', 'b'],
      hostSelector: { matchLabels: { zone: 'eu-1' } },
      exemptions: [{ namespace: 'a', hostCredentialName: 'db' }, { namespace: 'b' }],
    },
  });
});

test.for([
  [['--reason', 'r'], 'ends by itself'],
  [['--reason', 'r', '--for', '4h', '--until', '2100-01-01T00:00:00Z'], 'ends by itself'],
  [['--reason', 'r', '--for', 'soon'], "'soon'"],
  [['--reason', 'r', '--until', '1999-01-01T00:00:00Z'], 'is over'],
  [['--for', '4h'], '--reason'],
  [['--reason', 'r', '--for', '4h', '--host', 'eu'], 'LABEL=VALUE'],
  [['--reason', 'r', '--for', '4h', '--exempt', 'a/b/c'], 'NAMESPACE'],
] as const)('%j is refused: %s', async ([args, why]) => {
  const { exitCode, err, writes } = await run('freeze', 'xmas', ...args);
  expect(exitCode).toBe(2);
  expect(err).toContain(why);
  expect(writes).toEqual([]);
});

test('unfreeze ends it', async () => {
  const { out } = await run('unfreeze', 'xmas');
  expect(out).toBe('changefreeze.credfleet.dev/xmas deleted');
});
