/**
 * What reports and refusals do to a host's row, its intervals and the audit log.
 * @module
 */
import { expect, test } from 'vitest';
import type { CredentialReport } from '#src/intent/report.ts';
import { foldRefusal, foldReport } from '#src/rollout/progress.ts';
import { NOW_MS, rowOf } from '#test/gen/rollout.ts';

const flying = rowOf('h1', { state: 'Dispatched', runningVersion: 1 });

function fold(
  change: Partial<CredentialReport>,
  row = flying as typeof flying | undefined,
  timeMs = NOW_MS - 50,
) {
  const credential: CredentialReport = {
    uid: 'c1',
    namespace: 'payments',
    name: 'db',
    version: 2,
    rolloutUid: 'r2',
    attempt: 1,
    phase: 'Healthy',
    message: '',
    runningVersion: 2,
    items: [],
    units: [],
    ...change,
  };
  return foldReport({
    row,
    report: { hostUid: 'h1', bootId: 'b', seq: 9, timeMs, credential },
    host: 'alpha',
    receipt: { keyId: 'k', signature: new Uint8Array([1]), body: new Uint8Array([2]) },
    nowMs: NOW_MS,
  });
}

test('Sealed: on its way, the host still holds what it held', () => {
  const { states, intervals, events } = fold({ phase: 'Sealed', runningVersion: 0 });
  expect(states[0]).toMatchObject({ state: 'Sealed', runningVersion: 1, sinceMs: NOW_MS });
  expect(intervals).toEqual([]);
  expect(events[0]).toMatchObject({ type: 'host.version.sealed', outcome: 'success' });
});

test('Healthy: version 2 replaces version 1 at the time that the host says', () => {
  const { states, intervals } = fold({});
  expect(states[0]).toMatchObject({ state: 'Healthy', runningVersion: 2 });
  expect(intervals).toEqual([
    {
      hostUid: 'h1',
      credentialUid: 'c1',
      atMs: NOW_MS - 50,
      endReason: 'replaced',
      open: {
        hostUid: 'h1',
        host: 'h1',
        credentialUid: 'c1',
        namespace: 'payments',
        credential: 'db',
        version: 2,
        fromMs: NOW_MS - 50,
      },
    },
  ]);
});

test('a host whose clock runs ahead does not write the future', () => {
  expect(fold({}, flying, NOW_MS + 99_999).intervals[0]?.atMs).toBe(NOW_MS);
});

test('RolledBack: failed, and what it held before is proven again', () => {
  const { states, intervals, events } = fold({
    phase: 'RolledBack',
    code: 'UNIT_UNHEALTHY',
    message: 'it exited',
    runningVersion: 1,
  });
  expect(states[0]).toMatchObject({
    state: 'RolledBack',
    code: 'UNIT_UNHEALTHY',
    runningVersion: 1,
  });
  expect(intervals).toEqual([]);
  expect(events[0]).toMatchObject({ type: 'host.version.rolledBack', outcome: 'failure' });
});

test('Staged: the host holds it from now on, and a boot later proves it or not', () => {
  const { states, intervals, events } = fold({ phase: 'Staged', version: 2, runningVersion: 2 });
  expect(states[0]).toMatchObject({ state: 'Staged', runningVersion: 2 });
  expect(intervals[0]?.open).toMatchObject({ version: 2 });
  expect(events[0]).toMatchObject({ type: 'host.version.staged', outcome: 'success' });

  const staged = states[0];
  expect(fold({ phase: 'Healthy' }, staged).states[0]?.state).toBe('Healthy');
  const missed = { phase: 'Failed', code: 'BOOT_NOT_HANDED_OVER', runningVersion: 2 } as const;
  expect(fold(missed, staged).states[0]).toMatchObject({ state: 'Failed', runningVersion: 2 });
  const drift = { phase: 'Staged', occasion: 'Drift', rolloutUid: '' } as const;
  expect(fold(drift, staged).states[0]?.state).toBe('Staged');
});

test('Removed: the interval ends and none begins', () => {
  const { states, intervals } = fold({ phase: 'Removed', version: 2, runningVersion: 0 });
  expect(states[0]).toMatchObject({ state: 'Removed', runningVersion: 0 });
  expect(intervals).toEqual([
    { hostUid: 'h1', credentialUid: 'c1', atMs: NOW_MS - 50, endReason: 'removed' },
  ]);
});

test('a late word about an older version says what the host holds, not how the newer one goes', () => {
  const newer = rowOf('h1', {
    state: 'Dispatched',
    targetVersion: 3,
    rolloutUid: 'r3',
    runningVersion: 1,
  });
  const { states, intervals } = fold({ phase: 'Healthy' }, newer);
  expect(states[0]).toMatchObject({ targetVersion: 3, state: 'Dispatched', runningVersion: 2 });
  expect(intervals).toHaveLength(1);
});

test('a late failure of an earlier attempt does not fail the present one', () => {
  const retry = rowOf('h1', { state: 'Dispatched', rolloutUid: 'r9', runningVersion: 1 });
  expect(fold({ phase: 'RolledBack', runningVersion: 1 }, retry).states[0]?.state).toBe(
    'Dispatched',
  );
});

test('a proof is a proof, whichever attempt it came from', () => {
  const retry = rowOf('h1', { state: 'Dispatched', rolloutUid: 'r9', runningVersion: 1 });
  expect(fold({ phase: 'Healthy' }, retry).states[0]?.state).toBe('Healthy');
});

test('a host given up as lost that proves the version is healthy', () => {
  const lost = rowOf('h1', { state: 'Failed', code: 'LOST_CONTACT', runningVersion: 1 });
  const next = fold({}, lost).states[0];
  expect(next?.state).toBe('Healthy');
  expect(next).not.toHaveProperty('code');
});

test('a report about something that was never sent is only recorded', () => {
  const progress = foldReport({
    row: undefined,
    report: {
      hostUid: 'h1',
      bootId: 'b',
      seq: 9,
      timeMs: NOW_MS,
      credential: {
        uid: 'unknown',
        namespace: 'payments',
        name: 'db',
        version: 2,
        rolloutUid: 'r2',
        attempt: 1,
        phase: 'Healthy',
        message: '',
        runningVersion: 2,
        items: [],
        units: [],
      },
    },
    host: 'alpha',
    receipt: { keyId: 'k', signature: new Uint8Array([1]), body: new Uint8Array([2]) },
    nowMs: NOW_MS,
  });
  expect([progress.states, progress.intervals, progress.events.length]).toEqual([[], [], 1]);
});

test('every report leaves its receipt and names items and units in the audit log', () => {
  const { events } = fold({
    phase: 'Soaking',
    items: [
      { name: 'a', digest: 'd1', sealedDigest: 's1', keyType: 'host+tpm2', pcrMask: 0 },
      { name: 'b', digest: 'd2', sealedDigest: 's2', keyType: 'host+tpm2', pcrMask: 0 },
    ],
    units: [
      {
        name: 'api.service',
        action: 'Restarted',
        invocationBefore: 'i1',
        invocationAfter: 'i2',
        activeState: 'active',
        subState: 'running',
        result: 'success',
        execMainStatus: 0,
        restarts: 0,
        loadedEqualsVersion: 'Yes',
      },
    ],
  });
  expect(events[0]).toMatchObject({
    type: 'host.version.activated',
    actor: { kind: 'host', id: 'alpha' },
    receipt: { keyID: 'k', sig: 'AQ==', hostCounter: 9, bootID: 'b' },
    receiptBody: new Uint8Array([2]),
    detail: {
      contentDigest: 'd1,d2',
      sealedDigest: 's1,s2',
      sealKey: 'host+tpm2',
      unit: 'api.service',
      invocationID: 'i2',
      loadedEqualsVersion: 'Yes',
    },
  });
});

test('a host that failed before it touched a unit has refused', () => {
  const { events } = fold({ phase: 'Failed', code: 'SEAL_FAILED', runningVersion: 1 });
  expect(events[0]?.type).toBe('host.version.refused');
});

test('a refused push fails its rows and leaves what the host holds', () => {
  const { states, intervals, events } = foldRefusal({
    rows: [flying],
    code: 'CREDENTIAL_NAME_RESERVED',
    message: 'no',
    nowMs: NOW_MS,
  });
  expect(states[0]).toMatchObject({
    state: 'Failed',
    code: 'CREDENTIAL_NAME_RESERVED',
    runningVersion: 1,
  });
  expect(intervals).toEqual([]);
  expect(events[0]?.type).toBe('host.version.refused');
});

/** What a host says of its own accord of the version that it holds. */
function own(change: Partial<CredentialReport>, row = rowOf('h1', { state: 'Healthy' })) {
  const said = { version: row.targetVersion, runningVersion: row.runningVersion, rolloutUid: '' };
  return fold({ ...said, occasion: 'Drift', attempt: 0, ...change }, row);
}

test('drift is told in the row and the log, and is no failure of the version', () => {
  const { states, intervals, events } = own({ code: 'DRIFT_DETECTED', message: 'was changed' });
  expect(states[0]).toMatchObject({ state: 'Healthy', code: 'DRIFT_DETECTED' });
  expect(intervals).toEqual([]);
  expect(events[0]).toMatchObject({ type: 'host.version.driftDetected', outcome: 'failure' });
  expect(events[0]?.detail).toMatchObject({ reason: 'Drift', message: 'was changed' });
});

test('what was put back is told, and the row is in order again', () => {
  const drifted = rowOf('h1', { state: 'Healthy', code: 'DRIFT_DETECTED' });
  const { states, events } = own({ message: 'put back' }, drifted);
  expect(states[0]).not.toHaveProperty('code');
  expect(events[0]).toMatchObject({ type: 'host.version.repaired', outcome: 'success' });
});

test('a lost seal: the host holds nothing, so that catch-up sends it again', () => {
  const { states, intervals, events } = own({
    phase: 'Removed',
    code: 'SEAL_LOST',
    occasion: 'SealLost',
    runningVersion: 0,
  });
  expect(states[0]).toMatchObject({ state: 'Removed', code: 'SEAL_LOST', runningVersion: 0 });
  expect(intervals).toHaveLength(1);
  expect(events[0]).toMatchObject({ type: 'host.version.sealLost', outcome: 'failure' });
});

test.for(['Dispatched', 'Sealed', 'Failed', 'RolledBack'] as const)(
  'a row that is %s keeps its own story',
  (state) => {
    const row = rowOf('h1', { state });
    expect(own({ code: 'DRIFT_DETECTED' }, row).states[0]).toEqual(row);
  },
);

test('what is sealed again because it was lost is told so', () => {
  const { states, events } = fold({ phase: 'Sealed', occasion: 'SealLost', rolloutUid: 'r2' });
  expect(states[0]).toMatchObject({ state: 'Sealed' });
  expect(events[0]).toMatchObject({ type: 'host.version.resealed', outcome: 'success' });
});
