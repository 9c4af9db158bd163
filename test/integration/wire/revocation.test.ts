/**
 * Revocation over real mutual TLS: cut at once, denied for good, ended only by two words of a person.
 * @module
 */
import { expect, test } from 'vitest';
import { openStream } from '#agent/session/grpc-client.node.ts';
import { hostTls } from '#agent/session/host-tls.ts';
import { sessionService } from '#src/wire/session-service.ts';
import { encodeAgentMessage } from '#src/wire/session-to-wire.ts';
import { helloOf } from '#test/gen/messages.ts';
import { Agent, until, World } from './world.ts';

async function enrolled(world: World): Promise<Agent> {
  await world.createHost('db-1', { approval: 'Approved' });
  const agent = await Agent.create(world, { token: await world.token('db-1') });
  await agent.enroll();
  return agent;
}

async function firstAnswer(world: World, tls: ReturnType<typeof hostTls>): Promise<unknown> {
  const address = `127.0.0.1:${world.server.sessionPort}`;
  const stream = openStream({ address, path: sessionService.connect.path, tls });
  try {
    stream.send(encodeAgentMessage({ kind: 'hello', hello: helloOf({ inventory: [] }) }));
    return (await stream.messages[Symbol.asyncIterator]().next()).value;
  } finally {
    stream.close();
  }
}

test('revoked while connected: the session ends at once, the machine is denied, the log says who and why', async () => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  const { hostUid } = agent.holder.identity;
  const identity = world.ledger.identity(hostUid);
  await agent.link();
  await world.next('connected');
  await world.changeHost('db-1', { revoked: true, revocationReason: 'stolen' });
  expect(world.ledger.isDenied(identity?.identityHash ?? '')).toBe(true);
  await world.next('disconnected');
  expect(world.events('host.revoked')).toMatchObject([
    {
      actor: { kind: 'user' },
      subject: { host: 'db-1', hostUID: hostUid },
      detail: { reason: 'stolen', certificateSerial: identity?.certificateSerial },
    },
  ]);
  await until(() => world.events('host.enrolmentRefused').length > 0);
  expect(world.server.sessions.connectedHostUids().size).toBe(0);
});

test('threat: a stale certificate after revocation. It opens no session, and renews nothing', async () => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  const tls = hostTls(agent.holder.identity, agent.keys);
  await world.changeHost('db-1', { revoked: true });
  await expect(firstAnswer(world, tls)).rejects.toMatchObject({ code: 'HOST_NOT_ADMITTED' });
});

test('threat: the Host of a revoked machine is deleted and made again. The machine stays out', async () => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  await world.changeHost('db-1', { revoked: true });
  await world.objects.delete('Host', { name: 'db-1' });
  await world.createHost('db-1', { approval: 'Approved' });
  await agent.link().catch(() => undefined);
  await using other = await Agent.create(world, {
    keys: agent.keys,
    token: await world.token('db-1'),
  });
  other.enroll().catch(() => undefined);
  await until(() => world.events('host.enrolmentRefused').length > 0);
  expect(world.events('host.enrolled')).toHaveLength(1);
});

test('revoked is set back: the machine stays denied until this very revocation is lifted; then it enrols anew', async () => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  const { hostUid } = agent.holder.identity;
  const old = hostTls(agent.holder.identity, agent.keys);
  const hash = world.ledger.identity(hostUid)?.identityHash ?? '';
  await world.changeHost('db-1', { revoked: true });
  await world.changeHost('db-1', { revoked: false });
  expect(world.ledger.isDenied(hash)).toBe(true);
  const [block] = world.ledger.blocks({ hostUid, isOpen: true });
  await world.changeHost('db-1', { liftedBlocks: [block?.id ?? ''] });
  expect(world.ledger.isDenied(hash)).toBe(false);
  expect(world.events('host.readmitted')).toHaveLength(1);
  await expect(firstAnswer(world, old)).rejects.toMatchObject({ code: 'HOST_NOT_ADMITTED' });
  await agent.link();
  await world.next('connected');
  // A revocation of tomorrow is another one: the id of today lifts nothing.
  await world.changeHost('db-1', { revoked: true });
  await world.changeHost('db-1', { revoked: false });
  expect(world.ledger.isDenied(hash)).toBe(true);
});

test('revoked while no controller ran: denied at its start', async () => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  const { hostUid } = agent.holder.identity;
  await world.server.stop();
  await world.changeHost('db-1', { revoked: true });
  expect(world.ledger.blocks({ hostUid })).toEqual([]);
  await world.listen();
  await until(() => world.ledger.blocks({ hostUid, isOpen: true }).length === 1);
  await using stale = await Agent.create(world, { keys: agent.keys });
  stale.enroll().catch(() => undefined);
  await until(() => world.events('host.enrolmentRefused').length > 0);
});
