/**
 * Who is asked for a quote, and when it is looked at again.
 * @module
 */
import { expect, test } from 'vitest';
import type { ReleaseGate } from '#src/rollout/release-gate.ts';
import { hostsOf, NOW_MS, rowOf, targetHostOf } from '#test/gen/rollout.ts';
import { gatheredOf, settledSituation, situationOf } from '#test/gen/situation.ts';

const ask: ReleaseGate = {
  kind: 'ask',
  reason: 'AttestationPending',
  what: '',
  policies: ['db'],
  message: 'because',
  askAtMs: 0,
};
const refused: ReleaseGate = { ...ask, kind: 'refused', reason: 'AttestationMismatch' };
const hostWith = (gate: ReleaseGate) => targetHostOf('h1', { gate });

/** Version 2 has not reached h1, which has this gate. */
function underWay(gate: ReleaseGate) {
  const hosts = [hostWith(gate)];
  const targeting = { matched: 1, hosts, unenrolled: [], denied: [] };
  return situationOf({ rows: [], rollouts: [gatheredOf(2, { hosts })], targeting }).decision;
}

test('a host whose turn has come is asked now, and looked at again when it should have answered', () => {
  const { ask: asked, rollouts, againAtMs } = underWay(ask);
  expect(asked.map(({ hostUid }) => hostUid)).toEqual(['h1']);
  expect(rollouts[0]?.plan.dispatch).toEqual([]);
  expect(againAtMs).toBe(NOW_MS + 60_000);
});

test('one that was asked is left alone until then', () => {
  const decision = underWay({ ...ask, askAtMs: NOW_MS + 5 });
  expect(decision).toMatchObject({ ask: [], againAtMs: NOW_MS + 5 });
});

test('one that was refused is asked again when its time has come', () => {
  expect(underWay({ ...refused, askAtMs: NOW_MS }).ask).toHaveLength(1);
  expect(underWay({ ...refused, askAtMs: NOW_MS + 5 })).toMatchObject({
    ask: [],
    passedOver: [{ hostUid: 'h1' }],
    againAtMs: NOW_MS + 5,
  });
});

test('one whose TPM is in lockout is asked for nothing', () => {
  const { askAtMs: _never, ...locked } = { ...refused, reason: 'TPMLockedOut' } as const;
  expect(underWay(locked)).toMatchObject({ ask: [], passedOver: [{ hostUid: 'h1' }] });
  expect(underWay(locked).againAtMs).toBeUndefined();
});

test('a host that catches up is asked too; one that has the version is not', () => {
  const hosts = [hostWith(ask), ...hostsOf(3).slice(1)];
  const targeting = { matched: 3, hosts, unenrolled: [], denied: [] };
  const rows = [rowOf('h2'), rowOf('h3')];
  const behind = settledSituation({ rows, targeting }).decision;
  expect([behind.ask.length, behind.catchUp.length]).toEqual([1, 0]);
  const settled = settledSituation({ rows: [rowOf('h1'), ...rows], targeting }).decision;
  expect(settled.ask).toEqual([]);
});
