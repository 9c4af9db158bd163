/**
 * Who is on the other end of a gRPC call, from the certificate that TLS has verified against our CA.
 * @module
 */
import { X509Certificate } from 'node:crypto';
import { type Peer, peerOf } from '#src/identity/peer.ts';

type Call = {
  getAuthContext(): { readonly sslPeerCertificate?: { readonly raw: Buffer } } | null;
};

export type ConnectionPeer = { readonly peer: Peer; readonly notAfterMs: number };

/** Undefined without a verified certificate, or for one that is neither a host's nor a person's. */
export function connectionPeer(call: Call, trustDomain: string): ConnectionPeer | undefined {
  const raw = call.getAuthContext()?.sslPeerCertificate?.raw;
  if (raw === undefined) return undefined;
  const certificate = new X509Certificate(raw);
  const peer = peerOf(certificate, trustDomain);
  if (peer === undefined) return undefined;
  return { peer, notAfterMs: certificate.validToDate.getTime() };
}
