/**
 * `credfleet reseal`: what it creates, what it refuses, and what it says while it waits.
 * @module
 */
import { describe, expect, test } from 'vitest';
import type { CredentialRolloutStatus } from '#src/api/rollout.ts';
import { RESEAL } from '#src/intent/capabilities.ts';
import { FakeCli } from '#test/fakes/fake-cli.ts';
import { rowOf } from '#test/gen/rollout.ts';

const apiVersion = 'credfleet.dev/v1alpha1';
const IN_PAYMENTS = `/apis/${apiVersion}/namespaces/payments`;
const ROLLOUTS = `${IN_PAYMENTS}/credentialrollouts`;
const MADE = `${ROLLOUTS}/db-v2-reseal-1`;

function rollout(name: string, type: string, state: string) {
  return {
    metadata: { name, namespace: 'payments' },
    spec: { hostCredentialName: 'db', versionName: 'db-v2', type },
    status: { state },
  };
}

const host = (name: string, role: string, capabilities = [RESEAL]) => ({
  metadata: { name, labels: { role } },
  spec: {},
  status: { capabilities },
});

const version = (state: string, spec: object = {}) => ({
  metadata: { name: 'db-v2', namespace: 'payments', ownerReferences: [{ uid: 'c1' }] },
  spec: { hostCredentialName: 'db', number: 2, ...spec },
  status: { state },
});

const HOSTS = [host('web-1', 'web'), host('web-2', 'web'), host('db-1', 'db')];

function cliWith({
  hosts = HOSTS,
  rollouts = [rollout('db-v2-a1', 'Update', 'Succeeded')],
  versions = [version('Stable')],
} = {}): FakeCli {
  const cli = new FakeCli();
  cli.api.on(`GET ${IN_PAYMENTS}/hostcredentials/db`, {});
  cli.api.on(`GET ${IN_PAYMENTS}/credentialversions`, { items: versions });
  cli.api.on(`GET ${ROLLOUTS}`, { items: rollouts });
  cli.api.on(`GET /apis/${apiVersion}/hosts`, { items: hosts });
  cli.api.on(`POST ${ROLLOUTS}`, {});
  cli.query.rows = ['web-1', 'web-2', 'db-1'].map((name) => rowOf(name));
  return cli;
}

const run = (cli: FakeCli, ...args: readonly string[]) => cli.run('reseal', 'payments/db', ...args);

describe('what it creates', () => {
  test.for<[args: readonly string[], spec: object, hosts: number]>([
    [['--all'], {}, 3],
    [['--hosts', 'web-1, db-1'], { hosts: ['web-1', 'db-1'] }, 2],
    [['--selector', 'role=web'], { hostSelector: { matchLabels: { role: 'web' } } }, 2],
    [['--all', '--reason', 'new firmware'], { reason: 'new firmware' }, 3],
  ])('%s', async ([args, spec, hosts]) => {
    const cli = cliWith();
    const { exitCode, out, err } = await run(cli, ...args);
    expect(exitCode).toBe(0);
    expect(cli.api.writes[0]?.body).toEqual({
      apiVersion,
      kind: 'CredentialRollout',
      metadata: {
        namespace: 'payments',
        name: 'db-v2-reseal-1',
        ownerReferences: [{ uid: 'c1' }],
      },
      spec: { hostCredentialName: 'db', versionName: 'db-v2', type: 'Reseal', ...spec },
    });
    expect(out).toBe('credentialrollout.credfleet.dev/db-v2-reseal-1 created');
    expect(err).toContain(`${hosts} hosts`);
  });

  test('as JSON, with the hosts whose agents have to be updated first', async () => {
    const cli = cliWith({ hosts: [...HOSTS.slice(0, 2), host('db-1', 'db', ['SealHost'])] });
    const { out } = await run(cli, '--all', '-o', 'json');
    expect(JSON.parse(out)).toEqual({
      namespace: 'payments',
      credential: 'db',
      rollout: 'db-v2-reseal-1',
      version: 2,
      hosts: ['web-1', 'web-2', 'db-1'],
      tooOld: ['db-1'],
    });
  });

  test('another one beside those that are there', async () => {
    const cli = cliWith({ rollouts: [rollout('db-v2-reseal-1', 'Reseal', 'Planned')] });
    await run(cli, '--all');
    expect(cli.api.writes[0]?.body).toMatchObject({ metadata: { name: 'db-v2-reseal-2' } });
  });
});

describe('what it refuses', () => {
  test.for<[given: string, args: readonly string[], says: string]>([
    ['no choice of hosts', [], '--hosts a,b'],
    ['two of them', ['--all', '--hosts', 'web-1'], '--hosts a,b'],
    ['a list with a hole', ['--hosts', 'web-1,,web-2'], 'empty part'],
    ['a selector that is none', ['--selector', 'role'], 'LABEL=VALUE'],
    ['a time that is none', ['--all', '--timeout', 'soon'], '--timeout'],
  ])('%s: exit 2', async ([, args, says]) => {
    const cli = cliWith();
    const { exitCode, err } = await run(cli, ...args);
    expect({ exitCode, writes: cli.api.writes }).toEqual({ exitCode: 2, writes: [] });
    expect(err).toContain(says);
  });

  test.for<[given: string, cli: FakeCli, args: readonly string[], says: string]>([
    [
      'a host that is not there',
      cliWith(),
      ['--hosts', 'web-9'],
      'Host web-9 does not exist: kubectl get hosts',
    ],
    [
      'a rollout under way',
      cliWith({ rollouts: [rollout('db-v3-a1', 'Update', 'Paused')] }),
      ['--all'],
      'rollout db-v3-a1 is Paused: wait for it (credfleet status -n payments db --wait) or end it',
    ],
    [
      'a rollout that nobody looked at yet',
      cliWith({ rollouts: [{ ...rollout('db-v3-a1', 'Update', ''), status: {} as never }] }),
      ['--all'],
      'rollout db-v3-a1 is Planned',
    ],
    [
      'no stable version',
      cliWith({ versions: [version('Candidate')] }),
      ['--all'],
      'has no stable version with content',
    ],
    [
      'a removal',
      cliWith({ versions: [version('Stable', { removes: {} })] }),
      ['--all'],
      'has no stable version with content',
    ],
    [
      'labels that no holder has',
      cliWith(),
      ['--selector', 'role=mail'],
      'no host that is asked holds version 2',
    ],
    [
      'agents that are all too old',
      cliWith({ hosts: [host('web-1', 'web', [])] }),
      ['--all'],
      'the agents of web-1 are too old for it: update them',
    ],
  ])('$0', async ([, cli, args, says]) => {
    const { exitCode, err } = await run(cli, ...args);
    expect({ exitCode, writes: cli.api.writes }).toEqual({ exitCode: 1, writes: [] });
    expect(err).toContain(says);
  });

  test('a host that holds nothing, or another version', async () => {
    const cli = cliWith();
    cli.query.rows = [rowOf('web-1', { runningVersion: 1 })];
    const { err } = await run(cli, '--hosts', 'web-1');
    expect(err).toContain('web-1 does not hold version 2: credfleet explain web-1');
    cli.query.rows = [];
    expect((await run(cli, '--hosts', 'web-1')).err).toContain('does not hold version 2');
    expect(cli.api.writes).toEqual([]);
  });

  test('a credential that is not there', async () => {
    const { exitCode } = await cliWith().run('reseal', 'payments/nothing', '--all');
    expect(exitCode).toBe(1);
  });
});

describe('while it waits', () => {
  const at = (updated: number, status: CredentialRolloutStatus = {}) => ({
    ...rollout('db-v2-reseal-1', 'Reseal', 'Progressing'),
    status: {
      state: 'Progressing' as const,
      hosts: { total: 3, updated, healthy: 0, failed: 0, skippedOffline: 0, pending: 0 },
      ...status,
    },
  });

  async function waiting(cli: FakeCli, ...args: readonly string[]) {
    const ended = run(cli, '--all', '--wait', ...args);
    for (let second = 0; second < 5; second += 1) {
      await cli.clock.nextSleep();
      cli.clock.advance(1_000);
    }
    return ended;
  }

  test('it says each step once, and exits 0 when the last host has answered, also one that was away', async () => {
    const cli = cliWith();
    const steps = [
      at(0),
      at(1, { waitingFor: 'web-2' }),
      at(1, { waitingFor: 'web-2' }),
      at(2),
      at(2, { state: 'Succeeded' }),
      at(3, { state: 'Succeeded' }),
    ];
    cli.api.on(`GET ${MADE}`, () => steps.shift());
    const { exitCode, err } = await waiting(cli);
    expect(exitCode).toBe(0);
    expect(err.split('\n').slice(-4)).toEqual([
      '0 of 3 hosts have sealed it again',
      '1 of 3 hosts have sealed it again; it waits for web-2',
      '2 of 3 hosts have sealed it again',
      '3 of 3 hosts have sealed it again',
    ]);
  });

  test('it exits 5 when a failure stops it, and says which', async () => {
    const cli = cliWith();
    const condition = { type: 'Paused', status: 'True', reason: 'FailureBudgetExceeded' };
    const message = '1 failed, 0 may: web-1: TPMLockedOut';
    const conditions = [{ ...condition, message, lastTransitionTime: '' } as never];
    cli.api.on(`GET ${MADE}`, at(0, { state: 'Paused', conditions }));
    const { exitCode, err } = await run(cli, '--all', '--wait');
    expect(exitCode).toBe(5);
    expect(err).toContain(`rollout db-v2-reseal-1 is Paused: ${message}`);
  });

  test('it exits 4 when the time is over', async () => {
    const cli = cliWith();
    cli.api.on(`GET ${MADE}`, at(1));
    const { exitCode, out } = await waiting(cli, '--timeout', '5s', '-o', 'json');
    expect(exitCode).toBe(4);
    expect(JSON.parse(out)).toMatchObject({ state: 'Progressing', updated: 1, total: 3 });
  });
});

describe('other verbs', () => {
  const over = [
    rollout('db-v2-a1', 'Update', 'Progressing'),
    rollout('db-v2-reseal-1', 'Reseal', 'Succeeded'),
  ];

  test('a Reseal that is over is not what they mean', async () => {
    const cli = cliWith({ rollouts: over });
    cli.api.on(`PATCH ${ROLLOUTS}/db-v2-a1`, {});
    await cli.run('rollout', 'pause', 'payments/db');
    expect(cli.api.writes[0]?.path).toBe(`${ROLLOUTS}/db-v2-a1`);
  });

  test('one that moves is paused and aborted like any other; a retry is another reseal', async () => {
    const moving = [
      rollout('db-v2-a1', 'Update', 'Succeeded'),
      rollout('db-v2-reseal-1', 'Reseal', 'Progressing'),
    ];
    const cli = cliWith({ rollouts: moving });
    cli.api.on(`PATCH ${MADE}`, {});
    await cli.run('rollout', 'abort', 'payments/db');
    expect(cli.api.writes[0]?.path).toBe(MADE);
    const { err } = await cli.run('rollout', 'retry', 'payments/db');
    expect(err).toContain("'credfleet reseal db' makes another one");
  });
});
