/**
 * Attested release through the brain, on a real ledger: hosts with software keys for TPMs answer what they are asked.
 * @module
 */
import { afterEach, expect, test, vi } from 'vitest';
import { createQuery } from '#controller/query/query.ts';
import { findCondition } from '#src/api/conditions.ts';
import type { Condition } from '#src/api/meta.ts';
import { attestationData } from '#src/attest/attestation-data.ts';
import type { Clock } from '#src/clock/clock.ts';
import { dispatchedRow } from '#src/rollout/dispatch.ts';
import { pcrDigest, sha256Pcrs } from '#src/tpm/pcr.ts';
import { AK } from '#src/tpm/templates.ts';
import type { Challenge } from '#src/wire/messages.ts';
import type { FakeObjects } from '#test/fakes/fake-objects.ts';
import { HastyClock } from '#test/fakes/hasty-clock.ts';
import { hostIdentityOf } from '#test/gen/host-identity.ts';
import { accessPolicyOf, NAMESPACE } from '#test/gen/objects.ts';
import { ecdsaSignature, eccKey, endorsed, quoteAttest } from '#test/gen/tpm.ts';
import { fakeFleet, type Fleet } from './fleet.ts';

type FakeFleet = Fleet<FakeObjects>;
const fleets: FakeFleet[] = [];
const until = { timeout: 4_000, interval: 5 };
const [good, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const accepted = good.toString('hex');
const found = other.toString('hex');

afterEach(async () => {
  for (const fleet of fleets.splice(0)) {
    await fleet.stop();
    fleet.ledger.close();
  }
});

/** What PCR 7 of each host is; a host that is not named does not answer. */
type Booted = Map<string, Buffer>;

async function attestedFleet(
  names: readonly string[],
  booted: Booted,
  clock?: Clock,
): Promise<FakeFleet> {
  const fleet = fakeFleet(clock);
  fleets.push(fleet);
  await fleet.objects.create(
    'HostAccessPolicy',
    accessPolicyOf({
      namespaces: [NAMESPACE],
      assurance: 'TPM',
      attestation: { pcrs: [{ index: 7, sha256: [accepted] }] },
    }),
  );
  const keys = new Map(names.map((name) => [name, eccKey(AK)] as const));
  for (const name of names) {
    const hostUid = await fleet.addHost(name);
    const akPub = keys.get(name)!.publicArea;
    const identity = hostIdentityOf(hostUid, name, { assurance: 'TPM', akPub });
    fleet.ledger.write({ identities: [identity] });
  }
  fleet.sessions.onChallenge((hostUid, challenge) => {
    const name = names.find((one) => fleet.uid(one) === hostUid)!;
    const value = booted.get(name);
    if (value !== undefined) void answer(fleet, name, { challenge, value, key: keys.get(name)! });
  });
  fleet.start();
  for (const name of names) await fleet.connect(name);
  await fleet.createSecret('first');
  await fleet.createCredential({ deletionPolicy: 'Remove' });
  return fleet;
}

type Answered = {
  readonly challenge: Challenge;
  readonly value: Buffer;
  readonly key: ReturnType<typeof eccKey>;
};

async function answer(
  fleet: FakeFleet,
  name: string,
  { challenge, value, key }: Answered,
): Promise<void> {
  const { id, nonce, pcrSelection } = challenge;
  const pcrValues = pcrSelection.map(() => value);
  const hostUid = fleet.uid(name);
  const attest = quoteAttest(
    { selections: [sha256Pcrs(pcrSelection)], digest: pcrDigest(pcrValues) },
    { signer: endorsed(key.name), qualifyingData: attestationData(nonce, hostUid) },
  );
  const quoteSignature = ecdsaSignature(key.privateKey, attest);
  await fleet.brain.hostEvents.attested(fleet.ledger.identity(hostUid)!, {
    kind: 'quoted',
    id,
    quoteAttest: attest,
    quoteSignature,
    pcrValues,
  });
}

type Told = { readonly status?: { readonly conditions?: readonly Condition[] } };
function says(object: Told | undefined, type: string): string {
  const condition = findCondition(object?.status?.conditions, type);
  return `${condition?.status} ${condition?.reason}`;
}

const deliveredTo = (fleet: FakeFleet) => fleet.delivered.map(({ host }) => host).toSorted();
const reasons = (fleet: FakeFleet, type: string) =>
  fleet.ledger.events({ type }).map(({ subject, detail }) => [subject.host, detail['reason']]);

async function accept(fleet: FakeFleet, sha256: readonly string[]): Promise<void> {
  const policy = await fleet.objects.get('HostAccessPolicy', { name: 'all' });
  const attestation = { pcrs: [{ index: 7, sha256 }] };
  await fleet.objects.replace('HostAccessPolicy', {
    ...policy!,
    spec: { ...policy!.spec, attestation },
  });
}

test('a host that shows another PCR 7 waits, the others converge; once the list has it, it gets it', async () => {
  const booted = new Map([
    ['alpha', good],
    ['beta', other],
    ['gamma', good],
  ]);
  const fleet = await attestedFleet(['alpha', 'beta', 'gamma'], booted);
  await vi.waitFor(() => expect(fleet.rolloutState('db-v1-a1')).toBe('Succeeded'), until);
  expect(deliveredTo(fleet)).toEqual(['alpha', 'gamma']);

  await vi.waitFor(async () => {
    const ref = { namespace: NAMESPACE, name: 'db-v1-a1' };
    const [rollout, hcred, host] = await Promise.all([
      fleet.objects.get('CredentialRollout', ref),
      fleet.objects.get('HostCredential', { namespace: NAMESPACE, name: 'db' }),
      fleet.objects.get('Host', { name: 'beta' }),
    ]);
    expect(rollout).toMatchObject({ status: { waitingFor: 'beta: AttestationMismatch PCR 7' } });
    expect(says(hcred, 'Converged')).toBe('False AttestationMismatch');
    expect(host).toMatchObject({
      status: { attestation: { pcrs: [{ index: 7, sha256: found }] } },
    });
    expect(says(host, 'Attested')).toBe('True Quoted');
  }, until);
  const query = createQuery(fleet.brain.context);
  const why = query.explain({ namespace: NAMESPACE, credential: 'db', host: 'beta' });
  expect(why.causes[0]).toContain('PCR 7 is 020202020202…, accepted is 010101010101…');
  expect(why.next).toContain('kubectl edit hostaccesspolicy all');
  expect(reasons(fleet, 'host.attestationRefused')).toEqual([['beta', 'AttestationMismatch']]);
  expect(fleet.ledger.events({ type: 'host.attested' })).toHaveLength(3);

  await accept(fleet, [accepted, found]);
  await vi.waitFor(() => expect(deliveredTo(fleet)).toEqual(['alpha', 'beta', 'gamma']), until);
  // The quote of a moment ago still counts: nobody was asked twice.
  expect(fleet.sessions.challenged).toHaveLength(3);
});

test('a host that is silent loses its turn after a minute, and is asked again each minute', async () => {
  const booted = new Map([['beta', good]]);
  // Time jumps: whoever waits for a minute waits for nothing else.
  const fleet = await attestedFleet(['alpha', 'beta'], booted, new HastyClock());
  await vi.waitFor(() => expect(deliveredTo(fleet)).toEqual(['beta']), until);
  await vi.waitFor(
    () => expect(reasons(fleet, 'host.attestationRefused')).toEqual([['alpha', 'NoAnswer']]),
    until,
  );
  booted.set('alpha', good);
  await vi.waitFor(() => expect(deliveredTo(fleet)).toEqual(['alpha', 'beta']), until);
  const times = fleet.sessions.challenged.filter(({ hostUid }) => hostUid === fleet.uid('alpha'));
  expect(times.length).toBeGreaterThan(1);
});

test('a second credential needs no second quote; a new session does', async () => {
  const fleet = await attestedFleet(['alpha'], new Map([['alpha', good]]));
  await vi.waitFor(() => expect(fleet.rolloutState('db-v1-a1')).toBe('Succeeded'), until);
  await fleet.rotate('second');
  await vi.waitFor(() => expect(fleet.rolloutState('db-v2-a1')).toBe('Succeeded'), until);
  expect(fleet.sessions.challenged).toHaveLength(1);
  const identity = fleet.ledger.identity(fleet.uid('alpha'))!;
  fleet.sessions.disconnect(fleet.uid('alpha'));
  await fleet.brain.hostEvents.disconnected(identity);
  const [held] = fleet.ledger.states({ host: 'alpha' });
  const inventory = {
    uid: held!.credentialUid,
    namespace: NAMESPACE,
    name: 'db',
    version: 2,
    digest: '',
    state: 'Healthy',
  } as const;
  await fleet.connect('alpha', [inventory]);
  await fleet.rotate('third');
  await vi.waitFor(() => expect(fleet.rolloutState('db-v3-a1')).toBe('Succeeded'), until);
  expect(fleet.sessions.challenged).toHaveLength(2);
  // The same values after the same boot are no news.
  expect(fleet.ledger.events({ type: 'host.attested' })).toHaveLength(1);
});

test('what was dispatched on an earlier quote is taken back before content is opened', async () => {
  const fleet = await attestedFleet(['alpha'], new Map());
  await vi.waitFor(() => expect(fleet.sessions.challenged).toHaveLength(1), until);
  const hostUid = fleet.uid('alpha');
  const credential = await fleet.objects.get('HostCredential', {
    namespace: NAMESPACE,
    name: 'db',
  });
  const { uid } = credential!.metadata;
  const row = dispatchedRow({
    credential: { uid, namespace: NAMESPACE, name: 'db' },
    rollout: { uid: 'r', name: 'r', attempt: 1 },
    version: 1,
    host: { hostUid, host: 'alpha' },
    row: undefined,
    nowMs: 1,
    why: 'Rollout',
  });
  fleet.ledger.write({ states: [row] });
  expect(await fleet.brain.intentsFor(hostUid, 0)).toEqual([]);
  expect(fleet.ledger.states({ hostUid })).toMatchObject([{ state: 'Removed', targetVersion: 0 }]);
  expect(fleet.delivered).toEqual([]);
});

test('a forged answer is refused with its cause, once, and nothing is sent', async () => {
  const fleet = await attestedFleet(['alpha'], new Map());
  await vi.waitFor(() => expect(fleet.sessions.challenged).toHaveLength(1), until);
  const { challenge } = fleet.sessions.challenged[0]!;
  await answer(fleet, 'alpha', { challenge, value: good, key: eccKey(AK) });
  // A second answer to the same question, though genuine, comes too late.
  await answer(fleet, 'alpha', { challenge, value: good, key: eccKey(AK) });
  expect(reasons(fleet, 'host.attestationRefused')).toEqual([['alpha', 'SignatureWrong']]);
  await vi.waitFor(async () => {
    const host = await fleet.objects.get('Host', { name: 'alpha' });
    expect(says(host, 'Attested')).toBe('False AttestationFailed');
  }, until);
  expect(fleet.delivered).toEqual([]);
});

test('a credential is taken off a host that shows what is not accepted any more', async () => {
  const fleet = await attestedFleet(['alpha'], new Map([['alpha', good]]));
  await vi.waitFor(() => expect(fleet.rolloutState('db-v1-a1')).toBe('Succeeded'), until);
  await accept(fleet, [found]);
  await fleet.objects.delete('HostCredential', { namespace: NAMESPACE, name: 'db' });
  await vi.waitFor(
    () => expect(fleet.delivered.map(({ operation }) => operation)).toEqual(['put', 'delete']),
    until,
  );
});
