/**
 * Whom the lockout of a TPM keeps from what.
 * @module
 */
import { expect, test } from 'vitest';
import { type LockoutInput, lockoutGate } from '#controller/reconcile/lockout-gate.ts';
import type { TpmSeen } from '#src/intent/report.ts';

const lockout = { isLockedOut: true, counter: 3, max: 3, intervalSeconds: 600, overByMs: 600_000 };
const locked: TpmSeen = { kind: 'answers', lockout };
const free: TpmSeen = { kind: 'answers', lockout: { ...lockout, isLockedOut: false } };
const away: TpmSeen = { kind: 'unavailable', code: 'TPM_UNAVAILABLE', message: 'silence' };

const END =
  'its TPM is in lockout: 3 of 3 failed authorisations are counted, one is forgotten every 600 s; over by 1970-01-01T00:10:00Z at the latest';

test.for<[given: string, input: Partial<LockoutInput>, message: string | undefined]>([
  ['sealed to a TPM in lockout', { seen: locked, needsTpm: true }, END],
  ['sealed to the host key alone', { seen: locked }, undefined],
  ['that the host put off for its lockout', { seen: locked, wasPutOff: true }, END],
  ['when it is over', { seen: free, needsTpm: true, wasPutOff: true }, undefined],
  ['of which nothing is known', { needsTpm: true }, undefined],
  [
    'put off by an agent that does not tell more',
    { needsTpm: true, wasPutOff: true },
    'its TPM was in lockout, and its agent does not tell when that is over: update it',
  ],
  ['with a TPM that is away: the host tells', { seen: away, needsTpm: true }, undefined],
  [
    'put off, and then away',
    { seen: away, needsTpm: true, wasPutOff: true },
    'its TPM was in lockout, and now: TPM_UNAVAILABLE: silence',
  ],
])('%s', ([, input, message]) => {
  const gate = lockoutGate({ seen: undefined, needsTpm: false, wasPutOff: false, ...input });
  const isHeld = { kind: 'refused', reason: 'TPMLockedOut', what: '', policies: [], message };
  expect(gate).toEqual(message === undefined ? undefined : isHeld);
});
