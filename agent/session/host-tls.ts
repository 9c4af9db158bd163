/**
 * The TLS side of an enrolled host: its certificate, its key, the controller's CA as only root.
 * @module
 */
import { X509Certificate } from 'node:crypto';
import type { AgentIdentity } from '#agent/keys/agent-identity.ts';
import type { OwnKeys } from '#agent/keys/agent-keys.ts';
import type { ClientTls } from '#src/wire/client-tls.node.ts';

export function hostTls(identity: AgentIdentity, keys: OwnKeys): ClientTls {
  return {
    caPem: identity.caCertificates.map(pem).join(''),
    certificatePem: pem(identity.certificate),
    keyPem: keys.tls.export({ format: 'pem', type: 'pkcs8' }),
  };
}

function pem(certificate: Uint8Array): string {
  return new X509Certificate(certificate).toString();
}
