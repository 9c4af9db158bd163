/**
 * Why a question is not answered, as metav1.Status: the same that the API of the objects says no with.
 * @module
 */
import { fieldOf } from '#src/audit/question/refused-field.ts';
import { isStatus, refused } from '#src/api/status.ts';
import { CredfleetError, type ErrorCode } from '#src/errors/credfleet-error.ts';

type Answered = { readonly code: number; readonly reason: string };

const ANSWERS: Partial<Record<ErrorCode, Answered>> = {
  USAGE: { code: 400, reason: 'BadRequest' },
  MESSAGE_INVALID: { code: 400, reason: 'BadRequest' },
  OBJECT_NOT_FOUND: { code: 404, reason: 'NotFound' },
  AUDIT_PRUNED: { code: 410, reason: 'Gone' },
};

/** The error with its Status; anything unforeseen says no more than that. */
export function refusalOf(reason: unknown): CredfleetError {
  const error = CredfleetError.from(reason, 'STORE_FAILED', 'answering a question');
  if (isStatus(error.cause)) return error;
  const { code, reason: word } = ANSWERS[error.code] ?? { code: 500, reason: 'InternalError' };
  const field = fieldOf(error);
  const about = field === undefined ? {} : { field };
  const causes = [{ reason: error.code, message: error.message, ...about }];
  return refused({ code, reason: word, message: error.message, details: { causes } });
}

export function notForThisCertificate(path: string): CredfleetError {
  const message = `${path} is not for the groups of this certificate: ask for viewer, operator, security or, for the past, auditor`;
  return refused({ code: 403, reason: 'Forbidden', message });
}

export function notFound(path: string, paths: readonly string[]): CredfleetError {
  const message = `${path} is nothing that can be asked; there are ${paths.join(', ')}`;
  return refused({ code: 404, reason: 'NotFound', message });
}

export function readsOnly(method: string): CredfleetError {
  const message = `${method} changes things; here is only GET`;
  return refused({ code: 405, reason: 'MethodNotAllowed', message });
}

export function notAcceptable(accept: string, types: readonly string[]): CredfleetError {
  const message = `Accept is '${accept}'; this question is answered as ${types.join(' or ')}`;
  return refused({ code: 406, reason: 'NotAcceptable', message });
}
