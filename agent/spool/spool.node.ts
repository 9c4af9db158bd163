/**
 * Reports on disk until the controller has them: numbered without gaps, signed by the host's receipt
 * key, so that each stays evidence. Survives crashes and outages of any length.
 * @module
 */
import { sign, type KeyObject } from 'node:crypto';
import { dirname } from 'node:path';
import type { ReportSpool, SpooledReport } from '#agent/apply/ports.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { openAppendLog, type AppendLog } from '#src/files/append-log.node.ts';
import { ensurePrivateDirectory } from '#src/files/durable.node.ts';
import type { CredentialReport, HostReport } from '#src/intent/report.ts';
import { Mutex } from '#src/sync/mutex.ts';

/** What a receipt's signature covers before the body. */
export const RECEIPT_TAG = Buffer.from('cf-receipt/1', 'utf8');
/** Rewritten when acknowledged lines make up this much. */
const COMPACT_AT_BYTES = 262_144;

export type SpoolOptions = {
  readonly path: string;
  readonly hostUid: string;
  readonly bootId: string;
  /** Ed25519 private key. */
  readonly receiptKey: KeyObject;
  readonly encodeHostReport: (report: HostReport) => Uint8Array;
  readonly clock: Clock;
};

type Line =
  | { readonly kind: 'report'; readonly seq: number; readonly body: string; readonly sig: string }
  /** Everything up to `seq` was acknowledged. */
  | { readonly kind: 'acknowledged'; readonly seq: number };

/** @throws {CredfleetError} STATE_CORRUPT, STATE_UNWRITABLE */
export async function openSpool(options: SpoolOptions): Promise<ReportSpool & AsyncDisposable> {
  try {
    await ensurePrivateDirectory(dirname(options.path));
  } catch (error) {
    throw CredfleetError.from(error, 'STATE_UNWRITABLE', `opening '${options.path}'`);
  }
  const { log, lines } = await openAppendLog(options.path);
  return new DiskSpool(options, log, lines.map(parseLine));
}

class DiskSpool implements ReportSpool, AsyncDisposable {
  readonly #options: SpoolOptions;
  readonly #log: AppendLog;
  readonly #listeners = new Set<() => void>();
  readonly #writing = new Mutex();
  #reports: SpooledReport[] = [];
  #lastSeq = 0;

  constructor(options: SpoolOptions, log: AppendLog, lines: readonly Line[]) {
    this.#options = options;
    this.#log = log;
    for (const line of lines) {
      this.#lastSeq = Math.max(this.#lastSeq, line.seq);
      if (line.kind === 'acknowledged') this.#drop(line.seq);
      else this.#reports.push(fromLine(line));
    }
  }

  lastSeq(): number {
    return this.#lastSeq;
  }

  async append(credential: CredentialReport): Promise<SpooledReport> {
    // One after the other: a number is given for good only when its report is on disk, so none is missing.
    const report = await this.#writing.run(async () => {
      const next = this.#sign(this.#lastSeq + 1, credential);
      await this.#log.append([JSON.stringify(toLine(next))]);
      this.#lastSeq = next.seq;
      this.#reports.push(next);
      return next;
    });
    for (const listener of this.#listeners) listener();
    return report;
  }

  after(seq: number): readonly SpooledReport[] {
    return this.#reports.filter((report) => report.seq > seq);
  }

  async acknowledge(seq: number): Promise<void> {
    if (this.#reports.every((report) => report.seq > seq)) return;
    this.#drop(seq);
    await this.#writing.run(async () => {
      // Also keeps the numbering when no report is left.
      const acknowledged: Line = { kind: 'acknowledged', seq };
      if (this.#log.sizeBytes < COMPACT_AT_BYTES) {
        await this.#log.append([JSON.stringify(acknowledged)]);
      } else {
        const lines = [acknowledged, ...this.#reports.map(toLine)];
        await this.#log.rewrite(lines.map((line) => JSON.stringify(line)));
      }
    });
  }

  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#log.close();
  }

  #sign(seq: number, credential: CredentialReport): SpooledReport {
    const { hostUid, bootId, clock, receiptKey, encodeHostReport } = this.#options;
    const body = encodeHostReport({ hostUid, bootId, seq, timeMs: clock.nowMs(), credential });
    const signature = sign(null, Buffer.concat([RECEIPT_TAG, body]), receiptKey);
    return { seq, body, signature };
  }

  #drop(seq: number): void {
    this.#reports = this.#reports.filter((report) => report.seq > seq);
  }
}

function toLine({ seq, body, signature }: SpooledReport): Line {
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
  if (typeof seq !== 'number') return false;
  return (
    kind === 'acknowledged' ||
    (kind === 'report' && typeof body === 'string' && typeof sig === 'string')
  );
}
