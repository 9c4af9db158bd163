/**
 * Whose turn it is among Reseals, and beside rollouts that bring versions.
 * @module
 */
import { expect, test } from 'vitest';
import { type Found, resealTurns, type ResealTurn } from '#controller/reconcile/reseal-turns.ts';
import type { CredentialRolloutStatus, RolloutState } from '#src/api/rollout.ts';
import { gatheredOf } from '#test/gen/situation.ts';

type Given = {
  readonly second: number;
  readonly state?: RolloutState;
  readonly version?: number;
  readonly status?: CredentialRolloutStatus;
};

function found({ second, state, version = 2, status }: Given): Found {
  const { object, version: about } = gatheredOf(version, {}, { type: 'Reseal' });
  const creationTimestamp = `2026-01-01T00:00:0${second}Z`;
  const metadata = { ...object.metadata, uid: `u${second}`, creationTimestamp };
  return {
    object: { ...object, metadata, ...(status === undefined ? {} : { status }) },
    version: about,
    record: state === undefined ? undefined : { state },
  };
}

function turns(reseals: readonly Given[], last: Given = { second: 0, state: 'Succeeded' }) {
  const input = { reseals: reseals.map(found), last: found(last), stableNumber: 2 };
  return resealTurns(input).map(turnText);
}

function turnText(turn: ResealTurn): string {
  if (turn.kind === 'after') return `after ${turn.object.metadata.uid}`;
  return turn.kind === 'over' && turn.isFollowed ? 'followed' : turn.kind;
}

const counted = (updated: number) => {
  const hosts = { total: 3, updated, healthy: 0, failed: 0, skippedOffline: 0, pending: 0 };
  return { state: 'Succeeded', hosts } as const;
};

test.for<[given: string, reseals: readonly Given[], outcome: readonly string[]]>([
  ['one', [{ second: 1 }], ['now']],
  [
    'one that moves, and a newer one',
    [{ second: 1, state: 'Progressing' }, { second: 2 }],
    ['now', 'after u1'],
  ],
  [
    'one that waits for hosts, and a newer one',
    [{ second: 1, state: 'Planned' }, { second: 2 }],
    ['over', 'now'],
  ],
  [
    'one that stopped, and a newer one',
    [{ second: 1, state: 'Paused' }, { second: 2 }],
    ['over', 'now'],
  ],
  ['one that stopped', [{ second: 1, state: 'Paused' }], ['now']],
  [
    'one that ended, and a newer one',
    [{ second: 1, state: 'Aborted' }, { second: 2 }],
    ['over', 'now'],
  ],
  ['one of an older version', [{ second: 1, version: 1 }], ['over']],
  [
    'one of an older version beside a good one',
    [{ second: 1 }, { second: 2, version: 1 }],
    ['now', 'over'],
  ],
  [
    'one that ended with hosts away',
    [{ second: 1, state: 'Succeeded', status: counted(2) }],
    ['followed'],
  ],
  ['one that ended, which nobody was told yet', [{ second: 1, state: 'Succeeded' }], ['followed']],
  ['one that reached all', [{ second: 1, state: 'Succeeded', status: counted(3) }], ['over']],
])('%s', ([, reseals, outcome]) => {
  expect(turns(reseals)).toEqual(outcome);
});

test.for<[given: string, one: Given, last: Given, outcome: string]>([
  [
    'an update that began before goes first',
    { second: 2 },
    { second: 1, version: 3, state: 'Progressing' },
    'after u1',
  ],
  [
    'so does one that stopped',
    { second: 2 },
    { second: 1, version: 3, state: 'Paused' },
    'after u1',
  ],
  [
    'so does the first proof of its own version',
    { second: 2, version: 3 },
    { second: 1, version: 3, state: 'Progressing' },
    'after u1',
  ],
  [
    'an update that comes later brings a seal of its own',
    { second: 1 },
    { second: 2, version: 3 },
    'over',
  ],
  [
    'of the same second the update is taken for the older one',
    { second: 1 },
    { second: 1, version: 3 },
    'after u1',
  ],
  [
    'an aborted update is out of the way',
    { second: 2 },
    { second: 1, version: 3, state: 'Aborted' },
    'now',
  ],
])('%s', ([, one, last, outcome]) => {
  expect(turns([one], last)).toEqual([outcome]);
});

test('a fleet that holds nothing is asked nothing', () => {
  const input = { reseals: [found({ second: 1 })], last: undefined, stableNumber: 0 };
  expect(resealTurns(input).map(turnText)).toEqual(['over']);
});
