/**
 * Why a host that could receive something does not get it yet: its TPM has to show what was booted, or cannot be used.
 * Without a gate it may be sent to.
 * @module
 */
export type ReleaseGate = {
  /** ask: a quote is needed, and the host takes its turn when it comes. refused: it is passed over meanwhile. */
  readonly kind: 'ask' | 'refused';
  readonly reason:
    | 'AttestationPending'
    | 'AttestationMismatch'
    | 'AttestationFailed'
    | 'TPMLockedOut';
  /** Short: "PCR 7". */
  readonly what: string;
  /** HostAccessPolicies that would have let it through. */
  readonly policies: readonly string[];
  /** For people, whole. */
  readonly message: string;
  /** When it may be asked for a quote; in the past: now. Absent: none would help. */
  readonly askAtMs?: number;
};

/** "AttestationMismatch PCR 7". */
export function gateText({ reason, what }: ReleaseGate): string {
  return what === '' ? reason : `${reason} ${what}`;
}
