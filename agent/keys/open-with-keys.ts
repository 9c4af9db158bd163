/**
 * Opens envelopes with the host's KX key and what its enrolment said: the apply engine's OpenEnvelope.
 * @module
 */
import type { OpenEnvelope } from '#agent/apply/ports.ts';
import type { Clock } from '#src/clock/clock.ts';
import { softwareDecapsulator } from '#src/envelope/decapsulator.ts';
import { openEnvelope } from '#src/envelope/open-envelope.ts';
import type { AgentIdentity } from './agent-identity.ts';
import type { AgentKeys } from './agent-keys.ts';

export function openWithKeys(sources: {
  readonly keys: AgentKeys;
  /** Looked at for each envelope: renewals change it. */
  readonly holder: { readonly identity: AgentIdentity };
  readonly clock: Clock;
}): OpenEnvelope {
  const { keys, holder, clock } = sources;
  return async (envelope, acceptedSeq, wasAccepted = false) => {
    const { hostUid, clusterUid, identityEpoch, kxEpoch, intentKeys } = holder.identity;
    const { header, intents } = await openEnvelope({
      envelope,
      expected: { hostUid, clusterUid, identityEpoch, kxEpoch, acceptedSeq },
      intentKeys,
      kx: softwareDecapsulator(keys.kx),
      // Its end was checked when it was accepted.
      nowMs: wasAccepted ? 0 : clock.nowMs(),
    });
    return { hostSeq: header.hostSeq, intents };
  };
}
