/**
 * Sends one watch to one connection until the client goes, the time is over or the client reads too slowly.
 * @module
 */
import type { ServerResponse } from 'node:http';
import type { Api } from './api.ts';
import { WatchEncoder, type WatchPlan } from './watch.ts';

const BOOKMARK_EVERY_MS = 60_000;
/** A client that lets more than this pile up is cut off; it resumes from where it was. */
const BACKLOG_MAX_BYTES = 32 * 1024 * 1024;

/** Resolves when the stream has ended. */
export async function streamWatch(
  api: Api,
  plan: WatchPlan,
  { response, stopping }: { readonly response: ServerResponse; readonly stopping: AbortSignal },
): Promise<void> {
  const encoder = new WatchEncoder(api, plan);
  const over = new AbortController();
  const end = (): void => over.abort();
  response.once('close', end);
  stopping.addEventListener('abort', end, { once: true });

  response.writeHead(200, {
    'content-type': 'application/json',
    'cache-control': 'no-cache, private',
  });
  // Clients wait for the headers before they count the stream as open.
  response.flushHeaders();
  const canResume = encoder.canResume();
  for (const line of encoder.begin()) response.write(line);
  if (canResume) await follow({ api, plan, encoder, response, over });

  stopping.removeEventListener('abort', end);
  response.end();
}

async function follow(input: {
  readonly api: Api;
  readonly plan: WatchPlan;
  readonly encoder: WatchEncoder;
  readonly response: ServerResponse;
  readonly over: AbortController;
}): Promise<void> {
  const { api, plan, encoder, response, over } = input;
  const stop = api.store.onChange((change) => {
    const line = encoder.change(change);
    if (line === undefined) return;
    response.write(line);
    if (response.writableLength > BACKLOG_MAX_BYTES) over.abort();
  });
  try {
    let leftMs = plan.timeoutMs;
    while (leftMs > 0 && !over.signal.aborted) {
      const waitMs = Math.min(leftMs, BOOKMARK_EVERY_MS);
      const isOver = await sleepUnlessOver(api, waitMs, over.signal);
      if (isOver) return;
      leftMs -= waitMs;
      if (plan.bookmarks) response.write(encoder.bookmark());
    }
  } finally {
    stop();
  }
}

async function sleepUnlessOver(api: Api, ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await api.clock.sleep(ms, signal);
    return false;
  } catch (error) {
    if (signal.aborted) return true;
    throw error;
  }
}
