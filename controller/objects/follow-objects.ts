/**
 * Follows one collection for ever: list, watch with bookmarks, resume where the stream ended, list again
 * when the server has forgotten or a line cannot be read, back off with full jitter when it fails.
 * @module
 */
import type { JsonObject } from '#src/api/json.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Random } from '#src/random/random.ts';
import { backoffMs } from './backoff.ts';
import { readWatchEvent, type WatchEvent } from './watch-event.ts';

export type Listed = {
  readonly objects: readonly JsonObject[];
  readonly resourceVersion: string;
};

export type WatchOpened =
  | { readonly kind: 'lines'; readonly lines: AsyncIterable<string> }
  /** The server has forgotten this version. */
  | { readonly kind: 'expired' };

/** The collection, as a server offers it; both throw CredfleetError. */
export type Collection = {
  readonly name: string;
  list(): Promise<Listed>;
  watch(resourceVersion: string): Promise<WatchOpened>;
};

export type Follower = {
  /** The whole truth; what is missing is gone. */
  replaced(objects: readonly JsonObject[]): void;
  set(object: JsonObject): void;
  deleted(object: JsonObject): void;
};

export type FollowOptions = {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly signal: AbortSignal;
};

/** A stream that lived this long was healthy: the next failure starts the backoff anew. */
const HEALTHY_MS = 10_000;

/** Resolves when the signal aborts. */
export async function followObjects(
  collection: Collection,
  follower: Follower,
  options: FollowOptions,
): Promise<void> {
  const { clock, random, log, signal } = options;
  let position: Position | undefined;
  let failures = 0;
  while (!signal.aborted) {
    const startedAtMs = clock.nowMs();
    const wasHealthy = (): boolean => clock.nowMs() - startedAtMs >= HEALTHY_MS;
    try {
      position ??= { resourceVersion: await relist(collection, follower) };
      const end = await watchOnce(collection, follower, position);
      if (end === 'listAgain') position = undefined;
      // A stream that ends at once, again and again, must not become a busy loop.
      failures = wasHealthy() ? 0 : failures + 1;
    } catch (error) {
      if (signal.aborted) return;
      failures = wasHealthy() ? 1 : failures + 1;
      log.warn({ err: error, kind: collection.name, failures }, 'watching failed, trying again');
    }
    if (failures > 0) await pause(clock, backoffMs(failures, random.fraction()), signal);
  }
}

async function relist(collection: Collection, follower: Follower): Promise<string> {
  const { objects, resourceVersion } = await collection.list();
  follower.replaced(objects);
  return resourceVersion;
}

type Position = { resourceVersion: string };

/** Moves `position` along, also when it throws. */
async function watchOnce(
  collection: Collection,
  follower: Follower,
  position: Position,
): Promise<'resume' | 'listAgain'> {
  const opened = await collection.watch(position.resourceVersion);
  if (opened.kind === 'expired') return 'listAgain';
  for await (const line of opened.lines) {
    const next = take(readWatchEvent(line), follower, position);
    if (next === 'listAgain') return 'listAgain';
  }
  return 'resume';
}

function take(event: WatchEvent, follower: Follower, position: Position): 'go on' | 'listAgain' {
  switch (event.kind) {
    case 'set':
      follower.set(event.object);
      position.resourceVersion = versionOf(event.object);
      return 'go on';
    case 'deleted':
      follower.deleted(event.object);
      position.resourceVersion = versionOf(event.object);
      return 'go on';
    case 'bookmark':
      position.resourceVersion = event.resourceVersion;
      return 'go on';
    case 'error':
      if (event.status.code === 410) return 'listAgain';
      throw new CredfleetError('API_UNAVAILABLE', event.status.message ?? 'the watch failed');
    case 'unreadable':
      return 'listAgain';
  }
}

function versionOf(object: JsonObject): string {
  const { metadata } = object as { readonly metadata: { readonly resourceVersion: string } };
  return metadata.resourceVersion;
}

async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
