/**
 * What the journal's records add up to, and what is taken up next.
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chooseNext } from '#agent/apply/backlog.ts';
import type { AcceptedIntent, HeldVersion, JournalRecord } from '#agent/apply/journal-records.ts';
import {
  EMPTY_STATE,
  foldRecord,
  recordsOf,
  type JournalState,
} from '#agent/apply/journal-state.ts';
import { openJournal } from '#agent/apply/journal.node.ts';
import { nextStep } from '#agent/apply/resume.ts';

const UID = 'uid-1';

function accepted(hostSeq: number, change: Partial<AcceptedIntent> = {}): JournalRecord {
  const intent: AcceptedIntent = {
    uid: UID,
    namespace: 'shop',
    name: 'db',
    version: hostSeq,
    digest: `digest-${hostSeq}`,
    spec: 'spec',
    operation: 'put',
    rolloutUid: 'r',
    attempt: 1,
    ...change,
  };
  return { kind: 'accepted', hostSeq, envelopeDigest: 'e', intents: [intent] };
}

function held(version: number): HeldVersion {
  const items = [
    { name: 'db', digest: 'd', sealedDigest: `sealed-${version}`, keyType: 'host', pcrMask: 0 },
  ];
  return {
    version,
    digest: `digest-${version}`,
    spec: 'spec',
    store: 'Persistent',
    items,
    dropIns: [],
  };
}

const key = (version: number) => ({ uid: UID, version, hostSeq: version });

function installing(version: number, before: number | null): JournalRecord {
  const plan = { next: held(version), before: before === null ? null : held(before), units: [] };
  return { kind: 'installing', ...key(version), plan };
}

function finished(version: number, phase: 'Healthy' | 'RolledBack' | 'Failed'): JournalRecord {
  const holds = phase === 'Healthy' ? 'next' : 'before';
  return { kind: 'finished', ...key(version), phase, holds, units: [], brokenUnits: [] };
}

const fold = (...records: readonly JournalRecord[]): JournalState =>
  records.reduce(foldRecord, EMPTY_STATE);

const full = [
  accepted(1),
  installing(1, null),
  finished(1, 'Healthy'),
  accepted(2),
  installing(2, 1),
];

describe('what is held', () => {
  test('nothing before the first version is proven', () => {
    const state = fold(...full.slice(0, 2));
    expect(state.credentials.get(UID)).toMatchObject({ version: 1, phase: 'Sealed' });
    expect(state.credentials.get(UID)?.held).toBeUndefined();
    expect(state.pending).toHaveLength(1);
  });

  test('a proven version, with the one before kept', () => {
    const record = fold(...full, finished(2, 'Healthy')).credentials.get(UID);
    expect(record).toMatchObject({
      held: { version: 2 },
      previous: { version: 1 },
      phase: 'Healthy',
    });
  });

  test('the version before when the new one was taken back, and nothing older is accepted', () => {
    const record = fold(...full, finished(2, 'RolledBack')).credentials.get(UID);
    expect(record).toMatchObject({ version: 2, held: { version: 1 }, attempted: { version: 2 } });
  });

  test('nothing after a removal, except that it was', () => {
    const removal: readonly JournalRecord[] = [
      accepted(3, { operation: 'delete' }),
      { kind: 'installing', ...key(3), plan: { next: null, before: held(1), units: [] } },
      { ...finished(3, 'Healthy'), phase: 'Removed' } as JournalRecord,
    ];
    const record = fold(...full.slice(0, 3), ...removal).credentials.get(UID);
    expect(record).toMatchObject({ version: 3, phase: 'Removed' });
    expect(record?.held).toBeUndefined();
  });
});

test('the same version accepted again while it is applied is a second task, and loses nothing', () => {
  const again = accepted(9, { version: 2, digest: 'digest-2' });
  const state = fold(...full, again, finished(2, 'Healthy'));
  expect(state.credentials.get(UID)?.held?.version).toBe(2);
  expect(state.pending.map(({ hostSeq }) => hostSeq)).toEqual([9]);
});

test('a HostCredential made anew under another UID inherits what its predecessor holds', () => {
  const state = fold(...full.slice(0, 3), accepted(4, { uid: 'uid-2', version: 1 }));
  expect([...state.credentials.keys()]).toEqual(['uid-2']);
  expect(state.credentials.get('uid-2')?.held).toMatchObject({ version: 0, items: held(1).items });
});

test.for([1, 2, 3, 4, 5])('compaction after %i records keeps the state', (count) => {
  const state = fold(...full.slice(0, count));
  expect(fold(...recordsOf(state))).toEqual(state);
});

test('an opened journal has the state of what was written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'journal-'));
  const path = join(folder, 'journal');
  {
    await using journal = await openJournal(path, 'host-1');
    for (const record of full) await journal.append(record);
  }
  {
    await using journal = await openJournal(path, 'host-1');
    expect(journal.state()).toEqual(fold({ kind: 'host', hostUid: 'host-1' }, ...full));
    await journal
      .append({ kind: 'of the future' } as unknown as JournalRecord)
      .catch(() => undefined);
  }
  await expect(openJournal(path, 'host-1')).rejects.toMatchObject({ code: 'STATE_CORRUPT' });
  await rm(folder, { recursive: true });
});

describe('a machine that became another host', () => {
  const began = [
    { kind: 'host', hostUid: 'host-1' } as const,
    ...full,
    accepted(3, { uid: 'uid-2', name: 'other' }),
    accepted(4),
  ];
  const state = fold(...began, { kind: 'host', hostUid: 'host-2' });

  test('counts pushes from one again and still knows what it holds', () => {
    expect(state.hostSeq).toBe(0);
    expect(state.credentials).toEqual(fold(...began).credentials);
    expect(fold(...recordsOf(state))).toEqual(state);
    expect(fold(...recordsOf(state), accepted(1, { uid: 'uid-3', name: 'new' })).hostSeq).toBe(1);
    expect(state.credentials.get(UID)).toMatchObject({ version: 4, digest: 'digest-4' });
  });

  test('ends what was begun, for no rollout, and forgets what was not', () => {
    const [pending, ...others] = state.pending;
    expect(pending).toMatchObject({ intent: { uid: UID, version: 2, rolloutUid: '' } });
    expect(others).toEqual([]);
    const again = fold(...recordsOf(state), accepted(2, { digest: 'digest-2' }));
    expect(again.pending.map(({ plan }) => plan === undefined)).toEqual([false, true]);
  });

  test('is the same host after a restart', () => {
    expect(fold(...recordsOf(state), { kind: 'host', hostUid: 'host-2' })).toEqual(state);
  });
});

describe('what is taken up next', () => {
  test('of each HostCredential the newest; the others are superseded', () => {
    const { pending } = fold(accepted(1), accepted(2), accepted(3, { uid: 'uid-2' }));
    const { take, superseded } = chooseNext(pending, new Set());
    expect(take.map(({ hostSeq }) => hostSeq)).toEqual([2, 3]);
    expect(superseded.map(({ hostSeq }) => hostSeq)).toEqual([1]);
  });

  test('what was begun is ended first', () => {
    const { pending } = fold(...full, accepted(3));
    const { take, superseded } = chooseNext(pending, new Set());
    expect(take.map(({ hostSeq }) => hostSeq)).toEqual([2]);
    expect(superseded).toEqual([]);
  });

  test('nothing of what is being worked on', () => {
    const { pending } = fold(accepted(1), accepted(2));
    expect(chooseNext(pending, new Set([UID]))).toEqual({ take: [], superseded: [] });
  });
});

describe('the first step after a crash', () => {
  const onDisk = (version: number) => new Map([['db', `sealed-${version}`]]);
  const pendingOf = (...records: readonly JournalRecord[]) => {
    const [pending] = fold(...records).pending;
    if (pending === undefined) throw new Error('nothing is pending');
    return pending;
  };
  const rollingBack: JournalRecord = {
    kind: 'rollingBack',
    ...key(2),
    cause: { code: 'UNIT_UNHEALTHY', message: 'it died' },
  };

  test.for([
    { given: 'accepted only', records: full.slice(0, 4), disk: 1, step: 'prepare' },
    { given: 'planned, nothing installed', records: full, disk: 1, step: 'prepare' },
    { given: 'installed', records: full, disk: 2, step: 'activate' },
    { given: 'being taken back', records: [...full, rollingBack], disk: 2, step: 'rollBack' },
    {
      given: 'taken back, not reported',
      records: [...full, rollingBack],
      disk: 1,
      step: 'rollBack',
    },
    {
      given: 'a removal',
      records: [accepted(1, { operation: 'delete' })],
      disk: 1,
      step: 'remove',
    },
  ])('$given: $step', ({ records, disk, step }) => {
    const pending = pendingOf(...records);
    expect(nextStep({ pending, settled: false, onDisk: onDisk(disk) }).kind).toBe(step);
  });

  test('nothing to do when the host holds it and has proven it', () => {
    const pending = pendingOf(accepted(1));
    expect(nextStep({ pending, settled: true, onDisk: onDisk(1) }).kind).toBe('settled');
  });
});
