/**
 * Waiting for the next events of the ledger. Listening begins before reading, so that nothing is missed in between.
 * @module
 */
import type { Ledger } from './ledger.ts';

/** `come` resolves at the next event, or when the signal aborts. */
export function listenForEvents(
  ledger: Pick<Ledger, 'onEvents'>,
  signal: AbortSignal,
): Disposable & { readonly come: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const wake = () => resolve();
  const stop = ledger.onEvents(wake);
  signal.addEventListener('abort', wake, { once: true });
  if (signal.aborted) wake();
  return {
    come: promise,
    [Symbol.dispose]: () => {
      stop();
      signal.removeEventListener('abort', wake);
    },
  };
}
