/**
 * The real socket: who the kernel says calls, and what reaches the caller.
 * @module
 */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Answer } from '#agent/provider/answer.ts';
import type { Peer } from '#agent/provider/peer.ts';
import { Provider } from '#agent/provider/serve.node.ts';
import { FakeLog } from '#test/fakes/fake-log.ts';
import { call } from './caller.ts';

const ASKED = { unit: 'db.service', credential: 'token' };
let folder: string;
let path: string;
let peers: Peer[];
const log = new FakeLog();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'provider-'));
  path = join(folder, 'run', 'credentials.sock');
  peers = [];
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function opened(give: () => Answer | Promise<Answer>): Promise<Provider> {
  const answer = async (peer: Peer): Promise<Answer> => {
    peers.push(peer);
    return give();
  };
  return Provider.open({ listening: { path }, answer, log: log.logger });
}

test('the caller is known by the address that it is bound to, and by its user', async () => {
  await using _provider = await opened(() => ({
    kind: 'hand',
    asked: ASKED,
    sealed: Buffer.from('sealed'),
  }));
  expect((await call(path, 'a1b2/unit/db.service/token')).toString()).toBe('sealed');
  await call(path, '');
  expect(peers.map(({ uid }) => uid)).toEqual([process.getuid?.(), process.getuid?.()]);
  expect(peers.map(({ address }) => Buffer.from(address).toString('latin1'))).toEqual([
    '\0a1b2/unit/db.service/token',
    '',
  ]);
});

test('an address of full length is seen whole', async () => {
  await using _provider = await opened(() => ({ kind: 'refuse', why: 'no' }));
  const from = `0123456789abcdef/unit/${'u'.repeat(60)}/${'c'.repeat(24)}`;
  await call(path, from);
  expect(peers.map(({ address }) => Buffer.from(address).toString())).toEqual([`\0${from}`]);
});

test('a large sealed file arrives whole', async () => {
  const sealed = Buffer.alloc(1_400_000, 'QUJD');
  await using _provider = await opened(() => ({ kind: 'hand', asked: ASKED, sealed }));
  expect((await call(path, 'a/unit/db.service/token')).equals(sealed)).toBe(true);
});

test.for([
  { given: 'a refusal', give: async (): Promise<Answer> => ({ kind: 'refuse', why: 'no' }) },
  { given: 'a failure', give: async (): Promise<Answer> => Promise.reject(new Error('no disk')) },
])('$given is more than systemd takes, never nothing', async ({ give }) => {
  await using _provider = await opened(give);
  expect(await call(path, 'a/unit/db.service/token')).toHaveLength(1_048_577);
});

test('only its owner may call, and what a killed agent left is replaced', async () => {
  const leave = 'use Socket; socket(S, PF_UNIX, SOCK_STREAM, 0); bind(S, pack_sockaddr_un(shift));';
  await mkdir(join(folder, 'run'));
  spawnSync('perl', ['-e', leave, path]);
  expect((await stat(path)).isSocket()).toBe(true);
  await using _provider = await opened(() => ({ kind: 'refuse', why: 'no' }));
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await call(path, 'a/unit/db.service/token')).not.toHaveLength(0);
});

test('where somebody else listens nothing is taken over', async () => {
  await using _provider = await opened(() => ({ kind: 'refuse', why: 'no' }));
  const second = opened(() => ({ kind: 'refuse', why: 'no' }));
  await expect(second).rejects.toMatchObject({ code: 'DELIVERY_UNSUPPORTED' });
});
