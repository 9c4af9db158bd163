/**
 * The Retention service's messages: the same after both ways, and strict about what they are given.
 * @module
 */
import { expect, test } from 'vitest';
import { REASON_MAX_CHARS } from '#src/wire/retention-messages.ts';
import * as wire from '#src/wire/retention-wire.ts';

const ask = { namespace: 'payments', credential: 'db', host: 'metal-3', reason: 'case 7' };
const hold = { ...ask, id: 'a1', actor: 'ada', sinceMs: 5, liftedAtMs: 9, liftedBy: 'eve' };
const step = { kind: 'Kept', firstSeq: 257, lastSeq: 512, segment: '', why: 'held' } as const;
const status = {
  firstSeq: 257,
  lastSeq: 900,
  retentionMs: 34_560_000_000,
  archive: '/archive',
  problem: 'no space left',
  holds: [hold],
  pruned: [{ firstSeq: 1, lastSeq: 256, untilMs: 7, segment: 'audit-1.jsonl' }],
  sinks: [{ name: 'siem', seq: 300, behindSinceMs: 0, problem: '' }],
};

test('are the same after both ways', () => {
  expect(wire.decodeAddHoldRequest(wire.encodeAddHoldRequest(ask))).toEqual(ask);
  const lift = { id: 'a1', reason: 'settled' };
  expect(wire.decodeLiftHoldRequest(wire.encodeLiftHoldRequest(lift))).toEqual(lift);
  expect(wire.decodeHoldRow(wire.encodeHoldRow(hold))).toEqual(hold);
  expect(wire.decodePruneRequest(wire.encodePruneRequest({ dryRun: true }))).toEqual({
    dryRun: true,
  });
  expect(wire.decodeRetentionStep(wire.encodeRetentionStep(step))).toEqual(step);
  expect(wire.decodeRetentionStatus(wire.encodeRetentionStatus(status))).toEqual(status);
});

test.for([
  ['no reason', { ...ask, reason: '' }, /addHold\.reason/u],
  ['a reason that is a book', { ...ask, reason: 'x'.repeat(REASON_MAX_CHARS + 1) }, /reason/u],
  ['half a name', { ...ask, namespace: '' }, /addHold\.namespace/u],
  ['control characters', { ...ask, host: 'a\u001bb' }, /addHold\.host/u],
] as const)('a hold with %s is refused by field', ([, request, field]) => {
  expect(() => wire.decodeAddHoldRequest(wire.encodeAddHoldRequest(request))).toThrow(
    expect.objectContaining({
      code: 'MESSAGE_INVALID',
      message: expect.stringMatching(field) as string,
    }),
  );
});

test('of a step nobody knows nothing is guessed', () => {
  const other = wire.encodeRetentionStep({ ...step, kind: 'Burnt' as 'Kept' });
  expect(() => wire.decodeRetentionStep(other)).toThrow(/retentionStep\.kind/u);
});
