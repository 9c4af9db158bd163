/**
 * Verifies a proof that events are in the log line by line, trusting one key: checkpoints, paths to the root, and what
 * hosts signed. Pure: it reads no file and asks nobody.
 * @module
 */
import { createHash } from 'node:crypto';
import { type Checkpoint, openCheckpoint } from '../checkpoint/checkpoint.ts';
import { type NoteKey, parseNoteKey } from '../checkpoint/signed-note.ts';
import { eventHash } from '../event-hash.ts';
import { digestExtension } from '../export/export-line.ts';
import { isSameHash } from '../tree/hashes.ts';
import { isIncluded } from '../tree/proofs.ts';
import { type LoggedEvent, parseEvent } from '../verify/logged-event.ts';
import { HostKeys } from '../verify/receipt-signature.ts';
import type { Fault } from '../verify/verdict.ts';
import { parseProofLine, type ProofLine } from './proof-line.ts';

export type ProofOptions = {
  /** Checks the checkpoints. */
  readonly key: NoteKey;
  /** Checkpoints that were kept elsewhere; their signatures were checked. */
  readonly kept?: readonly Checkpoint[];
};

export type ProvenEvent = Pick<LoggedEvent, 'seq' | 'timeMs' | 'type' | 'subject'> & {
  /** The host signed what the event says. */
  readonly isSigned: boolean;
};

export type ProofVerdict = {
  readonly kind: 'proof';
  /** The first one; without it the proof holds. */
  readonly fault?: Fault;
  /** How many events the log had at its checkpoint. */
  readonly size: number;
  readonly root: Uint8Array;
  readonly key: NoteKey;
  readonly events: readonly ProvenEvent[];
  /** What is no fault and worth a look. */
  readonly notes: readonly string[];
};

type EventLine = Extract<ProofLine, { kind: 'event' }>;

export class ProofVerifier {
  readonly #options: ProofOptions;
  readonly #digest = createHash('sha256');
  readonly #hostKeys = new HostKeys();
  readonly #events: ProvenEvent[] = [];
  #fault: Fault | undefined;
  #lines = 0;
  #checkpoint: Checkpoint | undefined;
  #isEnded = false;

  constructor(options: ProofOptions) {
    this.#options = options;
  }

  /** After the first fault nothing more is looked at. */
  get isFaulty(): boolean {
    return this.#fault !== undefined;
  }

  /** The next line, without its newline. */
  add(text: string): void {
    if (this.isFaulty) return;
    this.#lines += 1;
    const line = parseProofLine(text);
    if (line === undefined) return this.#fail('is no line of a proof, or spelled in another way');
    if (this.#isEnded) return this.#fail('follows the end of the proof');
    this.#take(line);
    if (line.kind !== 'end') this.#digest.update(`${text}\n`);
  }

  /** It could not be read on. */
  cut(why: string): void {
    this.#lines += 1;
    this.#fail(why);
  }

  end(): ProofVerdict {
    if (!this.isFaulty && !this.#isEnded) {
      this.#lines += 1;
      this.#fail('is missing: the proof was cut');
    }
    return {
      kind: 'proof',
      ...(this.#fault && { fault: this.#fault }),
      size: this.#checkpoint?.size ?? 0,
      root: this.#checkpoint?.root ?? new Uint8Array(),
      key: this.#options.key,
      events: this.#events,
      notes: this.#notes(),
    };
  }

  #take(line: ProofLine): void {
    if (line.kind === 'proof') return this.#begin(line.key, line.checkpoint);
    if (this.#checkpoint === undefined) return this.#fail('comes before the proof says what it is');
    switch (line.kind) {
      case 'key': {
        const { hostUID: hostUid, identityEpoch } = line;
        const receiptKey = Buffer.from(line.receiptKey, 'base64');
        return this.#check(this.#hostKeys.add({ hostUid, identityEpoch, receiptKey }));
      }
      case 'event':
        return this.#event(this.#checkpoint, line);
      case 'end':
        return this.#end(this.#checkpoint, line.checkpoint);
    }
  }

  #begin(keyText: string, note: string): void {
    if (this.#checkpoint !== undefined) return this.#fail('begins a second proof');
    const named = parseNoteKey(keyText);
    const { key, kept = [] } = this.#options;
    if (named === undefined) return this.#fail('names no key');
    if (key.name !== named.name || !isSameHash(key.publicKey, named.publicKey)) {
      return this.#fail(`is of the log ${named.name} with another key than the one to trust`);
    }
    const checkpoint = openCheckpoint(note, key);
    if (checkpoint === undefined) return this.#fail('has a checkpoint that the key did not sign');
    this.#checkpoint = checkpoint;
    const isOther = kept.some(
      ({ size, root }) => size === checkpoint.size && !isSameHash(root, checkpoint.root),
    );
    if (isOther) this.#fail('has another checkpoint than the one of that size kept elsewhere');
  }

  #event({ size, root }: Checkpoint, { event: encoded, path, body }: EventLine): void {
    const event = parseEvent(encoded);
    if (typeof event === 'string') return this.#fail(event);
    const { seq, timeMs, type, subject } = event;
    const before = this.#events.at(-1)?.seq ?? 0;
    if (seq <= before) return this.#fail(`does not come after event ${before}`, seq);
    const claim = { leaf: eventHash(encoded), index: seq - 1, size, root };
    const hashes = path.map((hash) => Buffer.from(hash, 'base64'));
    if (!isIncluded(claim, hashes)) return this.#fail('is not in the log of the checkpoint', seq);
    const bytes = body === undefined ? undefined : Buffer.from(body, 'base64');
    this.#check(this.#receiptFault(event, bytes), seq);
    if (this.isFaulty) return;
    const isSigned = event.receipt?.bodyDigest !== undefined;
    this.#events.push({ seq, timeMs, type, subject, isSigned });
  }

  #receiptFault(event: LoggedEvent, body: Uint8Array | undefined): string | undefined {
    const { receipt } = event;
    if (receipt?.bodyDigest !== undefined) {
      return this.#hostKeys.signatureFault(event, receipt, body);
    }
    return body === undefined ? undefined : 'has a signed report beside it, and no receipt of one';
  }

  #end({ size, root }: Checkpoint, note: string): void {
    const checkpoint = openCheckpoint(note, this.#options.key);
    if (checkpoint === undefined) return this.#fail('has a checkpoint that the key did not sign');
    if (checkpoint.size !== size || !isSameHash(checkpoint.root, root)) {
      return this.#fail('has another checkpoint than the one that the proof begins with');
    }
    if (!checkpoint.extensions.includes(digestExtension(this.#digest.digest('hex')))) {
      return this.#fail('was signed for a proof with other lines');
    }
    this.#isEnded = true;
  }

  #notes(): readonly string[] {
    const { kept = [] } = this.#options;
    const { size } = this.#checkpoint ?? {};
    const others = kept.filter((one) => one.size !== size).length;
    return others === 0 ? [] : [`${others} of the checkpoints kept elsewhere are of other sizes`];
  }

  #check(wrong: string | undefined, seq?: number): void {
    if (wrong !== undefined) this.#fail(wrong, seq);
  }

  #fail(what: string, seq?: number): void {
    this.#fault ??= { line: this.#lines, what, ...(seq === undefined ? {} : { seq }) };
  }
}
