/**
 * Where the signatures of PCR states lie on a host: port of signature-files.node.ts.
 * @module
 */
import type { PcrSignature } from '#src/systemd/pcr-signature.ts';
import type { SignatureFile } from '#src/systemd/pcr-signature-file.ts';

export interface SignatureFiles {
  /** What the controller sent last. */
  accepted(): readonly PcrSignature[];
  /** @throws {CredfleetError} STATE_UNWRITABLE */
  keepAccepted(signatures: readonly PcrSignature[]): Promise<void>;
  /** What systemd would read without ours; undefined: nothing. @throws {CredfleetError} PCR_SIGNATURES_FOREIGN */
  others(): SignatureFile | undefined;
  /** As it lies there, for systemd to read; undefined: it does not. */
  written(): string | undefined;
  /** Undefined removes it. @throws {CredfleetError} STATE_UNWRITABLE */
  write(text: string | undefined): Promise<void>;
  /** Undefined: systemd finds what is written; else why not. */
  unreachable(): string | undefined;
}
