/**
 * Rotating what hosts trust, over real mutual TLS: hosts that are there, hosts that were away, a controller that dies
 * in the middle, one that was restored from a backup.
 * @module
 */
import { X509Certificate } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { decodeIdentity } from '#agent/keys/agent-identity.ts';
import { toPem } from '#controller/keys/issue-certificate.ts';
import { caPin } from '#src/identity/pin.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { openedIntentOf } from '#test/gen/intent.ts';
import { MemoryKeyStore } from '#test/gen/keyring.ts';
import { Agent, type AgentOptions, until, World, type WorldOptions } from './world.ts';

const HOUR_MS = 3_600_000;
type Scene = { readonly world: World; readonly agent: Agent } & AsyncDisposable;

/** A controller, and a host that is enrolled and approved, and connected unless told otherwise. */
async function scene(options: WorldOptions = {}): Promise<Scene> {
  const world = await World.start(options);
  await world.createHost('db-1', { approval: 'Approved' });
  const agent = await Agent.create(world, { token: await world.token('db-1') });
  await agent.enroll();
  return {
    world,
    agent,
    [Symbol.asyncDispose]: async () => {
      await agent[Symbol.asyncDispose]();
      await world[Symbol.asyncDispose]();
    },
  };
}

/** The same machine after a restart of its agent. */
async function again({ world, agent }: Scene, options: AgentOptions = {}): Promise<Agent> {
  const { directory, keys } = agent;
  return Agent.create(world, { directory, keys, ...options });
}

async function rotate(world: World, key: 'intent' | 'ca', times = 1): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    await world.keyring.rotate(key, { by: 'ada', epoch: world.keyring.bundle.epoch });
  }
}

/** What the host should hold from now on; returns when it does. */
async function deliver(world: World, agent: Agent, content: string): Promise<void> {
  const already = agent.accepted.at(-1)?.hostSeq ?? 0;
  world.intentsFor = async (_hostUid, acceptedSeq) =>
    acceptedSeq <= already ? [openedIntentOf({ 'db-password': content })] : [];
  world.server.sessions.markDirty(agent.holder.identity.hostUid);
  await until(() => agent.accepted.at(-1)?.contents[0] === content);
}

async function stored({ directory }: Agent) {
  return decodeIdentity(await readFile(join(directory, 'identity.json'), 'utf8'));
}

async function says({ log }: Agent, code: string): Promise<void> {
  await until(() => log.lines.some(({ fields }) => (fields as { code?: string }).code === code));
}

const alarms = (world: World) => world.events('host.alarm').map(({ detail }) => detail['reason']);
const refusals = (world: World) => world.told.filter(({ kind }) => kind === 'refused');

describe('the intent key is rotated', () => {
  test('a connected host has the new bundle, durable, before the next push, in the same session', async () => {
    await using all = await scene();
    const { world, agent } = all;
    await agent.link();
    await deliver(world, agent, 'first');
    await rotate(world, 'intent');
    await deliver(world, agent, 'second');
    expect(agent.holder.identity.trustEpoch).toBe(2);
    expect((await stored(agent))?.trustEpoch).toBe(2);
    expect((await stored(agent))?.former.intentKeys).toHaveLength(1);
    expect(world.told.filter(({ kind }) => kind === 'disconnected')).toEqual([]);
    expect(world.server.sessions.trustEpochOf(agent.holder.identity.hostUid)).toBe(2);
  });

  test('over and over while pushes are made, no host refuses one', async () => {
    await using all = await scene();
    const { world, agent } = all;
    await agent.link();
    world.intentsFor = async () =>
      agent.accepted.length < 40 ? [openedIntentOf({ 'db-password': 'again' })] : [];
    world.server.sessions.markDirty(agent.holder.identity.hostUid);
    while (agent.accepted.length < 40) {
      await rotate(world, 'intent');
      await until(() => agent.holder.identity.trustEpoch === world.keyring.bundle.epoch);
    }
    expect(refusals(world)).toEqual([]);
    expect(agent.holder.identity.trustEpoch).toBeGreaterThan(3);
  });

  test('a host that was away for three rotations follows before it is pushed anything', async () => {
    await using all = await scene();
    const { world, agent } = all;
    await agent.stop();
    await rotate(world, 'intent', 3);
    await using back = await again(all);
    await back.link();
    await deliver(world, back, 'after three');
    expect((await stored(back))?.trustEpoch).toBe(4);
    expect(refusals(world)).toEqual([]);
  });

  test('an envelope that was accepted before opens after it, and a new one of the old key does not', async () => {
    await using all = await scene();
    const { world, agent } = all;
    await agent.link();
    await deliver(world, agent, 'first');
    const [envelope = new Uint8Array()] = agent.envelopes;
    await rotate(world, 'intent');
    await until(() => agent.holder.identity.trustEpoch === 2);
    const { intents } = await agent.open(envelope, 0, true);
    expect(Buffer.from(intents[0]?.items[0]?.content.reveal() ?? []).toString()).toBe('first');
    await expect(agent.open(envelope, 0)).rejects.toMatchObject({
      code: 'ENVELOPE_SIGNATURE_INVALID',
    });
  });

  test('a host that is more changes behind than are kept keeps what it trusts and says so', async () => {
    await using all = await scene();
    const { world, agent } = all;
    await agent.stop();
    await rotate(world, 'intent', 65);
    await using back = await again(all);
    await back.link();
    await says(back, 'TRUST_UPDATE_REFUSED');
    expect((await stored(back))?.trustEpoch).toBe(1);
    expect(back.accepted).toEqual([]);
  });
});

describe('the CA is rotated', () => {
  test('the ports show a certificate of the new CA; a host with one of the old comes back and renews', async () => {
    await using all = await scene({ hostLifeMs: 4_000 });
    const { world, agent } = all;
    await agent.link();
    await world.next('connected');
    const { caPin: before, nextCaPin } = world.keyring;
    await rotate(world, 'ca');
    expect(world.keyring.caPin).toBe(nextCaPin);
    await until(() => agent.holder.identity.trustEpoch === 2);
    world.server.sessions.close(agent.holder.identity.hostUid, 'the test cuts it');
    await world.next('connected');
    const isOfNew = () => issuedBy(agent, world);
    await until(isOfNew);
    await deliver(world, agent, 'after');
    expect((await stored(agent))?.former.caPins).toEqual([before]);
  });

  test('a host that hears of it renews soon, long before its time; so does one that finds it out at a restart', async () => {
    await using all = await scene();
    const { world, agent } = all;
    await agent.stop();
    const random = { ...systemRandom, fraction: () => 0 };
    await using first = await again(all, { random });
    await first.link();
    await world.next('connected');
    await rotate(world, 'ca');
    await until(() => issuedBy(first, world));
    await first.stop();
    const identity = { ...first.holder.identity, certificate: agent.holder.identity.certificate };
    await first.parts.identityFile.write(identity);
    // It is on record that there is a newer one.
    const onRecord = world.ledger.identity(identity.hostUid);
    if (onRecord === undefined) throw new Error('no identity');
    const certificateSerial = new X509Certificate(identity.certificate).serialNumber.toLowerCase();
    world.ledger.write({ identities: [{ ...onRecord, certificateSerial }] });
    await using second = await again(all, { random });
    await second.link();
    await until(() => issuedBy(second, world));
    expect(second.holder.identity.hostUid).toBe(identity.hostUid);
  });

  test('after a theft a host whose certificate is refused enrols at once', async () => {
    await using all = await scene();
    const { world, agent } = all;
    await agent.link();
    await world.next('connected');
    await rotate(world, 'ca');
    await world.keyring.rotate('ca', { by: 'ada', epoch: 2, isStolen: true });
    await until(() => agent.holder.identity.trustEpoch === 3);
    await world.restart();
    await until(() => issuedBy(agent, world));
    await deliver(world, agent, 'after');
    expect(agent.holder.identity.trustEpoch).toBe(3);
  });

  test('a host that was away until its certificate was over enrols under the new CA', async () => {
    await using all = await scene({ hostLifeMs: 500 });
    const { world, agent } = all;
    await agent.stop();
    await until(() => agent.expired());
    const pins = [world.keyring.caPin];
    await rotate(world, 'ca');
    await rotate(world, 'intent');
    await using back = await again(all, { caPins: pins });
    await back.link();
    await until(() => back.holder.identity.trustEpoch === 3);
    expect(back.holder.identity.hostUid).toBe(agent.holder.identity.hostUid);
    expect(back.holder.identity.former.caPins).toEqual(pins);
  });

  test('a machine that is installed with the former pin only is not taken in; with both it was', async () => {
    await using all = await scene();
    const { world } = all;
    const { caPin: former, nextCaPin } = world.keyring;
    await rotate(world, 'ca');
    await world.createHost('db-2', { approval: 'Approved' });
    const token = await world.token('db-2');
    await using old = await Agent.create(world, { hostName: 'db-2', token, caPins: [former] });
    void old.enroll().catch(() => undefined);
    await says(old, 'CONTROLLER_UNTRUSTED');
    await old.stop();
    const caPins = [former, nextCaPin];
    await using both = await Agent.create(world, { hostName: 'db-2', token, caPins });
    expect((await both.enroll()).trustEpoch).toBe(2);
  });

  test("the former CA's client certificates are accepted for a day, then no more", async () => {
    const clock = new FakeClock(Date.now() - 26 * HOUR_MS);
    await using all = await scene({ clock, hostLifeMs: 100 * HOUR_MS });
    const { world, agent } = all;
    await rotate(world, 'ca');
    expect(await isAccepted(all)).toBe(true);
    clock.advance(23 * HOUR_MS);
    expect(await isAccepted(all)).toBe(true);
    clock.advance(2 * HOUR_MS);
    await until(async () => !(await isAccepted(all)));
    expect(issuedBy(agent, world)).toBe(false);
  });
});

function issuedBy({ holder }: Agent, { keyring }: World): boolean {
  const ca = new X509Certificate(keyring.ca.certificate);
  return new X509Certificate(holder.identity.certificate).verify(ca.publicKey);
}

/** Whether the session port lets the agent's certificate in. */
async function isAccepted({ world, agent }: Scene): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({
    host: '127.0.0.1',
    port: world.server.sessionPort,
    ca: world.keyring.bundle.caCertificates.map(toPem),
    cert: toPem(agent.holder.identity.certificate),
    key: agent.parts.keys.tls.export({ format: 'pem', type: 'pkcs8' }),
    ALPNProtocols: ['h2'],
  });
  // TLS 1.3: the server says no after the client's handshake is done; else it sends its settings.
  socket.once('data', () => resolve(true));
  socket.on('error', () => resolve(false));
  socket.once('close', () => resolve(false));
  const accepted = await promise;
  socket.destroy();
  return accepted;
}

describe('a controller that is killed in a rotation', () => {
  for (const key of ['intent', 'ca'] as const) {
    test.for([0, 1, 2])(
      `of the ${key === 'ca' ? 'CA' : 'intent key'}, before write %i, goes on with the old or the new, whole`,
      async (write) => {
        const keyStore = new MemoryKeyStore();
        await using all = await scene({ keyStore });
        const { world, agent } = all;
        await agent.link();
        await deliver(world, agent, 'first');
        killAt(keyStore, write);
        await expect(rotate(world, key)).rejects.toThrow('killed');
        keyStore.beforeStep = () => undefined;
        await world.restart();
        const epoch = write < 2 ? 1 : 2;
        expect(world.keyring.bundle.epoch).toBe(epoch);
        await until(() => agent.holder.identity.trustEpoch === epoch);
        await until(() => world.server.sessions.isConnected(agent.holder.identity.hostUid));
        await deliver(world, agent, 'second');
        await rotate(world, key);
        await deliver(world, agent, 'third');
        expect((await stored(agent))?.trustEpoch).toBe(epoch + 1);
        expect(privateKeys(keyStore)).toBe(4);
      },
    );
  }
});

function killAt(store: MemoryKeyStore, write: number): void {
  let writes = 0;
  store.beforeStep = () => {
    if (writes === write) throw new Error('killed');
    writes += 1;
  };
}

function privateKeys({ material = {} }: MemoryKeyStore): number {
  return Object.keys(material).filter((name) => /^(?:ca|intent).*\.key$/u.test(name)).length;
}

describe('a controller restored from a backup', () => {
  test('with an older bundle pushes nothing, changes nothing on the host, and says so', async () => {
    const keyStore = new MemoryKeyStore();
    await using all = await scene({ keyStore });
    const { world, agent } = all;
    const backup = keyStore.material;
    await agent.link();
    await rotate(world, 'intent');
    await deliver(world, agent, 'first');
    keyStore.material = backup;
    await world.restart();
    expect(world.keyring.bundle.epoch).toBe(1);
    world.intentsFor = async () => [openedIntentOf({ 'db-password': 'older' })];
    await until(() => alarms(world).includes('ControllerOlderThanHost'));
    expect(agent.accepted).toHaveLength(1);
    expect((await stored(agent))?.trustEpoch).toBe(2);
  });

  test('that went another way since cannot take its hosts along', async () => {
    const keyStore = new MemoryKeyStore();
    await using all = await scene({ keyStore });
    const { world, agent } = all;
    const backup = keyStore.material;
    await agent.link();
    await rotate(world, 'intent', 2);
    await until(() => agent.holder.identity.trustEpoch === 3);
    await agent.stop();
    keyStore.material = backup;
    await world.restart();
    await rotate(world, 'intent', 3);
    await using back = await again(all);
    await back.link();
    await until(() => alarms(world).includes('TrustUpdateRefused'));
    const { intentKeys } = (await stored(back)) ?? {};
    expect(intentKeys).toEqual(agent.holder.identity.intentKeys.map((key) => new Uint8Array(key)));
    expect(back.holder.identity.caCertificates.map(caPin)).toContain(world.keyring.caPin);
  });

  test('takes a host along when a person at the host lets it trust anew', async () => {
    const keyStore = new MemoryKeyStore();
    await using all = await scene({ keyStore });
    const { world, agent } = all;
    const backup = keyStore.material;
    await agent.link();
    await deliver(world, agent, 'first');
    await rotate(world, 'ca', 2);
    await until(() => agent.holder.identity.trustEpoch === 3);
    await agent.stop();
    keyStore.material = backup;
    await world.restart();
    await rotate(world, 'intent');
    await using stuck = await again(all);
    await stuck.link();
    await says(stuck, 'CONTROLLER_UNREACHABLE');
    await stuck.stop();
    await rm(join(agent.directory, 'identity.json'));
    const caPins = [world.keyring.caPin, world.keyring.nextCaPin];
    await using back = await again(all, { caPins });
    await back.link();
    await deliver(world, back, 'second');
    expect(back.holder.identity.hostUid).toBe(agent.holder.identity.hostUid);
    expect((await stored(back))?.trustEpoch).toBe(2);
  });
});
