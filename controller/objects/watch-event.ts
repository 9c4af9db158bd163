/**
 * One line of a watch → what it says.
 * @module
 */
import { field, isJsonObject, type JsonObject, text } from '#src/api/json.ts';
import { isStatus, type Status } from '#src/api/status.ts';

export type WatchEvent =
  | { readonly kind: 'set' | 'deleted'; readonly object: JsonObject }
  | { readonly kind: 'bookmark'; readonly resourceVersion: string }
  | { readonly kind: 'error'; readonly status: Status }
  | { readonly kind: 'unreadable' };

const UNREADABLE: WatchEvent = { kind: 'unreadable' };

type Reader = (object: JsonObject) => WatchEvent | undefined;

const set: Reader = (object) => (hasVersion(object) ? { kind: 'set', object } : undefined);
const readers: ReadonlyMap<unknown, Reader> = new Map<unknown, Reader>([
  ['ADDED', set],
  ['MODIFIED', set],
  ['DELETED', (object) => (hasVersion(object) ? { kind: 'deleted', object } : undefined)],
  ['BOOKMARK', readBookmark],
  ['ERROR', (object) => (isStatus(object) ? { kind: 'error', status: object } : undefined)],
]);

export function readWatchEvent(line: string): WatchEvent {
  const event = parse(line);
  const object = field(event, 'object');
  if (!isJsonObject(object)) return UNREADABLE;
  return readers.get(field(event, 'type'))?.(object) ?? UNREADABLE;
}

function readBookmark(object: JsonObject): WatchEvent | undefined {
  const resourceVersion = text(field(object, 'metadata'), 'resourceVersion');
  return resourceVersion === undefined ? undefined : { kind: 'bookmark', resourceVersion };
}

function hasVersion(object: JsonObject): boolean {
  const metadata = field(object, 'metadata');
  return (
    typeof field(metadata, 'resourceVersion') === 'string' &&
    typeof field(metadata, 'name') === 'string'
  );
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    // Reported as unreadable: the follower lists again.
    return undefined;
  }
}
