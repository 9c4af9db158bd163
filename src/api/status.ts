/**
 * metav1.Status: how a Kubernetes API says no. The embedded API writes it, the client of API objects
 * reads it; both map it to our codes here.
 * @module
 */
import { CredfleetError, type ErrorCode } from '#src/errors/credfleet-error.ts';
import { field, isJsonObject } from './json.ts';

export type StatusCause = {
  readonly reason?: string;
  readonly message: string;
  readonly field?: string;
};

export type StatusDetails = {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly StatusCause[];
  readonly retryAfterSeconds?: number;
};

export type Status = {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: Readonly<Record<string, never>>;
  readonly status: 'Success' | 'Failure';
  readonly message?: string;
  readonly reason?: string;
  readonly details?: StatusDetails;
  readonly code: number;
};

export function isStatus(value: unknown): value is Status {
  return isJsonObject(value) && field(value, 'kind') === 'Status' && 'status' in value;
}

export type Refusal = {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly details?: StatusDetails;
};

export function failure({ code, reason, message, details }: Refusal): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    ...(details === undefined ? {} : { details }),
    code,
  };
}

/** The error that carries a Status as its cause; {@link statusOf} takes it out again. */
export function refused(refusal: Refusal): CredfleetError {
  const status = failure(refusal);
  return new CredfleetError(errorCodeOf(status), refusal.message, { cause: status });
}

export function statusOf(error: unknown): Status {
  if (error instanceof CredfleetError && isStatus(error.cause)) return error.cause;
  return failure({
    code: 500,
    reason: 'InternalError',
    message: error instanceof CredfleetError ? error.message : 'internal error; see the log',
  });
}

const codesByReason: Readonly<Record<string, ErrorCode>> = {
  NotFound: 'OBJECT_NOT_FOUND',
  AlreadyExists: 'OBJECT_EXISTS',
  Conflict: 'OBJECT_CONFLICT',
  Invalid: 'OBJECT_INVALID',
  BadRequest: 'OBJECT_INVALID',
  Forbidden: 'API_FORBIDDEN',
  Unauthorized: 'API_FORBIDDEN',
};

/** Everything that is not the fault of the request is API_UNAVAILABLE and may be tried again. */
export function errorCodeOf(status: Pick<Status, 'reason' | 'code'>): ErrorCode {
  const byReason = codesByReason[status.reason ?? ''];
  if (byReason !== undefined) return byReason;
  if (status.code === 401 || status.code === 403) return 'API_FORBIDDEN';
  if (status.code === 404) return 'OBJECT_NOT_FOUND';
  const isRequestFault = status.code >= 400 && status.code < 500 && !RETRIED.has(status.code);
  return isRequestFault ? 'OBJECT_INVALID' : 'API_UNAVAILABLE';
}

/** Request timeout, gone (list again), too many requests. */
const RETRIED: ReadonlySet<number> = new Set([408, 410, 429]);
