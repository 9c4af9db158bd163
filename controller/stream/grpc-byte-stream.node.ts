/**
 * A gRPC bidirectional stream as a ByteStream, and our codes as gRPC statuses.
 * @module
 */
import { type ServerDuplexStream, status } from '@grpc/grpc-js';
import type { CredfleetError, ErrorCode } from '#src/errors/credfleet-error.ts';
import { pullMessages } from '#src/wire/pull-messages.ts';
import type { ByteStream } from './byte-stream.ts';

export type GrpcStream = ServerDuplexStream<Uint8Array, Uint8Array>;

const STATUS_OF: Partial<Record<ErrorCode, status>> = {
  MESSAGE_INVALID: status.INVALID_ARGUMENT,
  PROTOCOL_UNSUPPORTED: status.FAILED_PRECONDITION,
  HOST_NOT_ADMITTED: status.PERMISSION_DENIED,
  ENROLMENT_REFUSED: status.PERMISSION_DENIED,
  SESSION_CLOSED: status.ABORTED,
};

export function grpcByteStream(call: GrpcStream): ByteStream {
  const controller = new AbortController();
  const close = (): void => controller.abort(new Error('the stream is over'));
  call.on('cancelled', close);
  call.on('close', close);
  call.on('error', close);
  return {
    address: addressOf(call.getPeer()),
    messages: pullMessages(call),
    closed: controller.signal,
    send: (message) => {
      if (!controller.signal.aborted && call.writable) call.write(message);
    },
    end: (reason) => {
      if (controller.signal.aborted) return;
      if (reason === undefined) call.end();
      else call.emit('error', { code: grpcStatus(reason.code), details: describe(reason) });
      close();
    },
  };
}

export function grpcStatus(code: ErrorCode): status {
  return STATUS_OF[code] ?? status.UNAVAILABLE;
}

/** The peer of a stream parses the code again. */
function describe(reason: CredfleetError): string {
  return `${reason.code}: ${reason.message}`;
}

/** "10.0.0.7:4711" and "[::1]:4711" without the port. */
function addressOf(peer: string): string {
  return peer.replace(/^ipv[46]:/u, '').replace(/:\d+$/u, '');
}
