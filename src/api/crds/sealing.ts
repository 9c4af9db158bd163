/**
 * Schema of HostCredential.spec.sealing: what a host seals with.
 * @module
 */
import { pcrPublicKey, pcrSet } from './pcr-signature.ts';
import { choice, integer, object, set } from './schema.ts';

export const SEALING_KEYS = ['HostAndTPM2', 'TPM2', 'TPM2Initrd', 'Host'] as const;

export const SEALING = object(
  {
    key: choice(
      'What the file is sealed with; never chosen silently.',
      SEALING_KEYS,
      'HostAndTPM2',
    ),
    tpm2PCRs: set(integer('PCR index.', { minimum: 0, maximum: 23 }), {
      description: 'PCRs to bind to. None by default: firmware updates change them.',
      maxItems: 8,
    }),
    tpm2PublicKey: pcrPublicKey(
      'RSA key of 2048 bits, PEM: the file opens in the states of tpm2PublicKeyPCRs that its private half signed (PCRSignature).',
    ),
    tpm2PublicKeyPCRs: pcrSet('PCRs whose state has to be signed.'),
    ttlSeconds: integer('The sealed file is not accepted by the host after this time.', {
      minimum: 60,
    }),
  },
  {
    description: 'How it is sealed on the host.',
    rules: [
      {
        rule: 'has(self.tpm2PublicKey) == has(self.tpm2PublicKeyPCRs)',
        message: 'tpm2PublicKey and tpm2PublicKeyPCRs go together',
      },
      {
        rule: "!has(self.tpm2PublicKey) || self.key != 'Host'",
        message: 'a PCR policy is kept by a TPM: key must not be Host',
      },
      {
        rule: "self.key != 'Host' || !has(self.tpm2PCRs) || size(self.tpm2PCRs) == 0",
        message: 'PCRs are in the TPM: key Host cannot be bound to them',
      },
    ],
  },
);
