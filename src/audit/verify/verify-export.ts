/**
 * Bytes of an export, or of a proof of single events → verdict, in little memory whatever its size.
 * @module
 */
import { parseProofLine } from '../proof/proof-line.ts';
import { type ProofOptions, type ProofVerdict, ProofVerifier } from '../proof/proof-verifier.ts';
import { Verifier, type VerifierOptions } from './verifier.ts';
import type { Verdict } from './verdict.ts';

/** A report has 256 KiB at most, in Base64 within JSON. */
const LINE_MAX_CHARS = 4_194_304;

/** What reads lines one after the other. */
type Reader<Result> = {
  readonly isFaulty: boolean;
  add(line: string): void;
  cut(why: string): void;
  end(): Result;
};
type Bytes = AsyncIterable<Uint8Array>;

export async function verifyExport(chunks: Bytes, options: VerifierOptions): Promise<Verdict> {
  return readLines(chunks, () => new Verifier(options));
}

/** Either, as its first line says. */
export async function verifyEvidence(
  chunks: Bytes,
  options: ProofOptions,
): Promise<Verdict | ProofVerdict> {
  return readLines<Verdict | ProofVerdict>(chunks, (first) =>
    parseProofLine(first)?.kind === 'proof' ? new ProofVerifier(options) : new Verifier(options),
  );
}

export type NamedExport = { readonly name: string; readonly chunks: Bytes };

/** Archive segments, then what goes on behind them: each has to begin where the one before ended, or earlier. */
export async function verifySeries(
  exports: Iterable<NamedExport>,
  options: VerifierOptions,
): Promise<Verdict> {
  const verifier = new Verifier(options);
  for (const { name, chunks } of exports) {
    verifier.begin(name);
    await feed(chunks, new Lines(() => verifier));
    if (verifier.isFaulty) break;
  }
  return verifier.end();
}

async function readLines<Result>(
  chunks: Bytes,
  readerFor: (first: string) => Reader<Result>,
): Promise<Result> {
  const lines = new Lines(readerFor);
  await feed(chunks, lines);
  return lines.end();
}

async function feed<Result>(chunks: Bytes, lines: Lines<Result>): Promise<void> {
  try {
    for await (const chunk of chunks) {
      lines.add(chunk);
      if (lines.isOver) return;
    }
  } catch (reason) {
    if (!(reason instanceof TypeError)) throw reason;
    lines.cut('is not UTF-8');
  }
  lines.endOfText();
}

class Lines<Result> {
  readonly #readerFor: (first: string) => Reader<Result>;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #reader: Reader<Result> | undefined;
  #rest = '';

  constructor(readerFor: (first: string) => Reader<Result>) {
    this.#readerFor = readerFor;
  }

  get isOver(): boolean {
    return this.#reader?.isFaulty === true;
  }

  /** @throws {TypeError} for what is no UTF-8. */
  add(chunk: Uint8Array): void {
    const lines = (this.#rest + this.#decoder.decode(chunk, { stream: true })).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#readerOf(line).add(line);
    if (this.#rest.length > LINE_MAX_CHARS) this.cut('is longer than any line of an export');
  }

  cut(why: string): void {
    this.#readerOf(this.#rest).cut(why);
  }

  end(): Result {
    return this.#readerOf('').end();
  }

  endOfText(): void {
    if (this.isOver) return;
    try {
      this.#rest += this.#decoder.decode();
    } catch {
      return this.cut('is not UTF-8');
    }
    if (this.#rest !== '') this.cut('is cut');
  }

  #readerOf(first: string): Reader<Result> {
    this.#reader ??= this.#readerFor(first);
    return this.#reader;
  }
}
