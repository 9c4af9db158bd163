/**
 * Each change of a rollout's record is told once.
 * @module
 */
import { expect, test } from 'vitest';
import type { RolloutRecord } from '#src/rollout/rollout-record.ts';
import { rolloutEvents } from '#src/rollout/rollout-events.ts';
import { NOW_MS, recordOf } from '#test/gen/rollout.ts';

type Approvals = Parameters<typeof rolloutEvents>[0]['approvals'];

function types(before: RolloutRecord | undefined, after: RolloutRecord, approvals: Approvals = []) {
  const stepNames = ['canary', 'all'];
  return rolloutEvents({ before, after, stepNames, approvals, nowMs: NOW_MS });
}

const { startedAtMs: _started, ...unstarted } = recordOf();

test.for([
  {
    given: 'seen first, waiting',
    before: undefined,
    after: { ...unstarted, state: 'Planned' as const },
    told: ['rollout.planned'],
  },
  {
    given: 'starts at once',
    before: undefined,
    after: recordOf(),
    told: ['rollout.planned', 'rollout.started'],
  },
  {
    given: 'pauses',
    before: recordOf(),
    after: recordOf({ state: 'Paused', reason: 'ByUser' }),
    told: ['rollout.paused'],
  },
  {
    given: 'pauses for another reason',
    before: recordOf({ state: 'Paused', reason: 'ByPolicy' }),
    after: recordOf({ state: 'Paused', reason: 'ByUser' }),
    told: ['rollout.paused'],
  },
  {
    given: 'goes on',
    before: recordOf({ state: 'Paused' }),
    after: recordOf(),
    told: ['rollout.resumed'],
  },
  {
    given: 'ends with its last step',
    before: recordOf({ stepsDone: 1 }),
    after: recordOf({ state: 'Succeeded', reason: 'Succeeded', stepsDone: 2 }),
    told: ['rollout.step.completed', 'rollout.succeeded'],
  },
  { given: 'nothing new', before: recordOf(), after: recordOf(), told: [] },
])('$given: $told', ({ before, after, told }) => {
  expect(types(before, after).map((event) => event.type)).toEqual(told);
});

test('an approval is told with each one who gave it, and why', () => {
  const events = types(recordOf(), recordOf({ stepsDone: 1 }), [
    { step: 'canary', user: 'ada', comment: 'the canary sings' },
    { step: 'canary', user: 'bob' },
    { step: 'all', user: 'eve', comment: 'too early to count' },
  ]);
  expect(events.map(({ type, actor, detail }) => [type, actor.id, detail['why']])).toEqual([
    ['rollout.approved', 'ada', 'the canary sings'],
    ['rollout.approved', 'bob', undefined],
    ['rollout.step.completed', 'controller', undefined],
  ]);
  expect(new Set(events.map(({ detail }) => detail['step']))).toEqual(new Set(['canary']));
});
