/**
 * Three fake hosts that hold version 1, "first", and what tests do to their rollouts; every fleet is stopped after its
 * test.
 * @module
 */
import { afterEach, expect, vi } from 'vitest';
import type { RolloutPolicySpec } from '#src/api/credential.ts';
import type { CredentialRolloutSpec } from '#src/api/rollout.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import type { FakeObjects } from '#test/fakes/fake-objects.ts';
import { NAMESPACE } from '#test/gen/objects.ts';
import { fakeFleet, type Fleet } from './fleet.ts';

export type FakeFleet = Fleet<FakeObjects>;

const fleets: FakeFleet[] = [];

afterEach(async () => {
  for (const fleet of fleets.splice(0)) {
    await fleet.stop();
    fleet.ledger.close();
  }
});

export const wait = (check: () => unknown) => vi.waitFor(check, { timeout: 4_000, interval: 5 });

/** Passes have a little time between them: a fake clock moves on while the test waits. */
export async function waitOn(fleet: FakeFleet, check: () => unknown): Promise<void> {
  await wait(() => {
    if (fleet.clock instanceof FakeClock) fleet.clock.advance(10);
    return check();
  });
}

export function fleetOf(clock?: FakeClock): FakeFleet {
  const fleet = fakeFleet(clock);
  fleets.push(fleet);
  return fleet;
}

/** The policy is as given from version 2 on. */
export async function converged(inline?: RolloutPolicySpec, clock?: FakeClock): Promise<FakeFleet> {
  const fleet = fleetOf(clock);
  await fleet.ready();
  await fleet.createSecret('first');
  const rollout = { initial: 'SkipSteps' as const, ...(inline === undefined ? {} : { inline }) };
  await fleet.createCredential({ rollout });
  await untilState(fleet, 'db-v1-a1', 'Succeeded');
  return fleet;
}

export async function untilState(fleet: FakeFleet, rollout: string, state: string): Promise<void> {
  await waitOn(fleet, () => expect(fleet.rolloutState(rollout)).toBe(state));
}

export async function patchRollout(
  fleet: FakeFleet,
  name: string,
  change: Partial<CredentialRolloutSpec>,
): Promise<void> {
  const rollout = await fleet.objects.get('CredentialRollout', { namespace: NAMESPACE, name });
  const spec = { ...rollout!.spec, ...change };
  await fleet.objects.replace('CredentialRollout', { ...rollout!, spec });
}
