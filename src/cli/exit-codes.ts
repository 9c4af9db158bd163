/**
 * What the exit status of credfleet means, for scripts.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';

export const exitCodes = {
  ok: 0,
  error: 1,
  usage: 2,
  /** A question was answered and the answer is no. */
  statementFalse: 3,
  timeout: 4,
  rolloutFailed: 5,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export function exitCodeOf(reason: unknown): ExitCode {
  const isUsage = reason instanceof CredfleetError && reason.code === 'USAGE';
  return isUsage ? exitCodes.usage : exitCodes.error;
}
