/**
 * The certificate for queries in cluster mode: a Secret that the controller keeps and RBAC guards.
 * @module
 */
import { kinds } from '#src/api/core.ts';
import { OPERATOR_SECRET, SYSTEM_NAMESPACE } from '#src/api/meta.ts';
import { CredfleetError, type ErrorCode } from '#src/errors/credfleet-error.ts';
import type { Api } from '../api/api.ts';
import { pathOf } from '../api/resources.ts';
import { isRecord } from '../is-record.ts';
import type { CompleteMaterial } from './operator-certificate.ts';

export type OperatorFiles = Omit<CompleteMaterial, 'address'>;

const NAME = `Secret ${SYSTEM_NAMESPACE}/${OPERATOR_SECRET}`;
const PATH = pathOf(kinds.Secret, { namespace: SYSTEM_NAMESPACE, name: OPERATOR_SECRET });

const ADVICE: Partial<Record<ErrorCode, string>> = {
  API_FORBIDDEN: `you may not read the ${NAME}; ask for a RoleBinding of the Role credfleet-query in ${SYSTEM_NAMESPACE}`,
  OBJECT_NOT_FOUND: `there is no ${NAME}: the controller makes it when it starts; does one run in this cluster?`,
};

/** @throws {CredfleetError} API_FORBIDDEN, OBJECT_NOT_FOUND, API_UNAVAILABLE, or CONFIG_INVALID when it is not whole. */
export async function readOperatorSecret(api: Api): Promise<OperatorFiles> {
  const secret = await api.send({ method: 'GET', path: PATH }).catch((reason: unknown) => {
    const advice = reason instanceof CredfleetError ? ADVICE[reason.code] : undefined;
    if (advice === undefined || !(reason instanceof CredfleetError)) throw reason;
    throw new CredfleetError(reason.code, advice, { cause: reason });
  });
  return {
    caPem: textOf(secret, 'ca.crt'),
    certificatePem: textOf(secret, 'tls.crt'),
    keyPem: textOf(secret, 'tls.key'),
  };
}

function textOf(secret: unknown, key: string): string {
  const data = isRecord(secret) ? secret['data'] : undefined;
  const value = isRecord(data) ? data[key] : undefined;
  if (typeof value === 'string' && value !== '') {
    return Buffer.from(value, 'base64').toString('utf8');
  }
  const next = 'delete it, and the controller makes a new one within ten minutes';
  throw new CredfleetError('CONFIG_INVALID', `${NAME} has no ${key}; ${next}`);
}
