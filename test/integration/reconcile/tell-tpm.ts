/**
 * A host of the fake fleet tells what its TPM does.
 * @module
 */
import type { HostFacts, TpmSeen } from '#src/intent/report.ts';
import type { FakeFleet } from './converged-fleet.ts';

const lockout = { isLockedOut: true, counter: 3, max: 3, intervalSeconds: 600 };
export const LOCKED: TpmSeen = { kind: 'answers', lockout };
export const FREE: TpmSeen = {
  kind: 'answers',
  lockout: { ...lockout, isLockedOut: false, counter: 0 },
};

export async function tellTpm(fleet: FakeFleet, name: string, tpm: TpmSeen): Promise<void> {
  const identity = fleet.ledger.identity(fleet.uid(name))!;
  const { facts } = fleet.brain.context.presence.get(identity.hostUid)!;
  const changed: HostFacts = { ...facts, tpm };
  await fleet.brain.hostEvents.changed(identity, changed);
}
