/**
 * After a crash the host's key is used once per envelope, and nothing opened stays that nobody waits for.
 * @module
 */
import { expect, test } from 'vitest';
import { acceptedIntent } from '#agent/apply/check-push.ts';
import type { Pending } from '#agent/apply/journal-state.ts';
import { OpenedIntents } from '#agent/apply/opened-intents.ts';
import type { OpenedIntent } from '#src/intent/intent.ts';
import { openedIntentOf } from '#test/gen/intent.ts';

const uids = ['a', 'b', 'c'].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000001`);
const isWiped = ({ digestKey }: OpenedIntent): boolean =>
  digestKey.reveal().every((byte) => byte === 0);

function situation() {
  const carried = uids.map((uid) => openedIntentOf({ item: uid }, { uid, name: uid.slice(0, 8) }));
  const pending = carried.slice(0, 2).map((opened): Pending => ({
    hostSeq: 3,
    envelopeDigest: 'd',
    intent: acceptedIntent(opened),
  }));
  let openings = 0;
  const openEnvelope = async () => {
    openings += 1;
    return { hostSeq: 3, intents: carried };
  };
  const envelopes = { read: async () => new Uint8Array(1) };
  const waiting = [...pending];
  const opened = new OpenedIntents({ envelopes, openEnvelope, pending: () => waiting });
  return { carried, pending, waiting, opened, openings: () => openings };
}

test('two intents of one envelope need one opening; the third, which nobody waits for, is wiped', async () => {
  const { carried, pending, opened, openings } = situation();
  for (const [at, one] of pending.entries()) {
    expect((await opened.take(one)).intent).toBe(carried[at]);
  }
  expect(openings()).toBe(1);
  expect(carried.map(isWiped)).toEqual([false, false, true]);
});

test('what was opened along and is not waited for any more is wiped', async () => {
  const { carried, pending, waiting, opened } = situation();
  const [first] = pending;
  if (first !== undefined) await opened.take(first);
  waiting.splice(0);
  opened.tidy();
  expect(carried.map(isWiped)).toEqual([false, true, true]);
});
