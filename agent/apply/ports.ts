/**
 * Where the session meets the apply engine: what a push becomes, what Hello says, what is reported.
 * @module
 */
import type { OpenedIntent } from '#src/intent/intent.ts';
import type { CredentialReport, InventoryItem } from '#src/intent/report.ts';

/**
 * Opens an envelope with the host's key; throws the ENVELOPE_… codes. The caller disposes what it returns. One that was
 * accepted in time (`wasAccepted`) opens again later, however long the host was off: the journal vouches for it.
 */
export type OpenEnvelope = (
  envelope: Uint8Array,
  acceptedSeq: number,
  wasAccepted?: boolean,
) => Promise<{ readonly hostSeq: number; readonly intents: readonly OpenedIntent[] }>;

/** Given which KX epochs accepted envelopes still need, once somebody has to know. */
export type ForgetKeys = (needed: () => Promise<ReadonlySet<number>>) => Promise<void>;

export interface ApplyEngine {
  /** Highest push sequence accepted; 0 = none. */
  hostSeq(): number;
  inventory(): readonly InventoryItem[];
  /**
   * Verifies, opens and checks a push and stores it durably; resolves = ACK, rejects with a CredfleetError =
   * NACK and nothing changed. The effects follow in the background.
   */
  accept(envelope: Uint8Array): Promise<void>;
  /** Runs `work` while no push is accepted: what nothing is pending for stays as it is meanwhile. */
  exclusive<T>(work: () => Promise<T>): Promise<T>;
  /** Forgets what nothing needs any more: envelopes that are in effect, and the keys that opened them. */
  tidy(): Promise<void>;
  /** Resumes what a crash interrupted, then applies what is accepted, until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
}

export type SpooledReport = {
  readonly seq: number;
  readonly body: Uint8Array;
  readonly signature: Uint8Array;
};

/** Reports on disk until acknowledged: nothing that was reported is lost. */
export interface ReportSpool {
  /** Highest sequence written; 0 = none. */
  lastSeq(): number;
  /** Signs, numbers and stores durably, behind all that was told before. */
  append(report: CredentialReport): Promise<SpooledReport>;
  /**
   * For what nobody waits for: stored with the next that is appended, or a moment later, with the time that it is now.
   * Resolves when it is; what the disk refuses is tried again. A crash before that forgets it.
   */
  gather(report: CredentialReport): Promise<SpooledReport>;
  /** Resolves when all that was gathered is stored. */
  flush(): Promise<void>;
  /** Those after `seq`, oldest first. */
  after(seq: number): readonly SpooledReport[];
  /** Forgets those up to `seq`; the next number is higher, also when this spool never gave `seq`. */
  acknowledge(seq: number): Promise<void>;
  /** Called when reports were stored, once for all of one write. Returns a function that stops it. */
  onAppend(listener: () => void): () => void;
}
