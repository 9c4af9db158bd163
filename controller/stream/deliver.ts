/**
 * THE DELIVERY: ask what the host should hold, number it, record the number, wrap, send, wipe. The number is
 * durable before anything leaves, so that a crash never sends two contents under one number.
 * @module
 */
import type { KeyObject } from 'node:crypto';
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import type { EnvelopeHeader } from '#src/envelope/header.ts';
import { wrappedSizeBound } from '#src/envelope/limits.ts';
import { disposeIntents } from '#src/envelope/open-intents.ts';
import { wrapEnvelope } from '#src/envelope/wrap-envelope.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { OpenedIntent } from '#src/intent/intent.ts';
import { ENVELOPE_MAX_INTENTS } from '#src/wire/envelope-wire.ts';
import type { SessionContext } from './session-context.ts';

export type Delivery = {
  readonly seq: number;
  readonly envelope: Uint8Array;
  /** That signed it. */
  readonly intentKey: KeyObject;
};

/** Leaves room for the message around it. */
const ENVELOPE_BUDGET_BYTES = 3_500_000;
/** How long a wrapped envelope may be opened: a session's delays and a clock that is off, not more. */
export const ENVELOPE_LIFE_MS = 86_400_000;

/** Undefined when the host holds all it should. */
export async function nextDelivery(
  context: SessionContext,
  hostUid: string,
  acceptedSeq: number,
): Promise<Delivery | undefined> {
  const intents = await context.intentsFor(hostUid, acceptedSeq);
  try {
    const batch = firstThatFit(intents);
    if (batch.length === 0) return undefined;
    const { identity, seq } = await recordPush(context, hostUid, batch);
    const { intentKey } = context.keyring;
    const envelope = wrapEnvelope({
      header: headerFor(context, identity, seq),
      kxPub: identity.kxPub,
      intents: batch,
      intentKey,
    });
    return { seq, envelope, intentKey };
  } finally {
    disposeIntents(intents);
  }
}

/** The others follow after the acknowledgement. */
function firstThatFit(intents: readonly OpenedIntent[]): readonly OpenedIntent[] {
  let sizeBytes = 0;
  const end = intents.findIndex((intent, index) => {
    sizeBytes += wrappedSizeBound(intent);
    return index > 0 && (sizeBytes > ENVELOPE_BUDGET_BYTES || index >= ENVELOPE_MAX_INTENTS);
  });
  return end < 0 ? intents : intents.slice(0, end);
}

/** One change: the host's number, and the number in each row that travels under it. */
async function recordPush(
  { ledger }: SessionContext,
  hostUid: string,
  batch: readonly OpenedIntent[],
): Promise<{ readonly identity: HostIdentity; readonly seq: number }> {
  const versions = new Map(batch.map(({ intent }) => [intent.uid, intent.version]));
  return ledger.commit(() => {
    const identity = ledger.identity(hostUid);
    if (identity === undefined) {
      throw new CredfleetError('HOST_NOT_ADMITTED', `host ${hostUid} has no identity on record`);
    }
    const seq = identity.lastPushSeq + 1;
    const states = ledger
      .states({ hostUid })
      .filter((row) => versions.get(row.credentialUid) === row.targetVersion)
      .map((row) => Object.assign({}, row, { pushSeq: seq }));
    return { write: { pushSeqs: [{ hostUid, seq }], states }, result: { identity, seq } };
  });
}

function headerFor(
  { keyring, clock }: SessionContext,
  { hostUid, identityEpoch, kxEpoch }: HostIdentity,
  hostSeq: number,
): EnvelopeHeader {
  const issuedAtMs = clock.nowMs();
  return {
    clusterUid: keyring.clusterUid,
    hostUid,
    identityEpoch,
    kxEpoch,
    hostSeq,
    issuedAtMs,
    notAfterMs: issuedAtMs + ENVELOPE_LIFE_MS,
  };
}
