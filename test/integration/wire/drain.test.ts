/**
 * A controller that stops, over real sockets: each host has its own time to come back, and comes back.
 * @module
 */
import { expect, test } from 'vitest';
import { openStream } from '#agent/session/grpc-client.node.ts';
import { hostTls } from '#agent/session/host-tls.ts';
import { decodeControllerMessage } from '#src/wire/session-from-wire.ts';
import { sessionService } from '#src/wire/session-service.ts';
import { encodeAgentMessage } from '#src/wire/session-to-wire.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { helloOf } from '#test/gen/messages.ts';
import { Agent, until, World } from './world.ts';

const HOSTS = 6;

async function enrolled(world: World, hostName: string): Promise<Agent> {
  await world.createHost(hostName, { approval: 'Approved' });
  const agent = await Agent.create(world, { hostName, token: await world.token(hostName) });
  await agent.enroll();
  return agent;
}

async function fleet(world: World): Promise<readonly Agent[]> {
  const names = Array.from({ length: HOSTS }, (_, index) => `db-${index}`);
  return Promise.all(names.map(async (name) => enrolled(world, name)));
}

/** What a host hears until its stream is over. */
async function hear(world: World, agent: Agent) {
  const address = `127.0.0.1:${world.server.sessionPort}`;
  const tls = hostTls(agent.holder.identity, agent.keys);
  const stream = openStream({ address, path: sessionService.connect.path, tls });
  const { kxEpoch, identityEpoch, trustEpoch } = agent.holder.identity;
  const told = { hostSeq: 0, reportSeq: 0, inventory: [], kxEpoch, identityEpoch, trustEpoch };
  stream.send(encodeAgentMessage({ kind: 'hello', hello: helloOf(told) }));
  const heard: ReturnType<typeof decodeControllerMessage>[] = [];
  try {
    for await (const message of stream.messages) heard.push(decodeControllerMessage(message));
  } catch {
    // Ends with the reason of the stop.
  }
  stream.close();
  return heard;
}

test('each host is told its own time, one share after another', async () => {
  await using world = await World.start();
  const agents = await fleet(world);
  const hearing = agents.map(async (agent) => hear(world, agent));
  await until(() => world.server.sessions.connectedHostUids().size === HOSTS);
  await world.server.stop({ perHostMs: 1_000, atLeastMs: 0, pauseMs: 500 });
  const heard = await Promise.all(hearing);
  const times = heard.map((messages) => {
    const last = messages.at(-1);
    return last?.kind === 'drain' ? last.reconnectAfterMs : -1;
  });
  const shares = times.map((ms) => Math.floor((ms - 500) / 1_000)).toSorted((a, b) => a - b);
  expect(shares).toEqual([0, 1, 2, 3, 4, 5]);
  await world.listen();
});

test('agents come back by themselves when they were told to, without a penalty', async () => {
  await using world = await World.start();
  const agents = await fleet(world);
  for (const agent of agents) {
    // A penalty would be seen: nobody came back within the test.
    Object.assign(agent.parts, { backoff: { baseMs: 3_600_000, maxMs: 3_600_000 } });
    await agent.link();
  }
  await until(() => world.server.sessions.connectedHostUids().size === HOSTS);
  const spread = { perHostMs: 100, atLeastMs: 0, pauseMs: 1_000 };
  const startMs = systemClock.nowMs();
  await world.server.stop(spread);
  await world.listen();
  await until(() => world.server.sessions.connectedHostUids().size === HOSTS);
  expect(systemClock.nowMs() - startMs).toBeGreaterThanOrEqual(1_400);
  for (const agent of agents) await agent[Symbol.asyncDispose]();
});
