/**
 * When a unit is looked at, and when that was while nothing of it ran.
 * @module
 */
import { beforeEach, expect, test } from 'vitest';
import { lookWhileQuiet, type SeenWhileQuiet } from '#agent/apply/look-while-quiet.ts';
import { HastyClock } from '#test/fakes/hasty-clock.ts';

const GROUP = '/system.slice/app.service';
const TEN_MS = 10;
const FORTY_MS = 40;

let clock: HastyClock;
let startedAtMs: number;
/** When it was looked at, since the start. */
let looks: number[];

const passedMs = (): number => clock.nowMs() - startedAtMs;

beforeEach(() => {
  clock = new HastyClock();
  startedAtMs = clock.nowMs();
  looks = [];
});

/** `busyAtMs`: when something of it runs for a moment. */
async function watch(
  activity: (controlGroup: string) => string | undefined,
  { group = GROUP, takesMs = 0 } = {},
): Promise<SeenWhileQuiet<number>> {
  const context = {
    systemd: { controlGroup: async () => group },
    clock,
    readActivity: activity,
    signal: new AbortController().signal,
  };
  return lookWhileQuiet(context, 'app.service', async () => {
    looks.push(passedMs());
    if (takesMs > 0) await clock.sleep(takesMs);
    return looks.length;
  });
}

/** Has run as often as these moments have passed. */
const runsAt =
  (...momentsMs: readonly number[]) =>
  (): string =>
    String(momentsMs.filter((moment) => moment <= passedMs()).length);

test('at rest: seen once while 10 ms pass, not after them', async () => {
  expect(await watch(runsAt())).toEqual({ seen: 1, quiet: true });
  expect(passedMs()).toBe(TEN_MS);
  expect(looks).toEqual([TEN_MS / 2]);
});

test('one that still ran at the first look is asked about when it stands still', async () => {
  expect(await watch(runsAt(3))).toEqual({ seen: 1, quiet: true });
  expect(looks.every((atMs) => atMs > 3 + TEN_MS / 2)).toBe(true);
  expect(passedMs()).toBeGreaterThanOrEqual(3 + TEN_MS);
  expect(passedMs()).toBeLessThan(2 * TEN_MS);
});

test('what was seen before it ran again does not count', async () => {
  const { seen, quiet } = await watch(runsAt(TEN_MS - 2));
  expect(quiet).toBe(true);
  expect(seen).toBe(2);
  expect(looks[1]).toBeGreaterThanOrEqual(TEN_MS);
});

test('one that has ended by the end of the 10 ms was not quiet', async () => {
  const { seen, quiet } = await watch(() => (passedMs() < TEN_MS - 2 ? 'waits' : undefined));
  expect(quiet).toBe(false);
  expect(seen).toBe(2);
  expect(looks[1]).toBeGreaterThanOrEqual(FORTY_MS);
});

test('an answer that comes late is as good as what stood still until then', async () => {
  expect(await watch(runsAt(), { takesMs: TEN_MS })).toEqual({ seen: 1, quiet: true });
  const { seen, quiet } = await watch(runsAt(passedMs() + TEN_MS), { takesMs: TEN_MS });
  expect(quiet).toBe(true);
  expect(seen).toBe(3);
});

test('one that goes on starting is looked at after 40 ms all the same', async () => {
  expect(await watch(() => String(passedMs()))).toEqual({ seen: 1, quiet: false });
  expect(passedMs()).toBeGreaterThanOrEqual(FORTY_MS);
  expect(passedMs()).toBeLessThan(FORTY_MS + TEN_MS);
});

test.for([
  { what: 'a kernel that does not say', group: GROUP },
  { what: 'no control group', group: '' },
])('$what: never quiet', async ({ group }) => {
  const activity = (controlGroup: string): string | undefined =>
    controlGroup === GROUP ? undefined : 'of everything';
  expect(await watch(activity, { group })).toEqual({ seen: 1, quiet: false });
});
