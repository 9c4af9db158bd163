/**
 * Who is on the other end of a mutual TLS connection, as its certificate says: a host or a person with
 * groups. The TLS stack has verified chain and dates before.
 * @module
 */
import { X509Certificate } from 'node:crypto';
import { type HostUid, isHostUid } from '#src/intent/intent.ts';

export type Peer =
  | { readonly kind: 'host'; readonly hostUid: HostUid; readonly serial: string }
  | { readonly kind: 'user'; readonly user: string; readonly groups: readonly string[] };

/** The SAN of a host's certificate. `trustDomain` is the cluster's UID. */
export function hostSpiffeId(trustDomain: string, hostUid: string): string {
  return `spiffe://${trustDomain}/host/${hostUid}`;
}

/** Undefined for a certificate that is neither form, or of another trust domain. */
export function peerOf(certificate: X509Certificate, trustDomain: string): Peer | undefined {
  const { subjectAltName = '', serialNumber } = certificate;
  if (subjectAltName !== '') {
    const prefix = `URI:${hostSpiffeId(trustDomain, '')}`;
    const hostUid = subjectAltName.slice(prefix.length);
    if (!subjectAltName.startsWith(prefix) || !isHostUid(hostUid)) return undefined;
    return { kind: 'host', hostUid, serial: serialNumber.toLowerCase() };
  }
  const { CN, O } = certificate.toLegacyObject().subject as Record<string, string | string[]>;
  if (typeof CN !== 'string' || CN === '') return undefined;
  const groups = typeof O === 'string' ? [O] : (O ?? []);
  return { kind: 'user', user: CN, groups };
}
