/**
 * THE LINK'S SPINE: connect, serve, come back; renew before the certificate ends, enrol again when it did.
 * @module
 */
import { Wakeup } from '#agent/apply/wakeup.ts';
import { isOfFormerCa } from '#agent/keys/agent-identity.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { SignedTrustBundle } from '#src/wire/messages.ts';
import { sessionService } from '#src/wire/session-service.ts';
import { acceptTrust } from './accept-trust.ts';
import { enrollOnce, unusable } from './ensure-enrolled.ts';
import { openStream } from './grpc-client.node.ts';
import { hostTls } from './host-tls.ts';
import { type LinkEvent, type LinkState, nextLink } from './next-state.ts';
import { type RenewalParts, renewInTime } from './renew-in-time.ts';
import { runSession, type SessionEnd, type SessionParts } from './run-session.ts';

export type LinkParts = Omit<RenewalParts, 'caReplaced'> &
  Omit<SessionParts, 'acceptTrust'> & {
    /** host:port, in the order of trying. */
    readonly sessionAddresses: readonly string[];
  };

/**
 * Resolves when the signal aborts.
 * @throws {CredfleetError} HOST_NOT_ADMITTED when the host got another UID: its state is another host's, start anew;
 * STATE_UNWRITABLE.
 */
export async function runLink(parts: LinkParts, signal: AbortSignal): Promise<void> {
  let state: LinkState = { failures: 0, isEnrolled: true };
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    try {
      const event = state.isEnrolled
        ? await connectOnce(parts, attempt, signal)
        : await enrollAgain(parts, attempt, signal);
      const jitter = parts.random.fraction();
      const next = nextLink(state, event, { ...parts.backoff, jitter });
      state = next.state;
      await parts.clock.sleep(next.step.afterMs, signal);
    } catch (reason) {
      if (!signal.aborted) throw reason;
    }
  }
}

async function enrollAgain(
  parts: LinkParts,
  attempt: number,
  signal: AbortSignal,
): Promise<LinkEvent> {
  const { event, identity } = await enrollOnce(parts, attempt, signal);
  if (identity === undefined) return event;
  const { holder } = parts;
  if (identity.hostUid !== holder.identity.hostUid) {
    const text = `this host is ${identity.hostUid} now, no more ${holder.identity.hostUid}: starting anew`;
    throw new CredfleetError('HOST_NOT_ADMITTED', text);
  }
  holder.identity = identity;
  return event;
}

async function connectOnce(
  parts: LinkParts,
  attempt: number,
  signal: AbortSignal,
): Promise<LinkEvent> {
  const { sessionAddresses, holder, keys } = parts;
  if (unusable(parts, holder.identity) !== undefined) return { kind: 'expired' };
  const address = sessionAddresses[attempt % sessionAddresses.length] ?? '';
  const tls = hostTls(holder.identity, keys);
  const stream = openStream({ address, path: sessionService.connect.path, tls });
  const over = new AbortController();
  const stop = AbortSignal.any([over.signal, signal]);
  stop.addEventListener('abort', () => stream.close());
  const caReplaced = new Wakeup();
  if (isOfFormerCa(holder.identity)) caReplaced.wake();
  const renewing = renewInTime({ ...parts, caReplaced }, address, stop).catch(() => false);
  const sessionParts = {
    ...parts,
    acceptTrust: async (bundles: readonly SignedTrustBundle[]) => {
      const refusal = await acceptTrust(parts, bundles);
      if (isOfFormerCa(holder.identity)) caReplaced.wake();
      return refusal;
    },
  };
  const session = runSession(sessionParts, stream, holder.identity).then((end) =>
    eventOf(parts, address, end),
  );
  const renewed = renewing.then(async (isNew) =>
    isNew ? ({ kind: 'renewed' } as const) : session,
  );
  try {
    return await Promise.race([session, renewed]);
  } finally {
    over.abort(new Error('the session is over'));
    await session;
  }
}

function eventOf(
  { holder, log }: LinkParts,
  address: string,
  { healthyMs, reason }: SessionEnd,
): LinkEvent {
  if (reason.kind === 'drained') return reason;
  const { code, message } = reason.error;
  log.warn({ controller: address, code }, message);
  // After a theft certificates of former CAs are refused, and so is their renewal.
  if (healthyMs === 0 && isOfFormerCa(holder.identity)) return { kind: 'expired' };
  return { kind: 'ended', code, healthyMs };
}
