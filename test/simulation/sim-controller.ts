/**
 * The simulated controller: the real brain, sessions and ledger over objects in memory. It can be killed between any
 * two of its writes; objects and ledger stay, as in a database.
 * @module
 */
import type { Keyring } from '#controller/keys/keyring.ts';
import type { Ledger, LedgerWrite } from '#controller/ledger/ledger.ts';
import { createOneByOne } from '#controller/objects/create-one-by-one.ts';
import type { ObjectCache, ObjectSource } from '#controller/objects/objects.ts';
import { type Brain, createBrain } from '#controller/reconcile/create-brain.ts';
import { serveSession } from '#controller/stream/serve-session.ts';
import { SessionRegistry } from '#controller/stream/session-registry.ts';
import type { KindName } from '#src/api/core.ts';
import type { Clock } from '#src/clock/clock.ts';
import { isHostUid } from '#src/intent/intent.ts';
import { silentLog } from '#test/fakes/silent-log.ts';
import type { Dice } from './dice.ts';
import { Life } from './life.ts';
import { type Connection, connect } from './network.ts';

export type ControllerWorld = {
  readonly clock: Clock;
  readonly dice: Dice;
  readonly keyring: Keyring;
  readonly objects: ObjectSource;
  readonly ledger: Ledger;
  /** Looks at each write of the ledger before and after it is done. */
  readonly onWrite: (change: LedgerWrite, write: () => void) => void;
};

const RESTART_MS = 2_000;
const SETTLING_MS = 20_000;

type Alive = { readonly life: Life; readonly brain: Brain; readonly registry: SessionRegistry };

export class SimController {
  readonly #world: ControllerWorld;
  #alive: Alive | undefined;
  readonly #connections = new Set<Connection>();
  isHeld = false;

  constructor(world: ControllerWorld) {
    this.#world = world;
  }

  get isUp(): boolean {
    return this.#alive !== undefined;
  }

  get brain(): Brain {
    if (this.#alive === undefined) throw new Error('the controller is not running');
    return this.#alive.brain;
  }

  start(): void {
    if (this.isUp || this.isHeld) return;
    const { clock, dice, keyring, objects, ledger } = this.#world;
    const life = new Life(() => {
      this.#alive = undefined;
      for (const connection of this.#connections) connection.reset();
      this.#connections.clear();
      void clock.sleep(RESTART_MS).then(() => this.start());
    });
    const ends = (ms: number, signal?: AbortSignal) =>
      clock.sleep(ms, signal === undefined ? life.signal : AbortSignal.any([signal, life.signal]));
    const brain = createBrain({
      objects: objectsOf(life, objects),
      ledger: this.#ledgerOf(life, ledger),
      keys: keyring,
      clock: { nowMs: () => clock.nowMs(), sleep: ends },
      random: dice,
      log: silentLog,
      settlingMs: SETTLING_MS,
    });
    const registry = new SessionRegistry();
    this.#alive = { life, brain, registry };
    brain.run(registry, life.signal).catch(() => undefined);
  }

  /** Dies just before one of its next writes, or at once. */
  kill(afterEffects: number): void {
    this.#alive?.life.endAfter(afterEffects);
  }

  /** For good: the game is over. */
  stop(): void {
    this.isHeld = true;
    this.#alive?.life.end();
  }

  /** Undefined while it does not run. */
  connect(name: string, hostUid: string): Connection | undefined {
    if (this.#alive === undefined || !isHostUid(hostUid)) return undefined;
    const { life, brain, registry } = this.#alive;
    const connection = connect(name, this.#world);
    this.#connections.add(connection);
    const { keyring, clock, dice } = this.#world;
    const context = {
      objects: brain.context.objects,
      ledger: brain.context.ledger,
      keyring,
      events: brain.hostEvents,
      intentsFor: brain.intentsFor,
      signaturesFor: brain.signaturesFor,
      clock: {
        nowMs: () => clock.nowMs(),
        sleep: (ms: number, signal?: AbortSignal) =>
          clock.sleep(
            ms,
            signal === undefined ? life.signal : AbortSignal.any([signal, life.signal]),
          ),
      },
      random: dice,
      log: silentLog,
    };
    const peer = { kind: 'host', hostUid, serial: '01' } as const;
    const request = {
      registry,
      stream: connection.controller,
      connection: { peer, notAfterMs: Number.MAX_SAFE_INTEGER },
    };
    void serveSession(context, request).finally(() => this.#connections.delete(connection));
    return connection;
  }

  #ledgerOf(life: Life, ledger: Ledger): Ledger {
    return new Proxy(ledger, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        if (name === 'commit') {
          return async (decide: Parameters<Ledger['commit']>[0]) => {
            await life.step();
            const result = await target.commit(decide);
            await life.step();
            return result;
          };
        }
        if (name !== 'write') return value.bind(target) as unknown;
        return (change: LedgerWrite): void => {
          life.stepNow();
          this.#world.onWrite(change, () => target.write(change));
        };
      },
    });
  }
}

const WRITES = ['create', 'replace', 'replaceStatus', 'delete', 'get', 'list'] as const;

/** Objects as one life of the controller sees them: when it is over, nothing is written and nothing told. */
function objectsOf(life: Life, objects: ObjectSource): ObjectSource {
  const guarded = life.guard(objects, WRITES);
  return {
    get: async (...args) => guarded.get(...args),
    list: async (...args) => guarded.list(...args),
    create: async (...args) => guarded.create(...args),
    // It may die between them, as over a network.
    createInOrder: async (wanted) => createOneByOne(guarded, wanted),
    replace: async (...args) => guarded.replace(...args),
    replaceStatus: async (...args) => guarded.replaceStatus(...args),
    delete: async (...args) => guarded.delete(...args),
    cache: <K extends KindName>(kind: K): ObjectCache<K> => {
      const cache = objects.cache(kind);
      return {
        synced: cache.synced,
        get: (ref) => cache.get(ref),
        all: (namespace) => cache.all(namespace),
        onChange: (listener) =>
          cache.onChange((change) => {
            if (!life.isOver) listener(change);
          }),
      };
    },
  };
}
