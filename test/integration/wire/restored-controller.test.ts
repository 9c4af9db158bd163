/**
 * A controller that was restored from a backup meets hosts that are ahead of it.
 * @module
 */
import { expect, test } from 'vitest';
import { openedIntentOf } from '#test/gen/intent.ts';
import { Agent, reportOf, until, World } from './world.ts';

async function ahead(world: World): Promise<Agent> {
  await world.createHost('db-1', { approval: 'Approved' });
  await using first = await Agent.create(world, { token: await world.token('db-1') });
  await first.enroll();
  return Agent.create(world, { keys: first.keys, hostSeq: 9 });
}

const alarms = (world: World) => world.events('host.alarm').map(({ detail }) => detail['reason']);

test('threat: a restored controller. It pushes nothing, says so to the host, and takes its reports', async () => {
  await using world = await World.start();
  await using agent = await ahead(world);
  world.intentsFor = async () => [openedIntentOf({ a: 'old' })];
  await agent.link();
  await world.next('connected');
  await until(() =>
    agent.log.lines.some(({ message }) => message.includes('hosts accept-restore db-1')),
  );
  expect(alarms(world)).toEqual(['ControllerOlderThanHost']);
  world.server.sessions.markDirty(agent.holder.identity.hostUid);
  await agent.report(reportOf({ phase: 'Sealed' }));
  await world.next('reported');
  expect(agent.envelopes).toEqual([]);
  expect(world.server.sessions.isConnected(agent.holder.identity.hostUid)).toBe(true);
});

test('a person says go on: pushes continue in the same session, numbered above what the host accepted', async () => {
  await using world = await World.start();
  await using agent = await ahead(world);
  const { hostUid } = await agent.enroll();
  world.intentsFor = async (_, acceptedSeq) =>
    acceptedSeq < 10 ? [openedIntentOf({ a: 'new' })] : [];
  await agent.link();
  await until(() => world.ledger.blocks({ hostUid, isOpen: true }).length === 1);
  const [block] = world.ledger.blocks({ hostUid });
  expect(block).toMatchObject({ kind: 'ControllerOlderThanHost', hostSeq: 9 });
  await world.changeHost('db-1', { liftedBlocks: [block?.id ?? ''] });
  await until(() => agent.accepted.length === 1);
  expect(agent.accepted).toEqual([{ hostSeq: 10, contents: ['new'] }]);
  expect(world.events('host.resumed')).toMatchObject([
    { actor: { kind: 'user' }, detail: { reason: 'ControllerOlderThanHost', hostSeq: 9 } },
  ]);
});

test('the same host comes back before a person has looked: one alarm, one block', async () => {
  await using world = await World.start();
  await using agent = await ahead(world);
  await agent.link();
  await world.next('connected');
  await until(() => alarms(world).length === 1);
  world.server.sessions.close(agent.holder.identity.hostUid, 'the test cuts it');
  await world.next('connected');
  await until(() => world.held.length >= 2);
  expect(alarms(world)).toEqual(['ControllerOlderThanHost']);
  expect(world.ledger.blocks({})).toHaveLength(1);
});
