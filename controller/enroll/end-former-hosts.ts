/**
 * A Host that was deleted and made again has another UID; the machine with its key is the same. What the ledger
 * says of the former UID ends when the new one is issued, so that nothing is counted twice.
 * @module
 */
import type { Ledger, LedgerWrite } from '#controller/ledger/ledger.ts';

type NewHost = {
  readonly hostUid: string;
  readonly identityHash: string;
  readonly nowMs: number;
};

/** The host says itself what it holds, under its new UID. */
export function endFormerHosts(
  ledger: Pick<Ledger, 'identitiesByHash' | 'states'>,
  { hostUid, identityHash, nowMs }: NewHost,
): Required<Pick<LedgerWrite, 'states' | 'intervals'>> {
  const rows = ledger
    .identitiesByHash(identityHash)
    .filter((former) => former.hostUid !== hostUid)
    .flatMap((former) => ledger.states({ hostUid: former.hostUid }))
    .filter((row) => row.state !== 'Removed' || row.runningVersion > 0);
  return {
    states: rows.map(({ code: _old, ...row }) =>
      Object.assign(row, {
        state: 'Removed' as const,
        runningVersion: 0,
        sinceMs: nowMs,
        message: `this machine is host ${hostUid} now`,
      }),
    ),
    intervals: rows
      .filter((row) => row.runningVersion > 0)
      .map((row) => ({
        hostUid: row.hostUid,
        credentialUid: row.credentialUid,
        atMs: nowMs,
        endReason: 'replaced',
      })),
  };
}
