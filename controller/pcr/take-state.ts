/**
 * What a host says of the signed PCR states that it has: kept while it is connected, told in the audit log when it is
 * something else than before.
 * @module
 */
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import type { Context } from '#controller/reconcile/context.ts';
import type { NewAuditEvent } from '#src/audit/event.ts';
import type { PcrSignatureState } from '#src/wire/messages.ts';

export async function takeSignatureState(
  context: Context,
  host: HostIdentity,
  state: PcrSignatureState,
): Promise<void> {
  const { signatureStates, ledger, requests, view, clock } = context;
  const before = signatureStates.get(host.hostUid);
  signatureStates.set(host.hostUid, state);
  requests.status('Host', { name: host.hostName });
  for (const { metadata } of view.all('PCRSignature')) {
    requests.statusLater('PCRSignature', { name: metadata.name });
  }
  // Most hosts have none: their connecting is no news.
  if (isSame(before ?? { installed: [] }, state)) return;
  const events = [stateEvent(host, state, clock.nowMs())];
  await ledger.commit(() => ({ write: { events }, result: undefined }));
}

function stateEvent(
  { hostName, hostUid }: HostIdentity,
  { installed, refusal }: PcrSignatureState,
  nowMs: number,
): NewAuditEvent {
  return {
    timeMs: nowMs,
    type: refusal === undefined ? 'host.pcrSignatures.installed' : 'host.pcrSignatures.refused',
    outcome: refusal === undefined ? 'success' : 'failure',
    actor: { kind: 'host', id: hostName },
    subject: { host: hostName, hostUID: hostUid },
    detail: { count: installed.length, ids: installed.join(','), ...refusal },
  };
}

function isSame(a: PcrSignatureState, b: PcrSignatureState): boolean {
  return (
    a.installed.toSorted().join() === b.installed.toSorted().join() &&
    a.refusal?.message === b.refusal?.message
  );
}
