/**
 * The audit log as evidence: signs what it is now, and exports it with everything that it takes to verify it.
 * @module
 */
import { createHash, type KeyObject } from 'node:crypto';
import type { Evidence, StoredEvent } from '#controller/ledger/evidence.ts';
import { BLOCK } from '#controller/ledger/tree-store.ts';
import { type Checkpoint, originOf, signCheckpoint } from '#src/audit/checkpoint/checkpoint.ts';
import { formatNoteKey } from '#src/audit/checkpoint/signed-note.ts';
import {
  digestExtension,
  encodeLine,
  EXPORT_FORMAT,
  type ExportLine,
} from '#src/audit/export/export-line.ts';
import type { SegmentRange } from '#src/audit/export/segment-name.ts';
import { rootOf } from '#src/audit/tree/frontier.ts';
import { ed25519Raw } from '#src/identity/public-key.ts';

export type AuditLogOptions = {
  readonly evidence: Evidence;
  readonly keys: { readonly clusterUid: string; readonly auditKey: KeyObject };
};

const PAGE_EVENTS = 256;

/** Ends where the checkpoint does. */
type RangeOfLog = Checkpoint & { readonly firstSeq: number };

export class AuditLog {
  readonly #options: AuditLogOptions;
  /** Its name, and that of its key. */
  readonly origin: string;
  #exports = 0;

  constructor(options: AuditLogOptions) {
    this.#options = options;
    this.origin = originOf(options.keys.clusterUid);
  }

  /** What verifies its checkpoints, as one line. */
  key(): string {
    return formatNoteKey({ name: this.origin, publicKey: ed25519Raw(this.#options.keys.auditKey) });
  }

  /** Signs all that is there now. */
  checkpoint(): string {
    const { evidence, keys } = this.#options;
    return signCheckpoint(evidence.head(), this.origin, keys.auditKey);
  }

  /** All events that are there now, without newlines; what comes meanwhile is not in it. */
  *export(): Generator<string> {
    yield* this.#range({ firstSeq: this.firstSeq(), ...this.#options.evidence.head() });
  }

  /** Whole blocks of it, which verify alone and behind those before: an archive segment. */
  *exportSegment({ firstSeq, lastSeq }: SegmentRange): Generator<string> {
    const root = this.rootAt(lastSeq);
    yield* this.#range({ firstSeq, size: lastSeq, root });
  }

  /** Nothing may be pruned while this is true: what reads would find a hole. */
  get isExporting(): boolean {
    return this.#exports > 0;
  }

  /** Where pruning ended; what is missing behind that, the verifier says. */
  firstSeq(): number {
    const first = this.#options.evidence.firstSeq();
    return first - ((first - 1) % BLOCK);
  }

  rootAt(size: number): Uint8Array {
    return rootOf(this.#options.evidence.frontier(size));
  }

  *#range({ firstSeq, ...head }: RangeOfLog): Generator<string> {
    const digest = createHash('sha256');
    this.#exports += 1;
    try {
      for (const line of this.#lines({ firstSeq, lastSeq: head.size })) {
        const text = encodeLine(line);
        digest.update(`${text}\n`);
        yield text;
      }
    } finally {
      this.#exports -= 1;
    }
    const extensions = [digestExtension(digest.digest('hex'))];
    const { auditKey } = this.#options.keys;
    const checkpoint = signCheckpoint({ ...head, extensions }, this.origin, auditKey);
    yield encodeLine({ kind: 'end', checkpoint });
  }

  *#lines({ firstSeq, lastSeq }: SegmentRange): Generator<ExportLine> {
    const { evidence } = this.#options;
    const before = evidence.frontier(firstSeq - 1).peaks.map(({ hash }) => base64(hash));
    yield { kind: 'log', format: EXPORT_FORMAT, key: this.key(), firstSeq, lastSeq, before };
    for (const { hostUid, identityEpoch, receiptKey } of evidence.receiptKeys()) {
      yield { kind: 'key', hostUID: hostUid, identityEpoch, receiptKey: base64(receiptKey) };
    }
    let afterSeq = firstSeq - 1;
    while (afterSeq < lastSeq) {
      const page = evidence.events(afterSeq, Math.min(PAGE_EVENTS, lastSeq - afterSeq));
      // Fewer than there should be: the verifier says so.
      if (page.length === 0) return;
      yield* page.map(eventLine);
      afterSeq = page.at(-1)?.seq ?? lastSeq;
    }
  }
}

function eventLine({ json, receiptBody }: StoredEvent): ExportLine {
  const line = { kind: 'event', event: json } as const;
  return receiptBody === undefined ? line : { ...line, body: base64(receiptBody) };
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
