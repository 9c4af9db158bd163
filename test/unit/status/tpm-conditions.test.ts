/**
 * What a Host says of its TPM.
 * @module
 */
import { expect, test } from 'vitest';
import { tpmConditions, type TpmConditionsInput } from '#controller/status/tpm-conditions.ts';
import type { Condition } from '#src/api/meta.ts';
import type { TpmSeen } from '#src/intent/report.ts';
import { hostOf, storedOf } from '#test/gen/objects.ts';
import { helloOf } from '#test/gen/messages.ts';

const lockout = { isLockedOut: true, counter: 3, max: 3, intervalSeconds: 600, overByMs: 600_000 };
const locked: TpmSeen = { kind: 'answers', lockout };
const { overByMs: _end, ...over } = { ...lockout, isLockedOut: false, counter: 2 };
const free: TpmSeen = { kind: 'answers', lockout: over };
const away: TpmSeen = { kind: 'unavailable', code: 'TPM_HUNG', message: 'no answer' };
const before = (...types: readonly string[]): readonly Condition[] =>
  types.map((type) => ({ type, status: 'True', reason: '', message: '', lastTransitionTime: '' }));
const BOTH = before('TPMLockedOut', 'TPMUnavailable');

type Given = {
  readonly tpm?: TpmSeen;
  readonly known?: readonly Condition[];
  readonly now?: Partial<TpmConditionsInput>;
};

function said({ tpm, known = [], now = {} }: Given): readonly string[] {
  const { facts } = helloOf();
  const host = { ...storedOf(hostOf('alpha')), status: { conditions: known } };
  const presence = { facts: { ...facts, ...(tpm === undefined ? {} : { tpm }) }, seenMs: 0 };
  const input = { host, presence, isConnected: true, isSettling: false, ...now };
  return tpmConditions(input).map(({ type, status, reason }) => `${type} ${status} ${reason}`);
}

test.for<[given: string, input: Given, says: readonly string[]]>([
  ['that is well says nothing', { tpm: free }, []],
  ['that is locked out', { tpm: locked }, ['TPMLockedOut True TooManyFailures']],
  [
    'that was locked out',
    { tpm: free, known: before('TPMLockedOut') },
    ['TPMLockedOut False NotLockedOut'],
  ],
  ['that does not answer', { tpm: away }, ['TPMUnavailable True TpmHung']],
  [
    'that was locked out and does not answer',
    { tpm: away, known: before('TPMLockedOut') },
    ['TPMLockedOut Unknown TpmHung', 'TPMUnavailable True TpmHung'],
  ],
  [
    'that answers again',
    { tpm: free, known: before('TPMUnavailable') },
    ['TPMUnavailable False Answers'],
  ],
  [
    'of a host that is away',
    { tpm: locked, known: BOTH, now: { isConnected: false } },
    ['TPMLockedOut Unknown HostOffline', 'TPMUnavailable Unknown HostOffline'],
  ],
  [
    'just after a start of the controller',
    { known: BOTH, now: { isConnected: false, isSettling: true, presence: undefined } },
    [],
  ],
  [
    'of an agent that says nothing of it',
    { known: BOTH },
    ['TPMLockedOut Unknown NotTold', 'TPMUnavailable Unknown NotTold'],
  ],
])('a TPM %s', ([, input, says]) => {
  expect(said(input)).toEqual(says);
});

test('the condition tells counter, limit, end and way out', () => {
  const { facts } = helloOf();
  const presence = { facts: { ...facts, tpm: locked }, seenMs: 0 };
  const host = storedOf(hostOf('alpha'));
  const [condition] = tpmConditions({ host, presence, isConnected: true, isSettling: false });
  expect(condition?.message).toBe(
    '3 of 3 failed authorisations are counted, one is forgotten every 600 s; over by 1970-01-01T00:10:00Z at the latest; sooner, as its owner: tpm2_dictionarylockout --clear-lockout',
  );
});
