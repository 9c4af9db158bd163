/**
 * A fake host with the guard beside its engine: one look at a time, when a test wants it.
 * @module
 */
import { join } from 'node:path';
import { lookAt } from '#agent/drift/look.node.ts';
import type { Fingerprint } from '#agent/heal/fingerprint.ts';
import {
  knownFingerprint,
  type ReadFingerprint,
  type Watched,
} from '#agent/heal/fingerprint.node.ts';
import { Guard, SETTLE_MS } from '#agent/heal/guard.ts';
import type { ApplyEngine } from '#agent/apply/ports.ts';
import type { FakeApplyHost } from './fake-apply-host.ts';

const FIRST: Fingerprint = {
  bootId: 'boot-1',
  systemdVersion: 257,
  machineId: 'machine',
  hostKey: 'key',
  storageKey: 'srk',
  pcrs: {},
};

export class GuardedHost {
  readonly host: FakeApplyHost;
  /** What the host is found to be. */
  fingerprint: Fingerprint = FIRST;
  readonly watched: Watched[] = [];
  /** A lockout of the TPM is over, and the guard was not told yet. */
  isLockoutOver = false;
  /** Called at each pause between a change and the look at it. */
  onSettle: (guard: Guard) => void = () => undefined;
  readFingerprint: ReadFingerprint = async (watched) => {
    this.watched.push(watched);
    return this.fingerprint;
  };

  constructor(host: FakeApplyHost) {
    this.host = host;
  }

  /** Whole looks of one guard, with an engine that runs. */
  async look(times = 1): Promise<void> {
    await this.host.run(async (engine) => this.lookBeside(engine, times));
  }

  async lookBeside(engine: ApplyEngine, times = 1): Promise<void> {
    const { context, dir, log } = this.host;
    if (context === undefined) throw new Error('nothing runs');
    let looked = Promise.withResolvers<void>();
    const stop = new AbortController();
    const clock = {
      nowMs: () => context.clock.nowMs(),
      sleep: async (ms: number, signal?: AbortSignal) => {
        // The pause after the look; what the look itself waits for is over at once.
        if (signal === undefined || ms < PAUSE_MIN_MS) {
          if (ms === SETTLE_MS) this.onSettle(guard);
          return context.clock.sleep(ms);
        }
        looked.resolve();
        return new Promise<void>((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
        });
      },
    };
    const guard = new Guard({
      context: { ...context, clock },
      engine,
      signatures: { check: async () => undefined, folder: dir },
      drift: {
        lookAt,
        owner: { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 },
        unitDir: join(dir, 'units'),
      },
      watchFolders: () => ({ set: () => undefined, [Symbol.dispose]: () => undefined }),
      readFingerprint: async (watched) => this.readFingerprint(watched),
      takeLockoutOver: () => {
        const isOver = this.isLockoutOver;
        this.isLockoutOver = false;
        return isOver;
      },
      known: knownFingerprint(join(dir, 'fingerprint.json')),
      random: { bytes: (count) => new Uint8Array(count), fraction: () => 0 },
      log: log.logger,
    });
    const running = guard.run(stop.signal);
    for (let left = times; left > 0; left -= 1) {
      await looked.promise;
      looked = Promise.withResolvers<void>();
      if (left > 1) guard.wake();
    }
    stop.abort(new Error('looked'));
    await running;
  }
}

const PAUSE_MIN_MS = 30_000;
