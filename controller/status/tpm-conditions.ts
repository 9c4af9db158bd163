/**
 * Whether the TPM of a host can be used, as conditions of the Host; nothing is said of what never was otherwise.
 * @module
 */
import type { Presence } from '#controller/reconcile/context.ts';
import { findCondition } from '#src/api/conditions.ts';
import type { Host } from '#src/api/host.ts';
import type { Stored } from '#src/api/meta.ts';
import type { TpmSeen } from '#src/intent/report.ts';
import { reasonOf } from '#src/errors/credfleet-error.ts';
import { CLEAR_LOCKOUT, lockoutText } from '#src/tpm/lockout.ts';
import { no, type Said, yes } from './condition-text.ts';

export type TpmConditionsInput = {
  readonly host: Stored<Host>;
  readonly presence: Presence | undefined;
  readonly isConnected: boolean;
  readonly isSettling: boolean;
};

const LOCKED_OUT = 'TPMLockedOut';
const UNAVAILABLE = 'TPMUnavailable';

export function tpmConditions(input: TpmConditionsInput): readonly Said[] {
  const known = input.host.status?.conditions;
  const wasSaid = ({ type, status }: Said): boolean =>
    status === 'True' || findCondition(known, type) !== undefined;
  return saidNow(input).filter(wasSaid);
}

function saidNow({ presence, isConnected, isSettling }: TpmConditionsInput): readonly Said[] {
  if (isConnected) return saidOf(presence?.facts.tpm);
  return isSettling ? [] : unknown('HostOffline', 'the host is away');
}

function saidOf(seen: TpmSeen | undefined): readonly Said[] {
  if (seen === undefined) return unknown('NotTold', 'its agent says nothing of a TPM');
  if (seen.kind === 'unavailable') {
    const { code, message } = seen;
    const reason = reasonOf(code);
    const locked: Said = { type: LOCKED_OUT, status: 'Unknown', reason, message };
    return [locked, yes(UNAVAILABLE, reason, message)];
  }
  const { lockout } = seen;
  const text = lockoutText(lockout);
  const locked = lockout.isLockedOut
    ? yes(LOCKED_OUT, 'TooManyFailures', `${text}; sooner, as its owner: ${CLEAR_LOCKOUT}`)
    : no(LOCKED_OUT, 'NotLockedOut', text);
  return [locked, no(UNAVAILABLE, 'Answers')];
}

function unknown(reason: string, message: string): readonly Said[] {
  return [LOCKED_OUT, UNAVAILABLE].map((type) => ({ type, status: 'Unknown', reason, message }));
}
