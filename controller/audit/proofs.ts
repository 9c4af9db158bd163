/**
 * Proves that events are in the audit log, and that the log of today begins with that of an earlier day, to somebody
 * who has no more than a checkpoint.
 * @module
 */
import { createHash } from 'node:crypto';
import type { StoredEvent } from '#controller/ledger/evidence.ts';
import type { RetentionState } from '#controller/ledger/retention-state.ts';
import { BLOCK } from '#controller/ledger/tree-store.ts';
import { type Checkpoint, signCheckpoint } from '#src/audit/checkpoint/checkpoint.ts';
import { digestExtension } from '#src/audit/export/export-line.ts';
import { refusedField } from '#src/audit/question/refused-field.ts';
import { encodeProofLine, PROOF_FORMAT, type ProofLine } from '#src/audit/proof/proof-line.ts';
import { rootOf } from '#src/audit/tree/frontier.ts';
import { consistencyProof, inclusionProof, type NodeHash } from '#src/audit/tree/proofs.ts';
import { parseEvent } from '#src/audit/verify/logged-event.ts';
import type { Clock } from '#src/clock/clock.ts';
import type { CredfleetError } from '#src/errors/credfleet-error.ts';
import { type ConsistencyAnswer, type InclusionRequest, PROVEN_MAX } from '#src/wire/audit-wire.ts';
import { type AuditLog, type AuditLogOptions, base64 } from './audit-log.ts';

export type ProofsOptions = AuditLogOptions & {
  readonly retention: Pick<RetentionState, 'pruned'>;
  readonly log: AuditLog;
  readonly clock: Clock;
};

/** Between turns for others: some ten milliseconds. */
const EVENTS_AT_ONCE = 2;

export type EventProof = Omit<Extract<ProofLine, { kind: 'event' }>, 'kind'> & {
  readonly seq: number;
};

/**
 * `size` 0: of all that is there now. All throw OBJECT_NOT_FOUND for what the log never had, and AUDIT_PRUNED for what
 * it has no more.
 */
export class Proofs {
  readonly #options: ProofsOptions;

  constructor(options: ProofsOptions) {
    this.#options = options;
  }

  /** Lines without newlines; the last one covers them all. */
  async *lines(request: InclusionRequest): AsyncGenerator<string> {
    const head = this.#headOf(request);
    const seqs = ascending(request.seqs);
    this.#requireEvents(seqs, head);
    const digest = createHash('sha256');
    const encode = (line: ProofLine): string => {
      const text = encodeProofLine(line);
      digest.update(`${text}\n`);
      return text;
    };
    const { log } = this.#options;
    const checkpoint = this.#sign(head);
    yield encode({ kind: 'proof', format: PROOF_FORMAT, key: log.key(), checkpoint });
    const proofs = await this.#proofs(seqs, head);
    for (const key of this.#keysOf(proofs)) yield encode(key);
    for (const { seq: _seq, ...proof } of proofs) yield encode({ kind: 'event', ...proof });
    const extensions = [digestExtension(digest.digest('hex'))];
    yield encodeProofLine({ kind: 'end', checkpoint: this.#sign({ ...head, extensions }) });
  }

  async inclusion(request: InclusionRequest) {
    const head = this.#headOf(request);
    const seqs = ascending(request.seqs);
    this.#requireEvents(seqs, head);
    const proofs = await this.#proofs(seqs, head);
    const { size } = head;
    return { size, checkpoint: this.#sign(head), key: this.#options.log.key(), proofs };
  }

  /** That the first `from` events are those of the checkpoint of that size. `to` 0: up to now. */
  consistency(request: { readonly from: number; readonly to: number }): ConsistencyAnswer {
    const head = this.#headOf({ size: request.to }, 'to');
    const { from } = request;
    if (from < 1) throw refusedField('USAGE', 'from', 'from which size? from is 1 or more');
    if (from > head.size) {
      const text = `no tree of ${from} events is before one of ${head.size}`;
      throw refusedField('USAGE', 'from', `${text}: is the checkpoint of another log?`);
    }
    this.#requireTree('from', from);
    const path = consistencyProof(this.#nodes(), from, head.size).map(base64);
    const { log } = this.#options;
    return { from, to: head.size, path, checkpoint: this.#sign(head), key: log.key() };
  }

  async #proofs(seqs: readonly number[], { size }: Checkpoint): Promise<readonly EventProof[]> {
    const nodes = this.#nodes();
    const proofs: EventProof[] = [];
    for (const [at, seq] of seqs.entries()) {
      const { json, receiptBody } = this.#event(seq);
      const path = inclusionProof(nodes, seq - 1, size).map(base64);
      const body = receiptBody === undefined ? {} : { body: base64(receiptBody) };
      proofs.push({ seq, event: json, path, ...body });
      if (at % EVENTS_AT_ONCE === EVENTS_AT_ONCE - 1) await this.#options.clock.sleep(1);
    }
    return proofs;
  }

  /** Of the hosts that signed one of these events. */
  #keysOf(proofs: readonly EventProof[]): readonly ProofLine[] {
    const signers = new Set(proofs.map(signerOf));
    return this.#options.evidence
      .receiptKeys()
      .filter(({ hostUid }) => signers.has(hostUid))
      .map(({ hostUid: hostUID, identityEpoch, receiptKey }) => {
        return { kind: 'key', hostUID, identityEpoch, receiptKey: base64(receiptKey) };
      });
  }

  #headOf({ size }: { readonly size: number }, field = 'size'): Checkpoint {
    const { evidence } = this.#options;
    const now = evidence.head();
    if (size === 0 || size === now.size) return now;
    if (size < now.size) {
      this.#requireTree(field, size);
      return { size, root: rootOf(evidence.frontier(size)) };
    }
    throw refusedField(
      'OBJECT_NOT_FOUND',
      field,
      `the log has ${now.size} events, not ${size}: is it another log, or was it put back to an older day? credfleet audit verify`,
    );
  }

  /** Before anything is answered. */
  #requireEvents(seqs: readonly number[], { size }: Checkpoint): void {
    const refuse = (code: 'USAGE' | 'OBJECT_NOT_FOUND', message: string): never => {
      throw refusedField(code, 'seq', message);
    };
    const [first] = seqs;
    if (first === undefined) return refuse('USAGE', 'which events? name their sequence numbers');
    if (seqs.length > PROVEN_MAX) {
      refuse('USAGE', `${seqs.length} events at once; at most ${PROVEN_MAX}: narrow the question`);
    }
    const other = seqs.find((seq) => seq < 1 || seq > size);
    if (other !== undefined) {
      refuse('OBJECT_NOT_FOUND', `no event ${other}: these are ${size}; credfleet audit`);
    }
    const firstSeq = this.#options.evidence.firstSeq();
    if (first < firstSeq) throw this.#pruned('seq', first, `the first is ${firstSeq}`);
    return undefined;
  }

  /** Paths through a block are made of its events; those between blocks are stored. */
  #requireTree(field: string, size: number): void {
    const isWhole = size % BLOCK === 0 || size >= this.#options.log.firstSeq();
    if (!isWhole) throw this.#pruned(field, size, 'no path to it is left');
  }

  #pruned(field: string, seq: number, what: string): CredfleetError {
    const ranges = this.#options.retention.pruned();
    const range = ranges.find(({ firstSeq, lastSeq }) => firstSeq <= seq && seq <= lastSeq);
    const where =
      range === undefined
        ? 'look for it in an export from before'
        : `it is in the archive, in ${range.segment}; credfleet audit verify ARCHIVE --live`;
    return refusedField('AUDIT_PRUNED', field, `event ${seq} was pruned, ${what}: ${where}`);
  }

  #event(seq: number): StoredEvent {
    const [event] = this.#options.evidence.events(seq - 1, 1);
    if (event?.seq === seq) return event;
    throw refusedField('OBJECT_NOT_FOUND', 'seq', `event ${seq} is not there any more`);
  }

  /** What paths share is made once. */
  #nodes(): NodeHash {
    const known = new Map<string, Uint8Array>();
    return (level, index) => {
      const name = `${level} ${index}`;
      const hash = known.get(name) ?? this.#options.evidence.node(level, index);
      known.set(name, hash);
      return hash;
    };
  }

  #sign(checkpoint: Parameters<typeof signCheckpoint>[0]): string {
    const { log, keys } = this.#options;
    return signCheckpoint(checkpoint, log.origin, keys.auditKey);
  }
}

function signerOf({ event, body }: EventProof): string | undefined {
  const parsed = body === undefined ? '' : parseEvent(event);
  return typeof parsed === 'string' ? undefined : String(parsed.subject['hostUID']);
}

function ascending(seqs: readonly number[]): readonly number[] {
  return [...new Set(seqs)].toSorted((a, b) => a - b);
}
