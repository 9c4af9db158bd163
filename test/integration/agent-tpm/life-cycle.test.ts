/**
 * A host with a real software TPM and a real controller through its life: it joins, renews, gets new keys, is cleared,
 * installed anew, copied, changes its board.
 * @module
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodeIdentity } from '#agent/keys/agent-identity.ts';
import type { Host } from '#src/api/host.ts';
import { openedIntentOf } from '#test/gen/intent.ts';
import { Agent, until, World } from '../wire/world.ts';
import { type Installed, Machine } from './machine.ts';

const linesOf = (log: { readonly lines: readonly { readonly message: string }[] }): string =>
  log.lines.map(({ message }) => message).join('\n');

const refusals = (world: World): string =>
  world
    .events('host.enrolmentRefused')
    .map(({ detail }) => detail['message'])
    .join('\n');

async function agentOn(world: World, host: Installed): Promise<Agent> {
  return Agent.create(world, { opened: host, directory: host.stateDir });
}

/** A Host that was made for this machine's TPM. */
async function admitted(world: World, machine: Machine, reenroll?: 'Auto'): Promise<Installed> {
  const host = await machine.start();
  const ekHash = host.self.identityHash;
  await world.createHost('db-1', { ekHash, ...(reenroll === undefined ? {} : { reenroll }) });
  return host;
}

/** One secret for whatever sequence the host is at. */
function holdSecret(world: World, content: string, seq: number): void {
  world.intentsFor = async (_hostUid, acceptedSeq) =>
    acceptedSeq < seq ? [openedIntentOf({ 'db-password': content })] : [];
}

const blobs = async (machine: Machine): Promise<readonly string[]> =>
  (await readdir(machine.stateDir)).filter((name) => name.endsWith('.blob')).sort();

const hostOf = async (world: World): Promise<Host | undefined> =>
  world.objects.get('Host', { name: 'db-1' });

test('a Host made for its TPM admits it at once; its TPM opens what is pushed', async () => {
  await using world = await World.start();
  await using machine = await Machine.create();
  const host = await admitted(world, machine);
  await using agent = await agentOn(world, host);
  holdSecret(world, 'first', 1);
  await agent.link();
  expect(agent.holder.identity).toMatchObject({ assurance: 'TPM', identityEpoch: 1, kxEpoch: 1 });
  await until(() => agent.accepted.length === 1);
  expect(agent.accepted[0]?.contents).toEqual(['first']);
  expect(refusals(world)).toBe('');
  expect(await blobs(machine)).toEqual(['kx-1.blob']);
});

test('started again it is the same, and asks nobody', async () => {
  await using world = await World.start();
  await using machine = await Machine.create();
  await using first = await agentOn(world, await admitted(world, machine));
  const identity = await first.enroll();
  await world.server.stop();
  await using again = await agentOn(world, await machine.start());
  expect(encodeIdentity(await again.enroll())).toBe(encodeIdentity(identity));
});

test('asked for a new key it renews with one, and destroys the former', async () => {
  await using world = await World.start();
  await using machine = await Machine.create();
  await using agent = await agentOn(world, await admitted(world, machine));
  await agent.link();
  await world.next('connected');
  agent.renewals.wake();
  const { host } = await world.next('connected');
  expect(host).toMatchObject({ kxEpoch: 2, identityEpoch: 1 });
  holdSecret(world, 'for the new key', 1);
  world.server.sessions.markDirty(agent.holder.identity.hostUid);
  await until(() => agent.accepted.length === 1);
  expect(await blobs(machine)).toEqual(['kx-2.blob']);
});

test('a key that is too old is replaced by the renewal that is due', async () => {
  await using world = await World.start({ hostLifeMs: 3_000 });
  await using machine = await Machine.create();
  await admitted(world, machine);
  await using agent = await agentOn(world, await machine.start(1));
  await agent.link();
  await world.next('connected');
  const { host } = await world.next('connected');
  expect(host.kxEpoch).toBeGreaterThan(1);
  expect(world.events('host.renewed').length).toBeGreaterThan(0);
});

test('an accepted envelope opens with the key it was made for, as long as it is needed', async () => {
  await using world = await World.start();
  await using machine = await Machine.create();
  const host = await admitted(world, machine);
  await using agent = await agentOn(world, host);
  holdSecret(world, 'before', 1);
  await agent.link();
  await until(() => agent.accepted.length === 1);
  const { kx } = host.self;
  await kx.refresh(true);
  await kx.forget(2, async () => new Set([1]));
  expect(await blobs(machine)).toEqual(['kx-1.blob', 'kx-2.blob']);
  agent.holder.identity = { ...agent.holder.identity, kxEpoch: 2 };
  const [envelope = new Uint8Array()] = agent.envelopes;
  const opened = await agent.open(envelope, 0, true);
  expect(opened.intents).toHaveLength(1);
  await expect(agent.open(envelope, 0)).rejects.toMatchObject({ code: 'ENVELOPE_WRONG_HOST' });
  await kx.forget(2, async () => new Set());
  expect(await blobs(machine)).toEqual(['kx-2.blob']);
  await expect(agent.open(envelope, 0, true)).rejects.toMatchObject({
    code: 'ENVELOPE_UNOPENABLE',
  });
});

test('killed between a new key and its renewal, it goes on with the former and renews at once', async () => {
  await using world = await World.start();
  await using machine = await Machine.create();
  const host = await admitted(world, machine);
  await using first = await agentOn(world, host);
  await first.enroll();
  await host.self.kx.refresh(true);
  await using again = await agentOn(world, await machine.start());
  await again.link();
  expect((await world.next('connected')).host.kxEpoch).toBe(1);
  expect((await world.next('connected')).host.kxEpoch).toBe(2);
  expect(await blobs(machine)).toEqual(['kx-2.blob']);
});

test('an expired certificate enrols again by itself', async () => {
  await using world = await World.start({ hostLifeMs: 1_000 });
  await using machine = await Machine.create();
  await using agent = await agentOn(world, await admitted(world, machine));
  await agent.enroll();
  await until(() => agent.expired());
  await agent.link();
  await world.next('connected');
  expect(agent.holder.identity).toMatchObject({ identityEpoch: 1, kxEpoch: 1 });
});

test('cleared, it makes new keys, says so, and enrols again as the policy allows', async () => {
  await using world = await World.start();
  await using machine = await Machine.create();
  await using before = await agentOn(world, await admitted(world, machine, 'Auto'));
  const former = await before.enroll();
  await before.stop();
  await machine.clearTpm();

  const host = await machine.start();
  expect(linesOf(host.log)).toContain('the own keys do not open any more');
  expect(linesOf(host.log)).toContain('cleared or replaced');
  expect(host.self.identityHash).toBe(former.identityHash);
  await using agent = await agentOn(world, host);
  holdSecret(world, 'sent again', 1);
  await agent.link();
  expect(agent.holder.identity).toMatchObject({
    hostUid: former.hostUid,
    identityEpoch: 2,
    kxEpoch: 2,
  });
  await until(() => agent.accepted.length === 1);
  expect(await readFile(join(machine.stateDir, 'keys.cred.lost'))).not.toHaveLength(0);
});

test('cleared while the agent runs, it gets a new key with its next renewal', async () => {
  await using world = await World.start();
  await using machine = await Machine.create();
  await using agent = await agentOn(world, await admitted(world, machine));
  machine.onKxLost = () => agent.renewals.wake();
  await agent.link();
  await world.next('connected');
  await machine.clearTpm();
  holdSecret(world, 'after', 99);
  world.server.sessions.markDirty(agent.holder.identity.hostUid);
  expect(await world.next('refused')).toMatchObject({ code: 'ENVELOPE_UNOPENABLE' });
  expect((await world.next('connected')).host.kxEpoch).toBe(2);
  await until(() => agent.accepted.length > 0);
});

test('installed anew, it waits for a person unless the policy says Auto', async () => {
  await using world = await World.start();
  await using machine = await Machine.create();
  await using before = await agentOn(world, await admitted(world, machine));
  const former = await before.enroll();
  await machine.wipeDisk();

  await using agent = await agentOn(world, await machine.start());
  const enrolling = agent.enroll();
  await until(() => linesOf(agent.log).includes('hosts approve'));
  await world.changeHost('db-1', { reenroll: 'Auto' });
  expect(await enrolling).toMatchObject({ hostUid: former.hostUid, identityEpoch: 2, kxEpoch: 1 });
});

test('with another board it is another machine: Conflict, until a person pins it', async () => {
  await using world = await World.start();
  await using machine = await Machine.create();
  await using other = await Machine.create();
  await using before = await agentOn(world, await admitted(world, machine));
  await before.enroll();
  await other.takeDiskOf(machine);

  const host = await other.start();
  expect(host.self.identityHash).not.toBe(before.holder.identity.identityHash);
  await using agent = await agentOn(world, host);
  const enrolling = agent.enroll();
  await until(async () => {
    const conditions = (await hostOf(world))?.status?.conditions ?? [];
    return conditions.some(({ type, status }) => type === 'Conflict' && status === 'True');
  });
  await world.objects.delete('Host', { name: 'db-1' });
  await world.createHost('db-1', { ekHash: host.self.identityHash });
  expect(await enrolling).toMatchObject({ assurance: 'TPM', identityEpoch: 1 });
});

test('a copied disk is no host: its own keys and its key for envelopes open nowhere else', async () => {
  await using world = await World.start();
  await using machine = await Machine.create();
  await using thief = await Machine.create();
  await using owner = await agentOn(world, await admitted(world, machine));
  const identity = await owner.enroll();
  await thief.takeDiskOf(machine);

  const copy = await thief.start();
  expect(linesOf(copy.log)).toContain('this disk is a copy');
  await using agent = await agentOn(world, copy);
  agent.enroll().catch(() => undefined);
  await until(() => refusals(world).includes('another machine holds this name'));
  expect(linesOf(agent.log)).toContain('no usable identity');
  expect(agent.log.lines[0]?.fields).toMatchObject({
    cause: expect.stringContaining('another machine'),
  });
  expect(world.ledger.identity(identity.hostUid)?.identityHash).toBe(identity.identityHash);
});
