/**
 * The audit log as evidence: signs what it is now, and exports it with everything that it takes to verify it.
 * @module
 */
import { createHash, type KeyObject } from 'node:crypto';
import type { Evidence, StoredEvent } from '#controller/ledger/evidence.ts';
import { BLOCK } from '#controller/ledger/tree-store.ts';
import { originOf, signCheckpoint } from '#src/audit/checkpoint/checkpoint.ts';
import { formatNoteKey } from '#src/audit/checkpoint/signed-note.ts';
import {
  digestExtension,
  encodeLine,
  EXPORT_FORMAT,
  type ExportLine,
} from '#src/audit/export/export-line.ts';
import { ed25519Raw } from '#src/identity/public-key.ts';

export type AuditLogOptions = {
  readonly evidence: Evidence;
  readonly keys: { readonly clusterUid: string; readonly auditKey: KeyObject };
};

const PAGE_EVENTS = 256;

export class AuditLog {
  readonly #options: AuditLogOptions;
  /** Its name, and that of its key. */
  readonly origin: string;

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
    const { evidence, keys } = this.#options;
    const head = evidence.head();
    const digest = createHash('sha256');
    for (const line of this.#linesUpTo(head.size)) {
      const text = encodeLine(line);
      digest.update(`${text}\n`);
      yield text;
    }
    const extensions = [digestExtension(digest.digest('hex'))];
    const checkpoint = signCheckpoint({ ...head, extensions }, this.origin, keys.auditKey);
    yield encodeLine({ kind: 'end', checkpoint });
  }

  *#linesUpTo(lastSeq: number): Generator<ExportLine> {
    const { evidence } = this.#options;
    // Where pruning ends; what is missing behind that, the verifier says.
    const firstSeq = evidence.firstSeq() - ((evidence.firstSeq() - 1) % BLOCK);
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
