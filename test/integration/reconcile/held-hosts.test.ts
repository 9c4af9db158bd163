/**
 * Hosts that wait for a person, in the eyes of rollouts and of those who ask what must be rotated.
 * @module
 */
import { expect, test } from 'vitest';
import { createQuery } from '#controller/query/query.ts';
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import { findCondition } from '#src/api/conditions.ts';
import { NAMESPACE } from '#test/gen/objects.ts';
import { hostBlockOf } from '#test/gen/host-block.ts';
import { converged, type FakeFleet, untilState, wait } from './converged-fleet.ts';

function identityOf(fleet: FakeFleet, name: string): HostIdentity {
  const identity = fleet.ledger.identity(fleet.uid(name));
  if (identity === undefined) throw new Error(`${name} never enrolled`);
  return identity;
}

function hold(fleet: FakeFleet, name: string) {
  const hostUid = fleet.uid(name);
  const block = hostBlockOf({ kind: 'ClonedDisk', hostUid, hostName: name, message: 'two answer' });
  fleet.ledger.write({ blocks: [block] });
  const identity = identityOf(fleet, name);
  const tell = () => fleet.brain.hostEvents.held(identity);
  tell();
  return {
    lift: () => {
      fleet.ledger.write({ blocks: [{ ...block, lifted: { atMs: 2_000, by: 'ada' } }] });
      tell();
    },
  };
}

test('a rollout goes on without a host that is held; it catches up when a person has lifted it', async () => {
  const fleet = await converged();
  const held = hold(fleet, 'beta');
  await fleet.rotate('second');
  await untilState(fleet, 'db-v2-a1', 'Succeeded');
  expect(fleet.deliveries(2).toSorted()).toEqual(['alpha', 'gamma']);
  await wait(async () => {
    const host = await fleet.objects.get('Host', { name: 'beta' });
    expect(findCondition(host?.status?.conditions, 'Blocked')).toMatchObject({
      status: 'True',
      message: 'two answer; when it may be served again: credfleet hosts resume beta',
    });
    const hcred = await fleet.objects.get('HostCredential', { namespace: NAMESPACE, name: 'db' });
    expect(findCondition(hcred?.status?.conditions, 'Converged')?.message).toContain('held (beta');
  });
  held.lift();
  await wait(() => expect(fleet.deliveries(2)).toContain('beta'));
});

test('what a machine held is told after its Host is gone, what is in use first', async () => {
  const fleet = await converged();
  const machine = { identityHash: 'b'.repeat(64) };
  fleet.ledger.write({ identities: [{ ...identityOf(fleet, 'beta'), ...machine }] });
  await fleet.rotate('second');
  await untilState(fleet, 'db-v2-a1', 'Succeeded');
  await fleet.objects.delete('Host', { name: 'beta' });
  const seen: unknown[] = [];
  const rows = createQuery(fleet.brain.context).exposure({ host: 'beta' });
  for await (const { version, wasHeld, state } of rows) seen.push([version, wasHeld, state]);
  expect(seen).toEqual([
    [2, true, 'InUse'],
    [1, true, 'Replaced'],
  ]);
  const ofNobody = () => createQuery(fleet.brain.context).exposure({ host: 'never' });
  expect(ofNobody).toThrow('credfleet hosts list');
});
