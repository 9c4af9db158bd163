/**
 * Writes DER (X.690): the few types that certificates and requests need. There is no reader here: what comes
 * from outside is compared with what we would write, or read by OpenSSL.
 * @module
 */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOctets(content.length), content]);
}

/** X.690 8.1.3: short form below 128, else the count of octets and the octets. */
function lengthOctets(length: number): Buffer {
  if (length < 128) return Buffer.from([length]);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Buffer.from([0x80 + octets.length, ...octets]);
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]): Buffer => der(0x31, ...parts);
export const octetString = (bytes: Uint8Array): Buffer => der(0x04, bytes);
export const utf8String = (text: string): Buffer => der(0x0c, Buffer.from(text, 'utf8'));
export const boolean = (value: boolean): Buffer => der(0x01, Buffer.from([value ? 0xff : 0]));

/** Context-specific, constructed: [n] { … }. */
export const explicit = (number: number, ...parts: readonly Uint8Array[]): Buffer =>
  der(0xa0 + number, ...parts);

/** Context-specific, primitive: [n] IMPLICIT octets. */
export const implicit = (number: number, bytes: Uint8Array): Buffer => der(0x80 + number, bytes);

/** An unsigned integer, big endian. */
export function integer(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const short = first < 0 ? Buffer.from([0]) : bytes.subarray(first);
  const needsZero = ((short[0] ?? 0) & 0x80) !== 0;
  return needsZero ? der(0x02, Buffer.from([0]), short) : der(0x02, short);
}

export function bitString(bytes: Uint8Array, unusedBits = 0): Buffer {
  return der(0x03, Buffer.from([unusedBits]), bytes);
}

/** From dotted form. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const octets = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
    octets.push(...groups);
  }
  return der(0x06, Buffer.from(octets));
}

/** RFC 5280 4.1.2.5: UTCTime through 2049, GeneralizedTime after; whole seconds. */
export function time(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replaceAll(/[-:T]|\.\d+/gu, '');
  const isUtc = digits < '2050';
  return der(isUtc ? 0x17 : 0x18, Buffer.from(isUtc ? digits.slice(2) : digits, 'ascii'));
}
