/**
 * Who is asked to seal again what it holds, and who has done it.
 * @module
 */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planCatchUp } from '#src/rollout/catch-up.ts';
import { dispatchedRow } from '#src/rollout/dispatch.ts';
import type { HostCredentialState, HostState } from '#src/rollout/host-state.ts';
import { nextStep, type TargetHost } from '#src/rollout/next-step.ts';
import { planRollout } from '#src/rollout/plan.ts';
import { asksHost, hasOlderSeal, newestRequest, numbered } from '#src/rollout/reseal.ts';
import { tallyHosts } from '#src/rollout/tally.ts';
import { gatheredOf } from '#test/gen/situation.ts';
import { failedRowOf, planInputOf, policyOf, rowOf, targetHostOf } from '#test/gen/rollout.ts';

const REQUEST = 2_000;
const PUT_OFF = { state: 'Failed', code: 'TPM_LOCKED_OUT', rolloutUid: 'r9' } as const;
const asked = (change: Partial<TargetHost> = {}, isKnown = true) =>
  targetHostOf('h1', { seal: { request: REQUEST, isKnown }, ...change });
const step = (host: TargetHost, row: HostCredentialState | undefined) =>
  nextStep({ host, row, version: 2, rolloutUid: 'r9' });

describe('the next step of a host that is asked', () => {
  test.for<
    [given: string, host: TargetHost, row: HostCredentialState | undefined, outcome: string]
  >([
    ['it holds the version in an older seal', asked(), rowOf('h1'), 'deliver'],
    ['it answered an earlier request', asked(), rowOf('h1', { sealRequest: 1_999 }), 'deliver'],
    ['it has answered', asked(), rowOf('h1', { sealRequest: REQUEST }), 'healthy'],
    ['it answered a later one', asked(), rowOf('h1', { sealRequest: 2_001 }), 'healthy'],
    ['it is at it', asked(), rowOf('h1', { state: 'Dispatched' }), 'inFlight'],
    ['it failed at it', asked(), rowOf('h1', { state: 'Failed', rolloutUid: 'r9' }), 'failed'],
    ['it failed at an earlier one', asked(), rowOf('h1', { state: 'Failed' }), 'deliver'],
    ['its TPM was locked out', asked(), rowOf('h1', PUT_OFF), 'deliver'],
    ['its next boot has it in an older seal', asked(), rowOf('h1', { state: 'Staged' }), 'deliver'],
    ['it is away', asked({ connected: false }), rowOf('h1'), 'HostOffline'],
    ['its agent is too old', asked({}, false), rowOf('h1'), 'AgentTooOld'],
    [
      'its agent was newer once',
      asked({}, false),
      rowOf('h1', { sealRequest: REQUEST }),
      'healthy',
    ],
  ])('%s: $3', ([, host, row, outcome]) => {
    const { kind, ...rest } = step(host, row);
    expect('reason' in rest ? rest.reason : kind).toBe(outcome);
  });

  test('nobody else is asked: without a demand any seal will do', () => {
    expect(step(targetHostOf('h1'), rowOf('h1')).kind).toBe('healthy');
  });
});

test('only a proven holder of that very version has an older seal', () => {
  const states: readonly HostState[] = ['Dispatched', 'Sealed', 'Soaking', 'Failed', 'RolledBack'];
  const want = { version: 2, request: REQUEST };
  expect(hasOlderSeal(rowOf('h1'), want)).toBe(true);
  for (const state of states) expect(hasOlderSeal(rowOf('h1', { state }), want)).toBe(false);
  expect(hasOlderSeal(undefined, want)).toBe(false);
  expect(hasOlderSeal(rowOf('h1', { runningVersion: 1 }), want)).toBe(false);
  // It accepted version 3, and takes nothing older.
  expect(hasOlderSeal(failedRowOf('h1', { targetVersion: 3, runningVersion: 2 }), want)).toBe(
    false,
  );
});

describe('whom a Reseal asks', () => {
  const host = targetHostOf('web-1', { labels: { role: 'web' } });
  test.for<[given: string, spec: Parameters<typeof asksHost>[0]['spec'], outcome: boolean]>([
    ['nothing said', {}, true],
    ['its name', { hosts: ['web-1', 'web-2'] }, true],
    ['another name', { hosts: ['web-2'] }, false],
    ['its label', { hostSelector: { matchLabels: { role: 'web' } } }, true],
    [
      'its name and another label',
      { hosts: ['web-1'], hostSelector: { matchLabels: { role: 'db' } } },
      false,
    ],
  ])('%s: %s', ([, spec, outcome]) => {
    expect(asksHost({ spec }, host)).toBe(outcome);
  });

  test('of several the newest counts, of those that ask it', () => {
    const made = (request: number, hosts: readonly string[]) => {
      const { object } = gatheredOf(2, {}, { type: 'Reseal', hosts });
      return { object, request };
    };
    const reseals = [made(1, ['web-1']), made(3, ['web-2']), made(2, ['web-1'])];
    expect(newestRequest(reseals, host)).toBe(2);
    expect(newestRequest([], host)).toBe(0);
  });
});

describe('the numbers of requests', () => {
  /** Made at that second; recorded with that number, or as an earlier release did. */
  const made = (second: number, recorded?: number | 'before') => {
    const { object } = gatheredOf(2, {}, { type: 'Reseal' });
    const creationTimestamp = `1970-01-01T00:00:0${second}Z`;
    const record = recorded === 'before' ? {} : { sealRequest: recorded ?? 0 };
    return {
      object: { ...object, metadata: { ...object.metadata, creationTimestamp } },
      record: recorded === undefined ? undefined : record,
    };
  };
  type Made = ReturnType<typeof made>;

  test.for<[given: string, reseals: readonly Made[], numbers: readonly number[]]>([
    ['the times when they were made', [made(1), made(3)], [1_000, 3_000]],
    ['of one second: each its own', [made(1), made(1), made(1)], [1_000, 1_001, 1_002]],
    ['of the same second as one before', [made(1, 1_000), made(1)], [1_000, 1_001]],
    ['recorded by an earlier release', [made(1, 'before'), made(1)], [1_000, 1_001]],
    ['what has one keeps it', [made(1), made(1, 1_000), made(1, 1_001)], [1_000, 1_001, 1_002]],
    ['a clock that went back', [made(2), made(5, 5_000)], [5_000, 5_001]],
  ])('%s', ([, reseals, numbers]) => {
    const given = numbered(reseals);
    expect(given.map(({ sealRequest }) => sealRequest)).toEqual(numbers);
    for (const { record, sealRequest } of given) {
      expect([undefined, sealRequest]).toContain(record?.sealRequest);
    }
  });
});

describe('a plan', () => {
  const hosts = ['h1', 'h2', 'h3'].map((name) =>
    targetHostOf(name, { seal: { request: REQUEST, isKnown: name !== 'h3' } }),
  );
  const rows = hosts.map(({ hostUid }) => rowOf(hostUid));
  const rollout = { uid: 'r9', reseals: true } as const;

  test('keeps the budget: sealing takes the TPM of a host, not its services, but no storm', () => {
    const policy = policyOf({ maxUnavailable: 1 });
    const plan = planRollout(planInputOf({ rollout, hosts, rows, policy }));
    expect(plan.dispatch.map(({ host }) => host)).toEqual(['h1']);
    expect(plan.hosts).toMatchObject({ total: 3, updated: 0, pending: 3 });
  });

  test('ends without agents that are too old, and names them', () => {
    const done = ['h1', 'h2', 'h3'].map((name) =>
      rowOf(name, name === 'h3' ? {} : { sealRequest: REQUEST }),
    );
    const plan = planRollout(planInputOf({ rollout, hosts, rows: done }));
    expect(plan).toMatchObject({ state: 'Succeeded', hosts: { updated: 2, total: 3 } });
    expect(plan.message).toBe(
      '2 healthy; the agents of h3 are too old for it: it follows their update',
    );
  });

  test('waits when nobody who is asked holds it', () => {
    const plan = planRollout(planInputOf({ rollout, hosts: [] }));
    expect(plan).toMatchObject({ state: 'Planned', reason: 'NoHosts', dispatch: [] });
    expect(plan.message).toBe('none of the hosts that it asks holds version 2');
  });
});

test('catching up takes who was not reached, within the budget, and nobody twice', () => {
  const hosts = ['h1', 'h2', 'h3'].map((name) => targetHostOf(name));
  const rows = new Map(
    hosts.map(({ hostUid }) => [hostUid, rowOf(hostUid, { code: 'SEAL_EXPIRING' })] as const),
  );
  const away = targetHostOf('h4', { connected: false });
  const caught = planCatchUp({
    stableVersion: 2,
    hosts: [...hosts, away],
    sealedBefore: [...hosts, away],
    rows: new Map([...rows, ['h4', rowOf('h4')]]),
    taken: new Set(['h2']),
    disruptedElsewhere: new Set(),
    policy: policyOf({ maxUnavailable: '100%' }),
  });
  expect(caught.map(({ hostUid }) => hostUid)).toEqual(['h1', 'h3']);
});

test('being sent something answers nothing: the row keeps what the host said', () => {
  const row = rowOf('h1', { sealRequest: 1_000 });
  const next = dispatchedRow({
    credential: { uid: 'c1', namespace: 'payments', name: 'db' },
    rollout: { uid: 'r9', name: 'db-v2-reseal-1', attempt: 1 },
    version: 2,
    host: targetHostOf('h1'),
    row,
    nowMs: 1,
    why: 'Rollout',
  });
  expect(next.sealRequest).toBe(1_000);
});

test('whoever answered is counted as updated, and only they, whatever the rows', () => {
  const requests = fc.option(fc.integer({ min: 1_990, max: 2_010 }), { nil: undefined });
  fc.assert(
    fc.property(fc.array(requests, { maxLength: 12 }), (given) => {
      const hosts = given.map((_, at) => targetHostOf(`h${at}`, { seal: asked().seal! }));
      const rows = new Map(
        given.map((sealRequest, at) => {
          const said = sealRequest === undefined ? {} : { sealRequest };
          return [`h${at}`, rowOf(`h${at}`, said)] as const;
        }),
      );
      const tally = tallyHosts({ rollout: { uid: 'r9', version: 2 }, hosts, rows });
      const answered = given.filter((sealRequest = 0) => sealRequest >= REQUEST).length;
      expect(tally.updated).toBe(answered);
      expect(tally.deliverable).toHaveLength(given.length - answered);
    }),
  );
});
