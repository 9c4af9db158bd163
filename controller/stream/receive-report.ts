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

/**
 * Resolves when the report is recorded, at once for one that was recorded before.
 * @throws {CredfleetError} MESSAGE_INVALID for a report that is not this host's, whole and signed.
 */
export async function receiveReport(
  context: SessionContext,
  identity: HostIdentity,
  signed: SignedReport,
): Promise<void> {
  const { ledger, events } = context;
  const { hostUid, hostName, receiptKey } = identity;
  const { seq, body, signature } = signed;
  const report = checkReport(context, identity, signed);
  const lastSeq = ledger.identity(hostUid)?.lastReportSeq ?? 0;
  if (seq <= lastSeq) return;
  if (seq > lastSeq + 1) {
    const message = `host ${hostName}: reports ${lastSeq + 1} to ${seq - 1} never came`;
    raiseAlarm(context, identity, { reason: 'ReportGap', message, detail: { lastSeq, seq } });
  }
  await events.reported(identity, report, { keyId: signingKeyId(receiptKey), signature, body });
  const recorded = ledger.identity(hostUid)?.lastReportSeq ?? 0;
  if (recorded < seq) ledger.write({ reportSeqs: [{ hostUid, seq }] });
}

function checkReport(
  context: SessionContext,
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
