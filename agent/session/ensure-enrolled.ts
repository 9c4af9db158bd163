/**
 * Gives an identity: the stored one while it is good, else a new one, however long a person takes to approve.
 * @module
 */
import { enroll } from '#agent/enroll/enroll.node.ts';
import { type AgentIdentity, refuseIdentity } from '#agent/keys/agent-identity.ts';
import { isPinned } from '#agent/keys/agent-trust.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { EnrollParts } from './link-parts.ts';
import { type LinkEvent, type LinkState, nextLink } from './next-state.ts';

/** Rejects only when the signal aborts or the state directory cannot be written. */
export async function ensureEnrolled(
  parts: EnrollParts,
  signal: AbortSignal,
): Promise<AgentIdentity> {
  const stored = await parts.identityFile.read();
  const cause = stored === undefined ? 'there is none yet' : unusable(parts, stored);
  if (stored !== undefined && cause === undefined) return stored;
  parts.log.info({ cause }, 'enrolling: no usable identity');
  let state: LinkState = { failures: 0, isEnrolled: false };
  for (let attempt = 0; ; attempt += 1) {
    const { event, identity } = await enrollOnce(parts, attempt, signal);
    if (identity !== undefined) return identity;
    const next = nextLink(state, event, { ...parts.backoff, jitter: parts.random.fraction() });
    state = next.state;
    await parts.clock.sleep(next.step.afterMs, signal);
  }
}

/** Why an identity does not serve now. */
export function unusable(parts: EnrollParts, identity: AgentIdentity): string | undefined {
  const { clock, caPins, keys, self } = parts;
  const { hostName } = parts.applicant();
  return refuseIdentity(identity, {
    nowMs: clock.nowMs(),
    hostName,
    caPins,
    identityHash: self.identityHash,
    kxEpochs: self.kx.epochs(),
    tls: keys.tls,
  });
}

/** One attempt, at one of the addresses; what is issued is stored. */
export async function enrollOnce(
  parts: EnrollParts,
  attempt: number,
  signal: AbortSignal,
): Promise<{ readonly event: LinkEvent; readonly identity?: AgentIdentity }> {
  const { enrollAddresses, identityFile, log } = parts;
  const address = enrollAddresses[attempt % enrollAddresses.length] ?? '';
  try {
    const stored = await identityFile.read();
    const held = stored !== undefined && isPinned(stored, parts.caPins) ? stored : undefined;
    const outcome = await enroll(parts, { address, held }, signal);
    if (outcome.kind === 'pending') {
      log.info({ controller: address }, outcome.message);
      return { event: outcome };
    }
    const { identity } = outcome;
    await identityFile.write(identity);
    log.info({ controller: address, hostUid: identity.hostUid }, 'enrolled');
    return { event: { kind: 'enrolled' }, identity };
  } catch (reason) {
    signal.throwIfAborted();
    const error = CredfleetError.from(reason, 'CONTROLLER_UNREACHABLE', `enrolling at ${address}`);
    if (error.code === 'STATE_UNWRITABLE') throw error;
    log.warn({ controller: address, code: error.code }, error.message);
    return { event: { kind: 'failed', code: error.code } };
  }
}
