/**
 * Labels as they are given on a command line.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';

/** @throws {CredfleetError} USAGE */
export function labelsOf(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new CredfleetError('USAGE', `'${pair}' is not LABEL=VALUE`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
