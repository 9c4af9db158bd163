/**
 * What the agent does next with its controller: enrol, connect, after how long. Pure.
 * @module
 */
import type { ErrorCode } from '#src/errors/credfleet-error.ts';

export type LinkState = {
  /** Failures since the last healthy session; the exponent of the backoff. */
  readonly failures: number;
  /** Whether the identity in hand is good as far as we know. */
  readonly isEnrolled: boolean;
};

export type LinkEvent =
  | { readonly kind: 'enrolled' }
  /** Waiting for a person. */
  | { readonly kind: 'pending'; readonly retryAfterMs: number }
  | { readonly kind: 'failed'; readonly code: ErrorCode }
  /** `healthyMs` from Welcome to the end. */
  | { readonly kind: 'ended'; readonly code: ErrorCode; readonly healthyMs: number }
  /** The controller asks to come back after a while. */
  | { readonly kind: 'drained'; readonly reconnectAfterMs: number }
  /** A new certificate is in hand: connect with it. */
  | { readonly kind: 'renewed' }
  | { readonly kind: 'expired' };

export type LinkStep = { readonly kind: 'enrol' | 'connect'; readonly afterMs: number };

export type Backoff = {
  readonly baseMs: number;
  readonly maxMs: number;
  /** In [0, 1). */
  readonly jitter: number;
};

const HEALTHY_MS = 60_000;

export function nextLink(
  state: LinkState,
  event: LinkEvent,
  backoff: Backoff,
): { readonly state: LinkState; readonly step: LinkStep } {
  switch (event.kind) {
    case 'pending':
      return to({ failures: 0, isEnrolled: false }, event.retryAfterMs * (1 + backoff.jitter));
    case 'enrolled':
    case 'renewed':
      // Only a healthy session ends a backoff: a host whose every session is refused could enrol for ever.
      return to({ ...state, isEnrolled: true }, 0);
    case 'expired':
      return to({ ...state, isEnrolled: false }, 0);
    case 'drained':
      return to({ ...state, failures: 0 }, event.reconnectAfterMs);
    case 'failed':
      return afterFailure(state, event.code, backoff);
    case 'ended': {
      const failures = event.healthyMs >= HEALTHY_MS ? 0 : state.failures;
      return afterFailure({ ...state, failures }, event.code, backoff);
    }
  }
}

/** A controller that does not admit this identity may admit the machine again: ask it. */
function afterFailure(state: LinkState, code: ErrorCode, backoff: Backoff) {
  const isEnrolled = state.isEnrolled && code !== 'HOST_NOT_ADMITTED';
  return to({ failures: state.failures + 1, isEnrolled }, fullJitter(state.failures, backoff));
}

/** A random time up to base × 2^failures: hosts that lost one controller together do not come back together. */
function fullJitter(failures: number, { baseMs, maxMs, jitter }: Backoff): number {
  return jitter * Math.min(maxMs, baseMs * 2 ** Math.min(failures, 30));
}

function to(state: LinkState, afterMs: number) {
  const step: LinkStep = { kind: state.isEnrolled ? 'connect' : 'enrol', afterMs };
  return { state, step };
}
