/**
 * Signed PCR states: what systemd and a TPM compute of a key, what is a signature and what is none, and the file in
 * which systemd looks.
 * @module
 */
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parsePcrKey, authorisedPolicyDigest, pcrKeyFingerprint } from '#src/systemd/pcr-key.ts';
import {
  type PcrSignature,
  pcrSignatureId,
  problemOfPcrSignature,
  signPolicyDigest,
} from '#src/systemd/pcr-signature.ts';
import {
  findSignature,
  mergedSignatureFile,
  parseSignatureFile,
} from '#src/systemd/pcr-signature-file.ts';
import { parseSealedHeader } from '#src/systemd/sealed-header.ts';
import { uint32 } from '#src/tpm/bytes.ts';
import { commandCode } from '#src/tpm/constants.ts';
import { encodePcrSelections, pcrDigest, sha256Pcrs } from '#src/tpm/pcr.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' });
const STATE = 'ab'.repeat(32);

function signed(change: Partial<PcrSignature> = {}): PcrSignature {
  const policyDigest = change.policyDigest ?? STATE;
  const signature = signPolicyDigest(privateKey, policyDigest);
  return { publicKeyPem, pcrs: [7], policyDigest, signature, ...change };
}

/** PolicyPCR on top of another policy: what is not signed but literal, zero here. */
function thenPcr(policyHex: string, pcr: number): string {
  return createHash('sha256')
    .update(Buffer.from(policyHex, 'hex'))
    .update(uint32(commandCode.PolicyPCR))
    .update(encodePcrSelections([sha256Pcrs([pcr])]))
    .update(pcrDigest([Buffer.alloc(32)]))
    .digest('hex');
}

test.for(['252', '257'])('the policy of a key is the one that systemd %s seals to', (systemd) => {
  const url = new URL(`../../vectors/sealed/${systemd}-host-tpm2-public-key.cred`, import.meta.url);
  const { tpm, signedPcrs, pcrMask } = parseSealedHeader(readFileSync(url));
  expect(pcrMask).toBe(1 << 23);
  const key = parsePcrKey(signedPcrs?.publicKeyPem ?? '');
  if (!key.ok) throw new Error(key.problems.join());
  expect(thenPcr(authorisedPolicyDigest(key.value), 23)).toBe(tpm?.policyDigestHex);
});

describe('a key', () => {
  const pemOf = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' });
  const large = generateKeyPairSync('rsa', { modulusLength: 3072 });
  const three = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 });
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  test.for([
    { given: 'of 3072 bits', text: pemOf(large.publicKey) },
    { given: 'with another exponent', text: pemOf(three.publicKey) },
    { given: 'on a curve', text: pemOf(curve.publicKey) },
    { given: 'that is private', text: privateKey.export({ type: 'pkcs8', format: 'pem' }) },
    { given: 'that is cut off', text: publicKeyPem.slice(0, 100) },
    { given: 'that is no PEM', text: 'hello' },
  ])('$given is refused', ({ text }) => {
    expect(parsePcrKey(text).ok).toBe(false);
  });

  test('of 2048 bits is taken, and is named as systemd-measure does', () => {
    const key = parsePcrKey(publicKeyPem);
    expect(key.ok && pcrKeyFingerprint(key.value)).toBe(
      createHash('sha256')
        .update(publicKey.export({ type: 'pkcs1', format: 'der' }))
        .digest('hex'),
    );
  });
});

describe('a signature', () => {
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const otherPem = other.publicKey.export({ type: 'spki', format: 'pem' });
  test('that is one', () => {
    expect(problemOfPcrSignature(signed())).toBeUndefined();
    expect(problemOfPcrSignature(signed({ pcrs: [0, 7, 23] }))).toBeUndefined();
  });

  test.for([
    {
      given: 'over another state',
      change: { signature: signed({ policyDigest: 'cd'.repeat(32) }).signature },
    },
    { given: 'by another key', change: { signature: signPolicyDigest(other.privateKey, STATE) } },
    { given: 'of another key', change: { publicKeyPem: otherPem } },
    { given: 'of one byte less', change: { signature: Buffer.alloc(255).toString('base64') } },
    { given: 'that is no Base64', change: { signature: '!'.repeat(344) } },
    { given: 'of no PCRs', change: { pcrs: [] } },
    { given: 'of a PCR twice', change: { pcrs: [7, 7] } },
    { given: 'of PCRs out of order', change: { pcrs: [7, 4] } },
    { given: 'of a PCR that is none', change: { pcrs: [24] } },
    { given: 'over no digest', change: { policyDigest: 'ab' } },
  ])('$given is none', ({ change }) => {
    expect(problemOfPcrSignature({ ...signed(), ...change })).toBeTypeOf('string');
  });

  test('is the same one for the same state and key, and only then', () => {
    const id = pcrSignatureId(signed());
    expect(id).toMatch(/^[0-9a-f]{64}$/u);
    expect(pcrSignatureId(signed({ signature: 'other' }))).toBe(id);
    expect(pcrSignatureId(signed({ pcrs: [4] }))).not.toBe(id);
    expect(pcrSignatureId(signed({ publicKeyPem: otherPem }))).not.toBe(id);
    expect(pcrSignatureId(signed({ policyDigest: 'cd'.repeat(32) }))).not.toBe(id);
  });
});

describe('the file of signatures', () => {
  const fingerprint = pcrKeyFingerprint(publicKey);
  const parsed = (text: string) => {
    const file = parseSignatureFile(text);
    if (!file.ok) throw new Error(file.problems.join());
    return file.value;
  };

  test('has what systemd looks for', () => {
    const one = signed();
    const text = mergedSignatureFile(undefined, [one]);
    expect(JSON.parse(text)).toEqual({
      sha256: [{ pcrs: [7], pkfp: fingerprint, pol: STATE, sig: one.signature }],
    });
    const asked = { fingerprint, pcrs: [7], policyDigest: STATE };
    expect(findSignature(parsed(text), asked)).toBe(one.signature);
    expect(findSignature(parsed(text), { ...asked, pcrs: [4] })).toBeUndefined();
    expect(findSignature(parsed(text), { ...asked, fingerprint: 'ff' })).toBeUndefined();
    expect(findSignature(parsed(text), { ...asked, policyDigest: 'ff' })).toBeUndefined();
  });

  test('keeps what others wrote, in its order, and says nothing twice', () => {
    const theirs = {
      sha1: [{ pcrs: [11], pkfp: 'x', pol: 'y', sig: 'z' }],
      sha256: [
        { pcrs: [11], pkfp: 'x', pol: 'y', sig: 'z', more: 1 },
        { pcrs: [7], pkfp: fingerprint.toUpperCase(), pol: STATE.toUpperCase(), sig: 'theirs' },
      ],
    };
    const text = mergedSignatureFile(parsed(JSON.stringify(theirs)), [signed()]);
    expect(JSON.parse(text)).toEqual(theirs);
    const more = mergedSignatureFile(parsed(text), [signed({ pcrs: [4] })]);
    const { sha256 } = JSON.parse(more) as { sha256: unknown[] };
    expect(sha256).toHaveLength(3);
    expect(sha256.slice(0, 2)).toEqual(theirs.sha256);
  });

  test.for(['', 'x', '[]', '1', 'null', '{"sha256":1}'])('%s is refused', (text) => {
    expect(parseSignatureFile(text).ok).toBe(false);
  });
});
