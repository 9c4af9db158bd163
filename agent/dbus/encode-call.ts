/**
 * Method calls as bytes (D-Bus Specification, "Message Protocol"), little-endian, with bodies of strings and lists of
 * strings: no other is called.
 * @module
 */
export type BusCall = {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  /** Of `s` and `as`; absent: no body. */
  readonly signature?: string;
  readonly body?: readonly (string | readonly string[])[];
};

const LITTLE = 0x6c;
const METHOD_CALL = 1;
const PROTOCOL_VERSION = 1;
const BODY_SIZE_AT = 4;
const FIELDS_SIZE_AT = 12;
const FIELDS_AT = 16;
/** Code of the field, and the signature of its value with size and end. */
const FIELD = {
  path: [1, 1, 0x6f, 0],
  interface: [2, 1, 0x73, 0],
  member: [3, 1, 0x73, 0],
  destination: [6, 1, 0x73, 0],
  signature: [8, 1, 0x67, 0],
} as const;
const SERIAL_AT = 8;
const FIRST_SIZE_BYTES = 512;
const UTF8_MAX_BYTES = 3;
/** The same few are asked again and again. */
const KNOWN_MAX = 256;
const known = new Map<string, Uint8Array>();

export function encodeCall(call: BusCall, serial: number): Uint8Array {
  const { signature = '', body = [] } = call;
  const writer = new Writer();
  writer.copy(headerOf(call, signature));
  const bodyAt = writer.size;
  writeBody(writer, signature, body);
  writer.set(BODY_SIZE_AT, writer.size - bodyAt);
  writer.set(SERIAL_AT, serial);
  return writer.written();
}

/** Without serial number and size of the body. */
function headerOf(call: BusCall, signature: string): Uint8Array {
  const name = [call.path, call.interface, call.member, call.destination, signature].join(' ');
  const before = known.get(name);
  if (before !== undefined) return before;
  const header = encodeHeader(call, signature);
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(name, header);
  return header;
}

function encodeHeader(call: BusCall, signature: string): Uint8Array {
  const writer = new Writer();
  writer.bytes(LITTLE, METHOD_CALL, 0, PROTOCOL_VERSION);
  for (let words = 0; words < 3; words += 1) writer.uint32(0);
  for (const name of ['path', 'interface', 'member', 'destination'] as const) {
    // A struct of the code and a variant.
    writer.align(8);
    writer.bytes(...FIELD[name]);
    writer.string(call[name]);
  }
  if (signature !== '') {
    writer.align(8);
    writer.bytes(...FIELD.signature);
    writer.signature(signature);
  }
  writer.set(FIELDS_SIZE_AT, writer.size - FIELDS_AT);
  writer.align(8);
  return writer.written();
}

function writeBody(writer: Writer, signature: string, body: NonNullable<BusCall['body']>): void {
  for (const value of body) {
    if (typeof value === 'string') {
      writer.string(value);
      continue;
    }
    writer.uint32(0);
    const begin = writer.size;
    for (const text of value) writer.string(text);
    writer.set(begin - 4, writer.size - begin);
  }
  const said = body.map((value) => (typeof value === 'string' ? 's' : 'as')).join('');
  if (said !== signature) throw new RangeError(`a body of '${said}' where '${signature}' is said`);
}

class Writer {
  #bytes = Buffer.alloc(FIRST_SIZE_BYTES);
  size = 0;

  written(): Uint8Array {
    return this.#bytes.subarray(0, this.size);
  }

  copy(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length);
    this.#bytes.set(bytes, this.size);
    this.size += bytes.length;
  }

  bytes(...values: readonly number[]): void {
    this.#makeRoom(values.length);
    for (const value of values) this.#bytes[this.size++] = value;
  }

  uint32(value: number): void {
    this.align(4);
    this.#makeRoom(4);
    this.set(this.size, value);
    this.size += 4;
  }

  set(at: number, value: number): void {
    this.#bytes.writeUInt32LE(value, at);
  }

  /** Size, text, zero byte. */
  string(text: string): void {
    this.align(4);
    this.#makeRoom(4 + UTF8_MAX_BYTES * text.length + 1);
    const length = this.#bytes.write(text, this.size + 4);
    this.set(this.size, length);
    this.size += 4 + length + 1;
  }

  signature(text: string): void {
    this.bytes(text.length);
    this.#makeRoom(text.length + 1);
    this.size += this.#bytes.write(text, this.size) + 1;
  }

  /** What is left out is zero. */
  align(to: number): void {
    this.#makeRoom(to);
    this.size = (this.size + to - 1) & -to;
  }

  #makeRoom(bytes: number): void {
    if (this.size + bytes <= this.#bytes.length) return;
    const larger = Buffer.alloc(2 * (this.size + bytes));
    this.#bytes.copy(larger);
    this.#bytes = larger;
  }
}
