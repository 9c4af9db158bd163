/**
 * `credfleet rollout revoke` and `remove`: what they create, and what they say it will do.
 * @module
 */
import { expect, test } from 'vitest';
import { FakeCli } from '#test/fakes/fake-cli.ts';

const apiVersion = 'credfleet.dev/v1alpha1';
const ROLLOUTS = `/apis/${apiVersion}/namespaces/payments/credentialrollouts`;
const VERSIONS = `/apis/${apiVersion}/namespaces/payments/credentialversions`;

function version(number: number, state: string, spec: object = {}) {
  return {
    metadata: { name: `db-v${number}`, namespace: 'payments' },
    spec: { hostCredentialName: 'db', number, digest: `digest-${number}`, ...spec },
    status: { state },
  };
}

const VERSIONS_NOW = [version(1, 'Superseded'), version(2, 'Stable'), version(3, 'Candidate')];

function cliWith(versions: readonly object[] = VERSIONS_NOW): FakeCli {
  const cli = new FakeCli();
  cli.api.on(`GET ${ROLLOUTS}`, { items: [{ metadata: { name: 'db-v2-revoke-1' }, spec: {} }] });
  cli.api.on(`GET ${VERSIONS}`, { items: versions });
  cli.api.on(`POST ${ROLLOUTS}`, {});
  return cli;
}

test('revoke means the stable version, which leaves the hosts with nothing', async () => {
  const cli = cliWith();
  const run = await cli.run('rollout', 'revoke', 'payments/db', '--reason', 'it leaked');
  expect(cli.api.writes[0]?.body).toMatchObject({
    metadata: { name: 'db-v2-revoke-2', namespace: 'payments' },
    spec: {
      hostCredentialName: 'db',
      versionName: 'db-v2',
      type: 'Revoke',
      urgency: 'Emergency',
      reason: 'it leaked',
    },
  });
  expect(cli.api.writes[0]?.body).not.toHaveProperty('spec.budgets');
  expect(run.err).toContain('hosts lose it');
});

test.for([['1'], ['db-v1']])('revoke %s leaves the stable content', async ([name = '']) => {
  const cli = cliWith();
  const args = ['--version', name, '--reason', 'it leaked', '--override-budget'];
  const run = await cli.run('rollout', 'revoke', 'payments/db', ...args);
  expect(cli.api.writes[0]?.body).toMatchObject({
    spec: { versionName: 'db-v1', budgets: 'Override' },
  });
  expect(run.err).toContain('the content of db-v2 under a new number and forget db-v1');
});

test('revoke of a content that is stable under another number leaves nothing', async () => {
  const cli = cliWith([version(1, 'Superseded', { digest: 'digest-2' }), version(2, 'Stable')]);
  const args = ['--version', '1', '--reason', 'it leaked'];
  const run = await cli.run('rollout', 'revoke', 'payments/db', ...args);
  expect(run.err).toContain('hosts lose it');
});

test('revoke needs a reason', async () => {
  const cli = cliWith();
  const run = await cli.run('rollout', 'revoke', 'payments/db');
  expect(run.exitCode).not.toBe(0);
  expect(run.err).toContain('--reason');
  expect(cli.api.writes).toEqual([]);
});

test.for([
  { given: 'there is none', args: ['--version', '9'], says: 'no version 9' },
  { given: 'it is a removal', args: ['--version', '4'], says: 'no version 4' },
])('revoke of a version refuses when $given', async ({ args, says }) => {
  const cli = cliWith([...VERSIONS_NOW, version(4, 'Stable', { removes: { rolloutName: 'r' } })]);
  const run = await cli.run('rollout', 'revoke', 'payments/db', '--reason', 'x', ...args);
  expect(run.err).toContain(says);
  expect(cli.api.writes).toEqual([]);
});

test('remove says how long it lasts', async () => {
  const cli = cliWith();
  const run = await cli.run('rollout', 'remove', 'payments/db');
  expect(cli.api.writes[0]?.body).toMatchObject({
    metadata: { name: 'db-v3-remove-1' },
    spec: { versionName: 'db-v3', type: 'Remove' },
  });
  expect(run.err).toContain('until the sources change');
});
