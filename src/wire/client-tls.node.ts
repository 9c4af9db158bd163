/**
 * TLS of a gRPC client that knows its controller by name or by address: TLS 1.3, only the given roots.
 * @module
 */
import { ChannelCredentials, type ChannelOptions } from '@grpc/grpc-js';
import { isIP } from 'node:net';
import { checkServerIdentity, createSecureContext } from 'node:tls';

export type ClientTls = {
  /** PEM: the only roots. */
  readonly caPem: string;
  /** PEM: with its key the client certificate; absent where there is none yet. */
  readonly certificatePem?: string;
  readonly keyPem?: string;
};

/** Sent as server name when the controller is known by its address only; never compared with anything. */
const NO_NAME = 'address.invalid';

/** @param address HOST:PORT, ADDRESS:PORT or [ADDRESS]:PORT. */
export function clientTls(
  address: string,
  tls: ClientTls,
): { readonly credentials: ChannelCredentials; readonly options: ChannelOptions } {
  const { caPem: ca, certificatePem: cert, keyPem: key } = tls;
  const context = createSecureContext({
    ca,
    minVersion: 'TLSv1.3',
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  });
  const host = hostOf(address);
  if (isIP(host) === 0) {
    return { credentials: ChannelCredentials.createFromSecureContext(context), options: {} };
  }
  // grpc-js sends the target as server name, and Node refuses addresses there (RFC 6066, 3). So another name is
  // sent, and the certificate is compared with the address.
  const credentials = ChannelCredentials.createFromSecureContext(context, {
    checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate),
  });
  return { credentials, options: { 'grpc.ssl_target_name_override': NO_NAME } };
}

function hostOf(address: string): string {
  return address.replace(/:\d+$/u, '').replace(/^\[(.*)\]$/u, '$1');
}
