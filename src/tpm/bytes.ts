/**
 * Reads and writes the big-endian bytes of TPM structures. Reading is strict: what is cut off, too long or left
 * over is an error, and nothing is allocated by a length that was not checked.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Parsed } from '#src/errors/parsed.ts';

/** @throws {CredfleetError} TPM_DATA_MALFORMED, always. */
export function malformed(what: string): never {
  throw new CredfleetError('TPM_DATA_MALFORMED', `a TPM structure: ${what}`);
}

export class TpmReader {
  readonly #bytes: Buffer;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** A copy: what was read does not change with the buffer it came from. */
  bytes(count: number): Uint8Array {
    const from = this.#take(count);
    return new Uint8Array(this.#bytes.subarray(from, from + count));
  }

  uint8(): number {
    return this.#bytes.readUInt8(this.#take(1));
  }

  uint16(): number {
    return this.#bytes.readUInt16BE(this.#take(2));
  }

  uint32(): number {
    return this.#bytes.readUInt32BE(this.#take(4));
  }

  uint64(): bigint {
    return this.#bytes.readBigUInt64BE(this.#take(8));
  }

  /** A TPM2B (Part 2, 10.4): size and bytes, at most `maxBytes`. */
  sized(maxBytes: number): Uint8Array {
    const size = this.uint16();
    if (size > maxBytes) malformed(`a field of ${size} bytes where ${maxBytes} are the most`);
    return this.bytes(size);
  }

  get remaining(): number {
    return this.#bytes.length - this.#offset;
  }

  /** To be called when everything was read. */
  end(): void {
    if (this.remaining > 0) malformed(`${this.remaining} bytes too many`);
  }

  #take(count: number): number {
    const from = this.#offset;
    if (count > this.remaining) {
      malformed(`cut off: ${count} bytes wanted, ${this.remaining} left`);
    }
    this.#offset += count;
    return from;
  }
}

/** All of `bytes` as `read` understands them, or why not; for what comes from outside. */
export function parseWhole<T>(bytes: Uint8Array, read: (reader: TpmReader) => T): Parsed<T> {
  const reader = new TpmReader(bytes);
  try {
    const value = read(reader);
    reader.end();
    return { ok: true, value };
  } catch (reason) {
    if (!(reason instanceof CredfleetError)) throw reason;
    return { ok: false, problems: [reason.message] };
  }
}

export function uint8(value: number): Buffer {
  return Buffer.from([value]);
}

export function uint16(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export function uint64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}

/** A TPM2B: size and bytes. */
export function sized(...parts: readonly Uint8Array[]): Buffer {
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  return Buffer.concat([uint16(size), ...parts]);
}

export function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
