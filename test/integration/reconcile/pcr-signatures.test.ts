/**
 * Signed PCR states on their way from the API to hosts: who gets which, what hosts say, and what everybody is told.
 * @module
 */
import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { findCondition } from '#src/api/conditions.ts';
import { type PCRSignature, signatureOf } from '#src/api/pcr-signature.ts';
import { signState } from '#src/cli/pcr/sign-state.ts';
import { pcrSignatureId } from '#src/systemd/pcr-signature.ts';
import type { PcrSignatureState } from '#src/wire/messages.ts';
import { type FakeFleet, fleetOf, wait } from './converged-fleet.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

function signed(
  name: string,
  hosts: Pick<PCRSignature['spec'], 'hostNames' | 'hostSelector'>,
): PCRSignature {
  const value = Buffer.from(name).toString('hex').padEnd(64, '0');
  return signState(privateKey, { name, values: new Map([[7, value]]), hosts });
}

async function create(fleet: FakeFleet, one: PCRSignature): Promise<string> {
  await fleet.objects.create('PCRSignature', one);
  await wait(() =>
    expect(fleet.brain.context.view.get('PCRSignature', { name: one.metadata.name })).toBeDefined(),
  );
  return pcrSignatureId(signatureOf(one));
}

const forHost = (fleet: FakeFleet, name: string): readonly string[] =>
  fleet.brain.signaturesFor(fleet.uid(name)).map(pcrSignatureId);

async function says(fleet: FakeFleet, name: string, state: PcrSignatureState): Promise<void> {
  await fleet.brain.hostEvents.signed(fleet.ledger.identity(fleet.uid(name))!, state);
}

async function statusOf(fleet: FakeFleet, name: string) {
  return (await fleet.objects.get('PCRSignature', { name }))?.status;
}

test('each host gets those that are for it, by name or by label; what was deleted goes', async () => {
  const fleet = fleetOf();
  await fleet.ready();
  const named = await create(fleet, signed('named', { hostNames: ['alpha'] }));
  const labelled = await create(
    fleet,
    signed('labelled', { hostSelector: { matchLabels: fleet.labels } }),
  );
  const none = { hostSelector: { matchLabels: { fleet: 'other' } } };
  await create(fleet, signed('elsewhere', none));
  expect(forHost(fleet, 'alpha').toSorted()).toEqual([named, labelled].toSorted());
  expect(forHost(fleet, 'beta')).toEqual([labelled]);
  await wait(() => expect(fleet.sessions.broughtSignatures).toContain(fleet.uid('beta')));
  fleet.sessions.broughtSignatures.length = 0;
  await fleet.objects.delete('PCRSignature', { name: 'labelled' });
  await wait(() => expect(forHost(fleet, 'beta')).toEqual([]));
  await wait(() => expect(fleet.sessions.broughtSignatures).toContain(fleet.uid('beta')));
});

test('one that is no signature reaches no host, and says so', async () => {
  const fleet = fleetOf();
  await fleet.ready();
  const good = signed('forged', { hostNames: ['alpha'] });
  const spec = { ...good.spec, policyDigest: 'ab'.repeat(32) };
  await create(fleet, { ...good, spec });
  expect(forHost(fleet, 'alpha')).toEqual([]);
  await wait(async () =>
    expect(findCondition((await statusOf(fleet, 'forged'))?.conditions, 'Valid')).toMatchObject({
      status: 'False',
      reason: 'SignatureInvalid',
    }),
  );
});

test('what hosts say is counted, told in the audit log, and on the Host by name', async () => {
  const fleet = fleetOf();
  await fleet.ready();
  const id = await create(fleet, signed('next', { hostNames: ['alpha', 'beta'] }));
  await wait(async () =>
    expect(await statusOf(fleet, 'next')).toMatchObject({ hosts: { matched: 2, installed: 0 } }),
  );
  await says(fleet, 'alpha', { installed: [id] });
  await says(fleet, 'alpha', { installed: [id] });
  const refusal = { code: 'PCR_SIGNATURES_FOREIGN', message: 'not ours' } as const;
  await says(fleet, 'beta', { installed: [], refusal });
  await says(fleet, 'gamma', { installed: [] });
  await wait(async () => {
    const status = await statusOf(fleet, 'next');
    expect(status?.hosts).toEqual({ matched: 2, installed: 1 });
    expect(findCondition(status?.conditions, 'Installed')).toMatchObject({
      status: 'False',
      reason: 'HostsRefused',
      message: expect.stringContaining('beta: not ours') as unknown,
    });
  });
  const hostStatus = async (name: string) => (await fleet.objects.get('Host', { name }))?.status;
  await wait(async () => expect((await hostStatus('alpha'))?.pcrSignatures).toEqual(['next']));
  const type = 'PCRSignaturesInstalled';
  expect(findCondition((await hostStatus('alpha'))?.conditions, type)?.status).toBe('True');
  await wait(async () =>
    expect(findCondition((await hostStatus('beta'))?.conditions, type)?.reason).toBe(
      'PcrSignaturesForeign',
    ),
  );
  const told = fleet.ledger
    .events({})
    .filter(({ type: event }) => event.startsWith('host.pcrSignatures.'))
    .map(({ type: event, subject, detail }) => [event, subject.host, detail['count']]);
  expect(told).toEqual([
    ['host.pcrSignatures.installed', 'alpha', 1],
    ['host.pcrSignatures.refused', 'beta', 0],
  ]);
  // A host that is away keeps what it has.
  await fleet.brain.hostEvents.disconnected(fleet.ledger.identity(fleet.uid('alpha'))!);
  await wait(async () =>
    expect((await statusOf(fleet, 'next'))?.hosts).toEqual({ matched: 2, installed: 1 }),
  );
});
