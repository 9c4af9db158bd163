/**
 * Which keys accepted envelopes still need: one that a crash may have to open again keeps its key alive.
 * @module
 */
import { headerOfEnvelope } from '#src/envelope/open-envelope.ts';
import type { Envelopes } from './envelopes.node.ts';
import type { Pending } from './journal-state.ts';

export async function neededKxEpochs(
  envelopes: Pick<Envelopes, 'read'>,
  pending: readonly Pending[],
): Promise<ReadonlySet<number>> {
  const epochs = new Set<number>();
  for (const { hostSeq, envelopeDigest } of pending) {
    const envelope = await envelopes.read(hostSeq, envelopeDigest);
    if (envelope !== undefined) epochs.add(headerOfEnvelope(envelope).kxEpoch);
  }
  return epochs;
}
