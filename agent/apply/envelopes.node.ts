/**
 * Accepted envelopes, still encrypted, until all that they carry is in effect. Beside each the journal's record of it:
 * one fsync for both, and the journal's own copy may wait for its next.
 * @module
 */
import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { openAppendLog, type AppendLog } from '#src/files/append-log.node.ts';
import { ensurePrivateDirectory } from '#src/files/durable.node.ts';
import type { Accepted } from './journal-records.ts';

export interface Envelopes {
  /** Of all that are kept, oldest first. */
  accepted(): readonly Accepted[];
  /** Resolves when durable. @throws {CredfleetError} STATE_UNWRITABLE */
  store(accepted: Accepted, envelope: Uint8Array): Promise<void>;
  /** Undefined when it is not there, whole. */
  read(hostSeq: number, digest: string): Promise<Uint8Array | undefined>;
  /** Removes all others. Only while nothing is stored. */
  keepOnly(hostSeqs: readonly number[]): Promise<void>;
}

type Kept = { readonly hostUid: string; readonly accepted: Accepted; readonly envelope: string };

export function envelopeDigest(envelope: Uint8Array): string {
  return createHash('sha256').update(envelope).digest('hex');
}

/**
 * What another host's UID was in does not open any more, and is left out.
 * @throws {CredfleetError} STATE_CORRUPT, STATE_UNWRITABLE
 */
export async function openEnvelopes(
  path: string,
  hostUid: string,
): Promise<Envelopes & AsyncDisposable> {
  try {
    await ensurePrivateDirectory(dirname(path));
  } catch (error) {
    throw CredfleetError.from(error, 'STATE_UNWRITABLE', `opening '${path}'`);
  }
  const { log, lines } = await openAppendLog(path);
  const kept = lines.map((line) => JSON.parse(line) as Kept);
  return new DiskEnvelopes(log, hostUid, kept);
}

class DiskEnvelopes implements Envelopes, AsyncDisposable {
  readonly #log: AppendLog;
  readonly #hostUid: string;
  #kept: readonly Kept[];

  constructor(log: AppendLog, hostUid: string, kept: readonly Kept[]) {
    this.#log = log;
    this.#hostUid = hostUid;
    this.#kept = kept;
  }

  accepted(): readonly Accepted[] {
    return this.#ours().map(({ accepted }) => accepted);
  }

  async store(accepted: Accepted, envelope: Uint8Array): Promise<void> {
    const text = Buffer.from(envelope).toString('base64');
    const kept = { hostUid: this.#hostUid, accepted, envelope: text };
    await this.#log.append([JSON.stringify(kept)]);
    this.#kept = [...this.#kept, kept];
  }

  async read(hostSeq: number, digest: string): Promise<Uint8Array | undefined> {
    const kept = this.#ours().find(({ accepted }) => accepted.hostSeq === hostSeq);
    if (kept === undefined) return undefined;
    const envelope = Buffer.from(kept.envelope, 'base64');
    return envelopeDigest(envelope) === digest ? envelope : undefined;
  }

  async keepOnly(hostSeqs: readonly number[]): Promise<void> {
    const kept = this.#ours().filter(({ accepted }) => hostSeqs.includes(accepted.hostSeq));
    if (kept.length === this.#kept.length) return;
    await this.#log.rewrite(kept.map((one) => JSON.stringify(one)));
    this.#kept = kept;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#log.close();
  }

  #ours(): readonly Kept[] {
    return this.#kept.filter(({ hostUid }) => hostUid === this.#hostUid);
  }
}
