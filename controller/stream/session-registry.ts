/**
 * Which host is on which stream: one live session per host. Who may take the place is decided in claim-place.ts.
 * @module
 */
import { Mutex } from '#src/sync/mutex.ts';
import type { Challenge } from '#src/wire/messages.ts';
import type { HostSession } from './host-session.ts';
import type { Sessions } from './ports.ts';

export class SessionRegistry implements Sessions {
  readonly #sessions = new Map<string, HostSession>();
  readonly #trustEpochs = new Map<string, number>();
  readonly #listeners = new Set<(hostUid: string) => void>();
  readonly #turns = new Map<string, Mutex>();

  isConnected(hostUid: string): boolean {
    return this.#sessions.has(hostUid);
  }

  connectedHostUids(): ReadonlySet<string> {
    return new Set(this.#sessions.keys());
  }

  sessionOf(hostUid: string): HostSession | undefined {
    return this.#sessions.get(hostUid);
  }

  /** Those who claim the place of one host go one after another. */
  async inTurn<T>(hostUid: string, work: () => Promise<T>): Promise<T> {
    const turn = this.#turns.get(hostUid) ?? new Mutex();
    this.#turns.set(hostUid, turn);
    return turn.run(work);
  }

  markDirty(hostUid: string): void {
    this.#sessions.get(hostUid)?.markDirty();
  }

  challenge(hostUid: string, challenge: Challenge): void {
    this.#sessions.get(hostUid)?.challenge(challenge);
  }

  bringSignatures(hostUid: string): void {
    this.#sessions.get(hostUid)?.bringSignatures();
  }

  close(hostUid: string, reason: string): void {
    this.#sessions.get(hostUid)?.end(reason);
  }

  onChange(listener: (hostUid: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  trustEpochOf(hostUid: string): number {
    return this.#sessions.get(hostUid)?.trustEpoch ?? this.#trustEpochs.get(hostUid) ?? 0;
  }

  all(): readonly HostSession[] {
    return [...this.#sessions.values()];
  }

  /** Ends the host's older session, if any, and returns it. */
  add(session: HostSession): HostSession | undefined {
    const { hostUid } = session.identity;
    const older = this.#sessions.get(hostUid);
    this.#sessions.set(hostUid, session);
    // As it said itself: what is sent on this stream may never arrive.
    this.#trustEpochs.set(hostUid, session.trustEpoch);
    older?.end('a newer session of this host replaces this one');
    this.#tell(hostUid);
    return older;
  }

  /** False when a newer session has taken its place. */
  remove(session: HostSession): boolean {
    const { hostUid } = session.identity;
    if (this.#sessions.get(hostUid) !== session) return false;
    this.#sessions.delete(hostUid);
    this.#tell(hostUid);
    return true;
  }

  #tell(hostUid: string): void {
    for (const listener of this.#listeners) listener(hostUid);
  }
}
