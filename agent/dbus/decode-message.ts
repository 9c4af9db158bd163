/**
 * Messages of the bus from bytes (D-Bus Specification, "Message Protocol"). Strict about sizes: nothing is read beyond the
 * message or an array in it.
 * @module
 */
import { malformed } from './malformed.ts';
import { type BusType, typesOf } from './signature.ts';

export type BusMessage = {
  /** 2: an answer, 3: a refusal, 4: a signal. */
  readonly type: number;
  readonly replySerial: number;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly errorName: string;
  /** Numbers, booleans, texts, Uint8Arrays for `ay`, arrays; a variant is its value, a dictionary its pairs. */
  readonly body: readonly unknown[];
};

/** With it, the size of a message is known. */
export const FIXED_BYTES = 16;
/** The specification's limit. */
const MESSAGE_MAX_BYTES = 2 ** 27;
const LITTLE = 0x6c;
const BIG = 0x42;
const BODY_SIZE_AT = 4;
const FIELDS_SIZE_AT = 12;
const DEPTH_MAX = 64;
/** Codes of header fields. */
const FIELD = { path: 1, interface: 2, member: 3, errorName: 4, replySerial: 5, signature: 8 };
const ALIGNED_TO_8 = 'xtd({';

/** @param fixed its first 16 bytes, or more. @throws {CredfleetError} SYSTEMD_UNREACHABLE */
export function messageBytes(fixed: Buffer): number {
  const isLittle = isLittleEndian(fixed);
  const read = (at: number): number => (isLittle ? fixed.readUInt32LE(at) : fixed.readUInt32BE(at));
  const bytes = FIXED_BYTES + Math.ceil(read(FIELDS_SIZE_AT) / 8) * 8 + read(BODY_SIZE_AT);
  return bytes > MESSAGE_MAX_BYTES ? malformed(`of ${bytes} bytes`) : bytes;
}

/** @throws {CredfleetError} SYSTEMD_UNREACHABLE */
export function decodeMessage(bytes: Buffer): BusMessage {
  if (bytes.length < FIXED_BYTES || messageBytes(bytes) !== bytes.length) {
    malformed('of another size than it says');
  }
  const reader = new Reader(bytes, isLittleEndian(bytes));
  const fields = readFields(reader);
  reader.align(8);
  const body = typesOf(textOf(fields, FIELD.signature)).map((type) => reader.value(type, 0));
  if (reader.at !== bytes.length) malformed('a body of another size than it says');
  const replySerial = fields[FIELD.replySerial];
  return {
    type: bytes[1] ?? 0,
    replySerial: typeof replySerial === 'number' ? replySerial : 0,
    path: textOf(fields, FIELD.path),
    interface: textOf(fields, FIELD.interface),
    member: textOf(fields, FIELD.member),
    errorName: textOf(fields, FIELD.errorName),
    body,
  };
}

/** By their codes; what nobody here asks for is read over. */
function readFields(reader: Reader): readonly unknown[] {
  const fields: unknown[] = [];
  reader.at = FIELDS_SIZE_AT;
  const end = reader.uint32() + FIXED_BYTES;
  while (reader.at < end) {
    reader.align(8);
    const code = reader.uint8();
    const value = reader.variant(0);
    if (code <= FIELD.signature) fields[code] = value;
  }
  if (reader.at !== end) malformed('a header of another size than it says');
  return fields;
}

function textOf(fields: readonly unknown[], code: number): string {
  const value = fields[code];
  return typeof value === 'string' ? value : '';
}

function isLittleEndian(bytes: Uint8Array): boolean {
  return bytes[0] === LITTLE || (bytes[0] !== BIG && malformed('neither of its byte orders'));
}

class Reader {
  readonly #bytes: Buffer;
  readonly #view: DataView;
  readonly #isLittle: boolean;
  at = 0;

  constructor(bytes: Buffer, isLittle: boolean) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#isLittle = isLittle;
  }

  value({ code, children }: BusType, depth: number): unknown {
    switch (code) {
      case 'a':
        return this.#array(children, depth);
      case '(':
      case '{':
        this.align(8);
        return children.map((child) => this.value(child, depth + 1));
      case 'v':
        return this.variant(depth + 1);
      default:
        return this.#simple(code);
    }
  }

  variant(depth: number): unknown {
    if (depth > DEPTH_MAX) malformed('values are nested too deeply');
    const [type, ...more] = typesOf(this.#text(this.uint8()));
    if (type === undefined || more.length > 0)
      malformed('a variant of another number of values than one');
    return this.value(type, depth);
  }

  uint8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  uint32(): number {
    this.align(4);
    return this.#view.getUint32(this.#take(4), this.#isLittle);
  }

  align(to: number): void {
    this.at = (this.at + to - 1) & -to;
  }

  #simple(code: string): unknown {
    switch (code) {
      case 's':
      case 'o':
        return this.#text(this.uint32());
      case 'g':
        return this.#text(this.uint8());
      case 'u':
      case 'h':
        return this.uint32();
      case 'b':
        return this.uint32() !== 0;
      case 'y':
        return this.uint8();
      default:
        return this.#number(code);
    }
  }

  /** With the zero byte behind it. */
  #text(length: number): string {
    const from = this.#take(length + 1);
    return this.#bytes.toString('utf8', from, from + length);
  }

  #array([type]: readonly BusType[], depth: number): unknown {
    const size = this.uint32();
    if (type === undefined || type.code === 'y')
      return this.#bytes.subarray(this.#take(size), this.at);
    if (ALIGNED_TO_8.includes(type.code)) this.align(8);
    const end = this.at + size;
    const values: unknown[] = [];
    while (this.at < end) values.push(this.value(type, depth + 1));
    if (this.at !== end) malformed('an array of another size than it says');
    return values;
  }

  #number(code: string): number {
    const size = code === 'n' || code === 'q' ? 2 : code === 'i' ? 4 : 8;
    this.align(size);
    const from = this.#take(size);
    if (code === 'n') return this.#view.getInt16(from, this.#isLittle);
    if (code === 'q') return this.#view.getUint16(from, this.#isLittle);
    if (code === 'i') return this.#view.getInt32(from, this.#isLittle);
    if (code === 'd') return this.#view.getFloat64(from, this.#isLittle);
    // Above 2 ** 53, which no number of systemd needs but "never", it is not exact.
    const isSigned = code === 'x';
    return Number(
      isSigned
        ? this.#view.getBigInt64(from, this.#isLittle)
        : this.#view.getBigUint64(from, this.#isLittle),
    );
  }

  #take(size: number): number {
    const from = this.at;
    this.at += size;
    if (this.at > this.#bytes.length) malformed('cut off');
    return from;
  }
}
