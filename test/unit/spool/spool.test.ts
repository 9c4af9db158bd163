/**
 * Reports until they are acknowledged: numbered without gaps, signed, there after a crash.
 * @module
 */
import { generateKeyPairSync } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ReportSpool } from '#agent/apply/ports.ts';
import { GATHER_MS, openSpool, type SpoolOptions } from '#agent/spool/spool.node.ts';
import { ed25519Raw } from '#src/identity/public-key.ts';
import { isReceipt } from '#src/identity/receipt.ts';
import type { CredentialReport, HostReport } from '#src/intent/report.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const rawKey = ed25519Raw(publicKey);
let folder: string;
let path: string;
let opened: AsyncDisposable[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spool-'));
  path = join(folder, 'reports');
});

afterEach(async () => {
  for (const spool of opened) await spool[Symbol.asyncDispose]();
  opened = [];
  await rm(folder, { recursive: true });
});

async function open(change: Partial<SpoolOptions> = {}): Promise<ReportSpool & AsyncDisposable> {
  const spool = await openSpool({
    path,
    hostUid: 'host-1',
    bootId: 'boot-1',
    receiptKey: privateKey,
    encodeHostReport: (report) => Buffer.from(JSON.stringify(report)),
    decodeHostReport: (body) => JSON.parse(Buffer.from(body).toString('utf8')) as HostReport,
    clock: new FakeClock(),
    ...change,
  });
  opened.push(spool);
  return spool;
}

function report(version: number, phase: CredentialReport['phase'] = 'Healthy'): CredentialReport {
  return {
    uid: 'uid-1',
    namespace: 'shop',
    name: 'db',
    version,
    rolloutUid: 'r',
    attempt: 1,
    phase,
    message: '',
    runningVersion: version,
    items: [],
    units: [],
  };
}

const seqs = (spool: ReportSpool): readonly number[] => spool.after(0).map(({ seq }) => seq);

test('each report is numbered, signed and names host and boot', async () => {
  const spool = await open();
  const { seq, body, signature } = await spool.append(report(7));
  expect(seq).toBe(1);
  const said = JSON.parse(Buffer.from(body).toString()) as HostReport;
  expect(said).toMatchObject({ hostUid: 'host-1', bootId: 'boot-1', seq: 1 });
  expect(said.credential.version).toBe(7);
  expect(isReceipt(rawKey, body, signature)).toBe(true);
});

test('numbers have no gaps, also when many are appended at once', async () => {
  const spool = await open();
  await Promise.all([1, 2, 3, 4, 5].map(async (version) => spool.append(report(version))));
  expect(seqs(spool)).toEqual([1, 2, 3, 4, 5]);
});

test('after a restart the unacknowledged are there and numbering goes on', async () => {
  const before = await open();
  for (const version of [1, 2, 3]) await before.append(report(version));
  await before.acknowledge(2);
  const after = await open();
  expect(after.lastSeq()).toBe(3);
  // Which of them the controller has, it says itself.
  await after.acknowledge(2);
  expect(seqs(after)).toEqual([3]);
  expect((await after.append(report(4))).seq).toBe(4);
});

test('when all are acknowledged the next number is still the next one', async () => {
  const before = await open();
  for (const version of [1, 2]) await before.append(report(version));
  await before.acknowledge(2);
  const after = await open();
  await after.acknowledge(2);
  expect(seqs(after)).toEqual([]);
  expect((await after.append(report(3))).seq).toBe(3);
});

test('an acknowledgement is forgotten with the process, and nothing is written for it', async () => {
  const before = await open();
  for (const version of [1, 2]) await before.append(report(version));
  const content = await readFile(path);
  await before.acknowledge(2);
  expect(seqs(before)).toEqual([]);
  expect(await readFile(path)).toEqual(content);
  expect(seqs(await open())).toEqual([1, 2]);
});

test('compaction keeps what is not acknowledged and the numbering', async () => {
  const spool = await open();
  const long = { ...report(1), message: 'm'.repeat(60_000) };
  for (let at = 0; at < 6; at += 1) await spool.append(long);
  const sizeBefore = (await readFile(path)).length;
  await spool.acknowledge(5);
  expect((await readFile(path)).length).toBeLessThan(sizeBefore / 4);
  const after = await open();
  expect(seqs(after)).toEqual([6]);
  expect(after.lastSeq()).toBe(6);
});

test('a report torn by a crash never was; its number is given again', async () => {
  const before = await open();
  for (const version of [1, 2]) await before.append(report(version));
  const content = await readFile(path);
  await writeFile(path, content.subarray(0, content.length - 5));
  const after = await open();
  expect(seqs(after)).toEqual([1]);
  expect((await after.append(report(2))).seq).toBe(2);
});

test('a line that no version of ours wrote is refused', async () => {
  await (await open()).append(report(1));
  await appendFile(path, `${'0'.repeat(16)} {}\n`);
  await (await open()).append(report(2));
  expect(seqs(await open())).toEqual([1, 2]);
});

test('a spool that was lost goes on behind what the controller has, also after a restart', async () => {
  const lost = await open();
  await lost.acknowledge(500);
  expect(lost.lastSeq()).toBe(500);
  expect((await (await open()).append(report(7))).seq).toBe(501);
});

test('what a spool put back to an older day holds gets new numbers, and nothing is left out', async () => {
  const old = await open();
  for (const version of [1, 2]) await old.append(report(version));
  await old.acknowledge(500);
  for (const spool of [old, await open()]) {
    expect(spool.lastSeq()).toBe(502);
    const reports = spool.after(500);
    const said = reports.map(({ body }) => JSON.parse(Buffer.from(body).toString()) as HostReport);
    expect(said.map(({ seq, credential }) => [seq, credential.version])).toEqual([
      [501, 1],
      [502, 2],
    ]);
    const isSigned = reports.map(({ body, signature }) => isReceipt(rawKey, body, signature));
    expect(isSigned).toEqual([true, true]);
  }
});

test.for([
  { given: 'another host UID', change: { hostUid: 'host-2' } },
  {
    given: 'another receipt key',
    change: { receiptKey: generateKeyPairSync('ed25519').privateKey },
  },
])('under $given the numbers start at one, and no old report is sent', async ({ change }) => {
  for (const version of [1, 2, 3]) await (await open()).append(report(version));
  const changed = await open(change);
  expect(seqs(changed)).toEqual([]);
  expect((await changed.append(report(4))).seq).toBe(1);
  expect(seqs(await open(change))).toEqual([1]);
});

describe('what is gathered', () => {
  const said = (spool: ReportSpool) =>
    spool.after(0).map(({ seq, body }) => {
      const { timeMs, credential } = JSON.parse(Buffer.from(body).toString()) as HostReport;
      return { seq, timeMs, phase: credential.phase };
    });

  test('goes with the next report in one write, before it, with its own number and time', async () => {
    const clock = new FakeClock(1_000);
    const spool = await open({ clock });
    let writes = 0;
    spool.onAppend(() => {
      writes += 1;
    });
    const sealed = spool.gather(report(1, 'Sealed'));
    clock.advance(40);
    await spool.append(report(1));
    expect(await sealed).toMatchObject({ seq: 1 });
    const both = [
      { seq: 1, timeMs: 1_000, phase: 'Sealed' },
      { seq: 2, timeMs: 1_040, phase: 'Healthy' },
    ];
    expect(said(spool)).toEqual(both);
    expect(writes).toBe(1);
    expect(said(await open())).toEqual(both);
    const isSigned = spool.after(0).map((one) => isReceipt(rawKey, one.body, one.signature));
    expect(isSigned).toEqual([true, true]);
    clock.advance(GATHER_MS);
    await spool.flush();
    expect(writes).toBe(1);
  });

  test('goes by itself when nothing follows in time', async () => {
    const clock = new FakeClock(1_000);
    const spool = await open({ clock });
    const sealed = spool.gather(report(1, 'Sealed'));
    clock.advance(GATHER_MS - 1);
    await settle();
    expect(said(spool)).toEqual([]);
    clock.advance(1);
    await sealed;
    expect(said(spool)).toEqual([{ seq: 1, timeMs: 1_000, phase: 'Sealed' }]);
    void spool.gather(report(2, 'Sealed'));
    clock.advance(GATHER_MS);
    while (said(spool).length < 2) await settle();
  });

  test('is lost in a crash before that, and leaves no gap', async () => {
    const killed = await open();
    void killed.gather(report(1, 'Sealed'));
    await settle();
    const after = await open();
    expect(seqs(after)).toEqual([]);
    expect((await after.append(report(1))).seq).toBe(1);
  });

  test('is on disk when it was flushed, and when the agent ends', async () => {
    const spool = await open();
    void spool.gather(report(1, 'Sealed'));
    await spool.flush();
    expect(seqs(await open())).toEqual([1]);
    void spool.gather(report(2, 'Sealed'));
    await spool[Symbol.asyncDispose]();
    expect(seqs(await open())).toEqual([1, 2]);
  });

  test('stays while the disk refuses it, told again or not, and goes once', async () => {
    const clock = new FakeClock();
    const spool = await open({ clock, encodeHostReport: refusing(2) });
    void spool.gather(report(1, 'Sealed'));
    await expect(spool.append(report(1))).rejects.toThrow('no space');
    clock.advance(GATHER_MS);
    await settle();
    expect(seqs(spool)).toEqual([]);
    const again = spool.gather(report(1, 'Sealed'));
    clock.advance(GATHER_MS);
    await again;
    await spool.append(report(1));
    expect(said(spool).map(({ seq, phase }) => [seq, phase])).toEqual([
      [1, 'Sealed'],
      [2, 'Healthy'],
    ]);
  });
});

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Fails so many times. */
function refusing(times: number): SpoolOptions['encodeHostReport'] {
  let left = times;
  return (body) => {
    left -= 1;
    if (left >= 0) throw new Error('no space');
    return Buffer.from(JSON.stringify(body));
  };
}

test('listeners hear of each append until they stop', async () => {
  const spool = await open();
  let heard = 0;
  const stop = spool.onAppend(() => {
    heard += 1;
  });
  await spool.append(report(1));
  stop();
  await spool.append(report(2));
  expect(heard).toBe(1);
});
