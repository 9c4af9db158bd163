/**
 * Verifies exports of the audit log line by line, each behind the one before it, trusting one key: order, chain, tree,
 * checkpoints and what hosts signed. Pure: it reads no file and asks nobody.
 * @module
 */
import { createHash } from 'node:crypto';
import { type Checkpoint, openCheckpoint } from '../checkpoint/checkpoint.ts';
import { type NoteKey, parseNoteKey } from '../checkpoint/signed-note.ts';
import { eventHash, hex, NO_EVENT_HASH } from '../event-hash.ts';
import {
  digestExtension,
  type ExportLine,
  type LogLine,
  parseLine,
} from '../export/export-line.ts';
import { appendLeaf, EMPTY_FRONTIER, type Frontier, peakLevels, rootOf } from '../tree/frontier.ts';
import { HASH_BYTES, isSameHash } from '../tree/hashes.ts';
import { type LoggedEvent, parseEvent } from './logged-event.ts';
import { ReceiptCheck } from './receipt-check.ts';
import type { Fault, Verdict } from './verdict.ts';

export type VerifierOptions = {
  /** Checks the checkpoints. Without one the export's own is believed. */
  readonly key?: NoteKey;
  /** Checkpoints that were kept elsewhere; their signatures were checked. */
  readonly kept?: readonly Checkpoint[];
};

/** Between the first line and the last. */
type Log = {
  readonly head: LogLine;
  readonly key: NoteKey;
  readonly receipts: ReceiptCheck;
};

export class Verifier {
  readonly #options: VerifierOptions;
  #digest = createHash('sha256');
  #log: Log | undefined;
  /** How far the exports before this one came: what comes again has to be the same. */
  #known: Checkpoint = { size: 0, root: rootOf(EMPTY_FRONTIER) };
  #firstSeq = 0;
  #fault: Fault | undefined;
  #file: string | undefined;
  #lines = 0;
  #frontier: Frontier = EMPTY_FRONTIER;
  #lastHash: Uint8Array | undefined;
  #lastTimeMs = 0;
  #checkpoints = 0;
  #unchained = 0;
  #timesBack: number[] = [];
  #isEnded = false;

  constructor(options: VerifierOptions) {
    this.#options = options;
  }

  /** After the first fault nothing more is looked at. */
  get isFaulty(): boolean {
    return this.#fault !== undefined;
  }

  /** What follows is another export, which goes on where the one before ended; `file` is what a fault names. */
  begin(file: string): void {
    if (this.isFaulty) return;
    if (this.#lines > 0 && !this.#isEnded) return this.#cutShort();
    this.#file = file;
    this.#lines = 0;
    this.#isEnded = false;
    this.#digest = createHash('sha256');
  }

  /** The next line, without its newline. */
  add(text: string): void {
    if (this.isFaulty) return;
    this.#lines += 1;
    const line = parseLine(text);
    if (line === undefined) return this.#fail('is no line of an export, or spelled in another way');
    if (this.#isEnded) return this.#fail('follows the end of the export');
    this.#take(line);
    if (line.kind !== 'end') this.#digest.update(`${text}\n`);
  }

  /** The export could not be read on. */
  cut(why: string): void {
    this.#lines += 1;
    this.#fail(why);
  }

  end(): Verdict {
    if (!this.isFaulty && !this.#isEnded) this.#cutShort();
    if (!this.isFaulty) this.#compareLater();
    const { key, receipts } = this.#log ?? {};
    return {
      ...(this.#fault && { fault: this.#fault }),
      ...(key && { key }),
      firstSeq: this.#firstSeq,
      lastSeq: this.#frontier.size,
      root: rootOf(this.#frontier),
      checkpoints: this.#checkpoints,
      ...(receipts?.counts() ?? { receipts: 0, hosts: 0 }),
      notes: this.#notes(),
    };
  }

  #take(line: ExportLine): void {
    if (line.kind === 'log') return this.#head(line);
    const log = this.#log;
    if (log === undefined || this.#lines === 1)
      return this.#fail('comes before the export says what it is');
    switch (line.kind) {
      case 'key': {
        const { hostUID: hostUid, identityEpoch } = line;
        const receiptKey = Buffer.from(line.receiptKey, 'base64');
        return this.#check(log.receipts.addKey({ hostUid, identityEpoch, receiptKey }));
      }
      case 'event':
        return this.#event(log, line.event, line.body);
      case 'end':
        return this.#end(log, line.checkpoint);
    }
  }

  #head(head: LogLine): void {
    if (this.#lines > 1) return this.#fail('begins a second export');
    const former = this.#log;
    const named = parseNoteKey(head.key);
    if (named === undefined) return this.#fail('names no key');
    const key = this.#options.key ?? former?.key ?? named;
    if (!isSameKey(key, named)) {
      return this.#fail(`is of the log ${named.name} with another key than the one to trust`);
    }
    const before = frontierOf(head);
    if (before === undefined) {
      return this.#fail(`has not the hashes of the ${head.firstSeq - 1} events before it`);
    }
    this.#log = { head, key, receipts: former?.receipts ?? new ReceiptCheck(before.size === 0) };
    this.#goOnFrom(before, former === undefined);
  }

  #goOnFrom(before: Frontier, isFirst: boolean): void {
    const { size } = before;
    if (isFirst) this.#firstSeq = size + 1;
    else {
      this.#known = { size: this.#frontier.size, root: rootOf(this.#frontier) };
      if (size > this.#known.size) {
        return this.#fail(`begins after ${size} events: ${missingText(this.#known.size, size)}`);
      }
    }
    const isNext = !isFirst && size === this.#known.size;
    this.#frontier = before;
    if (size === 0) this.#lastHash = NO_EVENT_HASH;
    else if (!isNext) this.#lastHash = undefined;
    if (isNext) this.#compareKnown();
    this.#compareKept(isFirst);
  }

  #event(log: Log, encoded: string, body: string | undefined): void {
    const seq = this.#frontier.size + 1;
    const event = parseEvent(encoded);
    if (typeof event === 'string') return this.#fail(event, seq);
    this.#check(this.#order(event) ?? this.#checkpointEvent(log, event), seq);
    if (seq > this.#known.size) this.#firstSeen(log, event, body);
    if (this.isFaulty) return;
    this.#lastHash = eventHash(encoded);
    this.#frontier = appendLeaf(this.#frontier, this.#lastHash).frontier;
    if (seq === this.#known.size) this.#compareKnown();
    this.#compareKept(false);
  }

  /** Counted once, also when two exports have it. */
  #firstSeen({ receipts }: Log, event: LoggedEvent, body: string | undefined): void {
    const bytes = body === undefined ? undefined : Buffer.from(body, 'base64');
    this.#check(receipts.addEvent(event, bytes), event.seq);
    if (event.type === 'audit.checkpoint') this.#checkpoints += 1;
    if (event.timeMs < this.#lastTimeMs) this.#timesBack.push(event.seq);
    this.#lastTimeMs = event.timeMs;
  }

  #order({ seq, prev }: LoggedEvent): string | undefined {
    const expected = this.#frontier.size + 1;
    if (seq !== expected) return `is event ${seq}: event ${expected} is not where it belongs`;
    if (prev === undefined) {
      // Releases before the chain; what it once began with, all that follows has.
      if (this.#unchained < seq - this.#firstSeq) return 'is not chained';
      this.#unchained = Math.max(this.#unchained, seq - this.#firstSeq + 1);
      return undefined;
    }
    const isNext = this.#lastHash === undefined || prev === hex(this.#lastHash);
    return isNext ? undefined : `does not follow event ${seq - 1}: that one, or this, is another`;
  }

  #checkpointEvent({ key }: Log, { type, seq, detail }: LoggedEvent): string | undefined {
    if (type !== 'audit.checkpoint') return undefined;
    const checkpoint = openCheckpoint(String(detail['checkpoint']), key);
    if (checkpoint === undefined) return 'is a checkpoint that the key of the log did not sign';
    if (checkpoint.size !== seq - 1) return `is a checkpoint of ${checkpoint.size} events`;
    if (!isSameHash(checkpoint.root, rootOf(this.#frontier))) {
      return `is a checkpoint over other events than the ${seq - 1} before it`;
    }
    return undefined;
  }

  #end({ head, key }: Log, note: string): void {
    const { size } = this.#frontier;
    if (size !== head.lastSeq) {
      return this.#fail(`comes after event ${size}: the export was to end with ${head.lastSeq}`);
    }
    const checkpoint = openCheckpoint(note, key);
    if (checkpoint === undefined) return this.#fail('has a checkpoint that the key did not sign');
    if (checkpoint.size !== size || !isSameHash(checkpoint.root, rootOf(this.#frontier))) {
      return this.#fail('has a checkpoint over other events than those of this export');
    }
    if (!checkpoint.extensions.includes(digestExtension(this.#digest.digest('hex')))) {
      return this.#fail('was signed for an export with other lines');
    }
    if (size < this.#known.size) {
      return this.#fail(
        `comes after event ${size}: what was before it came to ${this.#known.size}`,
      );
    }
    this.#checkpoints += 1;
    this.#isEnded = true;
  }

  #cutShort(): void {
    this.#lines += 1;
    this.#fail('is missing: the export was cut');
  }

  /** At the end of all. */
  #compareLater(): void {
    const { size } = this.#frontier;
    const later = this.#options.kept?.find((kept) => kept.size > size);
    if (later === undefined) return;
    this.#fail(
      `comes after event ${size}, and a checkpoint kept elsewhere has ${later.size}: the log was cut or put back to an older day`,
    );
  }

  /** What two exports have must be the same. */
  #compareKnown(): void {
    const { size, root } = this.#known;
    if (isSameHash(root, rootOf(this.#frontier))) return;
    this.#fail(`is the last of ${size} events that differ from those of what came before`, size);
  }

  /** Against what was kept elsewhere. */
  #compareKept(isFirst: boolean): void {
    const { size } = this.#frontier;
    for (const kept of this.#options.kept ?? []) {
      const isSame = kept.size !== size || isSameHash(kept.root, rootOf(this.#frontier));
      if (!isSame)
        this.#fail(
          `is the last of ${size} events that differ from those of the checkpoint kept elsewhere`,
          size,
        );
      const isBefore = isFirst && kept.size > 0 && kept.size < size;
      if (isBefore)
        this.#fail(`begins after the ${kept.size} events of a checkpoint kept elsewhere`);
    }
  }

  #notes(): readonly string[] {
    const notes = this.#log?.receipts.notes() ?? [];
    const [back] = this.#timesBack;
    return [
      ...notes,
      ...(back === undefined
        ? []
        : [`time goes back ${this.#timesBack.length} times, first at event ${back}`]),
      ...(this.#unchained === 0
        ? []
        : [`${this.#unchained} events are of a release without a chain; checkpoints cover them`]),
    ];
  }

  #check(wrong: string | undefined, seq?: number): void {
    if (wrong !== undefined) this.#fail(wrong, seq);
  }

  #fail(what: string, seq?: number): void {
    const file = this.#file;
    this.#fault ??= {
      ...(file === undefined ? {} : { file }),
      line: this.#lines,
      what,
      ...(seq === undefined ? {} : { seq }),
    };
  }
}

function isSameKey(a: NoteKey, b: NoteKey): boolean {
  return a.name === b.name && isSameHash(a.publicKey, b.publicKey);
}

/** Undefined when there are not as many hashes as a tree of that size has peaks. */
function frontierOf({ firstSeq, before }: LogLine): Frontier | undefined {
  const size = firstSeq - 1;
  const levels = peakLevels(size);
  const hashes = before.map((hash) => Buffer.from(hash, 'base64'));
  const isWhole = hashes.every(({ length }) => length === HASH_BYTES);
  if (hashes.length !== levels.length || !isWhole) return undefined;
  return { size, peaks: hashes.map((hash, at) => ({ level: levels[at] ?? 0, hash })) };
}

function missingText(known: number, size: number): string {
  return `events ${known + 1} to ${size} are in nothing that came before`;
}
