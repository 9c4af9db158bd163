/**
 * From PCR values and a private key to a PCRSignature, checked as every host checks it. Pure.
 * @module
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { API_VERSION } from '#src/api/meta.ts';
import { type PCRSignature, type PCRSignatureSpec, signatureOf } from '#src/api/pcr-signature.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { problemOfPcrKey } from '#src/systemd/pcr-key.ts';
import { pcrPolicyDigest } from '#src/systemd/pcr-policy.ts';
import { problemOfPcrSignature, signPolicyDigest } from '#src/systemd/pcr-signature.ts';
import type { PcrValues } from '../hosts/forecast.ts';

export type StateToSign = {
  readonly name: string;
  readonly values: PcrValues;
  readonly hosts: Pick<PCRSignatureSpec, 'hostNames' | 'hostSelector'>;
  readonly comment?: string;
};

/** @throws {CredfleetError} USAGE for a key that TPMs and systemd do not take. */
export function signState(privateKey: KeyObject, asked: StateToSign): PCRSignature {
  const publicKey = createPublicKey(privateKey);
  const problem = problemOfPcrKey(publicKey);
  if (problem !== undefined) {
    const make = 'openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048';
    throw new CredfleetError(
      'USAGE',
      `the key cannot sign PCR states: ${problem}; make one: ${make}`,
    );
  }
  const policyDigest = pcrPolicyDigest(asked.values);
  const signed: PCRSignature = {
    apiVersion: API_VERSION,
    kind: 'PCRSignature',
    metadata: { name: asked.name },
    spec: {
      publicKey: publicKey.export({ type: 'spki', format: 'pem' }),
      pcrs: [...asked.values.keys()].toSorted((a, b) => a - b),
      policyDigest,
      signature: signPolicyDigest(privateKey, policyDigest),
      ...asked.hosts,
      ...(asked.comment === undefined ? {} : { comment: asked.comment }),
    },
  };
  const fault = problemOfPcrSignature(signatureOf(signed));
  if (fault === undefined) return signed;
  throw new CredfleetError('PCR_SIGNATURE_INVALID', `what was signed does not verify: ${fault}`);
}
