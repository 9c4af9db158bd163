/**
 * Reports on disk until the controller has them: numbered without gaps, signed by the host's receipt
 * key, so that each stays evidence. Survives crashes and outages of any length.
 * @module
 */
import type { KeyObject } from 'node:crypto';
import { dirname } from 'node:path';
import type { ReportSpool, SpooledReport } from '#agent/apply/ports.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { openAppendLog, type AppendLog } from '#src/files/append-log.node.ts';
import { ensurePrivateDirectory } from '#src/files/durable.node.ts';
import { ed25519Raw } from '#src/identity/public-key.ts';
import { signingKeyId, signReceipt } from '#src/identity/receipt.ts';
import type { CredentialReport, HostReport } from '#src/intent/report.ts';
import { Mutex } from '#src/sync/mutex.ts';

/** What nobody waits for is on disk after so long at the latest, and on its way. */
export const GATHER_MS = 250;
/** Rewritten without the acknowledged lines when it is this large. */
const COMPACT_AT_BYTES = 262_144;

export type SpoolOptions = {
  readonly path: string;
  readonly hostUid: string;
  readonly bootId: string;
  /** Ed25519 private key. */
  readonly receiptKey: KeyObject;
  readonly encodeHostReport: (report: HostReport) => Uint8Array;
  readonly decodeHostReport: (body: Uint8Array) => HostReport;
  readonly clock: Clock;
};

type Line =
  /** The first: whose reports these are, and signed with which key. */
  | { readonly kind: 'host'; readonly hostUid: string; readonly keyId: string }
  | { readonly kind: 'report'; readonly seq: number; readonly body: string; readonly sig: string }
  /** Everything up to `seq` was acknowledged. */
  | { readonly kind: 'acknowledged'; readonly seq: number };

/** Told, and not on disk yet. */
type Told = {
  readonly credential: CredentialReport;
  /** When it happened, however much later it is written. */
  readonly timeMs: number;
  /** Nobody hears of a failure: it stays until the disk takes it. */
  readonly isGathered: boolean;
  readonly stored: PromiseWithResolvers<SpooledReport>;
};

/** @throws {CredfleetError} STATE_CORRUPT, STATE_UNWRITABLE */
export async function openSpool(options: SpoolOptions): Promise<ReportSpool & AsyncDisposable> {
  try {
    await ensurePrivateDirectory(dirname(options.path));
  } catch (error) {
    throw CredfleetError.from(error, 'STATE_UNWRITABLE', `opening '${options.path}'`);
  }
  const { log, lines } = await openAppendLog(options.path);
  try {
    const parsed = lines.map(parseLine);
    if (lines[0] === firstLine(options)) return new DiskSpool(options, log, parsed);
    // Reports of another host, or signed with another key, are nothing that a controller takes from this one.
    await log.rewrite([firstLine(options)]);
    return new DiskSpool(options, log, []);
  } catch (error) {
    await log.close();
    throw error;
  }
}

class DiskSpool implements ReportSpool, AsyncDisposable {
  readonly #options: SpoolOptions;
  readonly #log: AppendLog;
  readonly #listeners = new Set<() => void>();
  readonly #writing = new Mutex();
  #told: Told[] = [];
  /** Somebody sleeps until what is gathered has to go. */
  #isDue = false;
  #reports: SpooledReport[] = [];
  #lastSeq = 0;

  constructor(options: SpoolOptions, log: AppendLog, lines: readonly Line[]) {
    this.#options = options;
    this.#log = log;
    for (const line of lines) {
      if (line.kind === 'host') continue;
      this.#lastSeq = Math.max(this.#lastSeq, line.seq);
      if (line.kind === 'report') this.#reports.push(fromLine(line));
      else this.#reports = this.#reports.filter((report) => report.seq > line.seq);
    }
  }

  lastSeq(): number {
    return this.#lastSeq;
  }

  async append(credential: CredentialReport): Promise<SpooledReport> {
    const stored = this.#tell(credential, false);
    // Why it failed is told by what was told.
    this.flush().catch(() => undefined);
    return stored;
  }

  async gather(credential: CredentialReport): Promise<SpooledReport> {
    const waiting = this.#told.find((told) => isToldAgain(told, credential));
    if (waiting !== undefined) return waiting.stored.promise;
    this.#flushInTime();
    return this.#tell(credential, true);
  }

  async flush(): Promise<void> {
    // One after the other: a number is given for good only when its report is on disk, so none is missing.
    await this.#writing.run(async () => this.#write());
  }

  after(seq: number): readonly SpooledReport[] {
    return this.#reports.filter((report) => report.seq > seq);
  }

  async acknowledge(seq: number): Promise<void> {
    // The controller may have reports that this spool does not know: it was lost, or put back to an older day.
    const isBehind = this.#lastSeq < seq;
    if (!isBehind) this.#reports = this.#reports.filter((report) => report.seq > seq);
    // Not written down: a controller says at each Welcome what it has.
    if (!isBehind && this.#log.sizeBytes < COMPACT_AT_BYTES) return;
    await this.#writing.run(async () => this.#rewrite(seq));
  }

  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.flush().catch(() => undefined);
    // What the disk does not take is not tried again.
    this.#told = [];
    await this.#log.close();
  }

  #tell(credential: CredentialReport, isGathered: boolean): Promise<SpooledReport> {
    const stored = Promise.withResolvers<SpooledReport>();
    this.#told.push({ credential, timeMs: this.#options.clock.nowMs(), isGathered, stored });
    return stored.promise;
  }

  /** Not called off when it goes earlier: then there is nothing left, or the next goes earlier too. */
  #flushInTime(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    const due = this.#options.clock.sleep(GATHER_MS).then(async () => {
      this.#isDue = false;
      await this.flush();
    });
    due.catch(() => this.#flushInTime());
  }

  /** All that was told, in its order: one write, and one look at what there is to send. */
  async #write(): Promise<void> {
    const told = this.#told;
    if (told.length === 0) return;
    this.#told = [];
    try {
      const reports = told.map((one, at) => this.#sign(this.#lastSeq + 1 + at, one));
      await this.#log.append(reports.map((report) => JSON.stringify(toLine(report))));
      this.#lastSeq += reports.length;
      this.#reports.push(...reports);
      reports.forEach((report, at) => told[at]?.stored.resolve(report));
    } catch (error) {
      this.#told.unshift(...told.filter(({ isGathered }) => isGathered));
      for (const { isGathered, stored } of told) if (!isGathered) stored.reject(error);
      throw error;
    }
    for (const listener of this.#listeners) listener();
  }

  async #rewrite(seq: number): Promise<void> {
    const isBehind = this.#lastSeq < seq;
    const held = isBehind
      ? this.#reports.map((report, at) => this.#renumber(report, seq + 1 + at))
      : this.#reports;
    // Keeps the numbering when no report is left.
    const acknowledged: Line = { kind: 'acknowledged', seq };
    const lines = [acknowledged, ...held.map(toLine)].map((line) => JSON.stringify(line));
    await this.#log.rewrite([firstLine(this.#options), ...lines]);
    if (!isBehind) return;
    this.#reports = held;
    this.#lastSeq = held.at(-1)?.seq ?? seq;
  }

  #sign(seq: number, { timeMs, credential }: Told): SpooledReport {
    const { hostUid, bootId } = this.#options;
    return this.#signed({ hostUid, bootId, seq, timeMs, credential });
  }

  /** Its number was used already by a report that the spool has lost. */
  #renumber({ body }: SpooledReport, seq: number): SpooledReport {
    return this.#signed({ ...this.#options.decodeHostReport(body), seq });
  }

  #signed(report: HostReport): SpooledReport {
    const body = this.#options.encodeHostReport(report);
    return { seq: report.seq, body, signature: signReceipt(this.#options.receiptKey, body) };
  }
}

/** After a failure of the host an assignment is taken up again: what still waits says it already. */
function isToldAgain({ isGathered, credential: old }: Told, credential: CredentialReport): boolean {
  return isGathered && JSON.stringify(old) === JSON.stringify(credential);
}

function firstLine({ hostUid, receiptKey }: SpoolOptions): string {
  const line: Line = { kind: 'host', hostUid, keyId: signingKeyId(ed25519Raw(receiptKey)) };
  return JSON.stringify(line);
}

function toLine({ seq, body, signature }: SpooledReport): Line & { readonly kind: 'report' } {
  return {
    kind: 'report',
    seq,
    body: Buffer.from(body).toString('base64'),
    sig: Buffer.from(signature).toString('base64'),
  };
}

function fromLine(line: Line & { readonly kind: 'report' }): SpooledReport {
  return {
    seq: line.seq,
    body: Buffer.from(line.body, 'base64'),
    signature: Buffer.from(line.sig, 'base64'),
  };
}

function parseLine(text: string): Line {
  const line: unknown = JSON.parse(text);
  if (isLine(line)) return line;
  throw new CredfleetError('STATE_CORRUPT', 'the report spool holds a line of an unknown kind');
}

function isLine(line: unknown): line is Line {
  if (typeof line !== 'object' || line === null) return false;
  const { kind, seq, body, sig } = line as Record<string, unknown>;
  if (kind === 'host') return true;
  if (typeof seq !== 'number') return false;
  return (
    kind === 'acknowledged' ||
    (kind === 'report' && typeof body === 'string' && typeof sig === 'string')
  );
}
