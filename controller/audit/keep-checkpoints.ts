/**
 * Writes signed checkpoints into the audit log and into the controller's own log: soon after events, after
 * many of them at once, and at the end. Whatever lies before one cannot be changed unseen.
 * @module
 */
import { missing } from '#controller/keys/key-entries.ts';
import type { Decided, Ledger } from '#controller/ledger/ledger.ts';
import { openCheckpoint } from '#src/audit/checkpoint/checkpoint.ts';
import { parseNoteKey } from '#src/audit/checkpoint/signed-note.ts';
import type { AuditEvent } from '#src/audit/event.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Logger } from '#src/log/logger.ts';
import type { AuditLog } from './audit-log.ts';

export type CheckpointsOptions = {
  readonly ledger: Ledger;
  readonly auditLog: AuditLog;
  readonly clock: Clock;
  readonly log: Logger;
};

/** Events are at most this long without a checkpoint, and at most so many. */
export const CHECKPOINT_EVERY_MS = 60_000;
export const CHECKPOINT_EVERY_EVENTS = 1_000;

type Written = { readonly size: number; readonly checkpoint: string };

export class Checkpoints {
  readonly #options: CheckpointsOptions;
  /** The event of the last one. */
  #lastSeq: number;
  #isWriting = false;

  /** @throws {CredfleetError} STORE_KEY_MISSING when another key signed the log before. */
  constructor(options: CheckpointsOptions) {
    this.#options = options;
    const [last] = options.ledger.events({ type: 'audit.checkpoint', limit: 1 });
    if (last !== undefined) refuseOtherKey(options.auditLog, last);
    this.#lastSeq = last?.seq ?? 0;
  }

  /** Until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { ledger, clock } = this.#options;
    const stop = ledger.onEvents(() => {
      const since = ledger.evidence.head().size - this.#lastSeq;
      if (since >= CHECKPOINT_EVERY_EVENTS) void this.#write();
    });
    while (!signal.aborted) {
      await clock.sleep(CHECKPOINT_EVERY_MS, signal).catch(() => undefined);
      if (!signal.aborted) await this.#write();
    }
    stop();
  }

  /** At the end, when nothing more is written. */
  writeLast(): void {
    const { ledger } = this.#options;
    const { write, result } = this.#decide();
    try {
      ledger.write(write);
      this.#tell(result);
    } catch (reason) {
      this.#failed(reason);
    }
  }

  async #write(): Promise<void> {
    if (this.#isWriting) return;
    this.#isWriting = true;
    try {
      this.#tell(await this.#options.ledger.commit(() => this.#decide()));
    } catch (reason) {
      this.#failed(reason);
    } finally {
      this.#isWriting = false;
    }
  }

  /** Over all events that were written before; nothing when the last of them is a checkpoint. */
  #decide(): Decided<Written | undefined> {
    const { ledger, auditLog, clock } = this.#options;
    const { size } = ledger.evidence.head();
    if (size === this.#lastSeq) return { write: {}, result: undefined };
    const checkpoint = auditLog.checkpoint();
    const event = {
      timeMs: clock.nowMs(),
      type: 'audit.checkpoint',
      outcome: 'success',
      actor: { kind: 'controller', id: 'controller' },
      subject: {},
      detail: { size, checkpoint },
    } as const;
    return { write: { events: [event] }, result: { size, checkpoint } };
  }

  /** The log of the service often goes to another machine: there it is out of reach of who rewrites this one. */
  #tell(written: Written | undefined): void {
    if (written === undefined) return;
    this.#lastSeq = written.size + 1;
    this.#options.log.info(written, 'audit checkpoint');
  }

  /** The next one covers the same events. */
  #failed(reason: unknown): void {
    const error = CredfleetError.from(reason, 'STORE_FAILED', 'writing a checkpoint');
    this.#options.log.error({ code: error.code, err: error }, 'no checkpoint of the audit log');
  }
}

function refuseOtherKey(auditLog: AuditLog, { detail }: AuditEvent): void {
  const key = parseNoteKey(auditLog.key());
  const isOwn = key !== undefined && openCheckpoint(String(detail['checkpoint']), key);
  if (!isOwn) missing('audit.key', 'is not the one that signed the audit log');
}
