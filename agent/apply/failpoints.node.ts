/**
 * Kills this process as a power cut would, at the one failpoint that a crash test chose.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { failpoints, noFailpoints, type Failpoints } from './failpoints.ts';

/** @throws {CredfleetError} CONFIG_INVALID for a name that does not exist. */
export function failpointsFor(chosen: string | undefined): Failpoints {
  if (chosen === undefined || chosen === '') return noFailpoints;
  if (!failpoints.some((name) => name === chosen)) {
    throw new CredfleetError('CONFIG_INVALID', `there is no failpoint '${chosen}'`);
  }
  return (reached) => {
    if (reached === chosen) process.kill(process.pid, 'SIGKILL');
  };
}
