/**
 * File names of archive segments: which events one has, so that they sort in the order of the log.
 * @module
 */
export type SegmentRange = { readonly firstSeq: number; readonly lastSeq: number };

const DIGITS = 16;
const NAME = /^audit-(\d{16})-(\d{16})\.jsonl$/u;

export function segmentName({ firstSeq, lastSeq }: SegmentRange): string {
  const [first, last] = [firstSeq, lastSeq].map((seq) => String(seq).padStart(DIGITS, '0'));
  return `audit-${first}-${last}.jsonl`;
}

/** Undefined for any other file. */
export function parseSegmentName(name: string): SegmentRange | undefined {
  const [, first, last] = NAME.exec(name) ?? [];
  const range = { firstSeq: Number(first), lastSeq: Number(last) };
  return range.firstSeq >= 1 && range.firstSeq <= range.lastSeq ? range : undefined;
}
