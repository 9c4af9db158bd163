/**
 * Every change of what hosts trust is in the audit log once, also one whose event a crash lost: the trust history in
 * the key store knows who and when.
 * @module
 */
import type { Ledger } from '#controller/ledger/ledger.ts';
import type { NewAuditEvent } from '#src/audit/event.ts';
import { caPin } from '#src/identity/pin.ts';
import { signingKeyId } from '#src/identity/receipt.ts';
import type { TrustEntry, TrustHistory } from '#controller/keys/trust-history.ts';

const TYPE = 'keys.rotated';

export function auditRotations(ledger: Ledger, history: TrustHistory): void {
  const known = new Set(ledger.events({ type: TYPE }).map(({ detail }) => detail['trustEpoch']));
  // Those that were pruned are in the archive.
  const prunedMs = Math.max(0, ...ledger.retention.pruned().map(({ untilMs }) => untilMs));
  const events = history
    .filter(({ change, bundle, atMs }) => {
      return change !== 'made' && atMs > prunedMs && !known.has(bundle.epoch);
    })
    .map(eventOf);
  if (events.length > 0) ledger.write({ events });
}

function eventOf({ bundle, change, atMs, by, isStolen }: TrustEntry): NewAuditEvent {
  const [ca = new Uint8Array()] = bundle.caCertificates;
  const [intentKey = new Uint8Array()] = bundle.intentKeys;
  return {
    timeMs: atMs,
    type: TYPE,
    outcome: 'success',
    actor: { kind: by === 'controller' ? 'controller' : 'user', id: by },
    subject: {},
    detail: {
      key: change === 'intent' ? 'intent' : 'ca',
      trustEpoch: bundle.epoch,
      caPin: caPin(ca),
      intentKeyID: signingKeyId(intentKey),
      ...(isStolen && { reason: 'Stolen' }),
    },
  };
}
