/**
 * What an exchange must prove, and what a token must be.
 * @module
 */
import { expect, test } from 'vitest';
import { applicationOf } from '#agent/enroll/exchange.ts';
import { softwareBundle } from '#agent/keys/agent-keys.ts';
import { softwareSelf } from '#agent/keys/host-self.ts';
import { decideToken } from '#controller/enroll/decide-token.ts';
import { RateLimiter } from '#controller/enroll/rate-limit.ts';
import { readClaim } from '#controller/enroll/read-claim.ts';
import { refuseSoftwareProof } from '#controller/enroll/verify-software-proof.ts';
import { createCsr } from '#src/identity/csr.ts';
import { enrolmentTranscript, signTranscript } from '#src/identity/enrolment-transcript.ts';
import { parseJoinToken } from '#src/identity/join-token.ts';
import { newJoinToken, parseJoinTokenSecret } from '#src/identity/join-token-secret.ts';
import { spkiOf } from '#src/identity/public-key.ts';
import type { EnrollProof, EnrollStart } from '#src/wire/enrollment-messages.ts';
import { systemRandom } from '#src/random/random.node.ts';

const random = systemRandom;
const keys = softwareBundle.generate();
const others = softwareBundle.generate();
const applicant = { hostName: 'db-1', bootId: 'boot', facts: {} };
const request = { keys, self: softwareSelf(keys), applicant, random };
const { start } = applicationOf(request);
const NONE = new Uint8Array();
const transcript = enrolmentTranscript(Buffer.from('M1'), Buffer.from('M2'));
const proof = {
  transcriptMac: NONE,
  certifyAttest: NONE,
  certifySignature: NONE,
  quoteAttest: NONE,
  quoteSignature: NONE,
  pcrValues: [],
  identitySignature: signTranscript(keys.identity, transcript),
  csr: createCsr(keys.tls),
};
const nowMs = 1_790_000_000_000;

const refuseStart = (change: Partial<EnrollStart>) => {
  const read = readClaim({ ...start, ...change });
  return read.ok ? undefined : read.cause;
};
const refuseProof = (change: Partial<EnrollProof>) => {
  const read = readClaim(start);
  if (!read.ok || read.value.assurance !== 'Software') throw new Error('no software claim');
  return refuseSoftwareProof(read.value, { ...proof, ...change }, transcript);
};

test('an honest exchange has nothing wrong', () => {
  expect(refuseStart({})).toBeUndefined();
  expect(refuseProof({})).toBeUndefined();
});

const tpm = 'it mixes';
test.for([
  { given: 'an EK', change: { ekPub: new Uint8Array(91) }, cause: tpm },
  { given: 'an AK', change: { akPub: new Uint8Array(91) }, cause: tpm },
  { given: 'a KX key of a TPM', change: { kxTpmPub: new Uint8Array(91) }, cause: tpm },
  { given: 'EK certificates', change: { ekCerts: [new Uint8Array(9)] }, cause: tpm },
  { given: 'another protocol', change: { protocol: 2 }, cause: 'protocol 2 is not 1' },
  { given: 'no identity key', change: { identityPub: NONE }, cause: 'identity key' },
  { given: 'a KX key off the curve', change: { kxPub: offCurve() }, cause: 'KX key' },
  { given: 'a TLS key of Ed25519', change: { tlsSpki: spkiOf(keys.receipt) }, cause: 'TLS key' },
  { given: 'one key twice', change: { kxPub: spkiOf(keys.tls) }, cause: 'two purposes' },
])('a start with $given is refused', ({ change, cause }) => {
  expect(refuseStart(change)).toContain(cause);
});

test.for([
  {
    given: "another key's signature",
    change: { identitySignature: signTranscript(others.identity, transcript) },
    cause: 'did not sign',
  },
  {
    given: 'a signature over another exchange',
    change: { identitySignature: signTranscript(keys.identity, Buffer.alloc(32)) },
    cause: 'did not sign',
  },
  { given: 'no signature', change: { identitySignature: NONE }, cause: 'did not sign' },
  { given: "another key's request", change: { csr: createCsr(others.tls) }, cause: 'request' },
  { given: 'PCR values', change: { pcrValues: [new Uint8Array(32)] }, cause: tpm },
  { given: 'a MAC', change: { transcriptMac: new Uint8Array(32) }, cause: tpm },
  { given: 'a TPM quote', change: { quoteAttest: new Uint8Array(8) }, cause: tpm },
])('a proof with $given is refused', ({ change, cause }) => {
  expect(refuseProof(change)).toContain(cause);
});

test('the transcript depends on where M1 ends and M2 begins', () => {
  const one = enrolmentTranscript(Buffer.from('ab'), Buffer.from('c'));
  const other = enrolmentTranscript(Buffer.from('a'), Buffer.from('bc'));
  expect(Buffer.compare(one, other)).not.toBe(0);
});

function tokenFor(hostName: string, lifeMs = 60_000) {
  const made = newJoinToken({ hostName, lifeMs, nowMs }, random);
  const token = parseJoinToken(made.token);
  return { made, token, stored: parseJoinTokenSecret(made.secret) };
}

test('a fresh token for this name is valid until its end', () => {
  const { token, stored } = tokenFor('db-1');
  const { start: withToken } = applicationOf({ ...request, token });
  expect(decideToken(withToken, stored, nowMs).kind).toBe('valid');
  expect(decideToken(withToken, stored, nowMs + 60_000).kind).toBe('refused');
});

test.for([
  { given: 'no token', tokenId: '', cause: 'no join token' },
  { given: 'changed facts', facts: { role: 'db' }, cause: 'wrong' },
  { given: "another host's key", tlsSpki: spkiOf(others.tls), cause: 'wrong' },
])('a start with $given does not pass with the token', ({ cause, given: _given, ...change }) => {
  const { token, stored } = tokenFor('db-1');
  const { start: withToken } = applicationOf({ ...request, token });
  const verdict = decideToken({ ...withToken, ...change }, stored, nowMs);
  expect(verdict).toMatchObject({ kind: 'refused', cause: expect.stringContaining(cause) });
});

test('a used token is refused whatever its mark says', () => {
  const { token, made } = tokenFor('db-1');
  const { start: withToken } = applicationOf({ ...request, token });
  for (const usedAt of ['', 'bm90IGEgdGltZQ==']) {
    const data = { ...made.secret.data, 'used-at': usedAt };
    const verdict = decideToken(withToken, parseJoinTokenSecret({ ...made.secret, data }), nowMs);
    expect(verdict).toEqual({ kind: 'refused', cause: 'its join token was used before' });
  }
});

test('a token for longer than an hour is not made', () => {
  const make = () => newJoinToken({ hostName: 'db-1', lifeMs: 3_600_001, nowMs }, random);
  expect(make).toThrow('at most 60 minutes');
});

test('text that is no token is not taken for one', () => {
  for (const text of ['', 'abc', 'abcdefghij.short', `ABCDEFGHIJ.${'a'.repeat(43)}`]) {
    expect(parseJoinToken(text)).toBeUndefined();
  }
});

test('an address has its burst and then one attempt per refill; others are not concerned', () => {
  const limiter = new RateLimiter({ burst: 3, refillMs: 1000, maxAddresses: 2 });
  const takes = [0, 0, 0, 0, 999, 1000, 1001].map((ms) => limiter.take('a', ms));
  expect(takes).toEqual([true, true, true, false, false, true, false]);
  expect(limiter.take('b', 1001)).toBe(true);
});

test('the rate limiter forgets the address longest unseen', () => {
  const limiter = new RateLimiter({ burst: 1, refillMs: 1000, maxAddresses: 2 });
  for (const address of ['a', 'b', 'c']) limiter.take(address, 0);
  expect(['c', 'a'].map((address) => limiter.take(address, 0))).toEqual([false, true]);
});

function offCurve(): Uint8Array {
  const spki = spkiOf(keys.kx).slice();
  spki[spki.length - 1] = (spki[spki.length - 1] ?? 0) ^ 1;
  return spki;
}
