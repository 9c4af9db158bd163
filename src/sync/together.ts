/**
 * Loops that stand and fall together.
 * @module
 */
export type Loop = (signal: AbortSignal) => Promise<void>;

/**
 * Starts them all. The first that fails ends the others. Settles when every one of them has ended, so that nothing goes
 * on over what is closed then.
 * @throws what the first one failed with.
 */
export async function together(signal: AbortSignal, loops: readonly Loop[]): Promise<void> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  await Promise.allSettled(
    loops.map(async (loop) => {
      try {
        await loop(either);
      } catch (reason) {
        // The first reason stays: an abort comes once.
        failed.abort(reason);
      }
    }),
  );
  failed.signal.throwIfAborted();
}
