/**
 * `credfleet hosts attestation`: what a host showed, ready to be put into a policy.
 * @module
 */
import { expect, test } from 'vitest';
import { FakeCli } from '#test/fakes/fake-cli.ts';

const PATH = 'GET /apis/credfleet.dev/v1alpha1/hosts/web-1';
const value = 'a'.repeat(64);
const attestation = {
  time: '2026-01-01T00:00:00Z',
  bootID: 'boot-1',
  pcrs: [{ index: 7, sha256: value }],
};

function cliWith(status: unknown): FakeCli {
  const cli = new FakeCli();
  cli.api.on(PATH, { metadata: { name: 'web-1' }, spec: {}, status });
  return cli;
}

test('shows when, which boot and each value whole', async () => {
  const { out } = await cliWith({ attestation }).run('hosts', 'attestation', 'web-1');
  expect(out).toMatch(/^web-1: quoted \d+[smhd] ago, boot boot-1\n\nPCR   SHA-256\n7     a{64}$/u);
});

test('prints the list as a policy has it', async () => {
  const cli = cliWith({ attestation });
  const json = await cli.run('hosts', 'attestation', 'web-1', '-o', 'json');
  expect(JSON.parse(json.out)).toEqual({
    host: 'web-1',
    time: attestation.time,
    bootID: 'boot-1',
    pcrs: [{ index: 7, sha256: [value] }],
  });
  const yaml = await cli.run('hosts', 'attestation', 'web-1', '-o', 'yaml');
  expect(yaml.out).toContain(`pcrs:\n  - index: 7\n    sha256:\n      - ${value}`);
});

test('a host that was never asked is told apart from one that does not exist', async () => {
  const never = await cliWith({}).run('hosts', 'attestation', 'web-1');
  expect(never).toMatchObject({ exitCode: 1 });
  expect(never.err).toContain('has shown no quote');
  const missing = await new FakeCli().run('hosts', 'attestation', 'x');
  expect(missing.err).toContain("'credfleet hosts list'");
});
