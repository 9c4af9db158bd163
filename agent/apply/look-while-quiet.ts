/**
 * One look at a unit while nothing of it runs: what is seen then, it has been since it started up.
 * @module
 */
import type { Systemd } from '#agent/units/systemd.ts';
import { together, type ApplyContext } from './context.ts';

/** A process that starts up runs more often than this. */
const QUIET_MS = 10;
/** The first pause; each is longer than the one before: where everything starts at once, looking would take the time to start. */
const PAUSE_MS = 5;
const PAUSE_GROWTH = 1.5;
/** Who goes on starting is looked at all the same. */
const LOOK_ALL_THE_SAME_MS = 40;

type Watching = Pick<ApplyContext, 'clock' | 'readActivity' | 'signal'> & {
  readonly systemd: Pick<Systemd, 'controlGroup'>;
};

export type SeenWhileQuiet<T> = {
  readonly seen: T;
  /** Nothing has run for QUIET_MS, in the middle of which it was seen. */
  readonly quiet: boolean;
};

export async function lookWhileQuiet<T>(
  { systemd, clock, readActivity, signal }: Watching,
  unit: string,
  look: () => Promise<T>,
): Promise<SeenWhileQuiet<T>> {
  const group = await systemd.controlGroup(unit);
  const read = (): string | undefined => (group === '' ? undefined : readActivity(group));
  let before = read();
  for (const pauseMs of growing(PAUSE_MS, LOOK_ALL_THE_SAME_MS)) {
    await clock.sleep(pauseMs, signal);
    let now = read();
    if (now !== undefined && now === before) {
      // Asked while time passes, not after it: what was true then is true as long as nothing runs.
      const restMs = Math.max(0, QUIET_MS - pauseMs);
      const [seen] = await together<[T, void]>(look(), clock.sleep(restMs, signal));
      now = read();
      if (now === before) return { seen, quiet: true };
    }
    before = now;
  }
  return { seen: await look(), quiet: false };
}

/** Milliseconds, until they have reached `untilMs` together. */
export function* growing(firstMs: number, untilMs: number): Generator<number> {
  for (let pauseMs = firstMs, passedMs = 0; passedMs < untilMs; pauseMs *= PAUSE_GROWTH) {
    yield pauseMs;
    passedMs += pauseMs;
  }
}
