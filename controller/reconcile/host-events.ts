/**
 * What hosts tell, made durable: each call is one change of the ledger, in a group with what other hosts
 * tell at the same moment; then the credentials concerned are looked at again.
 * @module
 */
import { takeAttestation } from '#controller/attest/take-attestation.ts';
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import { takeSignatureState } from '#controller/pcr/take-state.ts';
import type { HostEvents, HostHello, NumberedReceipt } from '#controller/stream/ports.ts';
import type { AuditEventType, NewAuditEvent } from '#src/audit/event.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { HostFacts, HostReport } from '#src/intent/report.ts';
import { isInFlight, isPutOff } from '#src/rollout/disruption.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import { compareInventory } from '#src/rollout/inventory.ts';
import { foldRefusal, foldReport, type Progress } from '#src/rollout/progress.ts';
import type { Context, CredentialRef } from './context.ts';
import { Gathering } from './gathering.ts';
import { sharingUnits } from './sharing-units.ts';
import { takeFacts } from './take-facts.ts';
import { knowsReseal } from './wanted-reseals.ts';
import { reactToSession } from './watch-objects.ts';

export function createHostEvents(context: Context): HostEvents {
  const { clock, memory } = context;
  const gathering = new Gathering({ clock, atWork: (uid) => memory.atWork(uid) });
  return {
    connected: (host, hello) => connected(context, host, hello),
    changed: (host, facts) => changed(context, host, facts),
    disconnected: (host) => disconnected(context, host),
    held: ({ hostUid }) => reactToSession(context, hostUid),
    refused: (host, refusal) => refused(context, host, refusal),
    attested: async (host, attestation) => {
      if (takeAttestation(context, host, attestation)) reactToSession(context, host.hostUid);
    },
    signed: (host, state) => takeSignatureState(context, host, state),
    reported: (host, report, receipt) =>
      gathering.write(report, () => reported(context, host, { report, receipt })),
    more: ({ hostUid }) => gathering.hurry(hostUid),
  };
}

async function connected(context: Context, host: HostIdentity, hello: HostHello): Promise<void> {
  const { facts, inventory, hostSeq } = hello;
  const nowMs = context.clock.nowMs();
  const detail = {
    bootID: facts.bootId,
    agentVersion: facts.agentVersion,
    systemdVersion: facts.systemdVersion,
  };
  const event = presenceEvent(host, 'host.connected', { nowMs, detail });
  const knew = knowsReseal(context, host.hostUid);
  const taken = takeFacts(context, host, facts);
  context.attestations.begin(host.hostUid, facts.bootId);
  const corrected = await context.ledger.commit(() => {
    const rows = context.ledger.states({ hostUid: host.hostUid });
    const saysSeals = knowsReseal(context, host.hostUid);
    const input = { rows, inventory, hostSeq, saysSeals, nowMs };
    const { states, intervals, events } = compareInventory(input);
    return {
      write: { states, intervals, events: [event, ...taken.events, ...events] },
      result: states,
    };
  });
  taken.react();
  for (const row of corrected) lookAgain(context, credentialOf(row));
  // Who looked at it since the session began saw nothing that could be asked.
  const policies = context.view.all('HostAccessPolicy');
  const mayBeAsked = policies.some(({ spec }) => spec.attestation !== undefined);
  const isNewlyKnown = knowsReseal(context, host.hostUid) !== knew;
  if (mayBeAsked || isNewlyKnown) reactToSession(context, host.hostUid);
}

async function changed(context: Context, host: HostIdentity, facts: HostFacts): Promise<void> {
  const { events, react } = takeFacts(context, host, facts);
  if (events.length > 0) {
    await context.ledger.commit(() => ({ write: { events }, result: undefined }));
  }
  react();
}

async function disconnected(context: Context, host: HostIdentity): Promise<void> {
  const nowMs = context.clock.nowMs();
  context.attestations.end(host.hostUid);
  context.signatureStates.delete(host.hostUid);
  const known = context.presence.get(host.hostUid);
  if (known !== undefined) context.presence.set(host.hostUid, { ...known, seenMs: nowMs });
  const event = presenceEvent(host, 'host.disconnected', { nowMs, detail: {} });
  await context.ledger.commit(() => ({ write: { events: [event] }, result: undefined }));
  context.requests.status('Host', { name: host.hostName });
}

async function refused(
  context: Context,
  host: HostIdentity,
  { pushSeq, code, message }: Parameters<HostEvents['refused']>[1],
): Promise<void> {
  const nowMs = context.clock.nowMs();
  const refusedRows = await context.ledger.commit(() => {
    const rows = context.ledger
      .states({ hostUid: host.hostUid })
      .filter((row) => row.state === 'Dispatched' && row.pushSeq === pushSeq);
    return { write: foldRefusal({ rows, code, message, nowMs }), result: rows };
  });
  context.requests.status('Host', { name: host.hostName });
  if (code === 'TPM_LOCKED_OUT') context.memory.sessionChanges.add(host.hostUid);
  for (const row of refusedRows) lookAgain(context, credentialOf(row));
}

type Told = { readonly report: HostReport; readonly receipt: NumberedReceipt };

async function reported(context: Context, host: HostIdentity, told: Told): Promise<void> {
  const { seq, credential } = told.report;
  const { hostUid, hostName } = host;
  const states = await context.ledger.commit(() => {
    const recordedSeq = context.ledger.identity(hostUid)?.lastReportSeq ?? 0;
    // Two sessions of one host, one of them ending, may bring the same report.
    if (seq <= recordedSeq) return { write: {}, result: [] };
    refuseGap(host, told, recordedSeq);
    const progress = progressOf(context, host, told);
    return { write: { ...progress, reportSeqs: [{ hostUid, seq }] }, result: progress.states };
  });
  context.requests.statusLater('Host', { name: hostName });
  if (states.some(isPutOff)) context.memory.sessionChanges.add(hostUid);
  const ref = { namespace: credential.namespace, name: credential.name };
  // Nobody else gets anything because of a host that is still at work.
  if (states.some((row) => !isInFlight(row))) lookAgain(context, ref);
  else if (states.length > 0) context.requests.rolloutsLater(ref);
}

/** The one before it was refused while this one waited for it: both come again. */
function refuseGap({ hostName }: HostIdentity, { report, receipt }: Told, recordedSeq: number) {
  if (receipt.afterSeq <= recordedSeq) return;
  const text = `host ${hostName}: report ${report.seq} is not kept, because ${receipt.afterSeq} is not`;
  throw new CredfleetError('STORE_FAILED', text);
}

function progressOf(
  { ledger, clock }: Context,
  { hostUid, hostName }: HostIdentity,
  { report, receipt }: Told,
): Progress {
  const [row] = ledger.states({ credentialUid: report.credential.uid, hostUid });
  return foldReport({
    row,
    report,
    host: hostName,
    receipt,
    nowMs: clock.nowMs(),
  });
}

/**
 * A host said how it went: that moves rollouts, or the removal of a credential that is being deleted. Others may have
 * waited for the same units.
 */
function lookAgain(context: Context, ref: CredentialRef): void {
  const { requests, view } = context;
  const credential = view.get('HostCredential', ref);
  if (credential?.metadata.deletionTimestamp === undefined) requests.rollouts(ref);
  else requests.credential(ref);
  if (credential === undefined) return;
  for (const { metadata } of sharingUnits(context, credential)) {
    requests.rollouts({ namespace: metadata.namespace ?? '', name: metadata.name });
  }
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
