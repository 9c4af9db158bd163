/**
 * Two hundred games: whatever happens, budgets hold, nothing is restarted for nothing, and in the end every host has
 * what it shall have or the rollout says why not.
 * @module
 */
import { beforeAll, expect, test } from 'vitest';
import type { Keyring } from '#controller/keys/keyring.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { keyringOf } from '#test/gen/keyring.ts';
import { playGame } from './play.ts';

const GAMES = 200;
const PER_TEST = 25;

let keyring: Keyring;
beforeAll(async () => {
  keyring = await keyringOf(new FakeClock());
});

const firsts = Array.from({ length: GAMES / PER_TEST }, (_, index) => index * PER_TEST + 1);

test.for(firsts)(
  'seeds from %i on hold (again: npm run simulate -- --seeds 1 --from SEED --verbose)',
  async (first) => {
    for (let seed = first; seed < first + PER_TEST; seed += 1) {
      const { violation } = await playGame(seed, keyring);
      expect({ seed, violation }).toEqual({ seed, violation: undefined });
    }
  },
);

/** Each broke a rule once; what was mended for it stands in the commit that names it. */
test.for([772, 981, 1031, 3969, 4902, 4912, 6965, 7043])('seed %i holds again', async (seed) => {
  const { violation } = await playGame(seed, keyring, { hasReseals: false });
  expect(violation).toBeUndefined();
});

test('a seed plays the same game again', async () => {
  const once = await playGame(7, keyring);
  const again = await playGame(7, keyring);
  expect(once.dispatches).toBeGreaterThan(0);
  expect(again).toEqual(once);
});

test('in these games things happen', async () => {
  const { story, dispatches, restarts } = await playGame(3, keyring);
  expect(story.length).toBeGreaterThan(10);
  expect(dispatches).toBeGreaterThan(5);
  expect(restarts).toBeGreaterThan(5);
});
