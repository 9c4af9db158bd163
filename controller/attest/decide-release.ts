/**
 * May a host be sent what its policies release only after a quote? Pure. One policy that is satisfied is enough, as
 * any grant is; among those that are not, a quote that could still help comes before a refusal.
 * @module
 */
import type { AttestationDemand } from '#src/api/host.ts';
import type { ReleaseGate } from '#src/rollout/release-gate.ts';
import { type Answer, ASK_INTERVAL_MS, type Evidence, isOverdue, NO_ANSWER } from './evidence.ts';

export type Demand = AttestationDemand & {
  /** Name of the HostAccessPolicy. */
  readonly policy: string;
};

export type ReleaseInput = {
  /** Of the policies that allow it otherwise; empty: one of them demands nothing. */
  readonly demands: readonly Demand[];
  /** Undefined: the host has no session. */
  readonly evidence: Evidence | undefined;
  readonly nowMs: number;
};

const DEFAULT_MAX_AGE_SECONDS = 300;
const SHOWN_DIGITS = 12;

type Judgement =
  | { readonly kind: 'satisfied' }
  | { readonly kind: 'needed'; readonly message: string }
  | {
      readonly kind: 'mismatch';
      readonly pcrs: readonly number[];
      readonly message: string;
    };

/** Undefined: it may. */
export function decideRelease({ demands, evidence, nowMs }: ReleaseInput): ReleaseGate | undefined {
  if (demands.length === 0) return undefined;
  const askedAtMs = evidence?.askedAtMs;
  const always = {
    policies: demands.map(({ policy }) => policy),
    askAtMs: askedAtMs === undefined ? 0 : askedAtMs + ASK_INTERVAL_MS,
  };
  const answer = answerOf(evidence, nowMs);
  // Whether there is a session at all is for others to say.
  if (answer === undefined) {
    const message = `HostAccessPolicy ${always.policies.join(' or ')} demands a quote`;
    return { ...always, ...pending(message) };
  }
  if (answer.kind === 'failed') {
    const { fault, message } = answer;
    const reason = 'AttestationFailed';
    return { ...always, kind: 'refused', reason, what: fault, message: `${fault}: ${message}` };
  }
  const judged = demands.map((demand) => judge(demand, answer, nowMs));
  if (judged.some(({ kind }) => kind === 'satisfied')) return undefined;
  const needed = judged.find((one) => one.kind === 'needed');
  return { ...always, ...(needed === undefined ? mismatch(judged) : pending(needed.message)) };
}

function answerOf(evidence: Evidence | undefined, nowMs: number): Answer | undefined {
  if (evidence === undefined) return undefined;
  return isOverdue(evidence, nowMs) ? NO_ANSWER : evidence.answer;
}

type Said = Omit<ReleaseGate, 'policies' | 'askAtMs'>;

function pending(message: string): Said {
  return { kind: 'ask', reason: 'AttestationPending', what: '', message };
}

/** Told under the policy that comes closest. */
function mismatch(judged: readonly Judgement[]): Said {
  const [closest] = judged
    .filter((one) => one.kind === 'mismatch')
    .toSorted((a, b) => a.pcrs.length - b.pcrs.length);
  const { pcrs = [], message = '' } = closest ?? {};
  const what = `PCR ${pcrs.join(', ')}`;
  return { kind: 'refused', reason: 'AttestationMismatch', what, message };
}

function judge(
  demand: Demand,
  { values, timeMs }: Extract<Answer, { readonly kind: 'quoted' }>,
  nowMs: number,
): Judgement {
  const { policy, pcrs, maxAgeSeconds = DEFAULT_MAX_AGE_SECONDS } = demand;
  // Before the age: a host that showed something else is passed over until it shows what is accepted.
  const different = pcrs.flatMap(({ index, sha256 }) => {
    const actual = values.get(index);
    return actual === undefined || sha256.includes(actual) ? [] : [{ index, sha256, actual }];
  });
  if (different.length > 0) {
    const what = different.map(({ index, sha256, actual }) => {
      const accepted = sha256.map((value) => short(value)).join(' or ');
      return `PCR ${index} is ${short(actual)}, accepted is ${accepted}`;
    });
    return {
      kind: 'mismatch',
      pcrs: different.map(({ index }) => index),
      message: `HostAccessPolicy ${policy}: ${what.join('; ')}`,
    };
  }
  const isWhole = pcrs.every(({ index }) => values.has(index));
  const isFresh = nowMs <= timeMs + maxAgeSeconds * 1000;
  if (isWhole && isFresh) return { kind: 'satisfied' };
  const cause = isWhole ? 'the last one is too old' : 'the last one is of other PCRs';
  return { kind: 'needed', message: `HostAccessPolicy ${policy} demands a quote; ${cause}` };
}

function short(value: string): string {
  return `${value.slice(0, SHOWN_DIGITS)}…`;
}
