/**
 * `credfleet status` and `watch`: the whole root cause in one line, and when waiting ends how.
 * @module
 */
import { describe, expect, test } from 'vitest';
import type { HostCredential, HostCredentialStatus } from '#src/api/credential.ts';
import type { Condition } from '#src/api/meta.ts';
import type { CredentialRollout, CredentialRolloutStatus } from '#src/api/rollout.ts';
import { overviewOf } from '#src/cli/status/overview.ts';
import { nextCommand, renderStatus } from '#src/cli/status/render.ts';
import { decideWait } from '#src/cli/status/wait.ts';
import { FakeCli } from '#test/fakes/fake-cli.ts';

const NOW_MS = Date.parse('2026-11-22T12:00:00Z');
const counts = { matched: 3, updated: 3, healthy: 3, failed: 0, unreachable: 0, pending: 0 };

function condition(
  type: string,
  status: Condition['status'],
  said: { readonly reason?: string; readonly message?: string } = {},
): Condition {
  const { reason = 'Because', message = '' } = said;
  return { type, status, reason, message, lastTransitionTime: '2026-11-22T11:00:00Z' };
}

function credential(status: HostCredentialStatus, generation = 1): HostCredential {
  return {
    apiVersion: 'credfleet.dev/v1alpha1',
    kind: 'HostCredential',
    metadata: { name: 'db', namespace: 'pay', generation },
    spec: { items: [], targets: {}, delivery: { type: 'Service' } },
    status: { observedGeneration: 1, hosts: counts, ...status },
  };
}

function rollout(status: CredentialRolloutStatus, name = 'db-v8-a1'): CredentialRollout {
  return {
    apiVersion: 'credfleet.dev/v1alpha1',
    kind: 'CredentialRollout',
    metadata: { name, namespace: 'pay' },
    spec: { hostCredentialName: 'db', versionName: 'db-v8', type: 'Update' },
    status,
  };
}

const ready = [condition('Ready', 'True'), condition('Converged', 'True')];

function overview(status: HostCredentialStatus, active?: CredentialRolloutStatus, generation = 1) {
  const named = active === undefined ? status : { ...status, activeRolloutName: 'db-v8-a1' };
  const rollouts = active === undefined ? [] : [rollout(active)];
  const [row] = overviewOf({
    credentials: [credential(named, generation)],
    rollouts,
    nowMs: NOW_MS,
  });
  if (row === undefined) throw new Error('no row');
  return row;
}

describe('the state', () => {
  const cause = `secret payments-db has no key 'password' ${'and so on '.repeat(30)}`;
  test('of a missing source is the whole cause, before what the rollout says', () => {
    const conditions = [
      condition('SourceResolved', 'False', { reason: 'KeyNotFound', message: cause }),
      ...ready,
    ];
    const row = overview({ conditions }, { state: 'Progressing' });
    expect(row.state).toBe(`KeyNotFound: ${cause}`);
  });

  test('of forbidden targets is the reason of the policy', () => {
    const conditions = [
      condition('TargetsAllowed', 'False', { reason: 'NoAccessPolicy', message: 'no policy' }),
    ];
    expect(overview({ conditions }).state).toBe('NoAccessPolicy: no policy');
  });

  test('of a paused rollout is why it paused', () => {
    const conditions = [
      condition('Paused', 'True', { message: '1 failure, budget 0 in step canary' }),
    ];
    const row = overview({ conditions: ready }, { state: 'Paused', conditions });
    expect(row.state).toBe('Paused: 1 failure, budget 0 in step canary');
    expect(row.needsAttention).toBe(true);
  });

  test('of a paused rollout with nothing said falls back to what it waits for, then the reason', () => {
    expect(overview({}, { state: 'Paused', waitingFor: 'a person' }).state).toBe(
      'Paused: a person',
    );
    const conditions = [condition('Paused', 'True', { reason: 'ByUser' })];
    expect(overview({}, { state: 'Paused', conditions }).state).toBe('Paused: ByUser');
  });

  test('of a running rollout is its step and what it waits for', () => {
    const active = { state: 'Progressing', stepDisplay: '1/2 canary', waitingFor: 'soak' } as const;
    expect(overview({}, active).state).toBe('Progressing step 1/2 canary, waiting for soak');
  });

  test('of a rollout that cannot begin is why', () => {
    const conditions = [condition('Planned', 'False', { message: 'no enrolled host is targeted' })];
    const row = overview({}, { state: 'Planned', waitingFor: 'hosts', conditions });
    expect(row.state).toBe('Planned: no enrolled host is targeted');
    expect(overview({}, { state: 'Planned' }).state).toBe('Planned');
  });

  test('of a healthy credential tells when it expires', () => {
    const expirationTime = '2027-01-22T13:00:00Z';
    expect(overview({ conditions: ready, expirationTime }).state).toBe('Ready (expires in 61d)');
    const past = '2026-11-20T12:00:00Z';
    expect(overview({ conditions: ready, expirationTime: past }).state).toBe(
      'Ready (expired 2d ago)',
    );
  });

  test.for([
    ['shows another boot than is accepted', 'AttestationMismatch'],
    ['has a TPM in lockout', 'TPMLockedOut'],
    ['shall still seal it again', 'SealsPending'],
  ])('of a healthy credential for which a host %s tells that', ([, reason]) => {
    const message = `1 of 2 hosts run the target version; web-2: ${reason}`;
    const waiting = condition('Converged', 'False', { reason: reason ?? '', message });
    expect(overview({ conditions: [condition('Ready', 'True'), waiting] }).state).toBe(
      `Ready; ${message}`,
    );
  });

  test('of an object that the controller never saw says so', () => {
    expect(overview({}).state).toBe('Unknown: the controller has not reported on it yet');
  });
});

describe('the table', () => {
  test('shows stable and target version, every count and the next command', () => {
    const row = overview(
      {
        stableVersion: 'db-v7',
        targetVersion: 'db-v8',
        hosts: { matched: 40, updated: 12, healthy: 11, failed: 1, unreachable: 2, pending: 25 },
        failingHosts: [{ host: 'db-7', reason: 'UnitUnhealthy', message: 'exit status 1' }],
      },
      { state: 'Paused', conditions: [condition('Paused', 'True', { message: 'budget spent' })] },
    );
    expect(renderStatus([row], { wide: false })).toBe(
      [
        'NAMESPACE   CREDENTIAL   VERSION   HOSTS   UPDATED   HEALTHY   FAILED   OFFLINE   STATE',
        'pay         db           7 → 8     40      12        11        1        2         Paused: budget spent',
        '1 needs attention: credfleet explain db-7 --credential pay/db',
      ].join('\n'),
    );
  });

  test('points at the object when no host is to blame', () => {
    expect(nextCommand(overview({}))).toBe('credfleet get hostcredential db -n pay -o yaml');
  });

  test('a rollout of the same name in another namespace is not taken', () => {
    const other = { ...rollout({ state: 'Paused' }), metadata: { name: 'x', namespace: 'edge' } };
    const credentials = [credential({ activeRolloutName: 'x' })];
    const [row] = overviewOf({ credentials, rollouts: [other], nowMs: NOW_MS });
    expect(row?.rollout).toBeNull();
  });
});

describe('waiting', () => {
  test.for([
    ['ready and converged everywhere', overview({ conditions: ready }), 'arrived'],
    ['a finished rollout', overview({ conditions: ready }, { state: 'Succeeded' }), 'arrived'],
    ['a rollout under way', overview({ conditions: ready }, { state: 'Progressing' }), 'wait'],
    ['a status of an older generation', overview({ conditions: ready }, undefined, 2), 'wait'],
    ['not converged', overview({ conditions: [condition('Ready', 'True')] }), 'wait'],
    ['a paused rollout', overview({}, { state: 'Paused' }), 'failed'],
    [
      'failed hosts and no rollout any more',
      overview({ hosts: { ...counts, failed: 1 } }),
      'failed',
    ],
    ['an aborted rollout', overview({}, { state: 'Aborted' }), 'failed'],
    ['an old pause, seen before the newest spec', overview({}, { state: 'Paused' }, 2), 'wait'],
  ] as const)('%s: %s', ([, row, kind]) => {
    expect(decideWait([row]).kind).toBe(kind);
  });

  test('for nothing never arrives', () => {
    expect(decideWait([])).toEqual({ kind: 'wait' });
  });
});

const LIST = '/apis/credfleet.dev/v1alpha1/namespaces/pay';

function serve(cli: FakeCli, ...states: readonly HostCredentialStatus[]): void {
  let call = 0;
  cli.api.on(`GET ${LIST}/hostcredentials`, () => {
    const status = states[Math.min(call, states.length - 1)] ?? {};
    call += 1;
    return { items: [credential(status)] };
  });
  cli.api.on(`GET ${LIST}/credentialrollouts`, {
    items: [rollout({ state: 'Paused', waitingFor: 'a person' })],
  });
}

describe('status --wait', () => {
  test('ends with 0 when the credential has arrived', async () => {
    const cli = new FakeCli();
    serve(cli, {}, { conditions: ready });
    const run = cli.run('status', '-n', 'pay', 'db', '--wait');
    await cli.clock.nextSleep();
    cli.clock.advance(1000);
    expect(await run).toMatchObject({ exitCode: 0 });
  });

  test('ends with 4 when the time is over, still telling what is', async () => {
    const cli = new FakeCli();
    serve(cli, {});
    const run = cli.run('status', '-n', 'pay', '--wait', '--timeout', '2s');
    for (let second = 0; second < 2; second += 1) {
      await cli.clock.nextSleep();
      cli.clock.advance(1000);
    }
    const { exitCode, out, err } = await run;
    expect(exitCode).toBe(4);
    expect(out).toContain('db');
    expect(err).toContain('timed out');
  });

  test('ends with 5 when the rollout stops', async () => {
    const cli = new FakeCli();
    serve(cli, { activeRolloutName: 'db-v8-a1' });
    const run = await cli.run('status', '-n', 'pay', '--wait');
    expect(run.exitCode).toBe(5);
    expect(run.err).toBe('rollout stopped: pay/db: Paused: a person');
  });

  test('for a credential that does not exist is an error at once', async () => {
    const cli = new FakeCli();
    serve(cli, {});
    const run = await cli.run('status', '-n', 'pay', 'nope', '--wait');
    expect(run.exitCode).toBe(1);
    expect(run.err).toContain('HostCredential pay/nope does not exist');
  });
});

describe('watch', () => {
  test('without a terminal adds a line only when something changed', async () => {
    const cli = new FakeCli();
    serve(cli, {}, {}, { conditions: ready });
    const run = cli.run('watch', '-n', 'pay');
    for (let poll = 0; poll < 2; poll += 1) {
      await cli.clock.nextSleep();
      cli.clock.advance(1000);
    }
    await cli.clock.nextSleep();
    cli.interrupt.abort();
    const { exitCode, out } = await run;
    expect(exitCode).toBe(0);
    expect(out.split('\n')).toEqual([
      '2026-11-22T12:00:00Z pay/db version - 3/3 updated, 0 failed: Unknown: the controller has not reported on it yet',
      '2026-11-22T12:00:02Z pay/db version - 3/3 updated, 0 failed: Ready',
    ]);
  });

  test('on a terminal redraws with a bar', async () => {
    const cli = new FakeCli();
    cli.isTerminal = true;
    serve(cli, { conditions: ready });
    const run = cli.run('watch', '-n', 'pay');
    await cli.clock.nextSleep();
    cli.interrupt.abort();
    expect((await run).out).toMatch(/^<redraw>CREDENTIAL[^]*\[#{20}\]/u);
  });

  test('-o jsonl gives one object per change', async () => {
    const cli = new FakeCli();
    serve(cli, { conditions: ready });
    const run = cli.run('watch', '-n', 'pay', '-o', 'jsonl');
    await cli.clock.nextSleep();
    cli.interrupt.abort();
    expect(JSON.parse((await run).out)).toMatchObject({ time: '2026-11-22T12:00:00Z', name: 'db' });
  });
});

test('status --hosts tells what each host holds and why not more', async () => {
  const cli = new FakeCli();
  cli.query.rows = [
    {
      hostUid: 'u',
      host: 'db-7',
      credentialUid: 'c',
      namespace: 'pay',
      credential: 'db',
      targetVersion: 8,
      rolloutUid: 'r',
      state: 'RolledBack',
      runningVersion: 7,
      sinceMs: NOW_MS - 60_000,
      code: 'UNIT_UNHEALTHY',
      message: 'db.service: exit status 1',
      units: [],
      items: [],
    },
  ];
  const run = await cli.run('status', '-n', 'pay', '--hosts', 'db');
  expect(run.out).toBe(
    [
      'HOST   CREDENTIAL   STATE        RUNNING   TARGET   SINCE     MESSAGE',
      'db-7   pay/db       RolledBack   7         8        60s ago   UNIT_UNHEALTHY: db.service: exit status 1',
    ].join('\n'),
  );
  expect(cli.query.closed).toBe(true);
  const json = await cli.run('status', '-n', 'pay', '--hosts', 'db', '-o', 'json');
  expect(JSON.parse(json.out)).toMatchObject({
    hosts: [{ host: 'db-7', code: 'UNIT_UNHEALTHY', since: '2026-11-22T11:59:00Z' }],
  });
  expect((await cli.run('status', '-n', 'pay', '--hosts', 'other', '-o', 'json')).out).toContain(
    '"hosts": []',
  );
});
