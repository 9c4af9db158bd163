/**
 * The envelope's header: which host, which epochs, which place in the sequence, until when. Layout
 * "cf-env/1", frozen by test/vectors.
 * @module
 */
import { lengthPrefixed, splitLengthPrefixed } from '#src/identity/length-prefixed.ts';
import { SUITE_ID } from './hpke.ts';

export const ENVELOPE_TAG = 'cf-env/1';

export type EnvelopeHeader = {
  readonly clusterUid: string;
  readonly hostUid: string;
  readonly identityEpoch: number;
  readonly kxEpoch: number;
  /** Grows by one with each push to this host; a host accepts no number twice. */
  readonly hostSeq: number;
  readonly issuedAtMs: number;
  readonly notAfterMs: number;
};

/** `count` is the number of ciphertexts. */
export function encodeHeader(header: EnvelopeHeader, count: number): Uint8Array {
  return lengthPrefixed([
    ENVELOPE_TAG,
    SUITE_ID,
    header.clusterUid,
    header.hostUid,
    header.identityEpoch,
    header.kxEpoch,
    header.hostSeq,
    header.issuedAtMs,
    header.notAfterMs,
    count,
  ]);
}

type Decoded = { readonly header: EnvelopeHeader; readonly count: number };

/** Undefined when it is not exactly one header of this layout and suite. */
export function decodeHeader(bytes: Uint8Array): Decoded | undefined {
  const fields = splitLengthPrefixed(bytes) ?? [];
  const decoded = readFields(fields);
  if (decoded === undefined) return undefined;
  // Also refuses another tag or suite and text that is not UTF-8: none of them encodes to these bytes.
  const again = encodeHeader(decoded.header, decoded.count);
  return Buffer.compare(again, bytes) === 0 ? decoded : undefined;
}

function readFields([, , cluster, host, ...rest]: readonly Uint8Array[]): Decoded | undefined {
  if (cluster === undefined || host === undefined || rest.length !== 6) return undefined;
  const integers = rest.map(readInteger);
  if (!integers.every(Number.isSafeInteger)) return undefined;
  const integer = (index: number): number => integers[index] ?? NaN;
  const header: EnvelopeHeader = {
    clusterUid: readText(cluster),
    hostUid: readText(host),
    identityEpoch: integer(0),
    kxEpoch: integer(1),
    hostSeq: integer(2),
    issuedAtMs: integer(3),
    notAfterMs: integer(4),
  };
  return { header, count: integer(5) };
}

function readText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

function readInteger(bytes: Uint8Array): number {
  if (bytes.length !== 8) return NaN;
  return Number(Buffer.from(bytes).readBigUInt64BE());
}
