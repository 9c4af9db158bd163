/**
 * Opens envelopes with the host's KX keys and what its enrolment said: the apply engine's OpenEnvelope.
 * @module
 */
import type { OpenEnvelope } from '#agent/apply/ports.ts';
import type { Clock } from '#src/clock/clock.ts';
import { headerOfEnvelope, openEnvelope } from '#src/envelope/open-envelope.ts';
import type { AgentIdentity } from './agent-identity.ts';
import type { KxKeys } from './kx-keys.ts';

export function openWithKeys(sources: {
  readonly kx: KxKeys;
  /** Looked at for each envelope: renewals change it. */
  readonly holder: { readonly identity: AgentIdentity };
  readonly clock: Clock;
}): OpenEnvelope {
  const { kx, holder, clock } = sources;
  return async (envelope, acceptedSeq, wasAccepted = false) => {
    const { hostUid, clusterUid, intentKeys, former } = holder.identity;
    // Its end, its epochs and its signer were checked when it was accepted; there may be new ones since.
    const { identityEpoch, kxEpoch } = wasAccepted ? headerOfEnvelope(envelope) : holder.identity;
    const { header, intents } = await openEnvelope({
      envelope,
      expected: { hostUid, clusterUid, identityEpoch, kxEpoch, acceptedSeq },
      intentKeys: wasAccepted ? [...intentKeys, ...former.intentKeys] : intentKeys,
      kx: kx.decapsulator(kxEpoch),
      nowMs: wasAccepted ? 0 : clock.nowMs(),
    });
    return { hostSeq: header.hostSeq, intents };
  };
}
