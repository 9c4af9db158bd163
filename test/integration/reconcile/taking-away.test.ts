/**
 * Versions that are revoked, credentials that are removed, hosts that leave and join: on a real ledger with hosts that
 * answer.
 * @module
 */
import { describe, expect, test } from 'vitest';
import type { RolloutPolicySpec } from '#src/api/credential.ts';
import { API_VERSION } from '#src/api/meta.ts';
import type { CredentialRolloutSpec } from '#src/api/rollout.ts';
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
const HOUR_MS = 3_600_000;

const ALL_AT_ONCE: RolloutPolicySpec = {
  steps: [{ name: 'all', target: '100%' }],
  maxUnavailable: '100%',
  maxFailures: 0,
};
const CANARY: RolloutPolicySpec = {
  ...ALL_AT_ONCE,
  steps: [
    { name: 'canary', target: 1, approval: 'Required' },
    { name: 'all', target: '100%' },
  ],
};

async function create(
  fleet: FakeFleet,
  name: string,
  spec: Omit<CredentialRolloutSpec, 'hostCredentialName'>,
): Promise<void> {
  await fleet.objects.create('CredentialRollout', {
    apiVersion: API_VERSION,
    kind: 'CredentialRollout',
    metadata: { namespace: NAMESPACE, name },
    spec: { hostCredentialName: 'db', ...spec },
  });
}

async function revoke(fleet: FakeFleet, version: number): Promise<void> {
  await create(fleet, 'db-revoke', {
    versionName: `db-v${version}`,
    type: 'Revoke',
    urgency: 'Emergency',
    reason: 'it leaked',
  });
}

async function versionState(fleet: FakeFleet, number: number): Promise<string | undefined> {
  const version = await fleet.objects.get('CredentialVersion', {
    namespace: NAMESPACE,
    name: `db-v${number}`,
  });
  return version?.status?.state;
}

/** Host → what it was told last. */
function told(fleet: FakeFleet): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    fleet.delivered.map(({ host, operation, contents }) => [
      host,
      operation === 'delete' ? 'delete' : contents['db-password'],
    ]),
  );
}

function everybody(what: string) {
  return { alpha: what, beta: what, gamma: what };
}

function running(fleet: FakeFleet): readonly number[] {
  return fleet.ledger.states({}).map((row) => row.runningVersion);
}

function events(fleet: FakeFleet, type: string) {
  return fleet.ledger.events({ namespace: NAMESPACE, credential: 'db', type });
}

async function change(
  fleet: FakeFleet,
  spec: (old: NonNullable<Awaited<ReturnType<typeof credentialOf>>>['spec']) => object,
): Promise<void> {
  const credential = await credentialOf(fleet);
  const next = { ...credential!.spec, ...spec(credential!.spec) };
  await fleet.objects.replace('HostCredential', { ...credential!, spec: next });
}

function credentialOf(fleet: FakeFleet) {
  return fleet.objects.get('HostCredential', REF);
}

async function relabel(
  fleet: FakeFleet,
  name: string,
  labels: Readonly<Record<string, string>>,
): Promise<void> {
  const host = await fleet.objects.get('Host', { name });
  await fleet.objects.replace('Host', { ...host!, metadata: { ...host!.metadata, labels } });
}

describe('revoking', () => {
  test('the stable version with nothing newer takes it off every host, with proof in the log', async () => {
    const fleet = await converged(ALL_AT_ONCE);
    await revoke(fleet, 1);
    await untilState(fleet, 'db-revoke', 'Succeeded');
    expect(told(fleet)).toEqual(everybody('delete'));
    expect(running(fleet)).toEqual([0, 0, 0]);
    expect(fleet.ledger.intervals({}).map(({ endReason }) => endReason)).toEqual([
      'revoked',
      'revoked',
      'revoked',
    ]);
    const gone = events(fleet, 'host.version.gone');
    expect(gone.map(({ subject }) => `${subject.host} ${subject.version}`).toSorted()).toEqual([
      'alpha 1',
      'beta 1',
      'gamma 1',
    ]);
    expect(gone.every(({ receipt }) => receipt !== undefined)).toBe(true);
    expect(events(fleet, 'version.revoked')).toMatchObject([
      { subject: { version: 1 }, detail: { reason: 'it leaked' } },
    ]);
    await wait(async () => {
      expect(await versionState(fleet, 1)).toBe('Revoked');
      expect((await credentialOf(fleet))?.status?.conditions).toContainEqual(
        expect.objectContaining({ type: 'SourceResolved', reason: 'ContentRevoked' }),
      );
    });
  });

  test('is for good: after a restart nothing comes back until the sources change, under a higher number', async () => {
    const fleet = await converged(ALL_AT_ONCE);
    await revoke(fleet, 1);
    await untilState(fleet, 'db-revoke', 'Succeeded');
    await fleet.restart();
    await fleet.rotate('second');
    await untilState(fleet, 'db-v3-a1', 'Succeeded');
    expect(told(fleet)).toEqual(everybody('second'));
    expect(fleet.delivered.at(-1)?.revoked).toEqual([1]);
    // The content that leaked comes back in the Secret.
    const sent = fleet.delivered.length;
    await fleet.rotate('first');
    await wait(async () => {
      expect((await credentialOf(fleet))?.status?.conditions).toContainEqual(
        expect.objectContaining({ type: 'SourceResolved', reason: 'ContentRevoked' }),
      );
    });
    expect(fleet.delivered).toHaveLength(sent);
    expect(await fleet.objects.list('CredentialVersion')).toHaveLength(3);
  });

  test('an old version brings the stable content under a new number, so that hosts forget their copies', async () => {
    const fleet = await converged(ALL_AT_ONCE);
    await fleet.rotate('second');
    await untilState(fleet, 'db-v2-a1', 'Succeeded');
    await revoke(fleet, 1);
    await untilState(fleet, 'db-revoke', 'Succeeded');
    expect(told(fleet)).toEqual(everybody('second'));
    expect(fleet.deliveries(3)).toHaveLength(3);
    expect(fleet.delivered.slice(-3).every(({ revoked }) => revoked.includes(1))).toBe(true);
    expect(running(fleet)).toEqual([3, 3, 3]);
  });

  test('a candidate ends its rollout at once and puts the stable content back', async () => {
    const fleet = await converged(CANARY);
    await fleet.rotate('second');
    await untilState(fleet, 'db-v2-a1', 'Paused');
    await revoke(fleet, 2);
    await untilState(fleet, 'db-revoke', 'Succeeded');
    expect(fleet.rolloutState('db-v2-a1')).toBe('Superseded');
    expect(told(fleet)).toEqual(everybody('first'));
    expect(fleet.deliveries(2)).toHaveLength(1);
  });

  test('ignores windows and freezes, and a host that was away gets it at its next contact', async () => {
    const fleet = await converged(ALL_AT_ONCE);
    fleet.sessions.disconnect(fleet.uid('gamma'));
    await fleet.objects.create('ChangeFreeze', {
      apiVersion: API_VERSION,
      kind: 'ChangeFreeze',
      metadata: { name: 'holidays' },
      spec: { reason: 'holidays', endTime: '2099-01-01T00:00:00Z' },
    });
    await revoke(fleet, 1);
    await untilState(fleet, 'db-revoke', 'Succeeded');
    expect(running(fleet)).toEqual([0, 0, 1]);
    await fleet.connect('gamma', [
      {
        uid: fleet.ledger.states({})[0]!.credentialUid,
        namespace: NAMESPACE,
        name: 'db',
        version: 1,
        digest: '',
        state: 'Healthy',
      },
    ]);
    await wait(() => expect(running(fleet)).toEqual([0, 0, 0]));
    expect(told(fleet)['gamma']).toBe('delete');
  });

  test('keeps the budget: one host at a time, unless it is told to override', async () => {
    const fleet = await converged({ ...ALL_AT_ONCE, maxUnavailable: 1 });
    fleet.answer = () => 'Sealed';
    await revoke(fleet, 1);
    await wait(() => expect(fleet.delivered).toHaveLength(4));
    await create(fleet, 'db-revoke-all', {
      versionName: 'db-v1',
      type: 'Revoke',
      urgency: 'Emergency',
      reason: 'now',
      budgets: 'Override',
    });
    await wait(() => expect(fleet.delivered).toHaveLength(7));
  });

  test('an update that it cut short goes on afterwards, step by step under a new number', async () => {
    const fleet = await converged(CANARY);
    await fleet.rotate('second');
    await untilState(fleet, 'db-v2-a1', 'Paused');
    await revoke(fleet, 1);
    await untilState(fleet, 'db-revoke', 'Succeeded');
    await untilState(fleet, 'db-v4-a1', 'Paused');
    expect(Object.values(told(fleet)).filter((what) => what === 'delete')).toHaveLength(2);
    expect(Object.values(told(fleet))).toContain('second');
  });

  test('nobody goes back to what is revoked', async () => {
    const fleet = await converged(ALL_AT_ONCE);
    await fleet.rotate('second');
    await untilState(fleet, 'db-v2-a1', 'Succeeded');
    await revoke(fleet, 1);
    await untilState(fleet, 'db-revoke', 'Succeeded');
    await create(fleet, 'db-back', { versionName: 'db-v1', type: 'Rollback' });
    await wait(() => expect(JSON.stringify(fleet.warnings)).toContain('db-v1 is revoked'));
    expect(told(fleet)).toEqual(everybody('second'));
  });
});

describe('deleting', () => {
  test('with Remove follows the steps of the policy and ends when nobody holds anything', async () => {
    const fleet = await converged(CANARY);
    await change(fleet, () => ({ deletionPolicy: 'Remove' }));
    await wait(async () =>
      expect((await credentialOf(fleet))?.metadata.finalizers).toHaveLength(1),
    );
    await fleet.objects.delete('HostCredential', REF);
    await untilState(fleet, 'db-v2-removal', 'Paused');
    expect(running(fleet).toSorted((a, b) => a - b)).toEqual([0, 1, 1]);
    await patchRollout(fleet, 'db-v2-removal', { approvals: [{ step: 'canary', user: 'ada' }] });
    await wait(async () => expect(await credentialOf(fleet)).toBeUndefined());
    expect(told(fleet)).toEqual(everybody('delete'));
    expect(running(fleet)).toEqual([0, 0, 0]);
    expect(events(fleet, 'rollout.succeeded')).toContainEqual(
      expect.objectContaining({
        subject: expect.objectContaining({ rollout: 'db-v2-removal' }) as object,
      }),
    );
  });

  test('with Remove waits for a host that is away; break glass gives it up, and the log says so', async () => {
    const fleet = await converged(ALL_AT_ONCE);
    await change(fleet, () => ({ deletionPolicy: 'Remove' }));
    await wait(async () =>
      expect((await credentialOf(fleet))?.metadata.finalizers).toHaveLength(1),
    );
    fleet.sessions.disconnect(fleet.uid('gamma'));
    await fleet.objects.delete('HostCredential', REF);
    await untilState(fleet, 'db-v2-removal', 'Succeeded');
    const waiting = await credentialOf(fleet);
    expect(running(fleet)).toEqual([0, 0, 1]);
    const annotations = { 'credfleet.dev/abandon-host-cleanup': 'gamma burnt down' };
    await fleet.objects.replace('HostCredential', {
      ...waiting!,
      metadata: { ...waiting!.metadata, annotations },
    });
    await wait(async () => expect(await credentialOf(fleet)).toBeUndefined());
    expect(events(fleet, 'breakglass.used')).toMatchObject([
      { detail: { hostsLeft: 1, reason: 'gamma burnt down' } },
    ]);
    await wait(() => expect(fleet.ledger.states({ host: 'gamma' })[0]?.state).toBe('Orphaned'));
  });

  test('with Retain leaves every file and marks it as an orphan', async () => {
    const fleet = await converged(ALL_AT_ONCE);
    const sent = fleet.delivered.length;
    await fleet.objects.delete('HostCredential', REF);
    await wait(() => expect(events(fleet, 'host.version.orphaned')).toHaveLength(3));
    expect(fleet.ledger.states({}).map(({ state }) => state)).toEqual(
      Array.from({ length: 3 }, () => 'Orphaned'),
    );
    expect(running(fleet)).toEqual([1, 1, 1]);
    expect(fleet.delivered).toHaveLength(sent);
  });

  test('a Secret removes nothing', async () => {
    const fleet = await converged(ALL_AT_ONCE);
    const sent = fleet.delivered.length;
    await change(fleet, () => ({ deletionPolicy: 'Remove' }));
    await fleet.objects.delete('Secret', REF);
    await wait(async () => {
      expect((await credentialOf(fleet))?.status?.conditions).toContainEqual(
        expect.objectContaining({ type: 'SourceResolved', reason: 'SecretNotFound' }),
      );
    });
    expect(fleet.delivered).toHaveLength(sent);
  });
});

test('removing on demand lasts until the sources change', async () => {
  const fleet = await converged(ALL_AT_ONCE);
  await create(fleet, 'db-remove', { versionName: 'db-v1', type: 'Remove' });
  await untilState(fleet, 'db-remove', 'Succeeded');
  expect(told(fleet)).toEqual(everybody('delete'));
  await fleet.restart();
  await fleet.rotate('second');
  await untilState(fleet, 'db-v3-a1', 'Succeeded');
  expect(told(fleet)).toEqual(everybody('second'));
});

describe('a host that leaves the targets', () => {
  async function leaving(deletionPolicy: 'Retain' | 'Remove') {
    const clock = new FakeClock(Date.parse('2026-11-22T08:00:00Z'));
    const fleet = await converged(ALL_AT_ONCE, clock);
    await change(fleet, () => ({ deletionPolicy }));
    await relabel(fleet, 'beta', { role: 'typo' });
    await waitOn(fleet, async () => {
      const status = (await credentialOf(fleet))?.status;
      expect(status?.nextActionTime).toMatch(/^2026-11-22T09:00/u);
      expect(status?.hosts?.matched).toBe(2);
    });
    return { clock, fleet };
  }

  test('and comes back within the grace keeps everything', async () => {
    const { clock, fleet } = await leaving('Remove');
    clock.advance(HOUR_MS / 2);
    const sent = fleet.delivered.length;
    await relabel(fleet, 'beta', fleet.labels);
    await waitOn(fleet, async () => {
      expect((await credentialOf(fleet))?.status?.nextActionTime).toBeUndefined();
    });
    clock.advance(HOUR_MS);
    await fleet.rotate('second');
    await untilState(fleet, 'db-v2-a1', 'Succeeded');
    expect(fleet.delivered.slice(sent).map(({ operation }) => operation)).toEqual(
      Array.from({ length: 3 }, () => 'put'),
    );
  });

  test('loses it after the grace, and gets the same version again when it comes back', async () => {
    const { clock, fleet } = await leaving('Remove');
    clock.advance(HOUR_MS);
    await waitOn(fleet, () => expect(told(fleet)['beta']).toBe('delete'));
    await waitOn(fleet, () => expect(running(fleet)).toEqual([1, 0, 1]));
    await relabel(fleet, 'beta', fleet.labels);
    await waitOn(fleet, () => expect(told(fleet)['beta']).toBe('first'));
    await waitOn(fleet, () => expect(running(fleet)).toEqual([1, 1, 1]));
  });

  test('with Retain is left alone with it, and managed again when it comes back', async () => {
    const { clock, fleet } = await leaving('Retain');
    clock.advance(HOUR_MS);
    await waitOn(fleet, () => expect(events(fleet, 'host.version.orphaned')).toHaveLength(1));
    expect(fleet.ledger.states({ host: 'beta' })).toMatchObject([
      { state: 'Orphaned', runningVersion: 1 },
    ]);
    await relabel(fleet, 'beta', fleet.labels);
    await waitOn(fleet, () =>
      expect(fleet.ledger.states({ host: 'beta' })).toMatchObject([{ state: 'Healthy' }]),
    );
    expect(told(fleet)).toEqual(everybody('first'));
  });

  test('that is away loses it at its next contact', async () => {
    const { clock, fleet } = await leaving('Remove');
    fleet.sessions.disconnect(fleet.uid('beta'));
    clock.advance(2 * HOUR_MS);
    await fleet.rotate('second');
    await untilState(fleet, 'db-v2-a1', 'Succeeded');
    expect(told(fleet)['beta']).toBe('first');
    const [row] = fleet.ledger.states({ host: 'beta' });
    const held = { uid: row!.credentialUid, namespace: NAMESPACE, name: 'db', version: 1 };
    await fleet.connect('beta', [{ ...held, digest: '', state: 'Healthy' }]);
    await waitOn(fleet, () => expect(told(fleet)['beta']).toBe('delete'));
  });
});

test('a host that joins gets the stable version at once and the candidate with the last step', async () => {
  const fleet = await converged(CANARY);
  await fleet.rotate('second');
  await untilState(fleet, 'db-v2-a1', 'Paused');
  await fleet.addHost('delta');
  await fleet.connect('delta');
  await wait(() => expect(told(fleet)['delta']).toBe('first'));
  await patchRollout(fleet, 'db-v2-a1', { approvals: [{ step: 'canary', user: 'ada' }] });
  await untilState(fleet, 'db-v2-a1', 'Succeeded');
  expect(told(fleet)).toEqual({ ...everybody('second'), delta: 'second' });
  expect(fleet.deliveries(2).at(-1)).toBe('delta');
});
