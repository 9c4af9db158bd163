/**
 * A ledger with a history that hosts signed, for tests that tamper with it.
 * @module
 */
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { AuditLog } from '#controller/audit/audit-log.ts';
import { Proofs } from '#controller/audit/proofs.ts';
import type { ArchiveFolder } from '#controller/audit/retention/archive-folder.ts';
import { createArchiveFolder } from '#controller/audit/retention/archive-folder.node.ts';
import { Retention, type RetentionOptions } from '#controller/audit/retention/retention.ts';
import { Checkpoints } from '#controller/audit/keep-checkpoints.ts';
import type { Database } from '#controller/ledger/database.ts';
import type { Ledger } from '#controller/ledger/ledger.ts';
import { type Checkpoint, openCheckpoint } from '#src/audit/checkpoint/checkpoint.ts';
import { type NoteKey, parseNoteKey } from '#src/audit/checkpoint/signed-note.ts';
import type { NewAuditEvent } from '#src/audit/event.ts';
import type { Verdict } from '#src/audit/verify/verdict.ts';
import { verifyExport } from '#src/audit/verify/verify-export.ts';
import type { Clock } from '#src/clock/clock.ts';
import { ed25519Raw } from '#src/identity/public-key.ts';
import { signingKeyId, signReceipt } from '#src/identity/receipt.ts';
import type { HostReport } from '#src/intent/report.ts';
import { goneEvents, reportEvent } from '#src/rollout/report-event.ts';
import { encodeHostReport } from '#src/wire/report-wire.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { silentLog } from '#test/fakes/silent-log.ts';
import { hostIdentityOf } from '#test/gen/host-identity.ts';
import type { LedgerHome } from '#test/postgres/ledger-homes.ts';

export const DAY_MS = 86_400_000;

type Host = {
  readonly hostUid: string;
  readonly name: string;
  readonly key: KeyObject;
  seq: number;
};

export class AuditWorld implements Disposable {
  readonly home: LedgerHome;
  /** Ends with it, too. */
  readonly directory = mkdtempSync(join(tmpdir(), 'credfleet-audit-world-'));
  readonly keys = {
    clusterUid: '5f0c6a52-8f43-4c6c-9a62-0f8c2f1f7a11',
    auditKey: generateKeyPairSync('ed25519').privateKey,
  };
  readonly clock = new FakeClock(Date.parse('2026-11-22T12:00:00Z'));
  readonly first = hostOf('h1');
  readonly second = hostOf('h2');
  readonly hosts: readonly Host[] = [this.first, this.second];
  #ledger: Ledger;
  #isOpen = true;

  /** @param home ends with it. */
  constructor(home: LedgerHome) {
    this.home = home;
    this.#ledger = home.open();
    for (const host of this.hosts) this.enrol(host, 1);
  }

  get ledger(): Ledger {
    return this.#ledger;
  }

  get log(): AuditLog {
    return new AuditLog({ keys: this.keys, evidence: this.#ledger.evidence });
  }

  get proofs(): Proofs {
    const clock = { nowMs: () => this.clock.nowMs(), sleep: () => Promise.resolve() };
    const { keys, log } = this;
    const { evidence, retention } = this.#ledger;
    return new Proofs({ keys, evidence, retention, log, clock });
  }

  get noteKey(): NoteKey {
    const key = parseNoteKey(this.log.key());
    if (key === undefined) throw new Error('the key of the log is none');
    return key;
  }

  checkpoints(): Checkpoints {
    const { ledger, log: auditLog, clock } = this;
    return new Checkpoints({ ledger, auditLog, clock, log: silentLog });
  }

  get archive(): ArchiveFolder {
    return createArchiveFolder(join(this.directory, 'archive'));
  }

  /** Its time is the world's; it waits for nobody. */
  retention(options: Partial<RetentionOptions> = {}): Retention {
    const { ledger, log: auditLog, archive } = this;
    const clock: Clock = { nowMs: () => this.clock.nowMs(), sleep: async () => setImmediate() };
    const fixed = { ledger, auditLog, clock, archive, log: silentLog, sinks: sinksNamed() };
    return new Retention({ ...fixed, retentionMs: 400 * DAY_MS, ...options });
  }

  /** While the work is done nobody has it open. */
  whileClosed(work: () => void): void {
    this.close();
    work();
    this.reopen();
  }

  close(): void {
    if (this.#isOpen) this.#ledger.close();
    this.#isOpen = false;
  }

  reopen(): void {
    this.#ledger = this.home.open();
    this.#isOpen = true;
  }

  /** As somebody who stops the controller, changes what it stored and starts it again. */
  tamper(work: (database: Database) => void): void {
    this.whileClosed(() => {
      const database = this.home.database();
      try {
        database.transaction(() => work(database));
      } finally {
        database.close();
      }
    });
  }

  enrol(host: Host, identityEpoch: number): void {
    const receiptKey = ed25519Raw(createPublicKey(host.key));
    const identity = { ...hostIdentityOf(host.hostUid, host.name), receiptKey, identityEpoch };
    const detail = { identityEpoch, receiptKey: Buffer.from(receiptKey).toString('base64') };
    this.#ledger.write({
      identities: [identity],
      events: [
        this.event({
          type: 'host.enrolled',
          subject: { host: host.name, hostUID: host.hostUid },
          detail,
        }),
      ],
    });
  }

  event(change: Partial<NewAuditEvent> = {}): NewAuditEvent {
    this.clock.advance(1000);
    return {
      timeMs: this.clock.nowMs(),
      type: 'intent.changed',
      outcome: 'success',
      actor: { kind: 'user', id: 'ada' },
      subject: { namespace: 'payments', hostCredential: 'db' },
      detail: {},
      ...change,
    };
  }

  /** What a host told, and each revoked version that it says is gone: one report, several events. */
  reports(host: Host, gone: readonly number[]): readonly NewAuditEvent[] {
    const input = this.#told(host, {}, gone);
    return [reportEvent(input), ...goneEvents(input)];
  }

  report(host: Host, change: Partial<HostReport> = {}): NewAuditEvent {
    return reportEvent(this.#told(host, change));
  }

  #told(host: Host, change: Partial<HostReport>, gone?: readonly number[]) {
    host.seq += 1;
    this.clock.advance(1000);
    const report: HostReport = {
      hostUid: host.hostUid,
      bootId: 'boot-1',
      seq: host.seq,
      timeMs: this.clock.nowMs(),
      credential: {
        uid: 'c1',
        namespace: 'payments',
        name: 'db',
        version: 2,
        rolloutUid: 'r2',
        attempt: 1,
        phase: 'Healthy',
        message: '',
        runningVersion: 2,
        items: [],
        units: [],
        ...(gone === undefined ? {} : { gone }),
      },
      ...change,
    };
    const body = encodeHostReport(report);
    const keyId = signingKeyId(ed25519Raw(host.key));
    const receipt = { keyId, signature: signReceipt(host.key, body), body };
    return { report, host: host.name, receipt, nowMs: this.clock.nowMs() };
  }

  /** So many rounds: what somebody changed, then what each host said. */
  live(rounds: number): void {
    const events = Array.from({ length: rounds }, () => [
      this.event(),
      ...this.hosts.map((host) => this.report(host)),
    ]);
    this.#ledger.write({ events: events.flat() });
  }

  export(): readonly string[] {
    return [...this.log.export()];
  }

  /** Signed and kept elsewhere. */
  kept(): Checkpoint {
    const checkpoint = openCheckpoint(this.log.checkpoint(), this.noteKey);
    if (checkpoint === undefined) throw new Error('the log signs no checkpoint');
    return checkpoint;
  }

  async verify(kept: readonly Checkpoint[] = []): Promise<Verdict> {
    return verifyLines(this.export(), { key: this.noteKey, kept });
  }

  [Symbol.dispose](): void {
    this.close();
    this.home[Symbol.dispose]();
    rmSync(this.directory, { recursive: true });
  }
}

/** Configured, wherever they are. */
export function sinksNamed(...names: readonly string[]): RetentionOptions['sinks'] {
  return { names, rows: () => [] };
}

export async function verifyLines(
  lines: readonly string[],
  options: Parameters<typeof verifyExport>[1],
): Promise<Verdict> {
  return verifyBytes(Buffer.from(lines.map((line) => `${line}\n`).join(''), 'utf8'), options);
}

export async function verifyBytes(
  bytes: Uint8Array,
  options: Parameters<typeof verifyExport>[1],
): Promise<Verdict> {
  return verifyExport(pieces(bytes), options);
}

/** As a file comes: in pieces that end anywhere. */
async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1_013) yield bytes.subarray(at, at + 1_013);
}

function hostOf(hostUid: string): Host {
  const key = generateKeyPairSync('ed25519').privateKey;
  return { hostUid, name: `metal-${hostUid}`, key, seq: 0 };
}
