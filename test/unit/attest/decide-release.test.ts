/**
 * Which hosts may be sent what a policy releases only after a quote, and what the others are told.
 * @module
 */
import { expect, test } from 'vitest';
import { decideRelease, type Demand } from '#controller/attest/decide-release.ts';
import type { Answer, Evidence } from '#controller/attest/evidence.ts';

const NOW_MS = 1_700_000_000_000;
const [good, planned, bad] = ['a', 'b', 'c'].map((digit) => digit.repeat(64)) as [
  string,
  string,
  string,
];

function demandOf(change: Partial<Demand> = {}): Demand {
  return { policy: 'db', pcrs: [{ index: 7, sha256: [good] }], maxAgeSeconds: 300, ...change };
}
function quoted(values: Readonly<Record<number, string>>, ageMs = 1000): Answer {
  const entries = Object.entries(values).map(([pcr, value]) => [Number(pcr), value] as const);
  return { kind: 'quoted', timeMs: NOW_MS - ageMs, values: new Map(entries) };
}
function evidenceOf(answer: Answer | undefined, change: Partial<Evidence> = {}): Evidence {
  const known = answer === undefined ? {} : { answer };
  return { bootId: 'boot', askedAtMs: NOW_MS - 1000, isOpen: false, ...known, ...change };
}
const noAnswer: Answer = { kind: 'failed', fault: 'NoAnswer', message: 'silent' };
const two = [demandOf(), demandOf({ policy: 'new', pcrs: [{ index: 11, sha256: [good] }] })];

const cases: readonly {
  given: string;
  demands?: readonly Demand[];
  evidence?: Evidence;
  outcome: string;
}[] = [
  { given: 'no demand', demands: [], outcome: 'granted' },
  { given: 'no session', outcome: 'ask AttestationPending' },
  {
    given: 'a session in which nobody asked',
    evidence: { bootId: 'boot', isOpen: false },
    outcome: 'ask AttestationPending',
  },
  {
    given: 'a question that is open',
    evidence: evidenceOf(undefined, { isOpen: true }),
    outcome: 'ask AttestationPending',
  },
  {
    given: 'the first question open for a minute',
    evidence: evidenceOf(undefined, { isOpen: true, askedAtMs: NOW_MS - 60_000 }),
    outcome: 'refused AttestationFailed NoAnswer',
  },
  {
    given: 'a stale quote and the next question open for a minute',
    evidence: evidenceOf(quoted({ 7: good }, 400_000), {
      isOpen: true,
      askedAtMs: NOW_MS - 60_000,
    }),
    outcome: 'refused AttestationFailed NoAnswer',
  },
  { given: 'the accepted value', evidence: evidenceOf(quoted({ 7: good })), outcome: 'granted' },
  {
    given: 'one of several accepted values',
    demands: [demandOf({ pcrs: [{ index: 7, sha256: [good, planned] }] })],
    evidence: evidenceOf(quoted({ 7: planned })),
    outcome: 'granted',
  },
  {
    given: 'more PCRs than are demanded',
    evidence: evidenceOf(quoted({ 0: bad, 7: good })),
    outcome: 'granted',
  },
  {
    given: 'another value',
    evidence: evidenceOf(quoted({ 7: bad })),
    outcome: 'refused AttestationMismatch PCR 7',
  },
  {
    given: 'one of two PCRs with another value',
    demands: [demandOf({ pcrs: [...demandOf().pcrs, { index: 11, sha256: [good] }] })],
    evidence: evidenceOf(quoted({ 7: good, 11: bad })),
    outcome: 'refused AttestationMismatch PCR 11',
  },
  {
    given: 'a quote that lacks a PCR',
    demands: [demandOf({ pcrs: [...demandOf().pcrs, { index: 11, sha256: [good] }] })],
    evidence: evidenceOf(quoted({ 7: good })),
    outcome: 'ask AttestationPending',
  },
  {
    given: 'a quote of exactly the age that is allowed',
    evidence: evidenceOf(quoted({ 7: good }, 300_000)),
    outcome: 'granted',
  },
  {
    given: 'a quote a millisecond too old',
    evidence: evidenceOf(quoted({ 7: good }, 300_001)),
    outcome: 'ask AttestationPending',
  },
  {
    given: 'a policy that names no age, after five minutes',
    demands: [{ policy: 'db', pcrs: demandOf().pcrs }],
    evidence: evidenceOf(quoted({ 7: good }, 300_001)),
    outcome: 'ask AttestationPending',
  },
  {
    given: 'another value in an old quote: still passed over, not pending again',
    evidence: evidenceOf(quoted({ 7: bad }, 900_000)),
    outcome: 'refused AttestationMismatch PCR 7',
  },
  {
    given: 'a failed answer, with the next question open',
    evidence: evidenceOf(noAnswer, { isOpen: true }),
    outcome: 'refused AttestationFailed NoAnswer',
  },
  {
    given: 'two policies, one satisfied',
    demands: two,
    evidence: evidenceOf(quoted({ 7: bad, 11: good })),
    outcome: 'granted',
  },
  {
    given: 'two policies, one mismatched and one that a quote may still satisfy',
    demands: two,
    evidence: evidenceOf(quoted({ 7: bad })),
    outcome: 'ask AttestationPending',
  },
  {
    given: 'two policies, told under the one that comes closest',
    demands: [
      demandOf({ pcrs: [...demandOf().pcrs, { index: 4, sha256: [good] }] }),
      demandOf({ policy: 'close', pcrs: [{ index: 4, sha256: [good] }] }),
    ],
    evidence: evidenceOf(quoted({ 4: bad, 7: bad })),
    outcome: 'refused AttestationMismatch PCR 4',
  },
];

test.for(cases)('$given: $outcome', ({ demands = [demandOf()], evidence, outcome }) => {
  const gate = decideRelease({ demands, evidence, nowMs: NOW_MS });
  const text =
    gate === undefined ? 'granted' : `${gate.kind} ${gate.reason} ${gate.what}`.trimEnd();
  expect(text).toBe(outcome);
});

test('a mismatch names policy, PCR, both values and every policy that could be changed', () => {
  const evidence = evidenceOf(quoted({ 7: bad, 11: bad }));
  expect(decideRelease({ demands: two, evidence, nowMs: NOW_MS })).toMatchObject({
    policies: ['db', 'new'],
    message: 'HostAccessPolicy db: PCR 7 is cccccccccccc…, accepted is aaaaaaaaaaaa…',
  });
});

test('it may be asked at once when it never was, then a minute after the last time', () => {
  const askAtMs = (evidence: Evidence | undefined) =>
    decideRelease({ demands: [demandOf()], evidence, nowMs: NOW_MS })?.askAtMs;
  expect(askAtMs(undefined)).toBe(0);
  expect(askAtMs({ bootId: 'boot', isOpen: false })).toBe(0);
  expect(askAtMs(evidenceOf(quoted({ 7: bad }), { askedAtMs: NOW_MS - 5 }))).toBe(NOW_MS + 59_995);
});
