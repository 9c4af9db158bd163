/**
 * `credfleet plan`: what it prints, and what its exit status says about a plan that somebody agreed to.
 * @module
 */
import { beforeEach, expect, test } from 'vitest';
import { FakeCli } from '#test/fakes/fake-cli.ts';
import { planHeadOf, planHostsOf } from '#test/gen/plan-parts.ts';

let cli: FakeCli;
beforeEach(() => {
  cli = new FakeCli();
  show();
});

function show(change: Parameters<typeof planHeadOf>[0] = {}, hosts = 2): void {
  cli.query.planParts = [
    { kind: 'head', head: planHeadOf(change) },
    ...planHostsOf(hosts).map((host) => ({ kind: 'host', host }) as const),
  ];
}

test('says what goes on, what it waits for, the limits, and each host', async () => {
  const { out, exitCode } = await cli.run('plan', 'payments/db');
  expect(cli.query.planned).toEqual([{ namespace: 'payments', credential: 'db' }]);
  expect(out.split('\n')).toEqual([
    'Plan:          plan-0123456789abcdef',
    'Rollout:       db-v2-a1 (Update), version 2 (proven: 1)',
    'State:         Progressing (StepRunning): step canary: host-0',
    'Waiting for:   host-0 until 2023-11-14T22:14:20Z',
    'Budgets:       maxUnavailable 1/1',
    'Windows:       none: at any time',
    '',
    'STEP     PLANNED   HEALTHY   FAILED   THEN',
    'canary   1         0         0        approval',
    'all      2         0         0',
    '',
    'HOST     STEP     STATE      RUNNING   WHY',
    'host-0   canary   UnderWay   1         Soaking since 2023-11-14T22:13:20Z',
    'host-1   all      Waiting    1         comes after step canary',
  ]);
  expect(exitCode).toBe(0);
  expect(cli.query.closed).toBe(true);
});

test('names windows and freezes', async () => {
  const untilMs = Date.parse('2026-12-01T00:00:00Z');
  show({
    isWindowOpen: false,
    windowChangesMs: untilMs,
    freezes: [{ name: 'holidays', fromMs: 0, untilMs, hosts: 2 }],
  });
  const { out } = await cli.run('plan', 'payments/db');
  expect(out).toContain('Windows:       closed until 2026-12-01T00:00:00Z');
  expect(out).toContain('Freeze:        holidays until 2026-12-01T00:00:00Z, 2 hosts');
});

test('with nothing to roll out it says so', async () => {
  show({ rollout: '', message: 'there is no version to bring' }, 0);
  const { out } = await cli.run('plan', 'db');
  expect(out).toBe('Plan:    plan-0123456789abcdef\nState:   there is no version to bring');
});

test('as JSON it is the whole plan', async () => {
  const { out } = await cli.run('plan', 'payments/db', '-o', 'json');
  expect(JSON.parse(out)).toEqual({
    namespace: 'payments',
    credential: 'db',
    ...planHeadOf(),
    hosts: planHostsOf(2),
  });
});

test('a plan that still holds: exit 0', async () => {
  const { out, exitCode } = await cli.run('plan', 'db', '--plan-id', 'plan-0123456789abcdef');
  expect([out, exitCode]).toEqual(['plan-0123456789abcdef holds', 0]);
});

test.for([
  { output: [], said: 'plan-1 no longer holds' },
  { output: ['-o', 'json'], said: '"holds": false' },
])('one that does not: exit 3 and $said', async ({ output, said }) => {
  const { out, exitCode } = await cli.run('plan', 'db', '--plan-id', 'plan-1', ...output);
  expect(out).toContain(said);
  expect(exitCode).toBe(3);
});

test('an answer without a plan is an error', async () => {
  cli.query.planParts = [];
  const { err, exitCode } = await cli.run('plan', 'db');
  expect(err).toContain('MESSAGE_INVALID');
  expect(exitCode).toBe(1);
  expect(cli.query.closed).toBe(true);
});
