/**
 * `credfleet keys` against the whole controller: who may, what is recorded, and that no host is left behind unasked.
 * @module
 */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toPem } from '#controller/keys/issue-certificate.ts';
import type { Keyring } from '#controller/keys/keyring.ts';
import { type Ports, serve } from '#controller/serve.node.ts';
import { API_VERSION } from '#src/api/meta.ts';
import type { AuditEvent } from '#src/audit/event.ts';
import { createKeysClient } from '#src/cli/keys/keys-client.node.ts';
import type { KeysClient } from '#src/cli/keys/keys-client.ts';
import { createQuery } from '#src/cli/query/query.node.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { newJoinToken } from '#src/identity/join-token-secret.ts';
import { spkiOf } from '#src/identity/public-key.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { FakeObjects } from '#test/fakes/fake-objects.ts';
import { silentLog } from '#test/fakes/silent-log.ts';
import { issuerOf, keyringOf } from '#test/gen/keyring.ts';
import { Agent, until } from '../wire/world.ts';

const objects = new FakeObjects(systemClock);
const stop = new AbortController();
let keyring: Keyring;
let dataDir: string;
let ports: Ports;
let served: Promise<void>;
const opened: { close(): void }[] = [];

beforeAll(async () => {
  keyring = await keyringOf();
  dataDir = await mkdtemp(join(tmpdir(), 'keys-'));
  const { promise, resolve } = Promise.withResolvers<Ports>();
  const options = {
    objects,
    keyring,
    dataDir,
    listen: '127.0.0.1',
    enrollPort: 0,
    sessionPort: 0,
    auditRetentionMs: Number.POSITIVE_INFINITY,
    names: ['127.0.0.1'],
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
  };
  const end = (reason: Error): void => stop.abort(reason);
  served = serve({ ...options, signal: stop.signal, end }, resolve);
  ports = await promise;
});
afterAll(async () => {
  for (const client of opened) client.close();
  stop.abort(new Error('the test is over'));
  await served;
  await rm(dataDir, { recursive: true });
});

/** Of a person in this group, with a certificate of today. */
function connectionOf(user: string, group: string) {
  const address = `127.0.0.1:${ports.sessionPort}`;
  const caPem = keyring.bundle.caCertificates.map(toPem).join('');
  const client = issuerOf(keyring).issueClientCertificate({ user, groups: [group] });
  return { address, caPem, ...client };
}

function keysOf(user: string, group: string): KeysClient {
  const client = createKeysClient(connectionOf(user, group), () => systemClock.nowMs());
  opened.push(client);
  return client;
}

async function rotations(): Promise<readonly AuditEvent[]> {
  const connection = connectionOf('admin', 'system:masters');
  const query = createQuery(connection, () => systemClock.nowMs());
  opened.push(query);
  const events: AuditEvent[] = [];
  for await (const event of query.events({ type: 'keys.' }, stop.signal)) events.push(event);
  return events;
}

const ask = { key: 'intent', leaveBehind: false, isStolen: false } as const;

test.for(['credfleet:operators', 'credfleet:viewers', 'credfleet:auditors', 'somebody'])(
  'the group %s may not even ask',
  async (group) => {
    const keys = keysOf('eve', group);
    const refusal = { code: 'HOST_NOT_ADMITTED' };
    await expect(keys.status()).rejects.toMatchObject(refusal);
    await expect(keys.rotate({ ...ask, trustEpoch: 1 })).rejects.toMatchObject(refusal);
    expect(keyring.bundle.epoch).toBe(1);
  },
);

test("a host's certificate neither", async () => {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const about = { hostUid: '00000000-0000-4000-8000-000000000009', spki: spkiOf(key) };
  const { certificate } = issuerOf(keyring).issueHostCertificate(about);
  const keyPem = key.export({ format: 'pem', type: 'pkcs8' });
  const connection = { ...connectionOf('x', 'y'), keyPem, certificatePem: toPem(certificate) };
  const keys = createKeysClient(connection, () => systemClock.nowMs());
  opened.push(keys);
  await expect(keys.status()).rejects.toMatchObject({ code: 'HOST_NOT_ADMITTED' });
});

test('who may rotates, and the audit log has the name, the key and the bundle', async () => {
  const keys = keysOf('ada', 'credfleet:security');
  const before = await keys.status();
  expect(before).toMatchObject({ trustEpoch: 1, hosts: 0, behind: [] });
  const after = await keys.rotate({ ...ask, trustEpoch: before.trustEpoch });
  expect(after.trustEpoch).toBe(2);
  expect(after.intentKeyIds[0]).toBe(before.intentKeyIds[1]);
  expect(after.changes.at(-1)).toMatchObject({ change: 'intent', by: 'ada' });
  expect(await rotations()).toMatchObject([
    {
      actor: { kind: 'user', id: 'ada' },
      outcome: 'success',
      detail: { key: 'intent', trustEpoch: 2, intentKeyID: after.intentKeyIds[0] },
    },
  ]);
});

test('a rotation of a bundle that somebody else replaced is refused', async () => {
  const keys = keysOf('ada', 'credfleet:security');
  const rotating = keys.rotate({ ...ask, trustEpoch: 1 });
  await expect(rotating).rejects.toMatchObject({ code: 'KEYS_NOT_ROTATED' });
  expect(await rotations()).toHaveLength(1);
});

test('the CA is not rotated while a host is away, unless a person says so', async () => {
  const spec = { approval: 'Approved' } as const;
  const host = { apiVersion: API_VERSION, kind: 'Host', metadata: { name: 'db-1' }, spec } as const;
  await objects.create('Host', host);
  const about = { hostName: 'db-1', lifeMs: 60_000, nowMs: systemClock.nowMs() };
  const { secret, token } = newJoinToken(about, systemRandom);
  await objects.create('Secret', secret);
  const server = { sessionPort: ports.sessionPort, enrollmentPort: ports.enrollPort };
  await using agent = await Agent.create({ keyring, server }, { token });
  await agent.enroll();
  const keys = keysOf('root', 'system:masters');
  expect((await keys.status()).behind).toEqual([{ host: 'db-1', trustEpoch: 0 }]);
  const rotateCa = { key: 'ca', isStolen: false, trustEpoch: 2 } as const;
  await expect(keys.rotate({ ...rotateCa, leaveBehind: false })).rejects.toMatchObject({
    code: 'KEYS_NOT_ROTATED',
    message: expect.stringContaining('db-1') as string,
  });
  await agent.link();
  await until(async () => (await keys.status()).behind.length === 0);
  const pin = keyring.nextCaPin;
  const after = await keys.rotate({ ...rotateCa, leaveBehind: false });
  expect(after.cas.map(({ role }) => role)).toEqual(['present', 'next', 'former']);
  expect(after.cas[0]?.pin).toBe(pin);
  await until(() => agent.holder.identity.trustEpoch === 3);
  await agent.stop();
  await until(async () => (await keys.status()).behind.length === 1);
  const forced = await keys.rotate({ ...rotateCa, trustEpoch: 3, leaveBehind: true });
  expect(forced.trustEpoch).toBe(4);
});

test("after a theft the former CAs' certificates of people are refused at once", async () => {
  const stolen = connectionOf('mallory', 'system:masters');
  const { trustEpoch } = await keysOf('ada', 'credfleet:security').status();
  const rotation = { key: 'ca', leaveBehind: true, isStolen: true, trustEpoch } as const;
  const after = await keysOf('ada', 'credfleet:security').rotate(rotation);
  expect(after.cas.map(({ role }) => role)).toEqual(['present', 'next']);
  const { caPem } = connectionOf('x', 'y');
  await until(async () => {
    const again = createKeysClient({ ...stolen, caPem }, () => systemClock.nowMs());
    const refused = await again.status().then(
      () => false,
      () => true,
    );
    again.close();
    return refused;
  });
  expect((await keysOf('ada', 'credfleet:security').status()).trustEpoch).toBe(trustEpoch + 1);
  expect((await rotations()).at(-1)?.detail).toMatchObject({ key: 'ca', reason: 'Stolen' });
});
