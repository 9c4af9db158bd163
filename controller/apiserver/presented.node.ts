/**
 * What a client of an HTTPS port shows of itself: its certificate, as TLS has verified it, and its token.
 * @module
 */
import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Presented } from './authenticate.ts';

const certificates = new WeakMap<TLSSocket, Presented['certificate']>();

export function presentedBy(incoming: IncomingMessage): Presented {
  const { socket } = incoming;
  const { authorization } = incoming.headers;
  if (!(socket instanceof TLSSocket)) return { certificate: undefined, authorization };
  if (!certificates.has(socket)) certificates.set(socket, certificateOf(socket));
  return { certificate: certificates.get(socket), authorization };
}

function certificateOf(socket: TLSSocket): Presented['certificate'] {
  const peer = socket.getPeerCertificate();
  if (peer === null || Object.keys(peer).length === 0) return undefined;
  return {
    isTrusted: socket.authorized,
    isHost: peer.subjectaltname?.includes('URI:') === true,
    commonName: listOf(peer.subject.CN)[0] ?? '',
    organizations: listOf(peer.subject.O),
    notAfterMs: Date.parse(peer.valid_to),
  };
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
