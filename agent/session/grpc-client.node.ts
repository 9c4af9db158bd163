/**
 * Opens one stream on one fresh connection: a channel that hung once is never used again (a peer that accepts
 * TCP and sends nothing hangs a grpc-js channel for ever).
 * @module
 */
import { Client, type ClientDuplexStream, type ServiceError, status } from '@grpc/grpc-js';
import { CredfleetError, type ErrorCode, isErrorCode } from '#src/errors/credfleet-error.ts';
import { type ClientTls, clientTls } from '#src/wire/client-tls.node.ts';
import { MESSAGE_MAX_BYTES } from '#src/wire/messages.ts';
import { pullMessages } from '#src/wire/pull-messages.ts';
import { rawBytes } from '#src/wire/raw-bytes.ts';
import type { ClientStream } from './client-stream.ts';
import { CutCredentials } from './cut-credentials.node.ts';

export type StreamTarget = {
  /** host:port. */
  readonly address: string;
  /** The method's path. */
  readonly path: string;
  readonly tls: ClientTls;
};

const GRPC_OPTIONS = {
  'grpc.enable_channelz': 0,
  'grpc.enable_retries': 0,
  'grpc.enable_http_proxy': 0,
  'grpc.use_local_subchannel_pool': 1,
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 20_000,
  'grpc.max_receive_message_length': MESSAGE_MAX_BYTES,
  'grpc.max_send_message_length': MESSAGE_MAX_BYTES,
};

const CODE_OF: Partial<Record<status, ErrorCode>> = {
  [status.INVALID_ARGUMENT]: 'MESSAGE_INVALID',
  [status.FAILED_PRECONDITION]: 'PROTOCOL_UNSUPPORTED',
  [status.PERMISSION_DENIED]: 'HOST_NOT_ADMITTED',
  [status.UNAUTHENTICATED]: 'HOST_NOT_ADMITTED',
  [status.UNAVAILABLE]: 'CONTROLLER_UNREACHABLE',
  [status.ABORTED]: 'SESSION_CLOSED',
};

type Call = ClientDuplexStream<Uint8Array, Uint8Array>;

export function openStream({ address, path, tls }: StreamTarget): ClientStream {
  const { credentials: inner, options } = clientTls(address, tls);
  const credentials = new CutCredentials(inner);
  const client = new Client(address, credentials, { ...GRPC_OPTIONS, ...options });
  const { serialize, deserialize } = rawBytes;
  const call: Call = client.makeBidiStreamRequest(path, serialize, deserialize);
  let failure: CredfleetError | undefined;
  call.on('error', (error: ServiceError) => {
    failure ??= translate(error, address);
  });
  return {
    messages: received(call, () => failure),
    send: (message) => {
      if (call.writable) call.write(message);
    },
    close: () => {
      call.cancel();
      client.close();
      credentials.cut();
    },
  };
}

/** The reason is known when the messages are over. */
async function* received(
  call: Call,
  failure: () => CredfleetError | undefined,
): AsyncGenerator<Uint8Array> {
  yield* pullMessages(call);
  const failed = failure();
  if (failed !== undefined) throw failed;
}

/** Our servers start their details with the code. */
function translate(error: ServiceError, address: string): CredfleetError {
  const [, first = '', rest = ''] = /^([A-Z_]+): (.*)$/su.exec(error.details) ?? [];
  if (isErrorCode(first)) {
    return new CredfleetError(first, `controller ${address}: ${rest}`, { cause: error });
  }
  const code = CODE_OF[error.code] ?? 'SESSION_CLOSED';
  return new CredfleetError(code, `controller ${address}: ${error.details}`, { cause: error });
}
