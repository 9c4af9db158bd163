/**
 * A controller of which one loop fails: the others end, its ports close, and nothing goes on over the ledger, which is
 * closed last.
 * @module
 */
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ObjectCache, ObjectSource } from '#controller/objects/objects.ts';
import { type Ports, serve, type ServeOptions } from '#controller/serve.node.ts';
import type { KindName } from '#src/api/core.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import type { Clock } from '#src/clock/clock.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { FakeObjects } from '#test/fakes/fake-objects.ts';
import { silentLog } from '#test/fakes/silent-log.ts';
import { keyringOf } from '#test/gen/keyring.ts';

const GONE = new Error('the API is gone for good');

let dataDir: string;
let stop: AbortController;
/** Somebody of the controller waits: its loops do whenever they have nothing to do. */
let asleep: number;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'failing-loop-'));
  stop = new AbortController();
  asleep = 0;
});
afterEach(async () => {
  stop.abort(new Error('the test is over'));
  await rm(dataDir, { recursive: true });
});

const clock: Clock = {
  ...systemClock,
  sleep: async (ms, signal) => {
    asleep += 1;
    try {
      await systemClock.sleep(ms, signal);
    } finally {
      asleep -= 1;
    }
  },
};

async function optionsOver(objects: ObjectSource): Promise<ServeOptions> {
  return {
    objects,
    keyring: await keyringOf(),
    dataDir,
    listen: '127.0.0.1',
    enrollPort: 0,
    sessionPort: 0,
    auditRetentionMs: Number.POSITIVE_INFINITY,
    names: ['127.0.0.1'],
    clock,
    random: systemRandom,
    log: silentLog,
    signal: stop.signal,
    end: (reason) => stop.abort(reason),
  };
}

/** Its Hosts are never read to their end. */
class Unread extends FakeObjects {
  readonly #failure: Promise<never>;

  constructor(failure: Promise<never>) {
    super(clock);
    this.#failure = failure;
  }

  override cache<K extends KindName>(kind: K): ObjectCache<K> {
    const cache = super.cache(kind);
    if (kind !== 'Host') return cache;
    return {
      synced: this.#failure,
      get: (ref) => cache.get(ref),
      all: (namespace) => cache.all(namespace),
      onChange: (listener) => cache.onChange(listener),
    };
  }
}

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function expectAllEnded({ sessionPort, enrollPort }: Ports) {
  expect(stop.signal.reason).toBe(GONE);
  await vi.waitFor(() => expect(asleep).toBe(0));
  expect(await isOpen(sessionPort)).toBe(false);
  expect(await isOpen(enrollPort)).toBe(false);
  // Nobody has it any more: SQLite removes what it wrote ahead when the last one closes it.
  expect(await readdir(dataDir)).not.toContain('ledger.db-wal');
}

test('a loop that fails ends the others and the process says why', async () => {
  const { promise: failure, reject } = Promise.withResolvers<never>();
  const options = await optionsOver(new Unread(failure));
  const { promise: ready, resolve } = Promise.withResolvers<Ports>();
  const served = serve(options, resolve);
  const ports = await Promise.race([ready, served.then(() => ready)]);
  await vi.waitFor(() => expect(asleep).toBeGreaterThan(2));
  expect(await isOpen(ports.sessionPort)).toBe(true);
  expect(await readdir(dataDir)).toContain('ledger.db-wal');
  reject(GONE);
  await expect(served).rejects.toBe(GONE);
  await expectAllEnded(ports);
});

test('so does what shall follow when the ports are open', async () => {
  const options = await optionsOver(new FakeObjects(clock));
  let ports: Ports | undefined;
  const served = serve(options, async (opened) => {
    ports = opened;
    await vi.waitFor(() => expect(asleep).toBeGreaterThan(2));
    throw GONE;
  });
  await expect(served).rejects.toBe(GONE);
  await expectAllEnded(ports!);
});
