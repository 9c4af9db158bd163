/**
 * The operators' certificate in a cluster: made, renewed at half of its life, repaired, and no reason to stop.
 * @module
 */
import { X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepOperatorSecret } from '#controller/operator/keep-operator-secret.ts';
import type { Keyring } from '#controller/keys/keyring.ts';
import type { Objects } from '#controller/objects/objects.ts';
import type { KubeSecret } from '#src/api/core.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { caPinsOf } from '#src/identity/pin.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { FakeLog } from '#test/fakes/fake-log.ts';
import { FakeObjects } from '#test/fakes/fake-objects.ts';
import { issuerOf, keyringOf } from '#test/gen/keyring.ts';

const REF = { namespace: 'credfleet-system', name: 'credfleet-operator' };
const DAY_MS = 86_400_000;
const LOOK_EVERY_MS = 600_000;

let clock: FakeClock;
let objects: FakeObjects;
let stop: AbortController;
let ended: Promise<void>;

beforeEach(() => {
  clock = new FakeClock();
  objects = new FakeObjects(clock);
  stop = new AbortController();
});
afterEach(async () => {
  stop.abort(new Error('the test is over'));
  await ended;
});

async function start(
  source: Objects = objects,
): Promise<{ readonly log: FakeLog; readonly keyring: Keyring }> {
  const keyring = await keyringOf(clock);
  const log = new FakeLog();
  const issuer = issuerOf(keyring, clock);
  const parts = { objects: source, keyring, issuer, clock, log: log.logger };
  ended = keepOperatorSecret(parts, stop.signal);
  await clock.nextSleep();
  return { log, keyring };
}

async function stored(): Promise<Readonly<Record<string, string>>> {
  const secret = await objects.get('Secret', REF);
  const entries = Object.entries(secret?.data ?? {});
  return Object.fromEntries(
    entries.map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]),
  );
}

/** Turns of the event loop, until it is so. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise(setImmediate);
}

async function later(ms: number): Promise<void> {
  clock.advance(ms);
  await clock.nextSleep();
}

async function spoil(data: KubeSecret['data']): Promise<void> {
  const secret = await objects.get('Secret', REF);
  if (secret === undefined) throw new Error('there is no Secret');
  await objects.replace('Secret', { ...secret, data: { ...secret.data, ...data } });
}

test('it is made at the start: 30 days, for operators, from the CA that stands beside it', async () => {
  await start();
  const { 'tls.crt': text = '', 'tls.key': key = '', 'ca.crt': ca = '' } = await stored();
  const certificate = new X509Certificate(text);
  expect(certificate.subject).toBe('O=credfleet:operators\nCN=credfleet-operator');
  expect(certificate.verify(new X509Certificate(ca).publicKey)).toBe(true);
  expect(certificate.validToDate.getTime() - clock.nowMs()).toBe(30 * DAY_MS);
  expect(key).toContain('PRIVATE KEY');
  expect((await objects.get('Secret', REF))?.type).toBe('kubernetes.io/tls');
});

test.for([
  ['who rotate keys', 'credfleet-security', 'credfleet:security'],
  ['who audit', 'credfleet-auditor', 'credfleet:auditors'],
] as const)('those %s have another one', async ([, name, group]) => {
  await start();
  const secret = await objects.get('Secret', { ...REF, name });
  const text = Buffer.from(secret?.data?.['tls.crt'] ?? '', 'base64').toString();
  expect(new X509Certificate(text).subject).toBe(`O=${group}\nCN=${name}`);
});

test('a rotation of the CA makes it again at once, with the new CA and the next beside it', async () => {
  const { keyring } = await start();
  const before = await stored();
  expect(caPinsOf(before['ca.crt'] ?? '')).toEqual([keyring.caPin, keyring.nextCaPin]);
  await keyring.rotate('ca', { by: 'ada', epoch: 1 });
  await until(async () => (await stored())['tls.crt'] !== before['tls.crt']);
  const after = await stored();
  expect(caPinsOf(after['ca.crt'] ?? '')).toEqual([keyring.caPin, keyring.nextCaPin]);
  const { publicKey } = new X509Certificate(keyring.ca.certificate);
  expect(new X509Certificate(after['tls.crt'] ?? '').verify(publicKey)).toBe(true);
});

test('it stays for half of its life and is another one then', async () => {
  await start();
  const first = await stored();
  await later(15 * DAY_MS - 1);
  expect(await stored()).toEqual(first);
  await later(LOOK_EVERY_MS);
  const second = await stored();
  expect(second['tls.crt']).not.toBe(first['tls.crt']);
  expect(second['ca.crt']).toBe(first['ca.crt']);
});

describe('it is made again', () => {
  test('when somebody deleted it', async () => {
    await start();
    await objects.delete('Secret', REF);
    await later(LOOK_EVERY_MS);
    expect((await stored())['tls.crt']).toContain('BEGIN CERTIFICATE');
  });

  test.for([
    ['the certificate is broken', { 'tls.crt': 'eA==' }],
    ['the key is gone', { 'tls.key': '' }],
    ['another CA stands beside it', { 'ca.crt': 'eA==' }],
  ] as const)('when %s', async ([, data]) => {
    await start();
    await spoil(data);
    await later(LOOK_EVERY_MS);
    const { 'tls.crt': text = '', 'tls.key': key = '', 'ca.crt': ca = '' } = await stored();
    expect(new X509Certificate(text).verify(new X509Certificate(ca).publicKey)).toBe(true);
    expect(key).toContain('PRIVATE KEY');
  });

  test('when it is of another controller', async () => {
    await start();
    const { 'ca.crt': before } = await stored();
    stop.abort(new Error('the first controller ends'));
    await ended;
    stop = new AbortController();
    await start();
    expect((await stored())['ca.crt']).not.toBe(before);
  });
});

test('a server that refuses is told once per attempt, and tried again', async () => {
  let isDown = true;
  const source: Objects = {
    get: async (kind, ref) => {
      if (isDown) throw new CredfleetError('API_UNAVAILABLE', 'no route');
      return await objects.get(kind, ref);
    },
    list: async (kind, options) => objects.list(kind, options),
    create: async (kind, object) => objects.create(kind, object),
    createInOrder: async (wanted) => objects.createInOrder(wanted),
    replace: async (kind, object) => objects.replace(kind, object),
    replaceStatus: async (kind, object) => objects.replaceStatus(kind, object),
    delete: async (kind, ref) => objects.delete(kind, ref),
  };
  const { log } = await start(source);
  expect(log.lines).toMatchObject([{ level: 'error', fields: { err: { message: 'no route' } } }]);
  isDown = false;
  await later(30_000);
  expect((await stored())['tls.crt']).toContain('BEGIN CERTIFICATE');
});
