/**
 * The key of a signed PCR policy as systemd gives it to a TPM (tpm2_load_external of its tpm2-util.c): whoever has the
 * private half says which PCR states open what was sealed. RSA of 2048 bits: every TPM can verify it.
 * @module
 */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import type { Parsed } from '#src/errors/parsed.ts';
import { uint32 } from '#src/tpm/bytes.ts';
import { attribute, commandCode } from '#src/tpm/constants.ts';
import { nameOf, type RsaPublic } from '#src/tpm/public-area.ts';

const BITS = 2048;
const EXPONENT = 65_537;
const START = new Uint8Array(32);

export function parsePcrKey(pem: string): Parsed<KeyObject> {
  const refuse = (problem: string) => ({ ok: false, problems: [problem] }) as const;
  // Of a private key node:crypto would give the public half: nobody is to send that about.
  if (!pem.trimStart().startsWith('-----BEGIN PUBLIC KEY-----')) {
    return refuse('it is no public key in PEM (BEGIN PUBLIC KEY)');
  }
  try {
    const key = createPublicKey(pem);
    const problem = problemOfPcrKey(key);
    return problem === undefined ? { ok: true, value: key } : refuse(problem);
  } catch {
    return refuse('it is no public key in PEM');
  }
}

/** Undefined when systemd and every TPM can use it. */
export function problemOfPcrKey(key: KeyObject): string | undefined {
  const { modulusLength, publicExponent } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType !== 'rsa') return 'it is no RSA key';
  if (modulusLength === BITS && publicExponent === BigInt(EXPONENT)) return undefined;
  return `it is no RSA key of ${BITS} bits with exponent ${EXPONENT}`;
}

/** `pkfp` of systemd: SHA-256 of the key in PKCS #1, hex. */
export function pcrKeyFingerprint(key: KeyObject): string {
  const der = key.export({ type: 'pkcs1', format: 'der' });
  return createHash('sha256').update(der).digest('hex');
}

export function pcrKeyArea(key: KeyObject): RsaPublic {
  const { n = '' } = key.export({ format: 'jwk' });
  return {
    type: 'rsa',
    attributes: attribute.decrypt | attribute.sign | attribute.userWithAuth,
    policy: new Uint8Array(),
    symmetric: undefined,
    scheme: undefined,
    keyBits: BITS,
    exponent: EXPONENT,
    modulus: Buffer.from(n, 'base64url'),
  };
}

/** What TPM2_PolicyAuthorize makes of a policy that this key signed, whichever it was (Part 3, 23.16). Hex. */
export function authorisedPolicyDigest(key: KeyObject): string {
  const once = createHash('sha256')
    .update(START)
    .update(uint32(commandCode.PolicyAuthorize))
    .update(nameOf(pcrKeyArea(key)))
    .digest();
  // Once more, with the empty policyRef.
  return createHash('sha256').update(once).digest('hex');
}
