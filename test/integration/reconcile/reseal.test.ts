/**
 * Hosts that are asked to seal what they hold again: on a real ledger with hosts that answer as agents do.
 * @module
 */
import { describe, expect, test } from 'vitest';
import type { RolloutPolicySpec } from '#src/api/credential.ts';
import { API_VERSION, CHANGED_BY_ANNOTATION } from '#src/api/meta.ts';
import type { CredentialRolloutSpec } from '#src/api/rollout.ts';
import { parseTime } from '#src/api/time.ts';
import { RESEAL } from '#src/intent/capabilities.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { NAMESPACE } from '#test/gen/objects.ts';
import {
  converged,
  type FakeFleet,
  patchRollout,
  untilState,
  wait,
  waitOn,
} from './converged-fleet.ts';

const REF = { namespace: NAMESPACE, name: 'db' };
const ONE_AT_A_TIME: RolloutPolicySpec = {
  steps: [
    { name: 'canary', target: 1, approval: 'Required' },
    { name: 'all', target: '100%' },
  ],
  maxUnavailable: 1,
  maxFailures: 0,
};
const R1 = 'db-v1-reseal-1';
const R2 = 'db-v1-reseal-2';

/** Version 1 everywhere, by agents that know what a Reseal asks; `tooOld` do not. */
async function fleetWith({ tooOld = [] as readonly string[], inline = ONE_AT_A_TIME } = {}) {
  const fleet = await converged(inline, new FakeClock());
  for (const name of ['alpha', 'beta', 'gamma']) {
    fleet.capabilities = tooOld.includes(name) ? [] : [RESEAL];
    fleet.sessions.disconnect(fleet.uid(name));
    await fleet.connect(name, holding(fleet, name));
  }
  fleet.delivered.length = 0;
  return fleet;
}

/** What its agent says at its next connection. */
function holding(fleet: FakeFleet, name: string) {
  const uid = fleet.ledger.states({})[0]?.credentialUid ?? '';
  const state = 'Healthy' as const;
  const item = { uid, namespace: NAMESPACE, name: 'db', version: 1, digest: '', state };
  const sealRequest = fleet.sealedFor(name);
  return [sealRequest === undefined ? item : { ...item, sealRequest }];
}

async function reseal(
  fleet: FakeFleet,
  name = R1,
  spec: Partial<CredentialRolloutSpec> = {},
): Promise<number> {
  const made = await fleet.objects.create('CredentialRollout', {
    apiVersion: API_VERSION,
    kind: 'CredentialRollout',
    metadata: { namespace: NAMESPACE, name, annotations: { [CHANGED_BY_ANNOTATION]: 'ada' } },
    spec: { hostCredentialName: 'db', versionName: 'db-v1', type: 'Reseal', ...spec },
  });
  return parseTime(made.metadata.creationTimestamp ?? '') ?? 0;
}

const asked = (fleet: FakeFleet) =>
  fleet.delivered.map(({ host, version, sealRequest }) => `${host} ${version} ${sealRequest}`);
const sealedFor = (fleet: FakeFleet) =>
  fleet.ledger.states({}).map(({ sealRequest = 0 }) => sealRequest);
const converging = async (fleet: FakeFleet) => {
  const { status } = (await fleet.objects.get('HostCredential', REF)) ?? {};
  const found = status?.conditions?.find(({ type }) => type === 'Converged');
  return `${found?.status} ${found?.reason}: ${found?.message}`;
};
const rolloutOf = (fleet: FakeFleet, name = R1) =>
  fleet.objects.get('CredentialRollout', { namespace: NAMESPACE, name });

const nextSecond = (fleet: FakeFleet) => (fleet.clock as FakeClock).advance(1_000);

describe('a Reseal of all', () => {
  test('asks each host once, within the budget and without steps, for the version that it holds', async () => {
    const fleet = await fleetWith();
    let most = 0;
    fleet.answer = () => {
      const underWay = fleet.ledger.states({}).filter(({ state }) => state === 'Dispatched');
      most = Math.max(most, underWay.length);
      return 'Healthy';
    };
    const request = await reseal(fleet);
    await untilState(fleet, R1, 'Succeeded');
    expect(asked(fleet).toSorted()).toEqual(
      ['alpha', 'beta', 'gamma'].map((host) => `${host} 1 ${request}`),
    );
    expect(most).toBe(1);
    expect(sealedFor(fleet)).toEqual([request, request, request]);
    expect(await fleet.objects.list('CredentialVersion')).toHaveLength(1);
    expect(fleet.ledger.intervals({}).filter(({ toMs }) => toMs !== undefined)).toEqual([]);
    await waitOn(fleet, async () =>
      expect((await rolloutOf(fleet))?.status).toMatchObject({
        state: 'Succeeded',
        hosts: { total: 3, updated: 3 },
      }),
    );
    expect(await converging(fleet)).toMatch(/^True AllHosts/u);
  });

  test('is in the audit log with who asked, and why', async () => {
    const fleet = await fleetWith();
    await reseal(fleet, R1, { reason: 'new firmware' });
    await untilState(fleet, R1, 'Succeeded');
    const planned = fleet.ledger.events({ type: 'rollout.planned' });
    expect(planned.at(-1)).toMatchObject({
      actor: { kind: 'user', id: 'ada' },
      subject: { rollout: R1, version: 1 },
      detail: { rolloutType: 'Reseal', why: 'new firmware' },
    });
    // What the controller made by itself is its own.
    expect(planned[0]).toMatchObject({ actor: { kind: 'controller' } });
  });

  test('goes on where it was after the controller was killed at any write', async () => {
    const fleet = await fleetWith();
    // Nobody answers: what was sent is under way when the controller ends.
    fleet.answer = () => 'Sealed';
    const request = await reseal(fleet);
    await waitOn(fleet, () => expect(fleet.delivered).toHaveLength(1));
    await fleet.restart();
    fleet.answer = () => 'Healthy';
    const [first] = fleet.delivered;
    for (const name of ['alpha', 'beta', 'gamma']) {
      await fleet.connect(name, holding(fleet, name));
    }
    const row = fleet.ledger.states({}).find(({ host }) => host === first?.host);
    await fleet.report(first?.host ?? '', {
      uid: row?.credentialUid ?? '',
      version: 1,
      rolloutUid: row?.rolloutUid ?? '',
      attempt: 1,
      phase: 'Healthy',
      sealRequest: request,
    });
    await untilState(fleet, R1, 'Succeeded');
    expect(fleet.delivered).toHaveLength(3);
    expect(sealedFor(fleet)).toEqual([request, request, request]);
    await fleet.restart();
    for (const name of ['alpha', 'beta', 'gamma']) await fleet.connect(name, holding(fleet, name));
    await waitOn(fleet, async () => expect(await converging(fleet)).toMatch(/^True/u));
    expect(fleet.delivered).toHaveLength(3);
  });

  test('a failure keeps what is held and pauses it; another Reseal asks that host again', async () => {
    const fleet = await fleetWith();
    fleet.answer = () => 'Failed';
    await reseal(fleet);
    await untilState(fleet, R1, 'Paused');
    expect(fleet.delivered).toHaveLength(1);
    expect(fleet.ledger.states({}).map(({ runningVersion }) => runningVersion)).toEqual([1, 1, 1]);
    const version = await fleet.objects.get('CredentialVersion', { ...REF, name: 'db-v1' });
    expect(version?.status?.state).toBe('Stable');
    fleet.answer = () => 'Healthy';
    nextSecond(fleet);
    const request = await reseal(fleet, R2);
    await untilState(fleet, R2, 'Succeeded');
    expect(fleet.rolloutState(R1)).toBe('Superseded');
    expect(sealedFor(fleet)).toEqual([request, request, request]);
  });

  test('aborted it asks nobody any more', async () => {
    const fleet = await fleetWith();
    fleet.answer = () => 'Sealed';
    await reseal(fleet);
    await waitOn(fleet, () => expect(fleet.delivered).toHaveLength(1));
    await patchRollout(fleet, R1, { desiredState: 'Aborted' });
    await untilState(fleet, R1, 'Aborted');
    await waitOn(fleet, async () => expect(await converging(fleet)).toContain('HostsPending'));
    expect(fleet.delivered).toHaveLength(1);
    expect(await fleet.objects.list('CredentialRollout')).toHaveLength(2);
  });
});

describe('a Reseal of some', () => {
  test('asks those that it names, or that have its labels, and no other', async () => {
    const fleet = await fleetWith();
    const first = await reseal(fleet, R1, { hosts: ['beta', 'nobody'] });
    await untilState(fleet, R1, 'Succeeded');
    expect(asked(fleet)).toEqual([`beta 1 ${first}`]);
    nextSecond(fleet);
    await reseal(fleet, R2, { hostSelector: { matchLabels: { none: 'such' } } });
    await untilState(fleet, R2, 'Planned');
    await waitOn(fleet, async () => {
      expect((await rolloutOf(fleet, R2))?.status?.waitingFor).toBe('a host that holds it');
      expect(await converging(fleet)).toMatch(/^True/u);
    });
    expect(fleet.delivered).toHaveLength(1);
  });

  test('a host that was away is asked when it comes, also when another Reseal came in between', async () => {
    const fleet = await fleetWith();
    fleet.sessions.disconnect(fleet.uid('gamma'));
    const first = await reseal(fleet, R1, { hosts: ['beta', 'gamma'] });
    await untilState(fleet, R1, 'Succeeded');
    await waitOn(fleet, async () => {
      expect(await converging(fleet)).toContain('gamma shall still seal it again');
      expect((await rolloutOf(fleet))?.status?.hosts).toMatchObject({ total: 2, updated: 1 });
    });
    nextSecond(fleet);
    const second = await reseal(fleet, R2, { hosts: ['alpha'] });
    await untilState(fleet, R2, 'Succeeded');
    await fleet.restart();
    for (const name of ['alpha', 'beta', 'gamma']) await fleet.connect(name, holding(fleet, name));
    await waitOn(fleet, async () => {
      expect(sealedFor(fleet)).toEqual([second, first, first]);
      expect((await rolloutOf(fleet))?.status?.hosts).toMatchObject({ total: 2, updated: 2 });
      expect(await converging(fleet)).toMatch(/^True/u);
    });
    expect(asked(fleet)).toEqual([`beta 1 ${first}`, `alpha 1 ${second}`, `gamma 1 ${first}`]);
  });

  test('two of one second are two requests: each host seals twice, also when the controller starts anew between', async () => {
    const fleet = await fleetWith();
    const first = await reseal(fleet, R2);
    await untilState(fleet, R2, 'Succeeded');
    // Its name comes before the other's, and the clock stands still.
    expect(await reseal(fleet, R1)).toBe(first);
    await untilState(fleet, R1, 'Succeeded');
    await fleet.restart();
    for (const name of ['alpha', 'beta', 'gamma']) await fleet.connect(name, holding(fleet, name));
    await waitOn(fleet, async () => expect(await converging(fleet)).toMatch(/^True/u));
    expect(sealedFor(fleet)).toEqual([first + 1, first + 1, first + 1]);
    expect(asked(fleet).toSorted()).toEqual(
      ['alpha', 'beta', 'gamma'].flatMap((host) => [
        `${host} 1 ${first}`,
        `${host} 1 ${first + 1}`,
      ]),
    );
  });

  test('counts against its budget what is down elsewhere in the fleet', async () => {
    const fleet = await fleetWith();
    const down = fleet.ledger.states({}).find(({ host }) => host === 'alpha');
    const code = 'LOST_CONTACT' as const;
    fleet.ledger.write({ states: [{ ...down!, state: 'Failed', code }] });
    await reseal(fleet, R1, { hosts: ['beta'] });
    await waitOn(fleet, async () =>
      expect((await rolloutOf(fleet))?.status?.waitingFor).toBe('alpha to recover'),
    );
    expect(fleet.delivered).toEqual([]);
  });

  test('nobody there: it waits for a host, and does not keep another Reseal from its own', async () => {
    const fleet = await fleetWith();
    fleet.sessions.disconnect(fleet.uid('gamma'));
    const first = await reseal(fleet, R1, { hosts: ['gamma'] });
    await untilState(fleet, R1, 'Planned');
    nextSecond(fleet);
    await reseal(fleet, R2, { hosts: ['alpha'] });
    await untilState(fleet, R2, 'Succeeded');
    await fleet.connect('gamma', holding(fleet, 'gamma'));
    await waitOn(fleet, () => expect(asked(fleet)).toContain(`gamma 1 ${first}`));
  });

  test('an agent that does not know the field is sent none, and follows its update', async () => {
    const fleet = await fleetWith({ tooOld: ['beta'] });
    const request = await reseal(fleet);
    await untilState(fleet, R1, 'Succeeded');
    expect(asked(fleet).toSorted()).toEqual([`alpha 1 ${request}`, `gamma 1 ${request}`]);
    await waitOn(fleet, async () =>
      expect(await converging(fleet)).toContain('SealsPending: 3 of 3 hosts run the target'),
    );
    expect(fleet.ledger.rollout((await rolloutOf(fleet))!.metadata.uid)?.message).toContain(
      'the agents of beta are too old',
    );
    fleet.sessions.disconnect(fleet.uid('beta'));
    fleet.capabilities = [RESEAL];
    await fleet.connect('beta', holding(fleet, 'beta'));
    await waitOn(fleet, async () => expect(await converging(fleet)).toMatch(/^True/u));
    expect(asked(fleet).at(-1)).toBe(`beta 1 ${request}`);
  });

  test('an older agent that answers is not taken for one that has sealed anew', async () => {
    const fleet = await fleetWith();
    const request = await reseal(fleet);
    await untilState(fleet, R1, 'Succeeded');
    // It was replaced by an older release, and says nothing of requests.
    fleet.sessions.disconnect(fleet.uid('beta'));
    fleet.capabilities = [];
    await fleet.connect('beta', holding(fleet, 'beta'));
    const row = fleet.ledger.states({}).find(({ host }) => host === 'beta');
    fleet.forgetSeal('beta');
    await fleet.report('beta', {
      uid: row?.credentialUid ?? '',
      version: 1,
      rolloutUid: row?.rolloutUid ?? '',
      attempt: 1,
      phase: 'Healthy',
    });
    expect(sealedFor(fleet)).toEqual([request, 0, request]);
    await waitOn(fleet, async () => expect(await converging(fleet)).toContain('SealsPending'));
  });
});

test('a host that is restored from before it sealed anew is asked again', async () => {
  const fleet = await fleetWith();
  const request = await reseal(fleet);
  await untilState(fleet, R1, 'Succeeded');
  fleet.sessions.disconnect(fleet.uid('beta'));
  fleet.forgetSeal('beta');
  await fleet.connect('beta', holding(fleet, 'beta'));
  await waitOn(fleet, () => expect(fleet.delivered).toHaveLength(4));
  expect(asked(fleet).at(-1)).toBe(`beta 1 ${request}`);
  await waitOn(fleet, () => expect(sealedFor(fleet)).toEqual([request, request, request]));
});

describe('beside rollouts', () => {
  test('one that is under way ends first; what it brought makes the Reseal void', async () => {
    const fleet = await fleetWith();
    await fleet.rotate('second');
    await untilState(fleet, 'db-v2-a1', 'Paused');
    nextSecond(fleet);
    await reseal(fleet);
    await waitOn(fleet, async () =>
      expect((await rolloutOf(fleet))?.status).toMatchObject({
        state: 'Planned',
        waitingFor: 'rollout db-v2-a1',
      }),
    );
    const approvals = [{ step: 'canary', user: 'ada' }];
    await patchRollout(fleet, 'db-v2-a1', { approvals });
    await untilState(fleet, 'db-v2-a1', 'Succeeded');
    await untilState(fleet, R1, 'Superseded');
    expect(fleet.delivered.every(({ version }) => version === 2)).toBe(true);
    await waitOn(fleet, async () => expect(await converging(fleet)).toMatch(/^True/u));
  });

  test('a new version ends the Reseal and reaches everybody, sealed anew', async () => {
    const fleet = await fleetWith();
    fleet.answer = () => 'Sealed';
    await reseal(fleet);
    await waitOn(fleet, () => expect(fleet.delivered).toHaveLength(1));
    fleet.answer = () => 'Healthy';
    nextSecond(fleet);
    await fleet.rotate('second');
    await untilState(fleet, R1, 'Superseded');
    await untilState(fleet, 'db-v2-a1', 'Paused');
    await patchRollout(fleet, 'db-v2-a1', { approvals: [{ step: 'canary', user: 'ada' }] });
    await untilState(fleet, 'db-v2-a1', 'Succeeded');
    expect(fleet.ledger.states({}).map((row) => row.runningVersion)).toEqual([2, 2, 2]);
  });

  test('an update that was aborted goes back all the same', async () => {
    const fleet = await fleetWith();
    await fleet.rotate('second');
    await untilState(fleet, 'db-v2-a1', 'Paused');
    nextSecond(fleet);
    await reseal(fleet);
    await patchRollout(fleet, 'db-v2-a1', { desiredState: 'Aborted' });
    await untilState(fleet, 'db-v2-a1-rollback', 'Succeeded');
    expect(fleet.ledger.states({}).map((row) => row.runningVersion)).toEqual([3, 3, 3]);
    await untilState(fleet, R1, 'Superseded');
  });

  test('a version that no fleet holds is sealed by nobody', async () => {
    const fleet = await fleetWith();
    await fleet.rotate('second');
    await untilState(fleet, 'db-v2-a1', 'Paused');
    await patchRollout(fleet, 'db-v2-a1', { approvals: [{ step: 'canary', user: 'ada' }] });
    await untilState(fleet, 'db-v2-a1', 'Succeeded');
    const sent = fleet.delivered.length;
    nextSecond(fleet);
    await reseal(fleet);
    await untilState(fleet, R1, 'Superseded');
    await wait(async () => expect(await converging(fleet)).toMatch(/^True/u));
    expect(fleet.delivered).toHaveLength(sent);
  });
});
