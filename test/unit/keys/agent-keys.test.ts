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
  type OwnKeys,
  type SoftwareKeys,
  softwareBundle,
  tpmBundle,
} from '#agent/keys/agent-keys.ts';
import { identityFile } from '#agent/keys/identity-file.node.ts';
import { type KeyFile, loadAgentKeys, LOST_SUFFIX } from '#agent/keys/load-agent-keys.node.ts';
import { CredfleetError, type ErrorCode } from '#src/errors/credfleet-error.ts';
import { splitLengthPrefixed } from '#src/identity/length-prefixed.ts';
import { spkiOf } from '#src/identity/public-key.ts';
import { Secret } from '#src/secret/secret.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { FakeLog } from '#test/fakes/fake-log.ts';
import { CLUSTER_UID, HOST_UID } from '#test/gen/envelope.ts';
import { issuerOf, keyringOf } from '#test/gen/keyring.ts';

let directory = '';
let path = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'agent-keys-'));
  path = join(directory, 'state', 'keys.cred');
});
afterEach(async () => rm(directory, { recursive: true }));

type Software = KeyFile<SoftwareKeys> & { readonly asked: string[] };

/** Seals by flipping bits: enough to see what is where. */
function keyFile(change: Partial<KeyFile<SoftwareKeys>> = {}): Software {
  const asked: string[] = [];
  const flip = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0xff);
  return {
    asked,
    path,
    bundle: softwareBundle,
    key: 'Host',
    mayReplace: false,
    systemdVersion: 257,
    log: new FakeLog().logger,
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

const publicParts = (keys: SoftwareKeys) =>
  [keys.tls, keys.identity, keys.kx, keys.receipt].map((key) =>
    Buffer.from(spkiOf(key)).toString('hex'),
  );

test('keys made at the first start are the same at the next', async () => {
  const file = keyFile();
  const first = await loadAgentKeys(file);
  const again = await loadAgentKeys(keyFile());
  expect(publicParts(again)).toEqual(publicParts(first));
  expect(file.asked).toEqual(['seal credfleet-agent-keys Host', 'unseal credfleet-agent-keys']);
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

test.for([
  { given: 'with a TPM: two keys', bundle: tpmBundle, tag: 'cf-agent-keys-tpm/1', count: 2 },
  { given: 'without: four and an epoch', bundle: softwareBundle, tag: 'cf-agent-keys/1', count: 5 },
])('a bundle of a host $given, and nothing that nobody uses', ({ bundle, tag, count }) => {
  using encoded = bundle.encode(softwareBundle.generate());
  const [first, ...fields] = splitLengthPrefixed(encoded.reveal()) ?? [];
  expect(Buffer.from(first ?? []).toString()).toBe(tag);
  expect(fields).toHaveLength(count);
});

/** Of a host with a TPM: its own keys may be replaced. */
function tpmKeyFile(change: Partial<KeyFile<OwnKeys>> = {}): KeyFile<OwnKeys> {
  const { bundle: _software, key: _host, ...rest } = keyFile();
  return { ...rest, bundle: tpmBundle, key: 'HostAndTPM2', mayReplace: true, ...change };
}

const spkisOf = ({ tls, receipt }: OwnKeys) => [tls, receipt].map(spkiOf);

/** Opens everything but what was sealed before the TPM was cleared. */
function cleared(lost: Uint8Array, code: ErrorCode): KeyFile<OwnKeys>['unseal'] {
  return async (request) => {
    if (Buffer.compare(request.sealed, lost) === 0) throw new CredfleetError(code, 'no');
    return keyFile().unseal(request);
  };
}

test.for(['SEAL_UNREADABLE', 'SEALED_FILE_MALFORMED'] as const)(
  'own keys of a host with a TPM that are %s are replaced, kept beside, and told of',
  async (code) => {
    const first = await loadAgentKeys(tpmKeyFile());
    const lost = await readFile(path);
    const log = new FakeLog();
    const unseal = cleared(lost, code);
    const fresh = await loadAgentKeys(tpmKeyFile({ unseal, log: log.logger }));
    expect(spkisOf(fresh)).not.toEqual(spkisOf(first));
    expect(spkisOf(await loadAgentKeys(tpmKeyFile({ unseal })))).toEqual(spkisOf(fresh));
    expect(await readFile(`${path}${LOST_SUFFIX}`)).toEqual(lost);
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { code } }]);
  },
);

test.for([
  'TPM_UNAVAILABLE',
  'TPM_LOCKED_OUT',
  'TPM_MISSING',
  'TPM_BUSY',
  'HOST_KEY_MISSING',
] as const)(
  'own keys are not replaced because of %s: that passes, or a person brings it back',
  async (code) => {
    await loadAgentKeys(tpmKeyFile());
    const before = await readFile(path);
    const loading = loadAgentKeys(tpmKeyFile({ unseal: cleared(before, code) }));
    await expect(loading).rejects.toMatchObject({ code });
    expect(await readFile(path)).toEqual(before);
  },
);

test('own keys that open at the second try are not replaced', async () => {
  const first = await loadAgentKeys(tpmKeyFile());
  let tries = 0;
  const unseal: KeyFile<OwnKeys>['unseal'] = async (request) => {
    tries += 1;
    if (tries === 1) throw new CredfleetError('SEAL_UNREADABLE', 'a bad moment');
    return keyFile().unseal(request);
  };
  expect(spkisOf(await loadAgentKeys(tpmKeyFile({ unseal })))).toEqual(spkisOf(first));
});

test('own keys are not replaced where new ones could not be sealed', async () => {
  await loadAgentKeys(tpmKeyFile());
  const before = await readFile(path);
  const unseal = cleared(before, 'SEAL_UNREADABLE');
  const seal = async () => {
    throw new CredfleetError('TPM_UNAVAILABLE', 'gone');
  };
  const loading = loadAgentKeys(tpmKeyFile({ unseal, seal }));
  await expect(loading).rejects.toMatchObject({ code: 'TPM_UNAVAILABLE' });
  expect(await readFile(path)).toEqual(before);
});

test('keys of a TPM identity are not taken for a software identity', async () => {
  await loadAgentKeys(tpmKeyFile());
  await expect(loadAgentKeys(keyFile())).rejects.toMatchObject({
    code: 'STATE_CORRUPT',
    message: expect.stringContaining('--identity'),
  });
});

test.for(['truncated', 'of another format', 'with a key of another kind'])(
  'a bundle %s is STATE_CORRUPT',
  (given) => {
    const keys = softwareBundle.generate();
    const whole = softwareBundle.encode(keys).reveal();
    const swapped = softwareBundle.encode({ ...keys, kx: keys.receipt }).reveal();
    const bytes = {
      truncated: whole.slice(0, -1),
      'of another format': Buffer.from(
        Buffer.from(whole).toString('latin1').replace('/1', '/2'),
        'latin1',
      ),
      'with a key of another kind': swapped,
    }[given];
    const decode = () => softwareBundle.decode(new Secret(bytes ?? new Uint8Array()));
    expect(decode).toThrow(expect.objectContaining({ code: 'STATE_CORRUPT' }));
  },
);

const clock = new FakeClock();
const keyring = await keyringOf(clock);
const { tls } = tpmBundle.generate();
const { certificate } = issuerOf(keyring, clock).issueHostCertificate({
  hostUid: HOST_UID,
  spki: spkiOf(tls),
});
const identityHash = 'ab'.repeat(32);
const identity: AgentIdentity = {
  hostUid: HOST_UID,
  hostName: 'db-1',
  clusterUid: CLUSTER_UID,
  identityEpoch: 1,
  kxEpoch: 1,
  identityHash,
  assurance: 'Software',
  certificate,
  caCertificates: keyring.bundle.caCertificates,
  intentKeys: keyring.bundle.intentKeys,
  trustEpoch: keyring.bundle.epoch,
  former: {
    caPins: [`sha256:${'e'.repeat(64)}`],
    intentKeys: [keyring.bundle.intentKeys[0] ?? new Uint8Array()],
  },
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

const caPins = [keyring.caPin];
const kxEpochs = new Set([1, 2]);
const now = { nowMs: clock.nowMs(), hostName: 'db-1', caPins, identityHash, kxEpochs, tls };
test.for([
  { given: 'good', change: {}, refused: false },
  { given: 'expired', change: { nowMs: clock.nowMs() + 86_400_000 }, refused: true },
  { given: 'of another name', change: { hostName: 'db-2' }, refused: true },
  { given: 'of a KX key that is gone', change: { kxEpochs: new Set([2]) }, refused: true },
  { given: 'of another TLS key', change: { tls: tpmBundle.generate().tls }, refused: true },
  { given: 'of another machine', change: { identityHash: 'cd'.repeat(32) }, refused: true },
  { given: 'of another CA', change: { caPins: [`sha256:${'0'.repeat(64)}`] }, refused: true },
])('an identity that is $given: refused = $refused', ({ change, refused }) => {
  expect(refuseIdentity(identity, { ...now, ...change }) !== undefined).toBe(refused);
});
