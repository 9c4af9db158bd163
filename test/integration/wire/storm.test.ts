/**
 * Everybody comes at once, over real sockets: handshakes are spread, nobody starves, nothing else stops.
 * @module
 */
import { connect as connectTcp, createServer, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { expect, test } from 'vitest';
import { openStream } from '#agent/session/grpc-client.node.ts';
import { hostTls } from '#agent/session/host-tls.ts';
import type { Pace } from '#controller/stream/connection-queue.ts';
import { SESSION_PACE } from '#controller/stream/pace.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { sessionService } from '#src/wire/session-service.ts';
import { Agent, until, World } from './world.ts';

async function enrolled(world: World): Promise<Agent> {
  await world.createHost('db-1', { approval: 'Approved' });
  const agent = await Agent.create(world, { token: await world.token('db-1') });
  await agent.enroll();
  return agent;
}

const PACE: Pace = { ...SESSION_PACE, burst: 5, perSecond: 50 };

test('60 hosts at once get their handshakes at the rate of the port, every one of them', async () => {
  await using world = await World.start({ sessionPace: PACE });
  await using agent = await enrolled(world);
  const startMs = systemClock.nowMs();
  const times = await Promise.all(
    Array.from({ length: 60 }, async () => (await handshake(world, agent, '127.0.0.2')) - startMs),
  );
  const firstHalfSecond = times.filter((ms) => ms < 500).length;
  expect(firstHalfSecond).toBeLessThanOrEqual(5 + 25 + 1);
  expect(Math.max(...times)).toBeGreaterThanOrEqual(1_000);
});

test('a host elsewhere is served while one address floods the port', async () => {
  const pace = { ...PACE, burst: 1, perSecond: 5, maxWaiting: 50 };
  await using world = await World.start({ sessionPace: pace });
  await using agent = await enrolled(world);
  const flood = Array.from({ length: 200 }, () =>
    connectTcp({ port: world.server.sessionPort, host: '127.0.0.1', localAddress: '127.0.0.6' }),
  );
  let turnedAway = 0;
  for (const socket of flood) {
    socket.on('error', () => {
      turnedAway += 1;
    });
  }
  await until(() => turnedAway >= 140);
  const startMs = systemClock.nowMs();
  await agent.link();
  await world.next('connected');
  // Of 50 who wait, one or two go first; not all of them, which takes 10 s.
  expect(systemClock.nowMs() - startMs).toBeLessThan(4_000);
  for (const socket of flood) socket.destroy();
});

test('a port that stops turns away at once who still waits', async () => {
  const pace = { ...PACE, burst: 1, perSecond: 0.01 };
  await using world = await World.start({ sessionPace: pace });
  const sockets = Array.from({ length: 5 }, () =>
    connectTcp({ port: world.server.sessionPort, host: '127.0.0.1' }),
  );
  const ended = sockets.map(async (socket) => over(socket));
  await Promise.all(sockets.map(async (socket) => connected(socket)));
  await world.server.stop();
  await expect(Promise.all(ended)).resolves.toHaveLength(5);
  await world.listen();
});

test('a peer that accepts and never speaks is given up, and its connection with it', async () => {
  const silent = createServer();
  const sockets: Socket[] = [];
  let closed = 0;
  silent.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      closed += 1;
    });
    socket.resume();
  });
  silent.listen(0, '127.0.0.1');
  await until(() => silent.listening);
  await using world = await World.start();
  await using agent = await enrolled(world);
  const { port } = silent.address() as { readonly port: number };
  const tls = hostTls(agent.holder.identity, agent.keys);
  const open = () =>
    openStream({ address: `127.0.0.1:${port}`, path: sessionService.connect.path, tls });
  const first = open();
  await until(() => sockets.length === 1);
  first.close();
  await until(() => closed === 1);
  const second = open();
  await until(() => sockets.length === 2);
  second.close();
  await until(() => closed === 2);
  expect(sockets).toHaveLength(2);
  silent.close();
});

test('an agent whose controller hangs opens a new channel after 20 seconds, and is served', async () => {
  await using world = await World.start();
  const sockets: Socket[] = [];
  // Says nothing to the first connection; the others reach the controller.
  const hanging = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    if (sockets.length === 1) return void socket.resume();
    const onwards = connectTcp({ port: world.server.sessionPort, host: '127.0.0.1' });
    onwards.on('error', () => undefined);
    socket.pipe(onwards).pipe(socket);
  });
  hanging.listen(0, '127.0.0.1');
  await until(() => hanging.listening);
  const { port } = hanging.address() as { readonly port: number };
  const { enrollmentPort } = world.server;
  await world.createHost('db-1', { approval: 'Approved' });
  const far = { keyring: world.keyring, server: { enrollmentPort, sessionPort: port } };
  await using agent = await Agent.create(far, { token: await world.token('db-1') });
  const waited: number[] = [];
  const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    waited.push(ms);
    await systemClock.sleep(ms === 20_000 ? 200 : ms, signal);
  };
  Object.assign(agent.parts, {
    clock: { ...systemClock, nowMs: () => systemClock.nowMs(), sleep },
  });
  await agent.link();
  await world.next('connected');
  expect(waited).toContain(20_000);
  expect(sockets[0]?.destroyed).toBe(true);
  await agent.stop();
  hanging.close();
});

/** When it was done. */
async function handshake(world: World, agent: Agent, localAddress: string): Promise<number> {
  const { caPem, certificatePem = '', keyPem = '' } = hostTls(agent.holder.identity, agent.keys);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const port = world.server.sessionPort;
  const socket = connectTls({
    host: '127.0.0.1',
    socket: connectTcp({ host: '127.0.0.1', port, localAddress }),
    ca: caPem,
    cert: certificatePem,
    key: keyPem,
    ALPNProtocols: ['h2'],
  });
  socket.once('secureConnect', () => {
    resolve(systemClock.nowMs());
    socket.destroy();
  });
  socket.once('error', reject);
  return promise;
}

async function connected(socket: Socket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.once('connect', () => resolve());
  await promise;
}

async function over(socket: Socket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.on('error', () => undefined);
  socket.once('close', () => resolve());
  await promise;
}
