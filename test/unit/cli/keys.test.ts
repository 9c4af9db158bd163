/**
 * `credfleet keys`: what a person reads before and after a rotation, and what is asked of the controller.
 * @module
 */
import { describe, expect, test } from 'vitest';
import type { KeysStatus } from '#src/wire/keys-messages.ts';
import { FakeCli } from '#test/fakes/fake-cli.ts';

const DAY_MS = 86_400_000;
const NOW_MS = Date.parse('2026-11-22T12:00:00Z');

function statusOf(change: Partial<KeysStatus> = {}): KeysStatus {
  return {
    clusterUid: 'c1',
    trustEpoch: 3,
    cas: [
      { role: 'present', pin: 'sha256:aa', notAfterMs: NOW_MS + 366 * DAY_MS },
      { role: 'next', pin: 'sha256:bb', notAfterMs: NOW_MS + 7000 * DAY_MS },
      { role: 'former', pin: 'sha256:00', notAfterMs: NOW_MS + 9 * DAY_MS },
    ],
    intentKeyIds: ['11', '22'],
    changes: [{ trustEpoch: 3, change: 'ca', atMs: NOW_MS - DAY_MS, by: 'ada' }],
    behind: [],
    behindHosts: 0,
    hosts: 2,
    ...change,
  };
}

describe('status', () => {
  test('shows keys with their roles, who changed them and what agents are installed with', async () => {
    const cli = new FakeCli();
    cli.keys.answer = statusOf();
    expect((await cli.run('keys', 'status')).out).toBe(
      [
        'KEY      ROLE      ID          ENDS',
        'ca       present   sha256:aa   2027-11-23T12:00:00Z',
        'ca       next      sha256:bb   2046-01-21T12:00:00Z',
        'ca       former    sha256:00   2026-12-01T12:00:00Z',
        'intent   present   11',
        'intent   next      22',
        'Trust bundle 3, since 2026-11-21T12:00:00Z by ada. 2 of 2 hosts hold it.',
        'Install agents with --ca-pin sha256:aa --ca-pin sha256:bb',
      ].join('\n'),
    );
    expect(cli.keys.closed).toBe(true);
  });

  test('names the hosts that are not known to hold the bundle', async () => {
    const cli = new FakeCli();
    const few = ['a', 'b'].map((host, at) => ({ host, trustEpoch: at }));
    const many = Array.from({ length: 10 }, (_, at) => ({ host: `h${at}`, trustEpoch: 2 }));
    cli.keys.answer = statusOf({ behind: [...few, ...many], behindHosts: 12, hosts: 14 });
    const { out } = await cli.run('keys', 'status');
    expect(out).toContain(
      '2 of 14 hosts hold it; not known to: a (not here since the controller started), b (bundle 1), h0 (bundle 2)',
    );
    expect(out).toContain('h7 (bundle 2) and 2 more.');
  });

  test('warns in the last year of the CA', async () => {
    const cli = new FakeCli();
    const cas = [{ role: 'present', pin: 'sha256:aa', notAfterMs: NOW_MS + 300 * DAY_MS }] as const;
    cli.keys.answer = statusOf({ cas });
    expect((await cli.run('keys', 'status')).out).toContain(
      'The CA ends in 300 days: credfleet keys rotate ca',
    );
  });

  test('is JSON with times that people and programs read', async () => {
    const cli = new FakeCli();
    cli.keys.answer = statusOf();
    expect(JSON.parse((await cli.run('keys', 'status', '-o', 'json')).out)).toMatchObject({
      trustEpoch: 3,
      cas: [{ role: 'present', pin: 'sha256:aa', notAfter: '2027-11-23T12:00:00Z' }, {}, {}],
      changes: [{ change: 'ca', by: 'ada', at: '2026-11-21T12:00:00Z' }],
    });
  });
});

describe('rotate', () => {
  test('names the bundle that it replaces, so that a second one in between is noticed', async () => {
    const cli = new FakeCli();
    cli.keys.answer = statusOf();
    expect((await cli.run('keys', 'rotate', 'intent')).out).toContain('Trust bundle 4');
    await cli.run('keys', 'rotate', 'ca', '--leave-behind', '--stolen');
    expect(cli.keys.rotations).toEqual([
      { key: 'intent', leaveBehind: false, isStolen: false, trustEpoch: 3 },
      { key: 'ca', leaveBehind: true, isStolen: true, trustEpoch: 3 },
    ]);
  });

  test.for([[], ['both'], ['intent', 'ca']])('of %s is a wrong command line', async (keys) => {
    const cli = new FakeCli();
    expect((await cli.run('keys', 'rotate', ...keys)).exitCode).toBe(2);
    expect(cli.keys.rotations).toEqual([]);
  });
});

describe('where intent keys lie', () => {
  const ports = ['--data-dir', 'd'];

  test('is handed to the controller', async () => {
    const cli = new FakeCli();
    await cli.run('up', ...ports, '--intent-keys', '/media/intent');
    await cli.run('controller', ...ports, '--intent-keys-secret', 'vault/intent');
    expect(cli.started.map(({ options }) => options)).toMatchObject([
      { intentKeys: '/media/intent' },
      { intentKeysSecret: { namespace: 'vault', name: 'intent' } },
    ]);
  });

  test.for([
    ['--intent-keys-secret', 'no-namespace'],
    ['--intent-keys', 'x', '--intent-keys-secret', 'a/b'],
  ])('%s %s is a wrong command line', async (flags) => {
    const cli = new FakeCli();
    expect((await cli.run('controller', ...ports, ...flags)).exitCode).toBe(2);
    expect(cli.started).toEqual([]);
  });
});
