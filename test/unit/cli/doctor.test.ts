/**
 * `credfleet doctor`: what is well with the controller, what is not, and what the asker may not see.
 * @module
 */
import { beforeEach, expect, test } from 'vitest';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { FakeCli } from '#test/fakes/fake-cli.ts';

const API = '/apis/credfleet.dev/v1alpha1';
const DAY_MS = 86_400_000;

let cli: FakeCli;

function caOf(days: number) {
  const notAfterMs = cli.clock.nowMs() + days * DAY_MS;
  return [{ role: 'present', pin: 'sha256:aa', notAfterMs }] as const;
}

function hostOf(name: string, status: 'True' | 'False'): object {
  return { metadata: { name }, status: { conditions: [{ type: 'Connected', status }] } };
}

beforeEach(() => {
  cli = new FakeCli();
  cli.api.on(`GET ${API}/hosts`, { items: [hostOf('alpha', 'True')] });
  cli.api.on(`GET ${API}/hostcredentials`, { items: [] });
  cli.audit.signed = { checkpoint: 'credfleet/c1\n42\nAAAA\n', key: 'k' };
  cli.keys.answer = { ...cli.keys.answer, cas: caOf(3_000), hosts: 1 };
});

test('all is well', async () => {
  const { exitCode, out } = await cli.run('doctor');
  expect(out.split('\n')).toEqual([
    'OK    API           answers; 0 HostCredentials, 1 hosts',
    'OK    ledger        answers; it has no event yet',
    'OK    audit log     credfleet/c1 signs its 42 events',
    'OK    certificates  the CA ends in 3000 days; 1 of 1 hosts hold its trust bundle',
  ]);
  expect(exitCode).toBe(0);
  expect([cli.query.closed, cli.audit.closed, cli.keys.closed]).toEqual([true, true, true]);
});

test('a host that is away and a CA that ends soon are warnings, with what to do', async () => {
  cli.api.on(`GET ${API}/hosts`, { items: [hostOf('alpha', 'True'), hostOf('beta', 'False')] });
  cli.keys.answer = { ...cli.keys.answer, cas: caOf(20) };
  const { exitCode, out } = await cli.run('doctor');
  expect(out).toContain('not connected: beta\n');
  expect(out).toContain('→ on the host: credfleet-agent doctor');
  expect(out).toContain('→ credfleet keys rotate ca');
  expect(exitCode).toBe(0);
});

test('a CA that has ended, and an API without our definitions, are failures', async () => {
  cli.api.on(`GET ${API}/hostcredentials`, () => {
    throw new CredfleetError('OBJECT_NOT_FOUND', 'no such kind');
  });
  cli.keys.answer = { ...cli.keys.answer, cas: caOf(-1) };
  const { exitCode, out } = await cli.run('doctor', '-o', 'json');
  const findings = JSON.parse(out) as readonly { check: string; level: string }[];
  const failed = findings.filter(({ level }) => level === 'FAIL');
  expect(failed.map(({ check }) => check)).toEqual(['API', 'certificates']);
  expect(exitCode).toBe(1);
});

test('what the asker may not see is said, and no failure', async () => {
  cli.keys.status = async () => {
    throw new CredfleetError('API_FORBIDDEN', 'needs the role credfleet-keys');
  };
  const { exitCode, out } = await cli.run('doctor');
  expect(out).toContain('WARN  certificates  not looked at: needs the role credfleet-keys');
  expect(exitCode).toBe(0);
});
