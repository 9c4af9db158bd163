/**
 * What scripts rely on: exit codes, options, what goes to which stream.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { FakeCli } from '#test/fakes/fake-cli.ts';

describe('exit codes', () => {
  const usage: readonly (readonly string[])[] = [
    ['no-such-verb'],
    ['apply'],
    ['status', '--no-such-option'],
    ['explain', 'host-1'],
    ['get', 'no-such-kind'],
    ['get', 'hcred', 'db', '-A'],
    ['status', 'db', '-A'],
    ['status', '--wait', '--timeout', 'soon'],
    ['audit', '--since', 'yesterday'],
    ['audit', '--version', '0'],
    ['audit', '--follow', '-o', 'json'],
    ['audit', '--credential', 'a/b/c'],
    ['explain', 'host-1', '--credential', '/db'],
    ['hosts', 'token', 'create', 'web-1', '--ttl', '2h'],
    ['hosts', 'token', 'create', 'Web_1'],
    ['up', '--data-dir', '/var/lib/credfleet', '--api-port', '70000'],
    ['up'],
    ['up', '--data-dir', '/d', '--metrics-listen', 'here'],
    ['controller', '--data-dir', '/d', '--rest-port', '70000'],
    ['up', '--data-dir', '/d', '--metrics-listen', '::1:9464'],
    ['up', '--data-dir', '/d', '--metrics-listen', '0.0.0.0:70000'],
    ['inspect', 'file', '-o', 'yaml'],
  ];
  test.for(usage)('%j is a usage error: 2, explained on standard error', async (argv) => {
    const run = await new FakeCli().run(...argv);
    expect(run).toMatchObject({ exitCode: 2, out: '' });
    expect(run.err).not.toBe('');
  });

  test('help that was asked for is no error and goes to standard output', async () => {
    const run = await new FakeCli().run('--help');
    expect(run.exitCode).toBe(0);
    expect(run.out).toContain('status');
    expect(run.err).toBe('');
  });

  test('no verb at all prints the help as an error', async () => {
    expect(await new FakeCli().run()).toMatchObject({ exitCode: 2 });
  });

  test('a refusal of the API is 1 and names the code', async () => {
    const cli = new FakeCli();
    cli.api.on('GET /apis/credfleet.dev/v1alpha1/hosts', () => {
      throw new CredfleetError('API_FORBIDDEN', 'hosts is forbidden');
    });
    const run = await cli.run('hosts', 'list');
    expect(run).toEqual({ exitCode: 1, out: '', err: 'error: hosts is forbidden [API_FORBIDDEN]' });
  });
});

test('options of the root may stand before or after the verb', async () => {
  const cli = new FakeCli();
  cli.api.on('GET /apis/credfleet.dev/v1alpha1/namespaces/pay/hostcredentials', { items: [] });
  cli.api.on('GET /apis/credfleet.dev/v1alpha1/namespaces/pay/credentialrollouts', { items: [] });
  await cli.run('--context', 'prod', '-n', 'pay', 'status');
  await cli.run('status', '--context', 'prod', '-n', 'pay');
  expect(cli.opened).toHaveLength(2);
  for (const options of cli.opened) {
    expect(options).toMatchObject({ context: 'prod', namespace: 'pay' });
  }
});

test('everything after agent reaches the agent unread', async () => {
  const cli = new FakeCli();
  const argv = ['--controller-enroll', 'c:7443', '--context', 'x', '-h'];
  expect(await cli.run('agent', ...argv)).toMatchObject({ exitCode: 0 });
  expect(cli.started).toEqual([{ what: 'agent', options: argv }]);
});

test('agent --help shows the flags of the agent and starts nothing', async () => {
  const cli = new FakeCli();
  const run = await cli.run('agent', '--help');
  expect(run).toEqual({ exitCode: 0, out: 'usage: credfleet agent', err: '' });
  expect(cli.started).toEqual([]);
});

test('up hands over its options with the standard ports', async () => {
  const cli = new FakeCli();
  const names = ['--advertise', 'a.example', '--advertise', '192.0.2.1'];
  await cli.run('up', '--data-dir', '/d', ...names, '--ek-roots', '/makers');
  const options = {
    dataDir: '/d',
    listen: '127.0.0.1',
    apiPort: 6443,
    enrollPort: 7443,
    sessionPort: 7444,
    advertise: ['a.example', '192.0.2.1'],
    ekRoots: '/makers',
    auditRetentionMs: 400 * 86_400_000,
  };
  expect(cli.started).toEqual([{ what: 'up', options }]);
});

test.for(['up', 'controller'] as const)(
  '%s hands over where the ledger is, and its password as a file',
  async (verb) => {
    const cli = new FakeCli();
    const url = 'postgres://credfleet@db.example/ledger';
    await cli.run(verb, '--data-dir', '/d', '--ledger', url, '--ledger-password-file', '/p');
    const ledger = { url, passwordFile: '/p' };
    expect(cli.started).toMatchObject([{ what: verb, options: { ledger } }]);
  },
);

test.for([
  ['/d', 'export KUBECONFIG=/d/kubeconfig'],
  ["/it's here", String.raw`export KUBECONFIG='/it'\''s here/kubeconfig'`],
] as const)('up in %j says how to go on, beside its log', async ([directory, line]) => {
  const cli = new FakeCli();
  const run = await cli.run('up', '--data-dir', directory);
  expect(run.err).toContain(line);
  expect(run.err).toContain('credfleet hosts token create NAME');
  expect(run.out).toBe('');
});

test.for([
  ['forever', Number.POSITIVE_INFINITY],
  ['30d', 30 * 86_400_000],
] as const)('--audit-retention %s', async ([text, auditRetentionMs]) => {
  const cli = new FakeCli();
  await cli.run('up', '--data-dir', '/d', '--audit-retention', text, '--audit-archive', '/a');
  expect(cli.started).toMatchObject([{ options: { auditRetentionMs, auditArchive: '/a' } }]);
  await cli.run('controller', '--data-dir', '/d', '--audit-sinks', '/s');
  expect(cli.started[1]).toMatchObject({ options: { auditSinks: '/s' } });
});

test.for(['400', '23h', '0d', '-1d', 'never', ''])('--audit-retention %j is 2', async (text) => {
  const cli = new FakeCli();
  const { exitCode } = await cli.run('up', '--data-dir', '/d', '--audit-retention', text);
  expect([exitCode, cli.started]).toEqual([2, []]);
});

test('controller takes the kubeconfig of the root and no API port', async () => {
  const cli = new FakeCli();
  await cli.run('--kubeconfig', '/k', 'controller', '--data-dir', '/d', '--session-port', '0');
  expect(cli.started).toEqual([
    {
      what: 'controller',
      options: {
        dataDir: '/d',
        auditRetentionMs: 400 * 86_400_000,
        listen: '127.0.0.1',
        enrollPort: 7443,
        sessionPort: 0,
        advertise: [],
        kubeconfig: '/k',
      },
    },
  ]);
});

test.for([
  ['9464', { host: '127.0.0.1', port: 9464 }],
  ['0.0.0.0:9464', { host: '0.0.0.0', port: 9464 }],
  ['[::1]:9464', { host: '::1', port: 9464 }],
  ['metrics.example:0', { host: 'metrics.example', port: 0 }],
] as const)('metrics are listened for on %s', async ([text, metricsListen]) => {
  const cli = new FakeCli();
  await cli.run('controller', '--data-dir', '/d', '--metrics-listen', text);
  expect(cli.started).toMatchObject([{ what: 'controller', options: { metricsListen } }]);
});
