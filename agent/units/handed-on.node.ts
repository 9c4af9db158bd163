/**
 * Whether a container was told of a credential when it started: what its unit has loaded, nspawn hands on only if its
 * command line says so, and what the container got stays until it starts anew.
 * @module
 */
import { readFileSync } from 'node:fs';
import { isErrno } from '#src/files/durable.node.ts';
import type { Systemd } from './systemd.ts';

export type IsHandedOn = (unit: string, id: string) => Promise<boolean>;

/** What a container loads from its unit's credentials is named without a path. */
export function handedOnReader(systemd: Pick<Systemd, 'processes'>): IsHandedOn {
  return async (unit, id) => {
    const pids = await systemd.processes(unit);
    return pids.some((pid) =>
      argumentsOf(pid).some(
        (one) => /^--load-credential=[^:/]+:/u.test(one) && one.endsWith(`:${id}`),
      ),
    );
  };
}

/** At once: the kernel answers from memory. None of one that has ended. */
function argumentsOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch (reason) {
    if (isErrno(reason, 'ENOENT') || isErrno(reason, 'ESRCH')) return [];
    throw reason;
  }
}
