/**
 * Enrolment over real TLS: who becomes a host, and what everybody else gets.
 * @module
 */
import { expect, test } from 'vitest';
import { SYSTEM_NAMESPACE } from '#src/api/meta.ts';
import { spkiHash, spkiOf } from '#src/identity/public-key.ts';
import { encodeIdentity } from '#agent/keys/agent-identity.ts';
import { softwareBundle } from '#agent/keys/agent-keys.ts';
import { rowOf } from '#test/gen/rollout.ts';
import { Agent, until, World } from './world.ts';

const refusals = (world: World) =>
  world.events('host.enrolmentRefused').map(({ detail }) => detail['message']);

test('a token admits a machine once, a person approves it, it gets its identity', async () => {
  await using world = await World.start();
  const token = await world.token('db-1');
  await using agent = await Agent.create(world, { token });

  const enrolling = agent.enroll();
  await until(() =>
    agent.log.lines.some(({ message }) => message.includes('waiting for approval')),
  );
  const host = await world.objects.get('Host', { name: 'db-1' });
  const identityKeyHash = spkiHash(spkiOf(agent.keys.identity));
  expect(host?.spec).toEqual({ identityKeyHash, approval: 'Pending' });
  expect(host?.metadata.labels).toBeUndefined();
  const used = await world.objects.get('Secret', {
    namespace: SYSTEM_NAMESPACE,
    name: `join-token-${token.split('.')[0]}`,
  });
  expect(used?.data).toHaveProperty('used-at');

  await world.changeHost('db-1', { approval: 'Approved' });
  const identity = await enrolling;
  expect(identity).toMatchObject({
    hostUid: host?.metadata.uid,
    hostName: 'db-1',
    identityEpoch: 1,
    assurance: 'Software',
    clusterUid: world.keyring.clusterUid,
  });
  expect(world.ledger.identity(identity.hostUid)).toMatchObject({
    hostName: 'db-1',
    identityHash: identityKeyHash,
    assurance: 'Software',
    identityEpoch: 1,
  });
  expect(world.events('host.enrolled')).toHaveLength(1);
  const record = await world.objects.get('HostEnrollment', {
    name: `db-1-${identityKeyHash.slice(0, 8)}`,
  });
  expect(record?.status).toMatchObject({ state: 'Issued', hostUID: identity.hostUid });
  expect(refusals(world)).toEqual([]);
});

test('a Host created and approved beforehand is pinned and issued at once, and keeps its labels', async () => {
  await using world = await World.start();
  await world.createHost('db-1', { approval: 'Approved' });
  await using agent = await Agent.create(world, { token: await world.token('db-1') });
  await agent.enroll();
  const host = await world.objects.get('Host', { name: 'db-1' });
  expect(host?.spec.identityKeyHash).toBe(spkiHash(spkiOf(agent.keys.identity)));
  expect(host?.metadata.labels).toEqual({ role: 'db' });
});

test('a stored identity needs no controller', async () => {
  await using world = await World.start();
  await world.createHost('db-1', { approval: 'Approved' });
  await using agent = await Agent.create(world, { token: await world.token('db-1') });
  const first = await agent.enroll();
  await world.server.stop();
  expect(encodeIdentity(await agent.enroll())).toBe(encodeIdentity(first));
});

const refused = [
  {
    given: 'no token and an unknown name',
    token: async () => undefined,
    cause: 'it has no join token and its name is not pinned',
  },
  {
    given: 'a token that nobody made',
    token: async () => `abcdefghij.${Buffer.alloc(32, 7).toString('base64url')}`,
    cause: 'its join token is unknown',
  },
  {
    given: 'a token with another secret',
    token: async (world: World) =>
      `${(await world.token('db-1')).split('.')[0]}.${Buffer.alloc(32, 7).toString('base64url')}`,
    cause: 'its join token is wrong',
  },
  {
    given: 'a token for another name',
    token: async (world: World) => world.token('db-2'),
    cause: "its join token is for host 'db-2'",
  },
  {
    given: 'an expired token',
    token: async (world: World) => {
      const token = await world.token('db-1', 1);
      return token;
    },
    cause: 'its join token has expired',
  },
];

test.for(refused)('$given is refused with one text; the audit log has the cause', async (given) => {
  await using world = await World.start();
  const token = await given.token(world);
  await using agent = await Agent.create(world, token === undefined ? {} : { token });
  void agent.enroll().catch(() => undefined);
  await until(() => agent.log.lines.some(({ level }) => level === 'warn'));
  const warning = agent.log.lines.find(({ level }) => level === 'warn');
  expect(warning).toMatchObject({
    fields: { code: 'ENROLMENT_REFUSED' },
    message:
      "the controller answers: refused; the controller's audit log says why: credfleet audit",
  });
  expect(refusals(world)[0]).toBe(given.cause);
  expect(await world.objects.list('Host')).toEqual([]);
});

test('a used token admits no second machine', async () => {
  await using world = await World.start();
  const token = await world.token('db-1');
  await using first = await Agent.create(world, { token });
  void first.enroll().catch(() => undefined);
  await until(async () => (await world.objects.list('Host')).length === 1);
  const stolen = await world.objects.get('Host', { name: 'db-1' });
  await world.objects.delete('Host', { name: 'db-1' });
  await first.stop();
  await using second = await Agent.create(world, { token });
  void second.enroll().catch(() => undefined);
  await until(() => refusals(world).includes('its join token was used before'));
  expect(stolen?.spec.identityKeyHash).toBeDefined();
  expect(await world.objects.list('Host')).toEqual([]);
});

test('another machine that asks for a taken name is refused, with a Conflict on the Host', async () => {
  await using world = await World.start();
  await world.createHost('db-1', { approval: 'Approved' });
  await using owner = await Agent.create(world, { token: await world.token('db-1') });
  const { hostUid } = await owner.enroll();
  await using other = await Agent.create(world, { token: await world.token('db-1') });
  void other.enroll().catch(() => undefined);
  await until(async () => {
    const host = await world.objects.get('Host', { name: 'db-1' });
    return host?.status?.conditions?.some(({ type }) => type === 'Conflict') === true;
  });
  const host = await world.objects.get('Host', { name: 'db-1' });
  expect(host?.status?.conditions).toMatchObject([{ type: 'Conflict', status: 'True' }]);
  expect(host?.spec.identityKeyHash).toBe(spkiHash(spkiOf(owner.keys.identity)));
  expect(world.ledger.identity(hostUid)?.identityHash).toBe(host?.spec.identityKeyHash);
  expect(refusals(world)[0]).toContain('another machine holds this name');
});

test.for([
  { given: 'revoked', spec: { revoked: true }, cause: 'is revoked' },
  { given: 'denied', spec: { approval: 'Denied' }, cause: 'the host was denied' },
] as const)('a $given host is refused although its key is pinned', async ({ spec, cause }) => {
  await using world = await World.start();
  const keys = softwareBundle.generate();
  const identityKeyHash = spkiHash(spkiOf(keys.identity));
  await world.createHost('db-1', { approval: 'Approved', identityKeyHash, ...spec });
  await using agent = await Agent.create(world, { keys });
  void agent.enroll().catch(() => undefined);
  await until(() => refusals(world).some((text) => String(text).includes(cause)));
  expect(world.events('host.enrolled')).toEqual([]);
});

test('a pinned and approved machine needs no token', async () => {
  await using world = await World.start();
  const keys = softwareBundle.generate();
  const identityKeyHash = spkiHash(spkiOf(keys.identity));
  await world.createHost('db-1', { approval: 'Approved', identityKeyHash });
  await using agent = await Agent.create(world, { keys });
  expect((await agent.enroll()).identityEpoch).toBe(1);
});

test('a machine whose Host was made again is the same machine: what is said of its former UID ends', async () => {
  await using world = await World.start();
  const keys = softwareBundle.generate();
  const identityKeyHash = spkiHash(spkiOf(keys.identity));
  await world.createHost('db-1', { approval: 'Approved', identityKeyHash });
  await using first = await Agent.create(world, { keys });
  const former = await first.enroll();
  const row = rowOf(former.hostUid, { host: 'db-1' });
  const { credentialUid, namespace, credential } = row;
  const subject = { hostUid: former.hostUid, host: 'db-1', credentialUid, namespace, credential };
  const open = { ...subject, version: 2, fromMs: 1 };
  world.ledger.write({
    states: [row],
    intervals: [{ ...subject, atMs: 1, endReason: 'replaced', open }],
    pushSeqs: [{ hostUid: former.hostUid, seq: 8 }],
  });

  await world.objects.delete('Host', { name: 'db-1' });
  await world.createHost('db-1', { approval: 'Approved', identityKeyHash });
  await using again = await Agent.create(world, { keys });
  const { hostUid } = await again.enroll();
  expect(hostUid).not.toBe(former.hostUid);
  expect(world.ledger.identity(hostUid)).toMatchObject({ lastPushSeq: 0, lastReportSeq: 0 });
  expect(world.ledger.states({ hostUid: former.hostUid })).toMatchObject([
    { state: 'Removed', runningVersion: 0, message: `this machine is host ${hostUid} now` },
  ]);
  expect(world.ledger.intervals({ host: 'db-1' })).toMatchObject([{ endReason: 'replaced' }]);
});

test('a name that is pinned to a TPM is not given to a software key', async () => {
  await using world = await World.start();
  await world.createHost('db-1', { approval: 'Approved', ekHash: 'ab'.repeat(32) });
  await using agent = await Agent.create(world, { token: await world.token('db-1') });
  void agent.enroll().catch(() => undefined);
  await until(() => refusals(world).length > 0);
  expect(refusals(world)[0]).toContain('another machine holds this name');
});

test('a machine that lost its keys for envelopes gets a new epoch, and its reports start anew', async () => {
  await using world = await World.start();
  await world.createHost('db-1', { approval: 'Approved', reenroll: 'Auto' });
  await using first = await Agent.create(world, { token: await world.token('db-1') });
  const { hostUid } = await first.enroll();
  world.ledger.write({
    pushSeqs: [{ hostUid, seq: 8 }],
    reportSeqs: [{ hostUid, seq: 5 }],
  });
  const keys = { ...softwareBundle.generate(), identity: first.keys.identity };
  await using again = await Agent.create(world, { keys });
  expect(await again.enroll()).toMatchObject({ hostUid, identityEpoch: 2 });
  expect(world.ledger.identity(hostUid)).toMatchObject({ lastPushSeq: 8, lastReportSeq: 0 });
});

test('a controller with another CA than the pin is CONTROLLER_UNTRUSTED and is told nothing', async () => {
  await using world = await World.start();
  const caPins = [`sha256:${'0'.repeat(64)}`];
  await using agent = await Agent.create(world, { caPins, token: await world.token('db-1') });
  void agent.enroll().catch(() => undefined);
  await until(() => agent.log.lines.some(({ level }) => level === 'warn'));
  const warning = agent.log.lines.find(({ level }) => level === 'warn');
  expect(warning).toMatchObject({ fields: { code: 'CONTROLLER_UNTRUSTED' } });
  expect(refusals(world)).toEqual([]);
});
