/**
 * Writes one watch to one reader until the reader goes, the time is over or it reads too slowly.
 * @module
 */
import type { ServerResponse } from 'node:http';
import type { Api } from './api.ts';
import { WatchEncoder, type WatchPlan } from './watch.ts';

const BOOKMARK_EVERY_MS = 60_000;
/** A reader that lets more than this pile up is cut off; it resumes from where it was. */
const BACKLOG_MAX_BYTES = 32 * 1024 * 1024;

/** Where the lines of a watch go. */
export type WatchSink = {
  write(line: string): void;
  /** Of lines that were not taken yet. */
  readonly backlogBytes: number;
};

/** Resolves when the stream has ended. */
export async function streamWatch(
  api: Api,
  plan: WatchPlan,
  { response, stopping }: { readonly response: ServerResponse; readonly stopping: AbortSignal },
): Promise<void> {
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
  const sink = {
    write: (line: string) => void response.write(line),
    get backlogBytes() {
      return response.writableLength;
    },
  };
  await writeWatch({ api, plan, sink, over });

  stopping.removeEventListener('abort', end);
  response.end();
}

type Watching = {
  readonly api: Api;
  readonly plan: WatchPlan;
  readonly sink: WatchSink;
  /** Ends it. */
  readonly over: AbortController;
};

/** Resolves when nothing more is written. */
export async function writeWatch(watching: Watching): Promise<void> {
  const { api, plan, sink } = watching;
  const encoder = new WatchEncoder(api, plan);
  const canResume = encoder.canResume();
  for (const line of encoder.begin()) sink.write(line);
  if (canResume) await follow(watching, encoder);
}

async function follow({ api, plan, sink, over }: Watching, encoder: WatchEncoder): Promise<void> {
  const stop = api.store.onChange((change) => {
    const line = encoder.change(change);
    if (line === undefined) return;
    sink.write(line);
    if (sink.backlogBytes > BACKLOG_MAX_BYTES) over.abort();
  });
  try {
    let leftMs = plan.timeoutMs;
    while (leftMs > 0 && !over.signal.aborted) {
      const waitMs = Math.min(leftMs, BOOKMARK_EVERY_MS);
      const isOver = await sleepUnlessOver(api, waitMs, over.signal);
      if (isOver) return;
      leftMs -= waitMs;
      if (plan.bookmarks) sink.write(encoder.bookmark());
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
