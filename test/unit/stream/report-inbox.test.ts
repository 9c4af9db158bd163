/**
 * Reports of one session: read on while they wait to be recorded, acknowledged together, none without those before it.
 * @module
 */
import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import { openSqliteLedger } from '#controller/ledger/sqlite-ledger.node.ts';
import { ReportInbox } from '#controller/stream/report-inbox.ts';
import { ed25519Raw } from '#src/identity/public-key.ts';
import { signReceipt } from '#src/identity/receipt.ts';
import type { ReportPhase } from '#src/intent/report.ts';
import type { SignedReport } from '#src/wire/messages.ts';
import { encodeHostReport } from '#src/wire/report-wire.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { silentLog } from '#test/fakes/silent-log.ts';
import { hostReportOf } from '#test/gen/messages.ts';

const keys = generateKeyPairSync('ed25519');
const { hostUid } = hostReportOf();
const LAST_SEQ = 17;

const identity: HostIdentity = {
  hostUid,
  hostName: 'db-1',
  assurance: 'Software',
  identityHash: 'aa',
  kxPub: new Uint8Array(),
  kxEpoch: 1,
  receiptKey: ed25519Raw(keys.publicKey),
  identityEpoch: 1,
  certificateSerial: '01',
  certificateNotAfterMs: 0,
  lastPushSeq: 0,
  lastReportSeq: LAST_SEQ,
  enrolledAtMs: 0,
};

function signed(seq: number, phase: ReportPhase = 'Sealed'): SignedReport {
  const body = encodeHostReport({ ...hostReportOf({ phase }), seq });
  return { seq, body, signature: signReceipt(keys.privateKey, body) };
}

/** What is reported waits until the test lets it go. */
function inbox() {
  const ledger = openSqliteLedger(':memory:');
  ledger.write({ identities: [identity] });
  const waiting: { readonly seq: number; readonly done: PromiseWithResolvers<void> }[] = [];
  const told: (readonly [seq: number, afterSeq: number])[] = [];
  const acknowledged: number[] = [];
  const failures: unknown[] = [];
  let hurried = 0;
  const reports = new ReportInbox(
    {
      ledger,
      clock: new FakeClock(),
      log: silentLog,
      events: {
        more: () => {
          hurried += 1;
        },
        reported: async (_host, { seq }, { afterSeq }) => {
          told.push([seq, afterSeq]);
          const done = Promise.withResolvers<void>();
          waiting.push({ seq, done });
          await done.promise;
          ledger.write({ reportSeqs: [{ hostUid, seq }] });
        },
      },
    },
    {
      identity,
      acknowledge: (seq) => void acknowledged.push(seq),
      failed: (reason) => void failures.push(reason),
    },
  );
  const record = async (): Promise<void> => {
    for (const { done } of waiting.splice(0)) done.resolve();
    await settle();
  };
  const alarms = () => ledger.events({ type: 'host.alarm' }).map(({ detail }) => detail['reason']);
  const hurries = () => hurried;
  return { reports, waiting, told, acknowledged, failures, record, alarms, hurries };
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

test('what follows a report is read while it waits, and one number acknowledges both', async () => {
  const { reports, told, acknowledged, record, hurries } = inbox();
  await reports.take([signed(18)]);
  await reports.take([signed(19, 'Healthy')]);
  expect(told).toEqual([
    [18, 17],
    [19, 18],
  ]);
  expect(acknowledged).toEqual([]);
  await record();
  expect(acknowledged).toEqual([19]);
  await reports.take([signed(20)]);
  await record();
  expect(acknowledged).toEqual([19, 20]);
  expect(hurries()).toBe(0);
});

test('what is no report comes after all of them are recorded, and hurries them', async () => {
  const { reports, acknowledged, record, hurries } = inbox();
  await reports.settled();
  expect(hurries()).toBe(0);
  await reports.take([signed(18)]);
  const settled = reports.settled().then(() => acknowledged.slice());
  expect(hurries()).toBe(1);
  await record();
  expect(await settled).toEqual([18]);
});

test('one that is not recorded fails the session, and is never acknowledged', async () => {
  const { reports, waiting, acknowledged, failures } = inbox();
  await reports.take([signed(18)]);
  await reports.take([signed(19)]);
  const reason = new Error('no space');
  for (const { done } of waiting) done.reject(reason);
  await settle();
  expect(failures).toEqual([reason, reason]);
  await expect(reports.settled()).rejects.toThrow('no space');
  // It came before, and is not on record all the same.
  await reports.take([signed(18)]);
  expect(acknowledged).toEqual([]);
});

test('one that came before is taken once, recorded or not', async () => {
  const { reports, told, acknowledged, record, alarms } = inbox();
  await reports.take([signed(17)]);
  expect(acknowledged).toEqual([17]);
  await reports.take([signed(18)]);
  await reports.take([signed(18)]);
  await record();
  expect(told).toEqual([[18, 17]]);
  expect(acknowledged).toEqual([17, 18]);
  expect(alarms()).toEqual([]);
});

test('a gap is an alarm, counted from the last that came', async () => {
  const { reports, told, record, alarms } = inbox();
  await reports.take([signed(18)]);
  await reports.take([signed(21)]);
  await record();
  expect(told).toEqual([
    [18, 17],
    [21, 18],
  ]);
  expect(alarms()).toEqual(['ReportGap']);
});

test('no more than 64 are held for a host; then they are hurried', async () => {
  const { reports, waiting, record, acknowledged, hurries } = inbox();
  for (let seq = 18; seq < 18 + 63; seq += 1) await reports.take([signed(seq)]);
  let isRead = false;
  const last = reports.take([signed(81)]).then(() => {
    isRead = true;
  });
  await settle();
  expect(waiting).toHaveLength(64);
  expect(isRead).toBe(false);
  expect(hurries()).toBe(1);
  await record();
  await last;
  expect(acknowledged).toEqual([81]);
});

test('one that is not signed by the host is refused', async () => {
  const { reports, told, alarms } = inbox();
  const forged = { ...signed(18), signature: new Uint8Array(64) };
  await expect(reports.take([forged])).rejects.toMatchObject({ code: 'MESSAGE_INVALID' });
  expect(told).toEqual([]);
  expect(alarms()).toEqual(['ReceiptInvalid']);
});
