/**
 * What hosts tell, made durable: each call is one ledger write, then the credentials concerned are
 * looked at again.
 * @module
 */
import { takeAttestation } from '#controller/attest/take-attestation.ts';
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import type { HostEvents, HostHello } from '#controller/stream/ports.ts';
import type { AuditEventType, NewAuditEvent } from '#src/audit/event.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import { compareInventory } from '#src/rollout/inventory.ts';
import { foldRefusal, foldReport, type Progress } from '#src/rollout/progress.ts';
import type { Context, CredentialRef } from './context.ts';
import { reactToSession } from './watch-objects.ts';

export function createHostEvents(context: Context): HostEvents {
  return {
    connected: async (host, hello) => connected(context, host, hello),
    disconnected: async (host) => disconnected(context, host),
    held: ({ hostName }) => context.requests.status('Host', { name: hostName }),
    refused: async (host, refusal) => {
      const rows = context.ledger
        .states({ hostUid: host.hostUid })
        .filter((row) => row.state === 'Dispatched' && row.pushSeq === refusal.pushSeq);
      const { code, message } = refusal;
      keep(context, host, foldRefusal({ rows, code, message, nowMs: context.clock.nowMs() }));
      for (const row of rows) lookAgain(context, credentialOf(row));
    },
    attested: async (host, attestation) => {
      if (takeAttestation(context, host, attestation)) reactToSession(context, host.hostUid);
    },
    reported: async (host, report, receipt) => {
      const { uid, namespace, name } = report.credential;
      const rows = context.ledger.states({ credentialUid: uid, hostUid: host.hostUid });
      const progress = foldReport({
        row: rows[0],
        report,
        host: host.hostName,
        receipt: {
          keyId: receipt.keyId,
          signature: Buffer.from(receipt.signature).toString('base64'),
        },
        nowMs: context.clock.nowMs(),
      });
      context.ledger.write({
        ...progress,
        reportSeqs: [{ hostUid: host.hostUid, seq: report.seq }],
      });
      context.requests.statusLater('Host', { name: host.hostName });
      if (rows.length > 0) lookAgain(context, { namespace, name });
    },
  };
}

function connected(context: Context, host: HostIdentity, hello: HostHello): void {
  const { facts, inventory, hostSeq } = hello;
  const nowMs = context.clock.nowMs();
  const rows = context.ledger.states({ hostUid: host.hostUid });
  const corrected = compareInventory({ rows, inventory, hostSeq, nowMs });
  const detail = {
    bootID: facts.bootId,
    agentVersion: facts.agentVersion,
    systemdVersion: facts.systemdVersion,
  };
  context.presence.set(host.hostUid, { facts, seenMs: nowMs });
  context.attestations.begin(host.hostUid, facts.bootId);
  const event = presenceEvent(host, 'host.connected', { nowMs, detail });
  keep(context, host, { ...corrected, events: [event, ...corrected.events] });
  for (const row of corrected.states) lookAgain(context, credentialOf(row));
  // Who looked at it since the session began saw nothing that could be asked.
  const policies = context.view.all('HostAccessPolicy');
  const mayBeAsked = policies.some(({ spec }) => spec.attestation !== undefined);
  if (mayBeAsked) reactToSession(context, host.hostUid);
}

function disconnected(context: Context, host: HostIdentity): void {
  const nowMs = context.clock.nowMs();
  context.attestations.end(host.hostUid);
  const known = context.presence.get(host.hostUid);
  if (known !== undefined) context.presence.set(host.hostUid, { ...known, seenMs: nowMs });
  const event = presenceEvent(host, 'host.disconnected', { nowMs, detail: {} });
  keep(context, host, { states: [], intervals: [], events: [event] });
}

function keep({ ledger, requests }: Context, host: HostIdentity, progress: Progress): void {
  ledger.write(progress);
  requests.status('Host', { name: host.hostName });
}

/** A host said how it went: that moves rollouts, or the removal of a credential that is being deleted. */
function lookAgain({ requests, view }: Context, ref: CredentialRef): void {
  const credential = view.get('HostCredential', ref);
  if (credential?.metadata.deletionTimestamp === undefined) requests.rollouts(ref);
  else requests.credential(ref);
}

function credentialOf({ namespace, credential }: HostCredentialState): CredentialRef {
  return { namespace, name: credential };
}

function presenceEvent(
  host: HostIdentity,
  type: AuditEventType,
  { nowMs, detail }: { readonly nowMs: number; readonly detail: NewAuditEvent['detail'] },
): NewAuditEvent {
  return {
    timeMs: nowMs,
    type,
    outcome: 'success',
    actor: { kind: 'host', id: host.hostName },
    subject: { host: host.hostName, hostUID: host.hostUid },
    detail,
  };
}
