/**
 * Server credentials of the two host ports: TLS 1.3 only, with or without a client certificate of our CA.
 * @module
 */
import type { SecureContextOptions } from 'node:tls';
import { ServerCredentials } from '@grpc/grpc-js';
import type { KeyAndCertificate } from '#controller/keys/issue-certificate.ts';

export type ServerTls = KeyAndCertificate & {
  /** PEM, one or more. Given: a client certificate of one of these CAs is required. */
  readonly clientCaPem?: string;
};

/** Who begins a handshake and does not go on holds a place for others; Node waits two minutes. */
const HANDSHAKE_TIMEOUT_MS = 10_000;

/** createSsl of grpc-js has no minimum version. */
export class Tls13Credentials extends ServerCredentials {
  readonly #isMutual: boolean;

  constructor(tls: ServerTls) {
    const isMutual = tls.clientCaPem !== undefined;
    const required = { requestCert: isMutual, rejectUnauthorized: isMutual };
    super({ ...required, handshakeTimeout: HANDSHAKE_TIMEOUT_MS }, contextOf(tls));
    this.#isMutual = isMutual;
  }

  /** For connections from now on; whether a client certificate is required stays. */
  replace(tls: ServerTls): void {
    if (this.#isMutual !== (tls.clientCaPem !== undefined)) {
      throw new TypeError('a port does not change whether it requires a certificate');
    }
    this.updateSecureContextOptions(contextOf(tls));
  }

  override _equals(other: ServerCredentials): boolean {
    return this === other;
  }
}

function contextOf({ keyPem, certificatePem, clientCaPem }: ServerTls): SecureContextOptions {
  return {
    key: keyPem,
    cert: certificatePem,
    minVersion: 'TLSv1.3',
    ...(clientCaPem === undefined ? {} : { ca: clientCaPem }),
  };
}
