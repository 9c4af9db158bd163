/**
 * Two sessions with one certificate, over real mutual TLS: a machine that crashed and is back, and a copied disk.
 * @module
 */
import { expect, test } from 'vitest';
import { openStream } from '#agent/session/grpc-client.node.ts';
import { hostTls } from '#agent/session/host-tls.ts';
import { decodeControllerMessage } from '#src/wire/session-from-wire.ts';
import { sessionService } from '#src/wire/session-service.ts';
import { encodeAgentMessage } from '#src/wire/session-to-wire.ts';
import { openedIntentOf } from '#test/gen/intent.ts';
import { helloOf } from '#test/gen/messages.ts';
import { Agent, factsOf, until, World } from './world.ts';

async function enrolled(world: World): Promise<Agent> {
  await world.createHost('db-1', { approval: 'Approved' });
  const agent = await Agent.create(world, { token: await world.token('db-1') });
  await agent.enroll();
  return agent;
}

const alarms = (world: World) => world.events('host.alarm').map(({ detail }) => detail['reason']);

/** A second machine with the same disk: certificate and keys; whether it answers is up to the test. */
function copyOf(world: World, agent: Agent, bootId = 'another-boot') {
  const { identity } = agent.holder;
  const tls = hostTls(identity, agent.keys);
  const address = `127.0.0.1:${world.server.sessionPort}`;
  const stream = openStream({ address, path: sessionService.connect.path, tls });
  const { kxEpoch, identityEpoch } = identity;
  const facts = { ...factsOf('db-1'), bootId };
  const told = { hostSeq: 0, reportSeq: 0, inventory: [], facts, kxEpoch, identityEpoch };
  const hello = helloOf({ ...told, trustEpoch: identity.trustEpoch });
  stream.send(encodeAgentMessage({ kind: 'hello', hello }));
  const messages = stream.messages[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await messages.next();
    return done === true ? undefined : decodeControllerMessage(value);
  };
  return { stream, next };
}

test('threat: a copied disk. Both sessions end, the certificate is denied, a person is told', async () => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  const { hostUid } = agent.holder.identity;
  const { certificateSerial } = world.ledger.identity(hostUid) ?? {};
  await agent.link();
  await world.next('connected');
  const copy = copyOf(world, agent);
  await expect(copy.next()).rejects.toMatchObject({ code: 'HOST_NOT_ADMITTED' });
  await world.next('disconnected');
  expect(alarms(world)).toEqual(['ClonedDisk']);
  const [block] = world.ledger.blocks({ hostUid });
  expect(block).toMatchObject({ kind: 'ClonedDisk', deniedSerial: certificateSerial });
  expect(world.held).toContain('db-1');

  // Software keys are on both disks: either may enrol again, and neither is pushed to.
  world.intentsFor = async () => [openedIntentOf({ a: 'secret' })];
  await world.next('connected');
  await until(() => agent.log.lines.some(({ message }) => message.includes('hosts resume db-1')));
  expect(agent.envelopes).toEqual([]);
  const again = copyOf(world, agent);
  await expect(again.next()).rejects.toMatchObject({ code: 'HOST_NOT_ADMITTED' });
  expect(world.ledger.blocks({ hostUid })).toHaveLength(1);
});

test('a person who resumed the host lets pushes go on, in the session that it has', async () => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  const { hostUid } = agent.holder.identity;
  await agent.link();
  await world.next('connected');
  const copy = copyOf(world, agent);
  await expect(copy.next()).rejects.toMatchObject({ code: 'HOST_NOT_ADMITTED' });
  world.intentsFor = async (_, acceptedSeq) =>
    acceptedSeq === 0 ? [openedIntentOf({ a: 'secret' })] : [];
  await world.next('connected');
  const [block] = world.ledger.blocks({ hostUid, isOpen: true });
  await world.changeHost('db-1', { liftedBlocks: [block?.id ?? ''] });
  await until(() => agent.accepted.length === 1);
  expect(world.ledger.blocks({ hostUid, isOpen: true })).toEqual([]);
  expect(world.events('host.resumed')).toMatchObject([
    { actor: { kind: 'user' }, detail: { reason: 'ClonedDisk', block: block?.id } },
  ]);
});

test('the certificate that two machines had opens nothing, also when the block is lifted', async () => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  const old = agent.holder.identity;
  await agent.link();
  await world.next('connected');
  await expect(copyOf(world, agent).next()).rejects.toMatchObject({ code: 'HOST_NOT_ADMITTED' });
  const [block] = world.ledger.blocks({ hostUid: old.hostUid });
  await world.changeHost('db-1', { liftedBlocks: [block?.id ?? ''] });
  await until(() => world.events('host.resumed').length === 1);
  agent.holder.identity = old;
  await expect(copyOf(world, agent).next()).rejects.toMatchObject({ code: 'HOST_NOT_ADMITTED' });
});

test('a machine that crashed is back before its connection was missed: it waits for the probe, no alarm', async () => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  // Its first life: a session that never answers again.
  const crashed = copyOf(world, agent, 'boot-0');
  expect(await crashed.next()).toMatchObject({ kind: 'welcome' });
  await world.next('connected');
  const back = copyOf(world, agent, 'boot-1');
  expect(await back.next()).toMatchObject({ kind: 'welcome' });
  await world.next('connected');
  expect(alarms(world)).toEqual([]);
  expect(world.ledger.blocks({})).toEqual([]);
  expect(world.told.filter(({ kind }) => kind === 'disconnected')).toEqual([]);
  back.stream.close();
  crashed.stream.close();
});

test('an agent that comes back on a new connection at once is no second machine', async () => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  for (let round = 0; round < 3; round += 1) {
    const session = copyOf(world, agent);
    expect(await session.next()).toMatchObject({ kind: 'welcome' });
    session.stream.close();
  }
  expect(alarms(world)).toEqual([]);
  expect(world.ledger.blocks({})).toEqual([]);
});
