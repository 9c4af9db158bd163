/**
 * What the controller takes from its environment; everything else comes from flags (src/cli/options.ts).
 * The only reader of process.env here.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';

export type ControllerEnvironment = { readonly logLevel: string };

const LOG_LEVELS = ['debug', 'info', 'warn', 'error'];

/** @throws {CredfleetError} CONFIG_INVALID */
export function readControllerEnvironment(
  env: Readonly<Record<string, string | undefined>> = process.env,
): ControllerEnvironment {
  const logLevel = env['CREDFLEET_LOG_LEVEL'] ?? 'info';
  if (LOG_LEVELS.includes(logLevel)) return Object.freeze({ logLevel });
  const known = LOG_LEVELS.join(', ');
  throw new CredfleetError(
    'CONFIG_INVALID',
    `CREDFLEET_LOG_LEVEL is '${logLevel}'; known: ${known}`,
  );
}
