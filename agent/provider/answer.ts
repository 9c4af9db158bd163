/**
 * The answer to one caller: the sealed file as it lies in the agent's own store, unchanged, or a refusal with its
 * reason. Nothing is opened here: systemd does that, and takes neither a part of it nor nothing for it.
 * @module
 */
import { createHash } from 'node:crypto';
import type { JournalState } from '#agent/apply/journal-state.ts';
import type { Credstore } from '#agent/install/credstore.ts';
import { allowedDigests } from './decide-answer.ts';
import { askedBy, type Asked, type Peer } from './peer.ts';

export type Answer =
  | { readonly kind: 'hand'; readonly asked: Asked; readonly sealed: Uint8Array }
  | { readonly kind: 'refuse'; readonly asked?: Asked; readonly why: string };

export type AnswerParts = {
  readonly state: () => Pick<JournalState, 'credentials' | 'pending'>;
  readonly credstore: Pick<Credstore, 'read'>;
};

/** @throws {CredfleetError} CREDSTORE_UNWRITABLE */
export async function answerTo({ state, credstore }: AnswerParts, peer: Peer): Promise<Answer> {
  const asked = askedBy(peer);
  if (asked === undefined) {
    return { kind: 'refuse', why: `no unit's start: a process of user ${peer.uid} called` };
  }
  const refuse = (why: string): Answer => ({ kind: 'refuse', asked, why });
  if (allowedDigests(state(), asked).size === 0) {
    return refuse('nothing of that name is delivered to that unit');
  }
  const sealed = await credstore.read('Provider', asked.credential);
  if (sealed === undefined) return refuse('its sealed file is gone');
  const digest = createHash('sha256').update(sealed).digest('hex');
  // Looked up again: what is installed may have changed while it was read.
  if (!allowedDigests(state(), asked).has(digest)) {
    return refuse('its sealed file is not the one that was put there');
  }
  return { kind: 'hand', asked, sealed };
}
