/**
 * What a host trusts changes by the bundle that follows, or by a person, and by nothing else.
 * @module
 */
import { beforeAll, describe, expect, test } from 'vitest';
import type { AgentIdentity } from '#agent/keys/agent-identity.ts';
import {
  acceptedPins,
  followBundles,
  isPinned,
  keepTrust,
  NO_FORMER,
  trustAfterEnrolment,
} from '#agent/keys/agent-trust.ts';
import type { Keyring } from '#controller/keys/keyring.ts';
import { caPin } from '#src/identity/pin.ts';
import { signingKeyId } from '#src/identity/receipt.ts';
import { CLUSTER_UID, HOST_UID } from '#test/gen/envelope.ts';
import { keyringOf } from '#test/gen/keyring.ts';

const FOREIGN = `sha256:${'0'.repeat(64)}`;
let keyring: Keyring;
let before: AgentIdentity;
let after: AgentIdentity;
let pins: readonly string[];

function identityOf({ bundle }: Keyring): AgentIdentity {
  return {
    hostUid: HOST_UID,
    hostName: 'db-1',
    clusterUid: bundle.clusterUid,
    identityEpoch: 1,
    kxEpoch: 1,
    identityHash: 'ab'.repeat(32),
    assurance: 'Software',
    certificate: new Uint8Array([1]),
    caCertificates: bundle.caCertificates,
    intentKeys: bundle.intentKeys,
    trustEpoch: bundle.epoch,
    former: NO_FORMER,
  };
}

/** Two CAs of the first bundle, and the third, which came by a rotation of the CA and one of the intent key. */
beforeAll(async () => {
  keyring = await keyringOf();
  before = identityOf(keyring);
  await keyring.rotate('ca', { by: 'ada', epoch: 1 });
  await keyring.rotate('intent', { by: 'ada', epoch: 2 });
  after = followBundles(before, keyring.bundlesAfter(1) ?? []);
  pins = [...before.caCertificates, ...after.caCertificates.slice(1)].map(caPin);
});

test('what follows is trusted; what was replaced is only remembered', () => {
  expect(after.trustEpoch).toBe(3);
  expect(after.caCertificates.map(caPin)).toEqual([keyring.caPin, keyring.nextCaPin]);
  expect(after.intentKeys.map(signingKeyId)).toEqual(keyring.bundle.intentKeys.map(signingKeyId));
  expect(after.former.caPins).toEqual([pins[0]]);
  expect(after.former.intentKeys).toEqual([before.intentKeys[0]]);
  expect(() => followBundles(after, keyring.bundlesAfter(1) ?? [])).toThrow('bundle');
});

test('an agent installed with a former pin is still of this fleet', () => {
  for (const pin of pins) expect(isPinned(after, [FOREIGN, pin])).toBe(true);
  expect(isPinned(after, [FOREIGN])).toBe(false);
});

describe('which CA a controller may show at enrolment', () => {
  test('before there is a bundle: those of the installation', () => {
    expect(acceptedPins(undefined, [FOREIGN])).toEqual([FOREIGN]);
  });

  test('with a bundle: those in force, and no former one, though the agent was installed with it', () => {
    const [former = ''] = pins;
    expect(acceptedPins(after, [former])).toEqual(pins.slice(1));
  });

  test('and what a person has added since', () => {
    expect(acceptedPins(after, [FOREIGN])).toEqual([...pins.slice(1), FOREIGN]);
  });
});

describe('a certificate of the CA alone', () => {
  const other = { intentKeys: [new Uint8Array(32)], trustEpoch: 9 };

  test('changes nothing when it is renewed', () => {
    const renewed = { ...before, ...other, certificate: new Uint8Array([2]) };
    const kept = { ...after, certificate: new Uint8Array([2]) };
    expect(keepTrust(after, renewed)).toEqual(kept);
  });

  test('changes nothing at an enrolment under a CA in force', () => {
    const enrolled = { ...before, ...other };
    expect(trustAfterEnrolment(after, enrolled, pins[1] ?? '').trustEpoch).toBe(3);
  });

  test('is refused when it is of another cluster', () => {
    const foreign = { ...before, ...other, clusterUid: CLUSTER_UID };
    const invalid = expect.objectContaining({ code: 'MESSAGE_INVALID' });
    expect(() => keepTrust(after, foreign)).toThrow(invalid);
    expect(() => trustAfterEnrolment(after, foreign, pins[1] ?? '')).toThrow(invalid);
  });

  test('is believed when a person gave its pin, or nothing is held', () => {
    const enrolled = { ...before, ...other };
    expect(trustAfterEnrolment(after, enrolled, FOREIGN)).toBe(enrolled);
    expect(trustAfterEnrolment(undefined, enrolled, pins[0] ?? '')).toBe(enrolled);
  });
});
