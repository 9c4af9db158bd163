/**
 * List and watch against a server that breaks in every way.
 * @module
 */
import { afterEach, describe, expect, test } from 'vitest';
import {
  type Collection,
  followObjects,
  type Follower,
  type WatchOpened,
} from '#controller/objects/follow-objects.ts';
import type { JsonObject } from '#src/api/json.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { silentLog } from '#test/fakes/silent-log.ts';

const object = (name: string, resourceVersion: string): JsonObject => ({
  metadata: { name, resourceVersion },
});
const event = (type: string, name: string, version: string): string =>
  JSON.stringify({ type, object: object(name, version) });
const bookmark = (version: string): string =>
  JSON.stringify({ type: 'BOOKMARK', object: { metadata: { resourceVersion: version } } });
const failed = (code: number): string =>
  JSON.stringify({
    type: 'ERROR',
    object: { kind: 'Status', status: 'Failure', code, message: 'no' },
  });

type Stream = { readonly lines: readonly string[]; readonly after?: 'end' | 'hang' | 'break' };

/** Plays one script: each watch takes the next stream, the last one hangs. */
class Server implements Collection {
  readonly name = 'Host';
  readonly asked: string[] = [];
  lists = 0;
  listFailures = 0;
  readonly #streams: (Stream | 'expired')[];
  readonly #signal: AbortSignal;
  #waiting: { readonly streams: number; readonly resolve: () => void } | undefined;
  #opened = 0;

  constructor(streams: readonly (Stream | 'expired')[], signal: AbortSignal) {
    this.#streams = [...streams];
    this.#signal = signal;
  }

  async list() {
    this.lists += 1;
    if (this.listFailures > 0) {
      this.listFailures -= 1;
      throw new CredfleetError('API_UNAVAILABLE', 'no list');
    }
    return { objects: [object('a', '10')], resourceVersion: `${this.lists}00` };
  }

  async watch(resourceVersion: string): Promise<WatchOpened> {
    this.asked.push(resourceVersion);
    this.#opened += 1;
    const stream = this.#streams.shift() ?? { lines: [], after: 'hang' as const };
    if (this.#waiting !== undefined && this.#opened >= this.#waiting.streams)
      this.#waiting.resolve();
    return stream === 'expired'
      ? { kind: 'expired' }
      : { kind: 'lines', lines: this.#play(stream) };
  }

  /** Resolves when the watch of this number was opened. */
  async opened(streams: number): Promise<void> {
    if (this.#opened >= streams) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting = { streams, resolve };
    await promise;
  }

  async *#play({ lines, after = 'end' }: Stream): AsyncIterable<string> {
    yield* lines;
    if (after === 'break') throw new Error('connection lost');
    if (after === 'hang') {
      await new Promise((_, reject) => {
        this.#signal.addEventListener('abort', () => reject(new Error('aborted')));
      });
    }
  }
}

class Recorder implements Follower {
  readonly told: string[] = [];
  replaced(objects: readonly JsonObject[]): void {
    this.told.push(`replaced ${objects.length}`);
  }
  set(one: JsonObject): void {
    this.told.push(`set ${nameOf(one)}`);
  }
  deleted(one: JsonObject): void {
    this.told.push(`deleted ${nameOf(one)}`);
  }
}

function nameOf(one: JsonObject): string {
  return (one['metadata'] as { readonly name: string }).name;
}

let stop = new AbortController();
let running: Promise<void> = Promise.resolve();

afterEach(async () => {
  stop.abort();
  await running;
});

function follow(streams: readonly (Stream | 'expired')[], listFailures = 0) {
  stop = new AbortController();
  const clock = new FakeClock();
  const server = new Server(streams, stop.signal);
  server.listFailures = listFailures;
  const recorder = new Recorder();
  const random = { bytes: (count: number) => new Uint8Array(count), fraction: () => 0.5 };
  const options = { clock, random, log: silentLog, signal: stop.signal };
  running = followObjects(server, recorder, options);
  return { clock, server, told: recorder.told };
}

test('changes arrive in order, and the next watch goes on behind the last', async () => {
  const lines = [
    event('ADDED', 'b', '101'),
    event('MODIFIED', 'a', '102'),
    event('DELETED', 'b', '103'),
  ];
  const { clock, server, told } = follow([{ lines }]);
  await clock.nextSleep();
  clock.advance(1000);
  await server.opened(2);
  expect(told).toEqual(['replaced 1', 'set b', 'set a', 'deleted b']);
  expect(server.asked).toEqual(['100', '103']);
  expect(server.lists).toBe(1);
});

test('a bookmark moves the place to resume from', async () => {
  const { clock, server } = follow([{ lines: [bookmark('150')] }]);
  await clock.nextSleep();
  clock.advance(1000);
  await server.opened(2);
  expect(server.asked).toEqual(['100', '150']);
});

test('a connection that breaks resumes behind the last change that arrived', async () => {
  const { clock, server } = follow([{ lines: [event('ADDED', 'b', '101')], after: 'break' }]);
  await clock.nextSleep();
  clock.advance(1000);
  await server.opened(2);
  expect(server.asked).toEqual(['100', '101']);
  expect(server.lists).toBe(1);
});

describe('lists again', () => {
  test.for<{ readonly given: string; readonly stream: Stream | 'expired' }>([
    { given: 'when the watch is refused with 410', stream: 'expired' },
    { given: 'when the stream says 410', stream: { lines: [failed(410)] } },
    { given: 'when a line cannot be read', stream: { lines: ['{"type":"ADD'], after: 'hang' } },
    {
      given: 'when an event is of no known type',
      stream: { lines: [event('MOVED', 'b', '1')], after: 'hang' },
    },
    {
      given: 'when an object has no version',
      stream: { lines: ['{"type":"ADDED","object":{}}'], after: 'hang' },
    },
  ])('$given', async ({ stream }) => {
    const { clock, server, told } = follow([stream]);
    await clock.nextSleep();
    clock.advance(1000);
    await server.opened(2);
    expect(server.asked).toEqual(['100', '200']);
    expect(told).toEqual(['replaced 1', 'replaced 1']);
  });
});

test('another error in the stream resumes without a new list', async () => {
  const { clock, server } = follow([{ lines: [failed(500)] }]);
  await clock.nextSleep();
  clock.advance(1000);
  await server.opened(2);
  expect(server.asked).toEqual(['100', '100']);
});

test('a list that fails is tried again, later each time', async () => {
  const { clock, server } = follow([], 3);
  for (const waitMs of [500, 1000, 2000]) {
    await clock.nextSleep();
    clock.advance(waitMs - 1);
    expect(clock.sleeping).toBe(1);
    clock.advance(1);
  }
  await server.opened(1);
  expect(server.lists).toBe(4);
});

test('an abort ends it in the middle of a wait', async () => {
  const { clock } = follow([], 1);
  await clock.nextSleep();
  stop.abort();
  await expect(running).resolves.toBeUndefined();
});
