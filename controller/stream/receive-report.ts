/**
 * A signed report → checked, recorded, acknowledged. What is acknowledged is durable; what is not comes again.
 * @module
 */
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { HostReport } from '#src/intent/report.ts';
import { isReceipt, signingKeyId } from '#src/identity/receipt.ts';
import type { SignedReport } from '#src/wire/messages.ts';
import { decodeHostReport } from '#src/wire/report-wire.ts';
import { raiseAlarm } from './alarm.ts';
import type { SessionContext } from './session-context.ts';

/** What of a session its reports need. */
export type ReportContext = Pick<SessionContext, 'ledger' | 'clock' | 'log'> & {
  readonly events: Pick<SessionContext['events'], 'reported' | 'more'>;
};

export type Arrival = {
  readonly signed: SignedReport;
  /** Of the last that came on this stream, recorded or not yet; 0: none came. */
  readonly takenSeq: number;
};

/**
 * Resolves when the report is recorded, and all that came before it are. Undefined for one that came before.
 * @throws {CredfleetError} MESSAGE_INVALID for a report that is not this host's, whole and signed.
 */
export function receiveReport(
  context: ReportContext,
  identity: HostIdentity,
  { signed, takenSeq }: Arrival,
): Promise<void> | undefined {
  const { events } = context;
  const { hostName, receiptKey } = identity;
  const { seq, body, signature } = signed;
  const report = checkReport(context, identity, signed);
  const lastSeq = Math.max(takenSeq, recordedSeq(context, identity));
  if (seq <= lastSeq) return undefined;
  if (seq > lastSeq + 1) {
    const message = `host ${hostName}: reports ${lastSeq + 1} to ${seq - 1} never came`;
    raiseAlarm(context, identity, { reason: 'ReportGap', message, detail: { lastSeq, seq } });
  }
  const receipt = { keyId: signingKeyId(receiptKey), signature, body };
  return events.reported(identity, report, { ...receipt, afterSeq: lastSeq });
}

export function recordedSeq({ ledger }: ReportContext, { hostUid }: HostIdentity): number {
  return ledger.identity(hostUid)?.lastReportSeq ?? 0;
}

function checkReport(
  context: ReportContext,
  identity: HostIdentity,
  { seq, body, signature }: SignedReport,
): HostReport {
  const { hostUid, hostName, receiptKey } = identity;
  const refuse = (reason: string, message: string): never => {
    raiseAlarm(context, identity, { reason, message, detail: { seq } });
    throw new CredfleetError('MESSAGE_INVALID', message);
  };
  if (!isReceipt(receiptKey, body, signature)) {
    refuse('ReceiptInvalid', `host ${hostName}: report ${seq} is not signed by its receipt key`);
  }
  const report = decodeHostReport(body);
  if (report.seq !== seq || report.hostUid !== hostUid) {
    const says = `report ${seq} says it is ${report.seq} of ${report.hostUid}`;
    refuse('ReportMismatch', `host ${hostName}: ${says}`);
  }
  return report;
}
