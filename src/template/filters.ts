/**
 * The filters of templates, bytes to bytes. Each returns undefined for a value that its format cannot
 * represent.
 * @module
 */
import { isUtf8 } from 'node:buffer';

export type FilterName = 'urlquery' | 'dotenv' | 'json' | 'base64';
export type Filter = (value: Uint8Array) => Uint8Array | undefined;

export const filters: Readonly<Record<FilterName, Filter>> = {
  urlquery: (value) => escapeBytes(value, percentEncoded),
  dotenv: (value) => (value.includes(0) ? undefined : quoted(escapeBytes(value, shellEscaped))),
  json: (value) => (isUtf8(value) ? quoted(escapeBytes(value, jsonEscaped)) : undefined),
  base64: encodeBase64,
};

export function isFilterName(text: string): text is FilterName {
  return Object.hasOwn(filters, text);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const HEX = bytesOf('0123456789ABCDEF');
const UNRESERVED = new Set(
  bytesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~'),
);
/** What a shell, systemd's EnvironmentFile= and dotenv readers take as special between double quotes. */
const SHELL_SPECIAL = new Set(bytesOf('\\"`$'));
const BASE64 = bytesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const BASE64_PAD = 0x3d;

/** RFC 3986: everything but unreserved characters, a space as %20. */
function percentEncoded(byte: number): readonly number[] {
  return UNRESERVED.has(byte) ? [byte] : [0x25, hexDigit(byte >> 4), hexDigit(byte & 15)];
}

/** Newlines stay: inside double quotes they are themselves. */
function shellEscaped(byte: number): readonly number[] {
  return SHELL_SPECIAL.has(byte) ? [BACKSLASH, byte] : [byte];
}

/** RFC 8259 section 7. */
function jsonEscaped(byte: number): readonly number[] {
  if (byte === QUOTE || byte === BACKSLASH) return [BACKSLASH, byte];
  if (byte >= 0x20) return [byte];
  return [...bytesOf('\\u00'), hexDigit(byte >> 4), hexDigit(byte & 15)];
}

/** Two passes, so that no intermediate buffer with plaintext is left behind. */
function escapeBytes(value: Uint8Array, escape: (byte: number) => readonly number[]): Uint8Array {
  let size = 0;
  for (const byte of value) size += escape(byte).length;
  const escaped = new Uint8Array(size);
  let at = 0;
  for (const byte of value) {
    for (const out of escape(byte)) {
      escaped[at] = out;
      at += 1;
    }
  }
  return escaped;
}

function quoted(value: Uint8Array): Uint8Array {
  const whole = new Uint8Array(value.length + 2).fill(QUOTE);
  whole.set(value, 1);
  value.fill(0);
  return whole;
}

/** RFC 4648 section 4, with padding. */
function encodeBase64(value: Uint8Array): Uint8Array {
  const encoded = new Uint8Array(Math.ceil(value.length / 3) * 4).fill(BASE64_PAD);
  for (let from = 0, to = 0; from < value.length; from += 3, to += 4) {
    const [a = 0, b = 0, c = 0] = value.subarray(from, from + 3);
    const digits = [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63];
    const shown = Math.min(3, value.length - from) + 1;
    for (const [index, digit] of digits.slice(0, shown).entries()) {
      encoded[to + index] = BASE64[digit] ?? BASE64_PAD;
    }
  }
  return encoded;
}

function hexDigit(value: number): number {
  return HEX[value] ?? 0;
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
