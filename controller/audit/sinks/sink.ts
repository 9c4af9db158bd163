/**
 * The port to a place outside that takes audit events.
 * @module
 */
import type { StoredEvent } from '#controller/ledger/evidence.ts';

export interface Sink extends AsyncDisposable {
  /** In metrics and messages; how far it is, is kept under this name. */
  readonly name: string;
  /**
   * Resolves when all of them are taken. What was rejected is given again, from the first on: who receives tells by
   * `seq` what it has already. Rejects when the signal aborts. Never called twice at once.
   */
  take(events: readonly StoredEvent[], signal: AbortSignal): Promise<void>;
}
