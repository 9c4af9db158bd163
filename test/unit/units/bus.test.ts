/**
 * The connection to a bus that is not there or goes away: calls fail with the code, none hangs.
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSystemd } from '#agent/units/systemd.node.ts';
import { systemClock } from '#src/clock/clock.node.ts';

let folder: string;
let socket: string;
let server: Server | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bus-'));
  socket = join(folder, 'bus');
});

afterEach(async () => {
  server?.close();
  server = undefined;
  await rm(folder, { recursive: true });
});

test('no bus', async () => {
  using systemd = createSystemd({ socket, clock: systemClock });
  await expect(systemd.version()).rejects.toMatchObject({ code: 'SYSTEMD_UNREACHABLE' });
});

test('a bus that hangs up, twice: each call tries anew', async () => {
  let connections = 0;
  server = createServer((peer) => {
    connections += 1;
    peer.on('error', () => undefined);
    peer.once('data', () => peer.end());
  }).listen(socket);
  using systemd = createSystemd({ socket, clock: systemClock });
  await expect(systemd.version()).rejects.toMatchObject({ code: 'SYSTEMD_UNREACHABLE' });
  await expect(systemd.state('a.service')).rejects.toMatchObject({ code: 'SYSTEMD_UNREACHABLE' });
  expect(connections).toBe(2);
});
