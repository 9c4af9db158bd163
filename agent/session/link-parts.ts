/**
 * What keeps this host linked to its controllers, in one object made by main.ts.
 * @module
 */
import type { EnrollSources } from '#agent/enroll/enroll.node.ts';
import type { IdentityFile } from '#agent/keys/identity-file.node.ts';
import type { Logger } from '#src/log/logger.ts';

export type EnrollParts = EnrollSources & {
  readonly identityFile: IdentityFile;
  /** host:port, in the order of trying. */
  readonly enrollAddresses: readonly string[];
  readonly backoff: { readonly baseMs: number; readonly maxMs: number };
  readonly log: Logger;
};
