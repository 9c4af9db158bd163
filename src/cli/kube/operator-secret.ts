/**
 * The certificates for people in cluster mode: Secrets that the controller keeps and RBAC guards.
 * @module
 */
import { kinds } from '#src/api/core.ts';
import {
  AUDITOR_SECRET,
  OPERATOR_SECRET,
  SECURITY_SECRET,
  SYSTEM_NAMESPACE,
} from '#src/api/meta.ts';
import { CredfleetError, type ErrorCode } from '#src/errors/credfleet-error.ts';
import type { Api } from '../api/api.ts';
import { pathOf } from '../api/resources.ts';
import { isRecord } from '../is-record.ts';
import type { CompleteMaterial } from './operator-certificate.ts';

export type OperatorFiles = Omit<CompleteMaterial, 'address'>;

/** What the certificate is for. */
export type Purpose = 'query' | 'audit' | 'rotate';

/** The Secret, and the Role that lets a person read it. */
const SECRETS = {
  query: { secret: OPERATOR_SECRET, role: 'credfleet-query' },
  audit: { secret: AUDITOR_SECRET, role: 'credfleet-audit' },
  rotate: { secret: SECURITY_SECRET, role: 'credfleet-keys' },
} as const satisfies Record<Purpose, unknown>;

function adviceFor(purpose: Purpose): Partial<Record<ErrorCode, string>> {
  const name = nameOf(purpose);
  return {
    API_FORBIDDEN: `you may not read the ${name}; ask for a RoleBinding of the Role ${SECRETS[purpose].role} in ${SYSTEM_NAMESPACE}`,
    OBJECT_NOT_FOUND: `there is no ${name}: the controller makes it when it starts; does one run in this cluster?`,
  };
}

function nameOf(purpose: Purpose): string {
  return `Secret ${SYSTEM_NAMESPACE}/${SECRETS[purpose].secret}`;
}

/**
 * Who may audit has one Secret, who may ask all another: either serves an auditor's question.
 * @throws {CredfleetError} API_FORBIDDEN, OBJECT_NOT_FOUND, API_UNAVAILABLE, or CONFIG_INVALID when it is not whole.
 */
export async function readOperatorSecret(
  api: Api,
  purpose: Purpose = 'query',
): Promise<OperatorFiles> {
  if (purpose !== 'audit') return readSecret(api, purpose);
  return readSecret(api, 'audit').catch(async (reason: unknown) => {
    if (!isRefusal(reason)) throw reason;
    return readSecret(api, 'query').catch((other: unknown) => {
      throw isRefusal(other) ? reason : other;
    });
  });
}

function isRefusal(reason: unknown): reason is CredfleetError {
  return (
    reason instanceof CredfleetError &&
    (reason.code === 'API_FORBIDDEN' || reason.code === 'OBJECT_NOT_FOUND')
  );
}

async function readSecret(api: Api, purpose: Purpose): Promise<OperatorFiles> {
  const ref = { namespace: SYSTEM_NAMESPACE, name: SECRETS[purpose].secret };
  const path = pathOf(kinds.Secret, ref);
  const secret = await api.send({ method: 'GET', path }).catch((reason: unknown) => {
    const advice = reason instanceof CredfleetError ? adviceFor(purpose)[reason.code] : undefined;
    if (advice === undefined || !(reason instanceof CredfleetError)) throw reason;
    throw new CredfleetError(reason.code, advice, { cause: reason });
  });
  return {
    caPem: textOf(secret, 'ca.crt', purpose),
    certificatePem: textOf(secret, 'tls.crt', purpose),
    keyPem: textOf(secret, 'tls.key', purpose),
  };
}

function textOf(secret: unknown, key: string, purpose: Purpose): string {
  const data = isRecord(secret) ? secret['data'] : undefined;
  const value = isRecord(data) ? data[key] : undefined;
  if (typeof value === 'string' && value !== '') {
    return Buffer.from(value, 'base64').toString('utf8');
  }
  const next = 'delete it, and the controller makes a new one within ten minutes';
  throw new CredfleetError('CONFIG_INVALID', `${nameOf(purpose)} has no ${key}; ${next}`);
}
