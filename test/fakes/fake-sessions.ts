/**
 * Sessions without a stream: who is connected is what the test says, who was marked dirty is recorded.
 * @module
 */
import type { Sessions } from '#controller/stream/ports.ts';
import type { Challenge } from '#src/wire/messages.ts';

export class FakeSessions implements Sessions {
  readonly connected = new Set<string>();
  readonly closed: string[] = [];
  /** Host UIDs in the order in which they were marked. */
  marked: string[] = [];
  readonly challenged: { readonly hostUid: string; readonly challenge: Challenge }[] = [];
  readonly #listeners = new Set<(hostUid: string) => void>();
  readonly #challengeListeners = new Set<(hostUid: string, challenge: Challenge) => void>();
  readonly #markListeners = new Set<(hostUid: string) => void>();

  isConnected(hostUid: string): boolean {
    return this.connected.has(hostUid);
  }

  connectedHostUids(): ReadonlySet<string> {
    return this.connected;
  }

  markDirty(hostUid: string): void {
    this.marked.push(hostUid);
    for (const listener of this.#markListeners) listener(hostUid);
  }

  challenge(hostUid: string, challenge: Challenge): void {
    this.challenged.push({ hostUid, challenge });
    for (const listener of this.#challengeListeners) listener(hostUid, challenge);
  }

  /** Host UIDs in the order in which they were to be brought signatures. */
  readonly broughtSignatures: string[] = [];

  bringSignatures(hostUid: string): void {
    this.broughtSignatures.push(hostUid);
  }

  trustEpochOf(): number {
    return 0;
  }

  close(hostUid: string): void {
    this.closed.push(hostUid);
    this.disconnect(hostUid);
  }

  onChange(listener: (hostUid: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onMark(listener: (hostUid: string) => void): () => void {
    this.#markListeners.add(listener);
    return () => this.#markListeners.delete(listener);
  }

  onChallenge(listener: (hostUid: string, challenge: Challenge) => void): () => void {
    this.#challengeListeners.add(listener);
    return () => this.#challengeListeners.delete(listener);
  }

  connect(hostUid: string): void {
    this.connected.add(hostUid);
    for (const listener of this.#listeners) listener(hostUid);
  }

  disconnect(hostUid: string): void {
    this.connected.delete(hostUid);
    for (const listener of this.#listeners) listener(hostUid);
  }
}
