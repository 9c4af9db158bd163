/**
 * The questions and answers of the hosts that are connected, by host UID. In memory only, and forgotten with the
 * session: what a machine showed before it was gone says nothing about what it runs when it is back.
 * @module
 */
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import type { Random } from '#src/random/random.ts';
import type { Attestation, Challenge } from '#src/wire/messages.ts';
import { type Answer, ASK_INTERVAL_MS, type Evidence, isOverdue, NO_ANSWER } from './evidence.ts';
import { type Question, verifyAttestation } from './verify-attestation.ts';

const NONCE_BYTES = 32;

type State = {
  readonly bootId: string;
  readonly askedAtMs?: number;
  readonly question?: Question;
  readonly answer?: Answer;
  /** What the audit log was told last in this session, by what it was about. */
  readonly told: ReadonlyMap<string, string>;
};

export class Attestations {
  readonly #random: Random;
  readonly #states = new Map<string, State>();
  #lastId = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A new session: nothing is known. */
  begin(hostUid: string, bootId: string): void {
    this.#states.set(hostUid, { bootId, told: new Map() });
  }

  end(hostUid: string): void {
    this.#states.delete(hostUid);
  }

  /** Undefined: the host has no session. */
  evidence(hostUid: string): Evidence | undefined {
    const state = this.#states.get(hostUid);
    if (state === undefined) return undefined;
    const { question, told: _, ...rest } = state;
    return { ...rest, isOpen: question !== undefined };
  }

  /** The question to send; undefined when the host has no session. A question that is open is replaced. */
  ask(hostUid: string, pcrs: readonly number[], nowMs: number): Challenge | undefined {
    const state = this.#states.get(hostUid);
    if (state === undefined) return undefined;
    this.#lastId += 1;
    const question = {
      id: this.#lastId,
      nonce: this.#random.bytes(NONCE_BYTES),
      pcrs: [...new Set(pcrs)].toSorted((a, b) => a - b),
      askedAtMs: nowMs,
    };
    this.#states.set(hostUid, { ...state, question, askedAtMs: nowMs });
    return { id: question.id, nonce: question.nonce, pcrSelection: question.pcrs };
  }

  /** Undefined: nobody asked for it, or not any more. One answer per question. */
  answered(
    identity: Pick<HostIdentity, 'hostUid' | 'akPub'>,
    attestation: Attestation,
    nowMs: number,
  ): Answer | undefined {
    const state = this.#states.get(identity.hostUid);
    const question = state?.question;
    if (question?.id !== attestation.id) return undefined;
    if (nowMs >= question.askedAtMs + ASK_INTERVAL_MS) return undefined;
    const answer = verifyAttestation(identity, question, attestation);
    this.#close(identity.hostUid, answer);
    return answer;
  }

  /** The answer that a question counts as once its time is over; undefined when none is. */
  giveUp(hostUid: string, nowMs: number): Answer | undefined {
    const evidence = this.evidence(hostUid);
    if (evidence === undefined || !isOverdue(evidence, nowMs)) return undefined;
    this.#close(hostUid, NO_ANSWER);
    return NO_ANSWER;
  }

  /** True when the last that was told about it in this session was something else. */
  isNews(hostUid: string, about: string, text: string): boolean {
    const state = this.#states.get(hostUid);
    return state !== undefined && state.told.get(about) !== text;
  }

  markTold(hostUid: string, about: string, text: string): void {
    const state = this.#states.get(hostUid);
    if (state === undefined) return;
    this.#states.set(hostUid, { ...state, told: new Map([...state.told, [about, text]]) });
  }

  #close(hostUid: string, answer: Answer): void {
    const state = this.#states.get(hostUid);
    if (state === undefined) return;
    const { question: _, ...rest } = state;
    this.#states.set(hostUid, { ...rest, answer });
  }
}
