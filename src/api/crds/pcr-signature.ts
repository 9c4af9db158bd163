/**
 * Schema of PCRSignature: a PCR state that was signed, and the hosts that it is for.
 * @module
 */
import {
  CONDITIONS,
  count,
  hexSha256,
  labelSelector,
  objectName,
  OBSERVED_GENERATION,
} from './common.ts';
import { integer, object, type Schema, set, string } from './schema.ts';

/** More PCRs than a policy of people's has. */
const PCRS_MAX = 8;
const PEM_MAX = 4096;

export function pcrSet(description: string): Schema {
  return set(integer('PCR index.', { minimum: 0, maximum: 23 }), {
    description,
    minItems: 1,
    maxItems: PCRS_MAX,
  });
}

export function pcrPublicKey(description: string): Schema {
  return string(description, {
    maxLength: PEM_MAX,
    pattern: '^-----BEGIN PUBLIC KEY-----',
  });
}

function immutable(field: string) {
  return {
    rule: `self.${field} == oldSelf.${field}`,
    message: `${field} is immutable: sign another state, and delete this one when no host boots it any more`,
  };
}

export const PCR_SIGNATURE_SPEC = object(
  {
    publicKey: pcrPublicKey('RSA key of 2048 bits that signed, PEM.'),
    pcrs: pcrSet('PCRs of the SHA-256 bank whose state was signed.'),
    policyDigest: hexSha256('PolicyPCR over their values, as systemd-measure computes it.'),
    signature: string('RSASSA-PKCS1-v1_5 with SHA-256 over the digest, Base64.', {
      maxLength: 1024,
      pattern: '^[A-Za-z0-9+/]+=*$',
    }),
    hostSelector: labelSelector('Hosts that may be in this state.'),
    hostNames: set(objectName('Host.'), {
      description: 'Hosts that may be in this state, by name.',
      minItems: 1,
      maxItems: 256,
    }),
    comment: string('What the state is: which firmware, which boot loader.', { maxLength: 1024 }),
  },
  {
    required: ['publicKey', 'pcrs', 'policyDigest', 'signature'],
    rules: [
      {
        rule: 'has(self.hostSelector) != has(self.hostNames)',
        message: 'exactly one of hostSelector or hostNames',
      },
      ...['publicKey', 'pcrs', 'policyDigest', 'signature'].map(immutable),
    ],
  },
);

export const PCR_SIGNATURE_STATUS = object({
  observedGeneration: OBSERVED_GENERATION,
  hosts: object(
    {
      matched: count('Hosts that it is for.'),
      installed: count('Hosts on which systemd finds it.'),
    },
    { required: ['matched', 'installed'] },
  ),
  conditions: CONDITIONS,
});
