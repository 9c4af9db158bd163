/**
 * identity.json when several change it: nothing is lost, and nothing is used that is not durable.
 * @module
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentIdentity } from '#agent/keys/agent-identity.ts';
import { NO_FORMER } from '#agent/keys/agent-trust.ts';
import { identityFile } from '#agent/keys/identity-file.node.ts';
import { acceptTrust } from '#agent/session/accept-trust.ts';
import type { Keyring } from '#controller/keys/keyring.ts';
import { spkiOf } from '#src/identity/public-key.ts';
import { FakeLog } from '#test/fakes/fake-log.ts';
import { HOST_UID } from '#test/gen/envelope.ts';
import { issuerOf, keyringOf } from '#test/gen/keyring.ts';

let directory: string;
let keyring: Keyring;
let holder: { identity: AgentIdentity };

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'identity-'));
  keyring = await keyringOf();
  const { bundle, ca } = keyring;
  const about = { hostUid: HOST_UID, spki: spkiOf(ca.key) };
  holder = {
    identity: {
      hostUid: HOST_UID,
      hostName: 'db-1',
      clusterUid: bundle.clusterUid,
      identityEpoch: 1,
      kxEpoch: 1,
      identityHash: 'ab'.repeat(32),
      assurance: 'Software',
      certificate: issuerOf(keyring).issueHostCertificate(about).certificate,
      caCertificates: bundle.caCertificates,
      intentKeys: bundle.intentKeys,
      trustEpoch: bundle.epoch,
      former: NO_FORMER,
    },
  };
});
afterEach(async () => rm(directory, { recursive: true }));

async function missed() {
  await keyring.rotate('intent', { by: 'ada', epoch: 1 });
  return keyring.bundlesAfter(1) ?? [];
}

test('a renewal and an update of trust at the same moment are both kept', async () => {
  const file = identityFile(join(directory, 'identity.json'));
  const { logger: log } = new FakeLog();
  const bundles = await missed();
  const renewing = file.change(holder, (identity) => ({ ...identity, kxEpoch: 2 }));
  const updating = acceptTrust({ holder, identityFile: file, log }, bundles);
  expect(await Promise.all([renewing, updating])).toEqual([undefined, undefined]);
  for (const identity of [holder.identity, await file.read()]) {
    expect(identity).toMatchObject({ kxEpoch: 2, trustEpoch: 2 });
  }
});

test('what is refused changes neither the file nor what is used, and says why', async () => {
  const file = identityFile(join(directory, 'identity.json'));
  const { logger: log } = new FakeLog();
  await file.write(holder.identity);
  const before = holder.identity;
  const bundles = await missed();
  const parts = { holder, identityFile: file, log };
  const refusal = await acceptTrust(parts, [...bundles, ...bundles]);
  expect(refusal).toMatchObject({ code: 'TRUST_UPDATE_REFUSED' });
  expect(holder.identity).toBe(before);
  expect(await file.read()).toMatchObject({ trustEpoch: 1 });
});

test('what cannot be stored is not used, and ends the session', async () => {
  const path = join(directory, 'identity.json');
  // A folder in its place: the rename fails.
  await mkdir(join(path, 'in-the-way'), { recursive: true });
  const before = holder.identity;
  const bundles = await missed();
  const parts = { holder, identityFile: identityFile(path), log: new FakeLog().logger };
  await expect(acceptTrust(parts, bundles)).rejects.toMatchObject({ code: 'STATE_UNWRITABLE' });
  expect(holder.identity).toBe(before);
});
