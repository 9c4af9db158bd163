/**
 * Picks out of a kubeconfig what a query needs: address, CA and the operator's client certificate.
 * @module
 */
import { SYSTEM_NAMESPACE } from '#src/api/meta.ts';
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
  const { caPem, certificatePem, keyPem } = material;
  const address = requireQueryAddress(material);
  if (caPem === undefined)
    return refuse(material, 'has no certificate authority to check the controller with');
  if (certificatePem === undefined || keyPem === undefined) {
    return refuse(
      material,
      'has no client certificate; queries need one of the controller (a token is not enough)',
    );
  }
  return { address, caPem, certificatePem, keyPem };
}

/** @throws {CredfleetError} CONFIG_INVALID when there is none, USAGE when it is no address. */
export function requireQueryAddress(material: QueryMaterial): string {
  const { address } = material;
  if (address === undefined) {
    return refuse(
      material,
      `does not say where the controller answers queries; give --controller HOST:PORT (its session port; from outside of a cluster for example 127.0.0.1:7444 with 'kubectl -n ${SYSTEM_NAMESPACE} port-forward svc/credfleet 7444')`,
    );
  }
  if (!/^.+:\d{1,5}$/u.test(address)) {
    throw new CredfleetError('USAGE', `controller address '${address}' is not HOST:PORT`);
  }
  return address;
}

function refuse({ context }: QueryMaterial, what: string): never {
  throw new CredfleetError('CONFIG_INVALID', `kubeconfig context '${context}' ${what}`);
}
