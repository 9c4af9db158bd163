/**
 * Dictionary-attack lockout: a TPM that counted too many failed authorisations lets no key be used that they count
 * for. What is known of it, and words for people. Pure.
 * @module
 */
import { formatTime } from '#src/api/time.ts';

/** As the TPM says: Part 2, 6.13 and 8.6. */
export type DaState = {
  readonly isLockedOut: boolean;
  /** Failed authorisations that it counts now, and how many lock it. */
  readonly counter: number;
  readonly max: number;
  /** After so long with power it forgets one of them; 0: never. */
  readonly intervalSeconds: number;
};

export type TpmLockout = DaState & {
  /** Locked out, it is over by then at the latest, while nothing else fails; absent: not by itself. */
  readonly overByMs?: number;
};

/** The command of whoever owns the machine. */
export const CLEAR_LOCKOUT = 'tpm2_dictionarylockout --clear-lockout';

/** The TPM does not say how much of an interval has gone by: the time is kept as long as the counter is the same. */
export function lockoutSeen(
  before: TpmLockout | undefined,
  now: DaState,
  nowMs: number,
): TpmLockout {
  if (!now.isLockedOut || isForGood(now)) return now;
  const isSame =
    before?.overByMs !== undefined && before.counter === now.counter && before.max === now.max;
  if (isSame) return { ...now, overByMs: before.overByMs };
  const tooMany = Math.max(1, now.counter - now.max + 1);
  return { ...now, overByMs: nowMs + tooMany * now.intervalSeconds * 1000 };
}

/** "3 of 3 failed authorisations are counted, one is forgotten every 600 s; over by 2026-01-01T00:00:00Z at the latest". */
export function lockoutText(lockout: TpmLockout): string {
  const { counter, max, intervalSeconds, overByMs } = lockout;
  const counted = `${counter} of ${max} failed authorisations are counted`;
  if (isForGood(lockout)) return `${counted}; that does not end by itself`;
  const forgotten = `${counted}, one is forgotten every ${intervalSeconds} s`;
  if (overByMs === undefined) return forgotten;
  return `${forgotten}; over by ${formatTime(overByMs)} at the latest`;
}

function isForGood({ max, intervalSeconds }: DaState): boolean {
  return max === 0 || intervalSeconds === 0;
}
