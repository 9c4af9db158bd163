/**
 * Server credentials of the two host ports: TLS 1.3 only, with or without a client certificate of our CA.
 * @module
 */
import { ServerCredentials } from '@grpc/grpc-js';
import type { KeyAndCertificate } from '#controller/keys/issue-certificate.ts';

export type ServerTls = KeyAndCertificate & {
  /** PEM. Given: a client certificate of this CA is required. */
  readonly clientCaPem?: string;
};

/** createSsl of grpc-js has no minimum version. */
class Tls13Credentials extends ServerCredentials {
  constructor({ keyPem, certificatePem, clientCaPem }: ServerTls) {
    const isMutual = clientCaPem !== undefined;
    super(
      { requestCert: isMutual, rejectUnauthorized: isMutual },
      {
        key: keyPem,
        cert: certificatePem,
        minVersion: 'TLSv1.3',
        ...(isMutual ? { ca: clientCaPem } : {}),
      },
    );
  }

  override _equals(other: ServerCredentials): boolean {
    return this === other;
  }
}

export function tlsServerCredentials(tls: ServerTls): ServerCredentials {
  return new Tls13Credentials(tls);
}
