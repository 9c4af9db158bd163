/**
 * The certificate that people in a cluster ask the controller with: whether the stored one still serves, and
 * how a new one is stored. Pure.
 * @module
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { KubeSecret } from '#src/api/core.ts';
import { SYSTEM_NAMESPACE } from '#src/api/meta.ts';
import type { KeyAndCertificate } from '#controller/keys/issue-certificate.ts';

export const OPERATOR_LIFE_MS = 30 * 86_400_000;

export type Judged =
  | { readonly kind: 'serves' }
  | { readonly kind: 'renew'; readonly reason: 'Missing' | 'Unreadable' | 'OtherCa' | 'HalfLife' };

/** @param caPem those that are to stand beside it; the first one signs. A certificate serves until half of its life is over. */
export function judgeOperatorSecret(
  secret: Pick<KubeSecret, 'data'> | undefined,
  caPem: string,
  nowMs: number,
): Judged {
  if (secret === undefined) return { kind: 'renew', reason: 'Missing' };
  const found = certificateOf(secret);
  if (found === undefined) return { kind: 'renew', reason: 'Unreadable' };
  const { certificate, givenCaPem } = found;
  const isOurs = certificate.verify(new X509Certificate(caPem).publicKey) && givenCaPem === caPem;
  if (!isOurs) return { kind: 'renew', reason: 'OtherCa' };
  const renewAtMs = certificate.validToDate.getTime() - OPERATOR_LIFE_MS / 2;
  return nowMs < renewAtMs ? { kind: 'serves' } : { kind: 'renew', reason: 'HalfLife' };
}

/** Undefined when it is no certificate with its key. */
function certificateOf({ data = {} }: Pick<KubeSecret, 'data'>) {
  const text = (key: string): string => Buffer.from(data[key] ?? '', 'base64').toString('utf8');
  try {
    const certificate = new X509Certificate(text('tls.crt'));
    if (!certificate.checkPrivateKey(createPrivateKey(text('tls.key')))) return undefined;
    return { certificate, givenCaPem: text('ca.crt') };
  } catch {
    // Whatever stands there: it is replaced.
    return undefined;
  }
}

export function operatorSecret(name: string, issued: KeyAndCertificate, caPem: string): KubeSecret {
  const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace: SYSTEM_NAMESPACE, name },
    type: 'kubernetes.io/tls',
    data: {
      'tls.crt': base64(issued.certificatePem),
      'tls.key': base64(issued.keyPem),
      'ca.crt': base64(caPem),
    },
  };
}
