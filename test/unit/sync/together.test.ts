/**
 * Loops of which one fails.
 * @module
 */
import { expect, test } from 'vitest';
import { type Loop, together } from '#src/sync/together.ts';

const FIRST = new Error('the first');

/** Until the signal aborts; then it needs a while to end. */
function waiting(ended: string[], name: string, fails?: Error): Loop {
  return async (signal) => {
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    ended.push(name);
    if (fails !== undefined) throw fails;
  };
}

const failing: Loop = async () => {
  await Promise.resolve();
  throw FIRST;
};

test('the first that fails ends the others, and is told when they have ended', async () => {
  const ended: string[] = [];
  const { signal } = new AbortController();
  const loops = [waiting(ended, 'a'), failing, waiting(ended, 'b', new Error('the second'))];
  const running = together(signal, loops).finally(() => ended.push('told'));
  await expect(running).rejects.toBe(FIRST);
  expect(ended).toEqual(['a', 'b', 'told']);
  expect(signal.aborted).toBe(false);
});

test('one that fails before it waits for anything is like any other', async () => {
  const ended: string[] = [];
  const atOnce: Loop = () => {
    throw FIRST;
  };
  const running = together(new AbortController().signal, [waiting(ended, 'a'), atOnce]);
  await expect(running).rejects.toBe(FIRST);
  expect(ended).toEqual(['a']);
});

test('loops among loops: all have ended, wherever the one that failed is', async () => {
  const ended: string[] = [];
  const inner: Loop = async (signal) => together(signal, [waiting(ended, 'inner'), failing]);
  const running = together(new AbortController().signal, [inner, waiting(ended, 'outer')]);
  await expect(running).rejects.toBe(FIRST);
  expect(ended).toEqual(['inner', 'outer']);
});

test('told to stop they end, and that is no failure', async () => {
  const ended: string[] = [];
  const stop = new AbortController();
  const running = together(stop.signal, [waiting(ended, 'a'), waiting(ended, 'b')]);
  stop.abort(new Error('SIGTERM'));
  await running;
  expect(ended).toEqual(['a', 'b']);
});
