/**
 * What goes over the connection to a bus, and when.
 * @module
 */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BusConnection } from '#agent/dbus/connection.node.ts';
import { decodeMessage, messageBytes } from '#agent/dbus/decode-message.ts';

const call = (member: string) => ({
  destination: 'a.b',
  path: '/a',
  interface: 'a.c',
  member,
});

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bus-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

function membersOf(bytes: Buffer): readonly string[] {
  if (bytes.length === 0) return [];
  const size = messageBytes(bytes);
  return [decodeMessage(bytes.subarray(0, size)).member, ...membersOf(bytes.subarray(size))];
}

test('nothing is called before the bus knows who asks, and what is asked at one moment goes out at once', async () => {
  const socket = join(folder, 'bus');
  await using server = createServer().listen(socket);
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const connection = new BusConnection(socket, {
    onMessage: () => undefined,
    onEnd: () => undefined,
  });
  connection.call(call('Early'));
  const [peer] = await accepted;
  const chunk = async (): Promise<Buffer> => ((await once(peer, 'data')) as [Buffer])[0];
  expect((await chunk()).toString('latin1')).toMatch(/^\0AUTH EXTERNAL [0-9a-f]+\r\n$/u);

  peer.write('OK 0123456789abcdef\r\n');
  let greeting = await chunk();
  if (greeting.length === 'BEGIN\r\n'.length) greeting = Buffer.concat([greeting, await chunk()]);
  expect(greeting.toString('latin1', 0, 7)).toBe('BEGIN\r\n');
  expect(membersOf(greeting.subarray(7))).toEqual(['Hello', 'Early']);

  const later = chunk();
  connection.call(call('First'));
  await Promise.resolve();
  connection.call(call('Second'));
  expect(membersOf(await later)).toEqual(['First', 'Second']);
  connection.close();
});
