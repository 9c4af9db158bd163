/**
 * When checkpoints are written, and by whom they may be.
 * @module
 */
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  CHECKPOINT_EVERY_EVENTS,
  CHECKPOINT_EVERY_MS,
} from '#controller/audit/keep-checkpoints.ts';
import { AuditWorld } from '#test/gen/audit-world.ts';
import { ledgerKinds } from '#test/postgres/ledger-homes.ts';

describe.each(ledgerKinds)('$kind', ({ home }) => {
  let world: AuditWorld;
  let stop: AbortController;
  let running: Promise<void>;

  beforeEach(() => {
    world = new AuditWorld(home());
    stop = new AbortController();
    running = Promise.resolve();
  });
  afterEach(async () => {
    stop.abort();
    await running;
    world[Symbol.dispose]();
  });

  function sizes(): readonly unknown[] {
    return world.ledger.events({ type: 'audit.checkpoint' }).map(({ detail }) => detail['size']);
  }

  /** After the event that is written then. */
  async function nextEvents(work: () => void): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    work();
    const unsubscribe = world.ledger.onEvents(() => resolve());
    await promise;
    unsubscribe();
  }

  test('a minute after something happened, and not again while nothing does', async () => {
    running = world.checkpoints().run(stop.signal);
    await nextEvents(() => world.clock.advance(CHECKPOINT_EVERY_MS));
    expect(sizes()).toEqual([2]);
    await world.clock.nextSleep();
    world.clock.advance(CHECKPOINT_EVERY_MS);
    await world.clock.nextSleep();
    expect(sizes()).toEqual([2]);
    world.live(1);
    await nextEvents(() => world.clock.advance(CHECKPOINT_EVERY_MS));
    expect(sizes()).toEqual([2, 6]);
  });

  test('at once when there were many', async () => {
    running = world.checkpoints().run(stop.signal);
    const events = Array.from({ length: CHECKPOINT_EVERY_EVENTS }, () => ({
      ...world.event(),
      timeMs: 1,
    }));
    await nextEvents(() => world.ledger.write({ events }));
    expect(sizes()).toEqual([CHECKPOINT_EVERY_EVENTS + 2]);
  });

  test('at the end, once', async () => {
    const checkpoints = world.checkpoints();
    world.live(1);
    checkpoints.writeLast();
    checkpoints.writeLast();
    world.whileClosed(() => undefined);
    world.checkpoints().writeLast();
    expect(sizes()).toEqual([5]);
    expect((await world.verify()).checkpoints).toBe(2);
  });

  test('a full disk at the end is told, and does not keep the controller from ending', () => {
    const checkpoints = world.checkpoints();
    world.whileClosed(() => undefined);
    // It writes into a ledger that is closed.
    expect(() => checkpoints.writeLast()).not.toThrow();
    expect(sizes()).toEqual([]);
  });

  test('a log that another key signed is not gone on with', () => {
    world.checkpoints().writeLast();
    world.keys.auditKey = generateKeyPairSync('ed25519').privateKey;
    expect(() => world.checkpoints()).toThrow(
      expect.objectContaining({
        code: 'STORE_KEY_MISSING',
        message: expect.stringMatching(/'audit.key' is not the one that signed/u) as string,
      }),
    );
  });
});
