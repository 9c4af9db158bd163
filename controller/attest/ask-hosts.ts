/**
 * Sends hosts the question that stands between them and a delivery: one quote of all PCRs that any policy demands of
 * a host, so that one answer serves every HostCredential.
 * @module
 */
import type { Context } from '#controller/reconcile/context.ts';
import type { HostAccessPolicy } from '#src/api/host.ts';
import type { Stored } from '#src/api/meta.ts';
import { matchesSelector } from '#src/api/selector.ts';
import type { TargetHost } from '#src/rollout/next-step.ts';
import { refusedEvent } from './attestation-events.ts';

type AskContext = Pick<
  Context,
  'view' | 'ledger' | 'clock' | 'log' | 'random' | 'sessions' | 'attestations'
>;

export function askHosts(context: AskContext, hosts: readonly TargetHost[]): void {
  if (hosts.length === 0) return;
  const { attestations, clock, sessions } = context;
  const policies = context.view.all('HostAccessPolicy');
  for (const host of hosts) {
    const pcrs = demandedPcrs(policies, host);
    // The policy has gone meanwhile: the next pass sends without.
    if (pcrs.length === 0) continue;
    recordSilence(context, host);
    const challenge = attestations.ask(host.hostUid, pcrs, clock.nowMs());
    if (challenge !== undefined) sessions().challenge(host.hostUid, challenge);
  }
}

function demandedPcrs(
  policies: readonly Stored<HostAccessPolicy>[],
  { labels }: TargetHost,
): readonly number[] {
  return policies
    .filter(({ spec: { hostSelector } }) => hostSelector && matchesSelector(hostSelector, labels))
    .flatMap(({ spec }) => spec.attestation?.pcrs.map(({ index }) => index) ?? []);
}

/** A question that was not answered in time, before the next one is asked. */
function recordSilence({ attestations, ledger, clock, log }: AskContext, host: TargetHost): void {
  const nowMs = clock.nowMs();
  const before = attestations.evidence(host.hostUid)?.answer;
  const answer = attestations.giveUp(host.hostUid, nowMs);
  if (answer?.kind !== 'failed') return;
  const { fault, message } = answer;
  log.warn({ host: host.host, cause: fault }, message);
  if (before?.kind === 'failed' && before.fault === fault) return;
  const subject = { host: host.host, hostUID: host.hostUid };
  ledger.write({ events: [refusedEvent({ nowMs, subject, cause: fault, message })] });
}
