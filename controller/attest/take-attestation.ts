/**
 * Takes a host's answer: verified, it is recorded and what waited for it is looked at again; otherwise the host is
 * passed over, and the audit log says why, once per cause.
 * @module
 */
import type { HostAttestation, HostIdentity } from '#controller/ledger/ledger.ts';
import type { Context } from '#controller/reconcile/context.ts';
import type { Attestation } from '#src/wire/messages.ts';
import { attestedEvent, refusedEvent } from './attestation-events.ts';
import type { Answer } from './evidence.ts';

const RECORD_INTERVAL_MS = 600_000;

/** False when nobody had asked for it: it says nothing. */
export function takeAttestation(
  context: Pick<Context, 'ledger' | 'clock' | 'log' | 'attestations'>,
  host: HostIdentity,
  attestation: Attestation,
): boolean {
  const { ledger, clock, log, attestations } = context;
  const { hostUid, hostName } = host;
  const nowMs = clock.nowMs();
  const identity = ledger.identity(hostUid) ?? host;
  const evidence = attestations.evidence(hostUid);
  const answer = attestations.answered(identity, attestation, nowMs);
  if (answer === undefined) {
    log.debug({ host: hostName, id: attestation.id }, 'an attestation that nobody asked for');
    return false;
  }
  const bootId = evidence?.bootId ?? '';
  const before = evidence?.answer;
  if (answer.kind === 'quoted') recordQuote(context, { host, bootId, answer, before, nowMs });
  else recordRefusal(context, { host, answer, before, nowMs });
  return true;
}

type Taken<Kind extends Answer['kind']> = {
  readonly host: HostIdentity;
  readonly answer: Extract<Answer, { readonly kind: Kind }>;
  /** The one before it in this session. */
  readonly before: Answer | undefined;
  readonly nowMs: number;
};

function recordQuote(
  { ledger }: Pick<Context, 'ledger'>,
  { host, bootId, answer, before, nowMs }: Taken<'quoted'> & { readonly bootId: string },
): void {
  const { hostUid, hostName } = host;
  const { timeMs, values } = answer;
  const known = ledger.attestation(hostUid);
  const now: HostAttestation = { hostUid, timeMs, bootId, values };
  const subject = { host: hostName, hostUID: hostUid };
  const isNews = known === undefined || before?.kind === 'failed' || !isSame(known, now);
  // A host that waits is asked each minute: the same again is not worth a write each time.
  if (!isNews && timeMs < known.timeMs + RECORD_INTERVAL_MS) return;
  ledger.write({
    attestations: [now],
    events: isNews ? [attestedEvent({ nowMs, subject, bootId, values })] : [],
  });
}

function recordRefusal(
  { ledger, log }: Pick<Context, 'ledger' | 'log'>,
  { host: { hostUid, hostName }, answer: { fault, message }, before, nowMs }: Taken<'failed'>,
): void {
  log.warn({ host: hostName, cause: fault }, message);
  if (before?.kind === 'failed' && before.fault === fault) return;
  const subject = { host: hostName, hostUID: hostUid };
  ledger.write({ events: [refusedEvent({ nowMs, subject, cause: fault, message })] });
}

function isSame(a: HostAttestation, b: HostAttestation): boolean {
  return (
    a.bootId === b.bootId &&
    a.values.size === b.values.size &&
    [...a.values].every(([pcr, value]) => b.values.get(pcr) === value)
  );
}
