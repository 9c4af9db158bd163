/**
 * What came of a verification.
 * @module
 */
import type { NoteKey } from '../checkpoint/signed-note.ts';

export type Fault = {
  /** Of several. */
  readonly file?: string;
  readonly line: number;
  readonly seq?: number;
  readonly what: string;
};

export type Verdict = {
  /** The first one; without it the evidence holds. */
  readonly fault?: Fault;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly root: Uint8Array;
  /** That was believed. */
  readonly key?: NoteKey;
  readonly checkpoints: number;
  /** Verified. */
  readonly receipts: number;
  readonly hosts: number;
  /** What is no fault and worth a look. */
  readonly notes: readonly string[];
};
