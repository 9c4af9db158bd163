/**
 * Picks out of a kubeconfig what a query needs: address, CA and the operator's client certificate.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';

export type QueryMaterial = {
  readonly context: string;
  readonly address: string | undefined;
  readonly caPem: string | undefined;
  readonly certificatePem: string | undefined;
  readonly keyPem: string | undefined;
};

export type CompleteMaterial = {
  readonly address: string;
  readonly caPem: string;
  readonly certificatePem: string;
  readonly keyPem: string;
};

/** @throws {CredfleetError} CONFIG_INVALID naming what is missing and how to get it. */
export function requireQueryMaterial(material: QueryMaterial): CompleteMaterial {
  const { context, address, caPem, certificatePem, keyPem } = material;
  const refuse = (what: string): never => {
    throw new CredfleetError('CONFIG_INVALID', `kubeconfig context '${context}' ${what}`);
  };
  if (address === undefined) {
    return refuse(
      'does not say where the controller answers queries; give --controller HOST:PORT (its session port)',
    );
  }
  if (!/^.+:\d{1,5}$/u.test(address)) {
    throw new CredfleetError('USAGE', `controller address '${address}' is not HOST:PORT`);
  }
  if (caPem === undefined)
    return refuse('has no certificate authority to check the controller with');
  if (certificatePem === undefined || keyPem === undefined) {
    return refuse(
      'has no client certificate; queries need one of the controller (a token is not enough)',
    );
  }
  return { address, caPem, certificatePem, keyPem };
}
