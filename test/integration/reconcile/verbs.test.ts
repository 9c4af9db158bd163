/**
 * What operators and mishaps do to a rollout under way, on a real ledger.
 * @module
 */
import { expect, test, vi } from 'vitest';
import type { RolloutPolicySpec } from '#src/api/credential.ts';
import { API_VERSION } from '#src/api/meta.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { NAMESPACE } from '#test/gen/objects.ts';
import { converged, fleetOf, patchRollout, untilState, wait, waitOn } from './converged-fleet.ts';

const canary: RolloutPolicySpec = {
  steps: [
    { name: 'canary', target: 1, approval: 'Required' },
    { name: 'all', target: '100%' },
  ],
  maxUnavailable: '100%',
};

test('after the canary nothing moves until somebody approves, and the log says who', async () => {
  const fleet = await converged(canary);
  await fleet.rotate('second');
  await untilState(fleet, 'db-v2-a1', 'Paused');
  expect(fleet.deliveries(2)).toHaveLength(1);
  await fleet.restart();
  expect(fleet.deliveries(2)).toHaveLength(1);
  await patchRollout(fleet, 'db-v2-a1', {
    approvals: [{ step: 'canary', user: 'ada', comment: 'it sings' }],
  });
  await untilState(fleet, 'db-v2-a1', 'Succeeded');
  expect(fleet.deliveries(2)).toHaveLength(3);
  const approved = fleet.ledger.events({ type: 'rollout.approved' });
  expect(approved).toMatchObject([
    { actor: { kind: 'user', id: 'ada' }, detail: { step: 'canary', why: 'it sings' } },
  ]);
});

test('paused by a person: hosts under way finish, nobody else starts', async () => {
  const fleet = await converged();
  fleet.answer = () => 'Sealed';
  await fleet.rotate('second');
  await wait(() => expect(fleet.deliveries(2)).toHaveLength(1));
  await patchRollout(fleet, 'db-v2-a1', { desiredState: 'Paused' });
  await untilState(fleet, 'db-v2-a1', 'Paused');
  const [row] = fleet.ledger.states({ host: fleet.deliveries(2)[0]! });
  fleet.answer = () => 'Healthy';
  await fleet.report(row!.host, { ...row!, uid: row!.credentialUid, version: 2, phase: 'Healthy' });
  expect(fleet.deliveries(2)).toHaveLength(1);
  await patchRollout(fleet, 'db-v2-a1', { desiredState: 'Running' });
  await untilState(fleet, 'db-v2-a1', 'Succeeded');
});

test('aborted before it was sent: the host keeps what it has, also when it connects later', async () => {
  const fleet = await converged();
  const noAnswer = vi.spyOn(fleet.brain, 'intentsFor').mockResolvedValue([]);
  await fleet.rotate('second');
  const row = () => fleet.ledger.states({}).find((one) => one.targetVersion === 2);
  await waitOn(fleet, () => expect(row()?.state).toBe('Dispatched'));
  const away = row()!.host;
  fleet.sessions.disconnect(fleet.uid(away));
  await patchRollout(fleet, 'db-v2-a1', { desiredState: 'Aborted' });
  await untilState(fleet, 'db-v2-a1', 'Aborted');
  noAnswer.mockRestore();
  const { credentialUid: uid } = fleet.ledger.states({ host: away })[0]!;
  const held = { uid, namespace: NAMESPACE, name: 'db', version: 1, digest: '', state: 'Healthy' };
  await fleet.connect(away, [held as never]);
  expect(fleet.deliveries(2)).toEqual([]);
  expect(fleet.ledger.states({ host: away })[0]).toMatchObject({
    state: 'Healthy',
    targetVersion: 1,
    runningVersion: 1,
  });
});

test('a retry by a person is a new attempt for the hosts that failed', async () => {
  const fleet = await converged();
  fleet.answer = ({ version }) => (version === 2 ? 'RolledBack' : 'Healthy');
  await fleet.rotate('second');
  await untilState(fleet, 'db-v2-a1', 'Paused');
  fleet.answer = () => 'Healthy';
  await fleet.objects.create('CredentialRollout', {
    apiVersion: API_VERSION,
    kind: 'CredentialRollout',
    metadata: { namespace: NAMESPACE, name: 'db-v2-a2' },
    spec: { hostCredentialName: 'db', versionName: 'db-v2', type: 'Update', attempt: 2 },
  });
  await untilState(fleet, 'db-v2-a2', 'Succeeded');
  expect(fleet.rolloutState('db-v2-a1')).toBe('Superseded');
  expect(fleet.deliveries(2)).toHaveLength(4);
});

test('a newer value while the older one is under way: the older one ends, hosts on it go first', async () => {
  const fleet = await converged();
  fleet.answer = () => 'Sealed';
  await fleet.rotate('second');
  await wait(() => expect(fleet.deliveries(2)).toHaveLength(1));
  fleet.answer = () => 'Healthy';
  await fleet.rotate('third');
  await untilState(fleet, 'db-v3-a1', 'Succeeded');
  expect(fleet.rolloutState('db-v2-a1')).toBe('Superseded');
  expect(fleet.deliveries(3)[0]).toBe(fleet.deliveries(2)[0]);
  expect(fleet.deliveries(2)).toHaveLength(1);
});

test('a host that falls silent fails after its deadline and pauses the rollout; back without it, it is tried again', async () => {
  const clock = new FakeClock();
  const fleet = await converged(undefined, clock);
  fleet.answer = () => 'Sealed';
  const lost = vi.spyOn(fleet.brain, 'intentsFor').mockResolvedValue([]);
  await fleet.rotate('second');
  const row = () => fleet.ledger.states({}).find((one) => one.targetVersion === 2);
  await waitOn(fleet, () => expect(row()?.state).toBe('Dispatched'));
  const host = row()!.host;
  fleet.sessions.disconnect(fleet.uid(host));
  await wait(() => expect(fleet.brain.context.sessions().isConnected(fleet.uid(host))).toBe(false));
  clock.advance(60_000);
  await untilState(fleet, 'db-v2-a1', 'Paused');
  expect(row()).toMatchObject({ state: 'Failed', code: 'LOST_CONTACT' });
  lost.mockRestore();
  fleet.answer = () => 'Healthy';
  const held = {
    uid: row()!.credentialUid,
    namespace: NAMESPACE,
    name: 'db',
    version: 1,
    digest: '',
    state: 'Healthy',
  };
  await fleet.connect(host, [held as never]);
  await untilState(fleet, 'db-v2-a1', 'Succeeded');
});

test('a flapping source makes one version per interval, of its last value', async () => {
  const clock = new FakeClock();
  const fleet = await converged(
    { ...canary, steps: [{ name: 'all', target: '100%' }], minIntervalSeconds: 60 },
    clock,
  );
  await fleet.rotate('second');
  await fleet.rotate('third');
  await wait(() => expect(clock.sleeping).toBeGreaterThan(0));
  expect(await fleet.objects.list('CredentialVersion')).toHaveLength(1);
  clock.advance(60_000);
  await untilState(fleet, 'db-v2-a1', 'Succeeded');
  expect(fleet.delivered.at(-1)?.contents).toEqual({ 'db-password': 'third' });
  expect(await fleet.objects.list('CredentialVersion')).toHaveLength(2);
});

test('a grant that is withdrawn between dispatch and sending holds the content back', async () => {
  const fleet = await converged();
  const hostUid = fleet.uid('alpha');
  await fleet.objects.delete('HostAccessPolicy', { name: `all-${NAMESPACE}` });
  await wait(() => expect(fleet.brain.context.view.all('HostAccessPolicy')).toEqual([]));
  const [row] = fleet.ledger.states({ hostUid });
  fleet.ledger.write({ states: [{ ...row!, state: 'Dispatched', pushSeq: 0 }] });
  expect(await fleet.brain.intentsFor(hostUid, 0)).toEqual([]);
});

test.for([
  { given: 'revoked', spec: { approval: 'Approved', revoked: true } },
  { given: 'denied', spec: { approval: 'Denied' } },
  { given: 'paused', spec: { approval: 'Approved', paused: true } },
] as const)('a host that is $given between dispatch and sending gets nothing', async ({ spec }) => {
  const fleet = await converged();
  const hostUid = fleet.uid('alpha');
  const host = await fleet.objects.get('Host', { name: 'alpha' });
  await fleet.objects.replace('Host', { ...host!, spec });
  await wait(() =>
    expect(fleet.brain.context.view.get('Host', { name: 'alpha' })?.spec).toEqual(spec),
  );
  const [row] = fleet.ledger.states({ hostUid });
  fleet.ledger.write({ states: [{ ...row!, state: 'Dispatched', pushSeq: 0 }] });
  expect(await fleet.brain.intentsFor(hostUid, 0)).toEqual([]);
});

test('content that cannot be opened fails that host with the reason, and keeps no other credential back', async () => {
  const fleet = await converged();
  await fleet.objects.delete('Secret', { namespace: NAMESPACE, name: 'db-v1-content' });
  const hostUid = fleet.uid('alpha');
  const [row] = fleet.ledger.states({ hostUid });
  fleet.ledger.write({ states: [{ ...row!, state: 'Dispatched', pushSeq: 0 }] });
  expect(await fleet.brain.intentsFor(hostUid, 0)).toEqual([]);
  expect(fleet.ledger.states({ hostUid })[0]).toMatchObject({
    state: 'Failed',
    code: 'CONTENT_UNREADABLE',
    runningVersion: 1,
  });
});

test('a host that refuses a push keeps what it has, and the rollout pauses with its reason', async () => {
  const fleet = await converged();
  fleet.answer = () => 'Sealed';
  await fleet.rotate('second');
  await wait(() => expect(fleet.deliveries(2)).toHaveLength(1));
  const [row] = fleet.ledger.states({ host: fleet.deliveries(2)[0]! });
  await fleet.brain.hostEvents.refused(fleet.ledger.identity(row!.hostUid)!, {
    pushSeq: row!.pushSeq,
    code: 'UNIT_NOT_ALLOWED',
    message: 'api.service is not on the list',
  });
  await untilState(fleet, 'db-v2-a1', 'Paused');
  expect(fleet.ledger.states({ hostUid: row!.hostUid })[0]).toMatchObject({
    state: 'Failed',
    code: 'UNIT_NOT_ALLOWED',
    runningVersion: 1,
  });
});

test('a HostCredential that is deleted and made anew starts at version 1, with its own content', async () => {
  const fleet = await converged();
  const before = fleet.delivered.length;
  await fleet.objects.delete('HostCredential', { namespace: NAMESPACE, name: 'db' });
  await wait(async () => expect(await fleet.objects.list('CredentialVersion')).toEqual([]));
  expect(fleet.ledger.events({ type: 'intent.deleted' })).toHaveLength(1);
  await fleet.rotate('anew');
  await fleet.createCredential();
  await wait(() => expect(fleet.delivered).toHaveLength(before + 3));
  expect(fleet.delivered.at(-1)).toMatchObject({ version: 1, contents: { 'db-password': 'anew' } });
});

test('of a deleted HostCredential the content goes before the version by which it is found', async () => {
  const fleet = await converged();
  await fleet.objects.delete('HostCredential', { namespace: NAMESPACE, name: 'db' });
  await wait(async () => expect(await fleet.objects.list('CredentialVersion')).toEqual([]));
  const deleted = fleet.objects.writes
    .filter(({ verb, kind }) => verb === 'delete' && ['Secret', 'CredentialVersion'].includes(kind))
    .map(({ name }) => name);
  expect(deleted).toEqual(['db-v1-content', 'db-v1']);
});

test('a controller that died between content and version makes the version with the content of today', async () => {
  const fleet = fleetOf();
  await fleet.ready();
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace: NAMESPACE, name: 'db-v1-content' },
    type: 'credfleet.dev/version-content',
    data: { 'db-password': 'bGVmdG92ZXI=' },
  } as const;
  await fleet.objects.create('Secret', secret);
  await fleet.createSecret('first');
  await fleet.createCredential();
  await untilState(fleet, 'db-v1-a1', 'Succeeded');
  expect(fleet.delivered.at(-1)?.contents).toEqual({ 'db-password': 'first' });
});

test('a controller that died between version and rollout makes the rollout', async () => {
  const fleet = await converged();
  await fleet.stop();
  await fleet.objects.delete('CredentialRollout', { namespace: NAMESPACE, name: 'db-v1-a1' });
  await fleet.restart();
  await wait(() => expect(fleet.rolloutState('db-v1-a1')).toBe('Succeeded'));
  expect(fleet.deliveries(1)).toHaveLength(3);
});

test('a version whose event was lost in a crash gets it at the next look, once', async () => {
  const fleet = fleetOf();
  await fleet.ready();
  await fleet.createSecret('first');
  let isBroken = true;
  const write = fleet.ledger.write.bind(fleet.ledger);
  fleet.ledger.write = (change) => {
    const isLost = change.events?.some(({ type }) => type === 'version.created') === true;
    if (isBroken && isLost) throw new CredfleetError('STORE_FAILED', 'the controller dies here');
    write(change);
  };
  await fleet.createCredential();
  await wait(async () => expect(await fleet.objects.list('CredentialVersion')).toHaveLength(1));
  await wait(() => expect(fleet.warnings).not.toEqual([]));
  isBroken = false;
  await fleet.restart();
  await untilState(fleet, 'db-v1-a1', 'Succeeded');
  await fleet.restart();
  await fleet.rotate('second');
  await untilState(fleet, 'db-v2-a1', 'Succeeded');
  const created = fleet.ledger.events({ type: 'version.created' });
  expect(created.map(({ subject }) => subject.version)).toEqual([1, 2]);
});

test('that a version was made is told in the transaction of the first record of its rollout, before it', async () => {
  const fleet = fleetOf();
  const written: (readonly string[])[] = [];
  fleet.ledger.onWrite(({ events = [] }) => written.push(events.map(({ type }) => type)));
  await fleet.ready();
  await fleet.createSecret('first');
  await fleet.createCredential();
  await untilState(fleet, 'db-v1-a1', 'Succeeded');
  const planned = written.filter((types) => types.includes('rollout.planned'));
  expect(planned).toHaveLength(1);
  expect(planned[0]?.slice(0, 2)).toEqual(['version.created', 'rollout.planned']);
});

test.for([
  { given: 'is there', isPruned: false, told: [1] },
  { given: 'was pruned', isPruned: true, told: [] },
])('a version whose event $given is not told of again with another rollout', async (one) => {
  const fleet = await converged();
  await fleet.stop();
  await fleet.objects.delete('CredentialRollout', { namespace: NAMESPACE, name: 'db-v1-a1' });
  if (one.isPruned) {
    const lastSeq = fleet.ledger.events({}).at(-1)?.seq ?? 0;
    const untilMs = fleet.clock.nowMs();
    fleet.ledger.write({ pruned: [{ firstSeq: 1, lastSeq, untilMs, segment: 'archive' }] });
  }
  await fleet.restart();
  await wait(() => expect(fleet.rolloutState('db-v1-a1')).toBe('Succeeded'));
  const created = fleet.ledger.events({ type: 'version.created' });
  expect(created.map(({ subject }) => subject.version)).toEqual(one.told);
});

test('the deletion of a HostCredential is told once, also when its remains are cleared away in two goes', async () => {
  const fleet = await converged();
  const remove = fleet.objects.delete.bind(fleet.objects);
  const deletions = () => fleet.ledger.events({ type: 'intent.deleted' });
  fleet.objects.delete = async (kind, ref) => {
    if (kind === 'CredentialVersion') throw new CredfleetError('API_UNAVAILABLE', 'it dies here');
    await remove(kind, ref);
  };
  await remove('HostCredential', { namespace: NAMESPACE, name: 'db' });
  await wait(() => expect(fleet.warnings).not.toEqual([]));
  expect(deletions()).toHaveLength(1);
  fleet.objects.delete = remove;
  await fleet.restart();
  await wait(async () => expect(await fleet.objects.list('CredentialVersion')).toEqual([]));
  expect(deletions()).toHaveLength(1);
});

test('another sealing profile is a version of its own although the content is the same', async () => {
  const fleet = await converged();
  const credential = await fleet.objects.get('HostCredential', {
    namespace: NAMESPACE,
    name: 'db',
  });
  const spec = { ...credential!.spec, sealing: { key: 'TPM2' as const } };
  await fleet.objects.replace('HostCredential', { ...credential!, spec });
  await untilState(fleet, 'db-v2-a1', 'Succeeded');
  expect(fleet.deliveries(2)).toHaveLength(3);
});

test('old versions go beyond the limit, with their content', async () => {
  const fleet = await converged();
  const credential = await fleet.objects.get('HostCredential', {
    namespace: NAMESPACE,
    name: 'db',
  });
  const spec = { ...credential!.spec, revisionHistoryLimit: 1 };
  await fleet.objects.replace('HostCredential', { ...credential!, spec });
  for (const version of [2, 3, 4]) {
    await fleet.rotate(`value ${version}`);
    await untilState(fleet, `db-v${version}-a1`, 'Succeeded');
  }
  await fleet.rotate('value 5');
  await untilState(fleet, 'db-v5-a1', 'Succeeded');
  await wait(async () => {
    const versions = await fleet.objects.list('CredentialVersion');
    expect(versions.map((version) => version.metadata.name)).not.toContain('db-v2');
    const secrets = (await fleet.objects.list('Secret')).map((secret) => secret.metadata.name);
    expect(secrets).not.toContain('db-v2-content');
    expect(secrets).toContain('db-v5-content');
  });
});
