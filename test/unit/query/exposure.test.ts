/**
 * What must be rotated when a machine is lost.
 * @module
 */
import { expect, test } from 'vitest';
import { exposureOf } from '#controller/query/exposure.ts';
import type { AuditEvent } from '#src/audit/event.ts';
import type { VersionInterval } from '#src/rollout/host-state.ts';

function held(change: Partial<VersionInterval> = {}): VersionInterval {
  return {
    hostUid: 'u1',
    host: 'alpha',
    credentialUid: 'c1',
    namespace: 'payments',
    credential: 'db',
    version: 1,
    fromMs: 100,
    ...change,
  };
}

function dispatched(version: number, timeMs: number, hostCredential = 'db'): AuditEvent {
  return {
    seq: timeMs,
    timeMs,
    type: 'host.version.dispatched',
    outcome: 'success',
    actor: { kind: 'controller', id: 'controller' },
    subject: { namespace: 'payments', hostCredential, version, host: 'alpha' },
    detail: {},
  };
}

const newestVersion = () => 2;

test('a version that is proven and still there has no end, and is in use', () => {
  const rows = exposureOf({
    intervals: [held({ version: 2, fromMs: 50 })],
    events: [dispatched(2, 40)],
    newestVersion,
  });
  expect(rows).toEqual([
    {
      host: 'alpha',
      namespace: 'payments',
      credential: 'db',
      version: 2,
      sinceMs: 40,
      wasHeld: true,
      state: 'InUse',
    },
  ]);
});

test('what was sent and never proven counts: the machine may have read it', () => {
  const rows = exposureOf({ intervals: [], events: [dispatched(2, 40)], newestVersion });
  expect(rows).toMatchObject([{ version: 2, wasHeld: false, state: 'InUse' }]);
});

test('a version held twice is one row over both times; replaced ones come last', () => {
  const rows = exposureOf({
    intervals: [
      held({ fromMs: 10, toMs: 20, endReason: 'replaced' }),
      held({ fromMs: 30, toMs: 60, endReason: 'replaced' }),
      held({ version: 2, fromMs: 60 }),
    ],
    events: [],
    newestVersion,
  });
  expect(rows.map(({ version, state }) => [version, state])).toEqual([
    [2, 'InUse'],
    [1, 'Replaced'],
  ]);
  expect(rows[1]).toMatchObject({ sinceMs: 10, untilMs: 60 });
});

test('a credential that is deleted is told, and that nobody knows whether its value lives on', () => {
  const rows = exposureOf({ intervals: [held()], events: [], newestVersion: () => undefined });
  expect(rows).toMatchObject([{ state: 'Gone' }]);
});

test('events of hosts that speak of no version are none', () => {
  const event = { ...dispatched(1, 1), subject: { host: 'alpha' } };
  expect(exposureOf({ intervals: [], events: [event], newestVersion })).toEqual([]);
});
