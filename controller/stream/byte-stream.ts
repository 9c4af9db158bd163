/**
 * One bidirectional stream as sessions and enrolments see it; grpc-byte-stream.node.ts is the real half.
 * @module
 */
import type { CredfleetError } from '#src/errors/credfleet-error.ts';

export interface ByteStream {
  /** Where the peer is, without its port. */
  readonly address: string;
  /** Ends when the peer is gone or either side ended; never rejects. */
  readonly messages: AsyncIterable<Uint8Array>;
  /** Aborted when the stream is over. */
  readonly closed: AbortSignal;
  /** Dropped when the stream is over. */
  send(message: Uint8Array): void;
  /** Without a reason: all is well. */
  end(reason?: CredfleetError): void;
}
