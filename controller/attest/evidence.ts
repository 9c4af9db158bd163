/**
 * What a host has shown in its present session: one question may be open, and the last answer counts.
 * @module
 */
import type { ErrorCode } from '#src/errors/credfleet-error.ts';
import type { AttestRefusal } from '#src/tpm/verify-attest.ts';

/** A host that has not answered by then could not. It is not asked more often either. */
export const ASK_INTERVAL_MS = 60_000;

export type AttestationFault =
  | AttestRefusal
  | ErrorCode
  | 'NoAttestationKey'
  | 'NoAnswer'
  | 'ValuesIncomplete';

export type Answer =
  | {
      readonly kind: 'quoted';
      /** When it was asked for: the quote is not older. */
      readonly timeMs: number;
      /** PCR of the SHA-256 bank → value, hex. */
      readonly values: ReadonlyMap<number, string>;
    }
  | { readonly kind: 'failed'; readonly fault: AttestationFault; readonly message: string };

export type Evidence = {
  readonly bootId: string;
  /** Absent: never in this session. */
  readonly askedAtMs?: number;
  readonly isOpen: boolean;
  readonly answer?: Answer;
};

export const NO_ANSWER: Answer = {
  kind: 'failed',
  fault: 'NoAnswer',
  message: `the host did not answer within ${ASK_INTERVAL_MS / 1000} s`,
};

/** A question that stays open too long is answered by that. */
export function isOverdue({ isOpen, askedAtMs = 0 }: Evidence, nowMs: number): boolean {
  return isOpen && nowMs >= askedAtMs + ASK_INTERVAL_MS;
}
