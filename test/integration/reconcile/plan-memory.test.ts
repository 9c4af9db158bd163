/**
 * What the planner keeps in memory is what the ledger, the objects and the sessions say, after whatever happened to them.
 * @module
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Context } from '#controller/reconcile/context.ts';
import { targetInput, targetsOf } from '#controller/reconcile/gather.ts';
import { findTargets } from '#controller/reconcile/targets.ts';
import type { FakeFleet } from './converged-fleet.ts';
import { fleetOf } from './converged-fleet.ts';
import { hostIdentityOf } from '#test/gen/host-identity.ts';
import { NAMESPACE } from '#test/gen/objects.ts';
import { rowOf } from '#test/gen/rollout.ts';

const NAMES = ['alpha', 'beta', 'gamma'] as const;
type Act =
  | {
      readonly kind: 'connect' | 'disconnect' | 'pause' | 'relabel' | 'renew';
      readonly host: string;
    }
  | { readonly kind: 'grant'; readonly host: '' };
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('connect', 'disconnect', 'pause', 'relabel', 'renew'),
    host: fc.constantFrom(...NAMES),
  }),
  fc.constant({ kind: 'grant' as const, host: '' as const }),
);

async function changeHost({ objects, labels: own }: FakeFleet, { kind, host }: Act): Promise<void> {
  const stored = (await objects.get('Host', { name: host }))!;
  const { metadata, spec } = stored;
  if (kind === 'pause') {
    await objects.replace('Host', { ...stored, spec: { ...spec, paused: spec.paused !== true } });
    return;
  }
  const labels = metadata.labels?.['fleet'] === undefined ? own : {};
  await objects.replace('Host', { ...stored, metadata: { ...metadata, labels } });
}

async function carryOut(fleet: FakeFleet, { kind, host }: Act): Promise<void> {
  const { objects, sessions, ledger } = fleet;
  if (kind === 'connect') sessions.connect(fleet.uid(host));
  else if (kind === 'disconnect') sessions.disconnect(fleet.uid(host));
  else if (kind === 'renew') {
    ledger.write({ identities: [hostIdentityOf(fleet.uid(host), host, { assurance: 'TPM' })] });
  } else if (kind === 'grant') {
    const ref = { name: `all-${NAMESPACE}` };
    const policy = await objects.get('HostAccessPolicy', ref);
    const units = policy?.spec.units?.length === 0 ? ['*'] : [];
    await objects.replace('HostAccessPolicy', { ...policy!, spec: { ...policy!.spec, units } });
  } else await changeHost(fleet, { kind, host });
  // The caches follow a moment later.
  await Promise.resolve();
}

async function prepared(): Promise<{ readonly fleet: FakeFleet; readonly context: Context }> {
  const fleet = fleetOf();
  await fleet.grant();
  for (const name of NAMES) await fleet.addHost(name);
  await fleet.createCredential();
  await Promise.resolve();
  return { fleet, context: { ...fleet.brain.context, sessions: () => fleet.sessions } };
}

test('targets that are kept are the targets that would be found anew', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
      const { fleet, context } = await prepared();
      for (const one of acts) {
        await carryOut(fleet, one);
        const credential = context.view.get('HostCredential', { namespace: NAMESPACE, name: 'db' });
        const kept = targetsOf(context, credential!);
        expect(kept).toEqual(findTargets(targetInput(context, credential!)));
      }
    }),
    { numRuns: 60 },
  );
});

test('as long as nothing changes, the list of hosts is the very same', async () => {
  const { fleet, context } = await prepared();
  const credential = context.view.get('HostCredential', { namespace: NAMESPACE, name: 'db' })!;
  const before = targetsOf(context, credential).hosts;
  expect(targetsOf(context, credential).hosts).toBe(before);
  await carryOut(fleet, { kind: 'connect', host: 'beta' });
  const after = targetsOf(context, credential).hosts;
  expect(after.map(({ host, connected }) => [host, connected])).toEqual([
    ['alpha', false],
    ['beta', true],
    ['gamma', false],
  ]);
  expect(after[0]).toBe(before[0]);
});

test('rows follow what is written, and not what could not be written', async () => {
  const { fleet, context } = await prepared();
  const { rows } = context.memory.of('c1');
  fleet.ledger.write({ states: [rowOf('h1'), rowOf('h2', { state: 'Soaking' })] });
  await fleet.ledger.commit(() => ({ write: { states: [rowOf('h3')] }, result: undefined }));
  const impossible = { ...rowOf('h4'), state: null as never };
  expect(() => fleet.ledger.write({ states: [impossible] })).toThrow('writing the ledger');
  const stored = fleet.ledger.states({ credentialUid: 'c1' });
  expect([...rows.values()]).toEqual(stored);
  expect([...context.memory.of('c1').rows.keys()]).toEqual(['h1', 'h2', 'h3']);
  expect(rows.inFlight.map(({ hostUid }) => hostUid)).toEqual(['h2']);
});

test('a plan that is frozen later is known then', async () => {
  const { fleet, context } = await prepared();
  expect(context.memory.plan('r9')).toBeUndefined();
  const plan = { rolloutUid: 'r9', hostUids: ['h1'], policy: {} as never };
  fleet.ledger.write({ plans: [plan] });
  expect(context.memory.plan('r9')?.hostUids).toEqual(['h1']);
});
