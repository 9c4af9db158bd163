/**
 * A file of lines that only grows: each line carries a checksum, an append is on disk when its
 * promise resolves, appends that arrive while the disk is busy share one fsync, a torn tail is cut
 * off at opening, and compaction rewrites the whole file atomically.
 * @module
 */
import { createHash } from 'node:crypto';
import { truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { type AppendFile, openAppendFile } from './append-file.node.ts';
import { readIfThere, replaceFile, syncDirectory } from './durable.node.ts';

const CHECKSUM_CHARS = 16;
const FILE_MODE = 0o600;

export type OpenedLog = {
  readonly log: AppendLog;
  /** The lines that were whole, oldest first. */
  readonly lines: readonly string[];
  /** Bytes of an unfinished write that were cut off. */
  readonly tornBytes: number;
};

/**
 * @throws {CredfleetError} STATE_CORRUPT when a damaged line is followed by a whole one: that is no torn
 * write, so nothing is thrown away; STATE_UNWRITABLE when the file cannot be opened.
 */
export async function openAppendLog(path: string): Promise<OpenedLog> {
  try {
    const { lines, keptBytes, tornBytes } = readLines(path, readIfThere(path) ?? Buffer.alloc(0));
    if (tornBytes > 0) truncateSync(path, keptBytes);
    const file = openAppendFile(path, FILE_MODE);
    await syncDirectory(dirname(path));
    return { log: new AppendLog(path, file, keptBytes), lines, tornBytes };
  } catch (error) {
    throw CredfleetError.from(error, 'STATE_UNWRITABLE', `opening '${path}'`);
  }
}

type Waiting = {
  readonly text: string;
  readonly isDurable: boolean;
  readonly done: PromiseWithResolvers<void>;
};

export class AppendLog {
  readonly #path: string;
  #file: AppendFile;
  #sizeBytes: number;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  /** Behind the last whole line there may be half a one. */
  #isTorn = false;

  constructor(path: string, file: AppendFile, sizeBytes: number) {
    this.#path = path;
    this.#file = file;
    this.#sizeBytes = sizeBytes;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** Resolves when the lines are on disk, in this order and after everything appended before. */
  append(lines: readonly string[]): Promise<void> {
    return this.#append(lines, true);
  }

  /** For what may be lost in a power cut, though nothing before it: on disk with the next that may not. */
  appendLazily(lines: readonly string[]): Promise<void> {
    return this.#append(lines, false);
  }

  /** Replaces the whole content; the caller has no append under way. What is emptied may be there again after a power cut. */
  async rewrite(lines: readonly string[]): Promise<void> {
    const replaced = this.#replace(lines);
    this.#writing = replaced
      .catch(() => undefined)
      .then(() => {
        this.#writing = undefined;
        if (this.#waiting.length > 0) this.#writing = this.#drain();
      });
    await replaced;
  }

  async close(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing.catch(() => undefined);
    this.#file.close();
  }

  #append(lines: readonly string[], isDurable: boolean): Promise<void> {
    const done = Promise.withResolvers<void>();
    this.#waiting.push({ text: lines.map(encodeLine).join(''), isDurable, done });
    this.#writing ??= this.#drain();
    return done.promise;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0);
      try {
        const isDurable = batch.some((entry) => entry.isDurable);
        await this.#write(batch.map((entry) => entry.text).join(''), isDurable);
        for (const entry of batch) entry.done.resolve();
      } catch (error) {
        const reason = CredfleetError.from(error, 'STATE_UNWRITABLE', `writing '${this.#path}'`);
        for (const entry of batch) entry.done.reject(reason);
      }
    }
    this.#writing = undefined;
  }

  async #write(text: string, isDurable: boolean): Promise<void> {
    const bytes = Buffer.from(text, 'utf8');
    try {
      if (this.#isTorn) this.#cutTail();
      this.#isTorn = true;
      this.#file.append(bytes);
      if (isDurable) await this.#file.sync();
      this.#isTorn = false;
      this.#sizeBytes += bytes.length;
    } catch (error) {
      try {
        this.#cutTail();
      } catch {
        // Before the next line it is tried again.
      }
      throw error;
    }
  }

  /** Half a line would make the next one look like damage in the middle: nothing is written behind it. */
  #cutTail(): void {
    this.#file.truncate(this.#sizeBytes);
    this.#isTorn = false;
  }

  async #replace(lines: readonly string[]): Promise<void> {
    const bytes = Buffer.from(lines.map(encodeLine).join(''), 'utf8');
    try {
      if (bytes.length === 0) {
        this.#sizeBytes = 0;
        this.#cutTail();
        return;
      }
      await replaceFile(this.#path, bytes, FILE_MODE);
      const file = openAppendFile(this.#path, FILE_MODE);
      this.#file.close();
      this.#file = file;
      this.#sizeBytes = bytes.length;
      this.#isTorn = false;
    } catch (error) {
      throw CredfleetError.from(error, 'STATE_UNWRITABLE', `compacting '${this.#path}'`);
    }
  }
}

function checksum(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, CHECKSUM_CHARS);
}

function encodeLine(text: string): string {
  return `${checksum(text)} ${text}\n`;
}

function decodeLine(line: string): string | undefined {
  const text = line.slice(CHECKSUM_CHARS + 1);
  return line[CHECKSUM_CHARS] === ' ' && checksum(text) === line.slice(0, CHECKSUM_CHARS)
    ? text
    : undefined;
}

function readLines(
  path: string,
  content: Buffer,
): { readonly lines: string[]; readonly keptBytes: number; readonly tornBytes: number } {
  const lines: string[] = [];
  let keptBytes = 0;
  let start = 0;
  for (let end = content.indexOf(0x0a); end !== -1; end = content.indexOf(0x0a, start)) {
    const text = decodeLine(content.toString('utf8', start, end));
    if (text !== undefined && keptBytes !== start) corrupt(path);
    start = end + 1;
    if (text === undefined) continue;
    lines.push(text);
    keptBytes = start;
  }
  return { lines, keptBytes, tornBytes: content.length - keptBytes };
}

function corrupt(path: string): never {
  throw new CredfleetError(
    'STATE_CORRUPT',
    `'${path}' is damaged before its end, which no interrupted write can do; check the disk, then let this host begin anew (docs/operations.md)`,
  );
}
