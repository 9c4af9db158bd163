/**
 * At most one push is un-acknowledged, and nothing that was marked is forgotten.
 * @module
 */
import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import {
  INITIAL_PUSH_STATE,
  nextPushState,
  type PushEvent,
  type PushState,
} from '#controller/stream/push-state.ts';

const run = (events: readonly PushEvent[], from = INITIAL_PUSH_STATE): PushState =>
  events.reduce(nextPushState, from);

const idle = run([{ kind: 'released' }, { kind: 'nothing' }]);
const awaiting = run([{ kind: 'marked' }, { kind: 'sent', seq: 7 }], idle);

const cases: readonly { given: string; events: PushEvent[]; from: PushState; phase: string }[] = [
  {
    given: 'marked before the Welcome',
    from: INITIAL_PUSH_STATE,
    events: [{ kind: 'marked' }],
    phase: 'holding',
  },
  {
    given: 'welcomed',
    from: INITIAL_PUSH_STATE,
    events: [{ kind: 'released' }],
    phase: 'sending',
  },
  { given: 'nothing to send', from: idle, events: [], phase: 'idle' },
  { given: 'marked while idle', from: idle, events: [{ kind: 'marked' }], phase: 'sending' },
  {
    given: 'marked while looking, and nothing found',
    from: idle,
    events: [{ kind: 'marked' }, { kind: 'marked' }, { kind: 'nothing' }],
    phase: 'sending',
  },
  {
    given: 'marked while awaiting',
    from: awaiting,
    events: [{ kind: 'marked' }],
    phase: 'awaiting',
  },
  {
    given: 'acknowledged',
    from: awaiting,
    events: [{ kind: 'acknowledged', seq: 7 }],
    phase: 'sending',
  },
  {
    given: 'an answer to another push',
    from: awaiting,
    events: [
      { kind: 'acknowledged', seq: 6 },
      { kind: 'refused', seq: 8 },
    ],
    phase: 'awaiting',
  },
  { given: 'refused', from: awaiting, events: [{ kind: 'refused', seq: 7 }], phase: 'holding' },
  {
    given: 'refused and released without a mark',
    from: awaiting,
    events: [{ kind: 'refused', seq: 7 }, { kind: 'released' }],
    phase: 'idle',
  },
  {
    given: 'refused, marked and released',
    from: awaiting,
    events: [{ kind: 'refused', seq: 7 }, { kind: 'marked' }, { kind: 'released' }],
    phase: 'sending',
  },
  {
    given: 'failed on our side and released',
    from: idle,
    events: [{ kind: 'marked' }, { kind: 'failed' }, { kind: 'released' }],
    phase: 'sending',
  },
];

test.for(cases)('$given: $phase', ({ from, events, phase }) => {
  expect(run(events, from).phase).toBe(phase);
});

test('whatever happens between, a mark leads to sending once the host has answered', () => {
  const events = constantFrom<PushEvent>(
    { kind: 'marked' },
    { kind: 'acknowledged', seq: 1 },
    { kind: 'refused', seq: 8 },
    { kind: 'released' },
  );
  const law = property(array(events), (between) => {
    const state = run([{ kind: 'marked' }, ...between], awaiting);
    const settled = run([{ kind: 'acknowledged', seq: 7 }], state);
    expect(settled.phase).toBe('sending');
  });
  assert(law);
});
