/**
 * An error about one parameter of a question, for those who show which.
 * @module
 */
import { CredfleetError, type ErrorCode } from '#src/errors/credfleet-error.ts';
import { isObject } from '../export/export-line.ts';

export function refusedField(code: ErrorCode, field: string, message: string): CredfleetError {
  return new CredfleetError(code, message, { cause: { field } });
}

/** Undefined when it is about none. */
export function fieldOf({ cause }: Error): string | undefined {
  const field = isObject(cause) ? cause['field'] : undefined;
  return typeof field === 'string' ? field : undefined;
}
