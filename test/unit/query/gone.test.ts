/**
 * Whether a version is gone from a machine: only what it signed says so.
 * @module
 */
import { expect, test } from 'vitest';
import { afterReboot, judgeGone } from '#controller/query/gone.ts';
import type { AuditEvent, AuditEventType } from '#src/audit/event.ts';
import type { VersionInterval } from '#src/rollout/host-state.ts';

type Said = {
  readonly type: AuditEventType;
  readonly version: number;
  readonly signed?: boolean;
  readonly running?: number;
};

function receiptOf(hostCounter: number): Pick<AuditEvent, 'receipt'> {
  return { receipt: { alg: 'Ed25519', keyID: 'k', sig: 's', hostCounter, bootID: 'b1' } };
}

function events(...said: readonly Said[]): readonly AuditEvent[] {
  return said.map(({ type, version, signed = true, running }, index) => {
    const event: AuditEvent = {
      seq: index + 1,
      timeMs: (index + 1) * 100,
      type,
      outcome: 'success',
      actor: { kind: 'host', id: 'alpha' },
      subject: { namespace: 'pay', hostCredential: 'db', uid: 'c1', version, host: 'alpha' },
      detail: running === undefined ? {} : { runningVersion: running },
    };
    return signed ? Object.assign(event, receiptOf(index)) : event;
  });
}

function held(change: Partial<VersionInterval>): VersionInterval {
  const names = { host: 'alpha', namespace: 'pay', credential: 'db' };
  return { hostUid: 'u1', credentialUid: 'c1', ...names, version: 7, fromMs: 150, ...change };
}

const dispatched: Said = { type: 'host.version.dispatched', version: 7, signed: false };
const healthy: Said = { type: 'host.version.healthy', version: 7, running: 7 };
const removed: Said = { type: 'host.version.removed', version: 9 };
const gone: Said = { type: 'host.version.gone', version: 7 };
const open = [held({})];
const ended = [held({ toMs: 250, endReason: 'replaced' })];

const cases: readonly (readonly [
  string,
  readonly Said[],
  readonly VersionInterval[],
  string | undefined,
])[] = [
  ['it was never sent', [], [], undefined],
  ['something else was removed from it', [removed], [], undefined],
  ['it was sent and never spoken of', [dispatched], [], 'Unknown'],
  [
    'it refused what was sent',
    [dispatched, { ...healthy, type: 'host.version.refused' }],
    [],
    'Unknown',
  ],
  ['it was installed', [dispatched, { ...healthy, type: 'host.version.sealed' }], [], 'Held'],
  ['it runs', [dispatched, healthy], open, 'Held'],
  ['another version runs', [dispatched, healthy], ended, 'Replaced'],
  [
    'it failed and the former one runs',
    [dispatched, { type: 'host.version.rolledBack', version: 7, running: 6 }],
    [],
    'Replaced',
  ],
  [
    'it failed to go on to another and is back',
    [dispatched, { type: 'host.version.rolledBack', version: 7, running: 7 }],
    [],
    'Held',
  ],
  ['it signed the removal', [dispatched, healthy, removed], ended, 'Removed'],
  [
    'its inventory has it no more, unsigned',
    [dispatched, healthy, { type: 'host.version.removed', version: 7, signed: false }],
    ended,
    'Unknown',
  ],
  ['it signed that nothing is left', [dispatched, healthy, gone], ended, 'Gone'],
  [
    'it signed that nothing is left, unsigned',
    [dispatched, { ...gone, signed: false }],
    [],
    'Unknown',
  ],
  [
    'nothing was left, then the rest was removed',
    [dispatched, healthy, gone, removed],
    ended,
    'Gone',
  ],
  ['nothing was left, then it was sent again', [healthy, gone, dispatched], ended, 'Unknown'],
  ['nothing was left, then it was installed again', [healthy, gone, healthy], ended, 'Held'],
  ['nothing was left, but it is recorded as running', [healthy, gone], open, 'Held'],
  ['only the time when it was held is known', [], ended, 'Unknown'],
];

test.for(cases)('when %s', ([, said, intervals, state]) => {
  const input = { events: events(...said), intervals, versions: new Set([7]) };
  expect(judgeGone(input)?.state).toBe(state);
});

test('the same content under another number is not gone', () => {
  const again: Said = { type: 'host.version.healthy', version: 9, running: 9 };
  const input = { events: events(healthy, gone, again), intervals: [], versions: new Set([7, 9]) };
  expect(judgeGone(input)).toMatchObject({ state: 'Held', version: 9 });
});

test('what was removed is gone after a boot, not before', () => {
  const verdict = judgeGone({
    events: events(healthy, removed),
    intervals: ended,
    versions: new Set([7]),
  });
  const connected = (bootID: string): AuditEvent => ({
    seq: 50,
    timeMs: 5_000,
    type: 'host.connected',
    outcome: 'success',
    actor: { kind: 'host', id: 'alpha' },
    subject: { host: 'alpha' },
    detail: { bootID },
  });
  expect(verdict).toMatchObject({ state: 'Removed', version: 7 });
  if (verdict === undefined) return;
  expect(afterReboot(verdict, [connected('b1')])).toBe(verdict);
  expect(afterReboot(verdict, [connected('b1'), connected('b2')])).toMatchObject({
    state: 'Gone',
    sinceMs: 5_000,
    because: [{ type: 'host.version.removed' }, { type: 'host.connected' }],
  });
});
