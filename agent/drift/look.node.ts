/**
 * Looks at one file as it lies there: never through a link, never more than a sealed credential can have.
 * @module
 */
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { errnoOf } from '#src/files/durable.node.ts';
import type { SeenFile } from './compare.ts';

/** @throws {CredfleetError} FILE_FAILED */
export type LookAt = (path: string) => Promise<SeenFile>;

const MODE_BITS = 0o7777;
/** Longer ones are not ours, whatever is in them. */
const SIZE_MAX_BYTES = 2_097_152;
const NOTHING = new Set(['ENOENT', 'ENOTDIR']);
/** A link, a socket, a device without a driver. */
const NO_FILE = new Set(['ELOOP', 'ENXIO', 'ENODEV']);
const OTHER = { isFile: false, digest: '', mode: 0, uid: 0, gid: 0 };

export const lookAt: LookAt = async (path) => {
  try {
    return lookNow(path);
  } catch (reason) {
    const errno = errnoOf(reason) ?? '';
    if (NOTHING.has(errno)) return undefined;
    if (NO_FILE.has(errno)) return OTHER;
    throw CredfleetError.from(reason, 'FILE_FAILED', `looking at ${path}`);
  }
};

/** At once: these are a few hundred bytes, and mostly in memory. */
function lookNow(path: string): SeenFile {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) return OTHER;
    const content = stat.size > SIZE_MAX_BYTES ? undefined : readFileSync(file);
    const digest = content === undefined ? '' : createHash('sha256').update(content).digest('hex');
    return { isFile: true, digest, mode: stat.mode & MODE_BITS, uid: stat.uid, gid: stat.gid };
  } finally {
    closeSync(file);
  }
}
