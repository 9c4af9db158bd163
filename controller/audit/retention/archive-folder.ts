/**
 * The port to the folder of archive segments.
 * @module
 */
import type { SegmentRange } from '#src/audit/export/segment-name.ts';

/** All throw FILE_FAILED. */
export interface ArchiveFolder {
  /** Where it is, for messages. */
  readonly path: string;
  /** In the order of their first events. */
  segments(): Promise<readonly SegmentRange[]>;
  /** Whole, durable and readable by its owner only, or not there. Pauses between pieces, so that others are served. */
  write(range: SegmentRange, lines: Iterable<string>): Promise<void>;
  read(range: SegmentRange): AsyncIterable<Uint8Array>;
}
