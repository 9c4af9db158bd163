/**
 * What a server streams as an answer, as something to loop over, that ends with an error when the
 * call does.
 * @module
 */
import type { ClientReadableStream } from '@grpc/grpc-js';

/**
 * Calls at the first read, not before: a call that failed while nobody listened yet would end the
 * process, and its stream would look like a whole and empty answer. Cancels the call when the loop
 * is left or the signal aborts.
 * @throws what grpc-js says of the call, also that it was cancelled.
 */
export async function* serverStream<Message>(
  call: () => ClientReadableStream<Message>,
  signal: AbortSignal,
): AsyncGenerator<Message> {
  const stream = call();
  const cancel = () => stream.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    for await (const message of stream) yield message as Message;
  } finally {
    signal.removeEventListener('abort', cancel);
    stream.cancel();
  }
}
