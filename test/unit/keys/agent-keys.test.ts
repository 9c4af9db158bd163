/**
 * The agent's own keys: sealed, whole, and never replaced by others.
 * @module
 */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type AgentIdentity,
  decodeIdentity,
  encodeIdentity,
  refuseIdentity,
} from '#agent/keys/agent-identity.ts';
import {
  type AgentKeys,
  decodeAgentKeys,
  encodeAgentKeys,
  generateAgentKeys,
} from '#agent/keys/agent-keys.ts';
import { identityFile } from '#agent/keys/identity-file.node.ts';
import { type KeyFile, loadAgentKeys } from '#agent/keys/load-agent-keys.node.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { splitLengthPrefixed } from '#src/identity/length-prefixed.ts';
import { spkiOf } from '#src/identity/public-key.ts';
import { Secret } from '#src/secret/secret.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { CLUSTER_UID, HOST_UID } from '#test/gen/envelope.ts';
import { issuerOf, keyringOf } from '#test/gen/keyring.ts';

let directory = '';
let path = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'agent-keys-'));
  path = join(directory, 'state', 'keys.cred');
});
afterEach(async () => rm(directory, { recursive: true }));

/** Seals by flipping bits: enough to see what is where. */
function keyFile(change: Partial<KeyFile> = {}): KeyFile & { readonly asked: string[] } {
  const asked: string[] = [];
  const flip = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0xff);
  return {
    asked,
    path,
    key: 'HostAndTPM2',
    seal: async ({ name, key, plaintext }) => {
      asked.push(`seal ${name} ${key}`);
      return flip(plaintext.reveal());
    },
    unseal: async ({ name, sealed }) => {
      asked.push(`unseal ${name}`);
      return new Secret(flip(new Uint8Array(sealed)));
    },
    ...change,
  };
}

const publicParts = (keys: AgentKeys) =>
  [keys.tls, keys.identity, keys.kx, keys.receipt].map((key) =>
    Buffer.from(spkiOf(key)).toString('hex'),
  );

test('keys made at the first start are the same at the next', async () => {
  const file = keyFile();
  const first = await loadAgentKeys(file);
  const again = await loadAgentKeys(keyFile());
  expect(publicParts(again)).toEqual(publicParts(first));
  expect(file.asked).toEqual([
    'seal credfleet-agent-keys HostAndTPM2',
    'unseal credfleet-agent-keys',
  ]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('the file holds only what was sealed', async () => {
  const keys = await loadAgentKeys(keyFile());
  const file = await readFile(path);
  const secret = keys.kx.export({ format: 'der', type: 'pkcs8' });
  expect(file.includes(secret)).toBe(false);
});

test('keys that do not open are an error, and are still there', async () => {
  await loadAgentKeys(keyFile());
  const before = await readFile(path);
  const unseal = async () => {
    throw new CredfleetError('SEAL_UNREADABLE', 'the TPM was cleared');
  };
  await expect(loadAgentKeys(keyFile({ unseal }))).rejects.toMatchObject({
    code: 'SEAL_UNREADABLE',
  });
  expect(await readFile(path)).toEqual(before);
});

test('keys that would not open again are never used', async () => {
  const unseal = async () => {
    throw new CredfleetError('SEAL_UNREADABLE', 'wrong PCR');
  };
  await expect(loadAgentKeys(keyFile({ unseal }))).rejects.toMatchObject({
    code: 'SEAL_UNREADABLE',
  });
  await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a bundle holds four keys, their epoch and nothing that nobody uses', () => {
  using bundle = encodeAgentKeys(generateAgentKeys());
  const [tag, ...fields] = splitLengthPrefixed(bundle.reveal()) ?? [];
  expect(Buffer.from(tag ?? []).toString()).toBe('cf-agent-keys/1');
  expect(fields).toHaveLength(5);
});

test.for(['truncated', 'of another format', 'with a key of another kind'])(
  'a bundle %s is STATE_CORRUPT',
  (given) => {
    const keys = generateAgentKeys();
    const whole = encodeAgentKeys(keys).reveal();
    const swapped = encodeAgentKeys({ ...keys, kx: keys.receipt }).reveal();
    const bytes = {
      truncated: whole.slice(0, -1),
      'of another format': Buffer.from(
        Buffer.from(whole).toString('latin1').replace('/1', '/2'),
        'latin1',
      ),
      'with a key of another kind': swapped,
    }[given];
    const decode = () => decodeAgentKeys(new Secret(bytes ?? new Uint8Array()));
    expect(decode).toThrow(expect.objectContaining({ code: 'STATE_CORRUPT' }));
  },
);

const clock = new FakeClock();
const keyring = await keyringOf(clock);
const { certificate } = issuerOf(keyring, clock).issueHostCertificate({
  hostUid: HOST_UID,
  spki: spkiOf(generateAgentKeys().tls),
});
const identity: AgentIdentity = {
  hostUid: HOST_UID,
  hostName: 'db-1',
  clusterUid: CLUSTER_UID,
  identityEpoch: 1,
  kxEpoch: 1,
  assurance: 'Software',
  certificate,
  caCertificates: keyring.bundle.caCertificates,
  intentKeys: keyring.bundle.intentKeys,
  trustEpoch: keyring.bundle.epoch,
};

test('an identity is the same after a restart; a damaged file counts as none', async () => {
  const file = identityFile(path);
  expect(await file.read()).toBeUndefined();
  await file.write(identity);
  expect(encodeIdentity((await file.read()) ?? identity)).toBe(encodeIdentity(identity));
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const text = await readFile(path, 'utf8');
  for (const damaged of ['', '{}', text.slice(0, -9), text.replace('"format": 1', '"format": 2')]) {
    await writeFile(path, damaged);
    expect(await file.read()).toBeUndefined();
  }
  expect(decodeIdentity(text)).toBeDefined();
});

const now = { nowMs: clock.nowMs(), hostName: 'db-1', caPin: keyring.caPin, kxEpoch: 1 };
test.for([
  { given: 'good', change: {}, refused: false },
  { given: 'expired', change: { nowMs: clock.nowMs() + 86_400_000 }, refused: true },
  { given: 'of another name', change: { hostName: 'db-2' }, refused: true },
  { given: 'of other keys', change: { kxEpoch: 2 }, refused: true },
  { given: 'of another CA', change: { caPin: `sha256:${'0'.repeat(64)}` }, refused: true },
])('an identity that is $given: refused = $refused', ({ change, refused }) => {
  expect(refuseIdentity(identity, { ...now, ...change }) !== undefined).toBe(refused);
});
