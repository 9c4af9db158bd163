/**
 * May a host be sent what its TPM would have to do something for? Not while that is in dictionary-attack lockout: it
 * waits, as one that is away does. Pure.
 * @module
 */
import type { TpmSeen } from '#src/intent/report.ts';
import type { ReleaseGate } from '#src/rollout/release-gate.ts';
import { lockoutText } from '#src/tpm/lockout.ts';

export type LockoutInput = {
  /** What the host said of its TPM last; undefined: nothing. */
  readonly seen: TpmSeen | undefined;
  /** It is sealed to the TPM. */
  readonly needsTpm: boolean;
  /** The host said so: for instance a unit that would be restarted opens something else with the TPM. */
  readonly wasPutOff: boolean;
};

/** Undefined: it may. */
export function lockoutGate({ seen, needsTpm, wasPutOff }: LockoutInput): ReleaseGate | undefined {
  if (seen?.kind === 'answers') {
    const { lockout } = seen;
    const isHeld = lockout.isLockedOut && (needsTpm || wasPutOff);
    return isHeld ? held(`its TPM is in lockout: ${lockoutText(lockout)}`) : undefined;
  }
  if (!wasPutOff) return undefined;
  if (seen === undefined) {
    return held('its TPM was in lockout, and its agent does not tell when that is over: update it');
  }
  return held(`its TPM was in lockout, and now: ${seen.code}: ${seen.message}`);
}

function held(message: string): ReleaseGate {
  return { kind: 'refused', reason: 'TPMLockedOut', what: '', policies: [], message };
}

export function isLockedOut(seen: TpmSeen | undefined): boolean {
  return seen?.kind === 'answers' && seen.lockout.isLockedOut;
}
