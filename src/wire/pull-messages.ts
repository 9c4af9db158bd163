/**
 * A gRPC stream's messages, one at a time. Node's own async iterator destroys a stream when it errs, and a
 * status that was about to be sent is then never sent.
 * @module
 */
import type { Readable } from 'node:stream';

/** What was received before the end, the error or the cancellation still comes; then it ends, never rejects. */
export async function* pullMessages(stream: Readable): AsyncGenerator<Uint8Array> {
  let isOver = false;
  let wake = (): void => undefined;
  const over = (): void => {
    isOver = true;
    wake();
  };
  for (const event of ['end', 'error', 'close', 'cancelled']) stream.on(event, over);
  stream.on('readable', () => wake());
  for (;;) {
    const message = stream.read() as Uint8Array | null;
    if (message !== null) {
      yield message;
    } else if (isOver) {
      return;
    } else {
      const { promise, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      await promise;
    }
  }
}
