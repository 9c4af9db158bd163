/**
 * One game: half an hour of mishaps and operators. Then the faults end, and everything must come to rest: converged, or
 * saying why not.
 * @module
 */
import type { Keyring } from '#controller/keys/keyring.ts';
import { Game, type GameOptions, settled } from './game.ts';
import { happen, heal } from './mishaps.ts';
import { checkRest } from './rest.ts';
import { Violation } from './rules.ts';

/** How long mishaps go on, and how long everything may take to come to rest afterwards. */
const TROUBLE_MS = 30 * 60_000;
const REST_MS = 6 * 3_600_000;

export type GameResult = {
  readonly seed: number;
  /** Undefined: every rule held. */
  readonly violation?: string;
  /** What happened, for those who look for the cause. */
  readonly story: readonly string[];
  readonly dispatches: number;
  readonly restarts: number;
};

/** Libraries prepare things at their first call, which takes turns that later calls do not: no game is the first. */
let warmUp: Promise<unknown> | undefined;

export async function playGame(
  seed: number,
  keyring: Keyring,
  options: GameOptions = {},
): Promise<GameResult> {
  warmUp ??= play(0, keyring, options);
  await warmUp;
  return play(seed, keyring, options);
}

async function play(seed: number, keyring: Keyring, options: GameOptions): Promise<GameResult> {
  const game = new Game(seed, keyring, options);
  const result = () => ({
    seed,
    story: game.story,
    dispatches: game.ledger.events({ type: 'host.version.dispatched', limit: 10_000 }).length,
    restarts: game.hosts.reduce((sum, { systemd }) => sum + systemd.jobs.length, 0),
  });
  try {
    await passTime(game);
    return result();
  } catch (reason) {
    if (!(reason instanceof Violation)) throw reason;
    return { ...result(), violation: reason.message };
  } finally {
    game.end();
    await settled();
  }
}

async function passTime(game: Game): Promise<void> {
  await game.setUp();
  await game.run(TROUBLE_MS, async () => happen(game));
  await heal(game);
  await game.run(REST_MS, async () => undefined);
  await checkRest(game);
}
