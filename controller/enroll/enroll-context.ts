/**
 * What enrolment and renewal need, in one object made by main.ts.
 * @module
 */
import type { Issuer } from '#controller/keys/issue-certificate.ts';
import type { Keyring } from '#controller/keys/keyring.ts';
import type { Ledger } from '#controller/ledger/ledger.ts';
import type { Objects } from '#controller/objects/objects.ts';
import type { Clock } from '#src/clock/clock.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Random } from '#src/random/random.ts';
import type { PendingRetry } from './patience.ts';

export type EnrollContext = {
  readonly objects: Objects;
  readonly ledger: Ledger;
  readonly keyring: Keyring;
  readonly issuer: Issuer;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  /** What a pending host is told to wait. */
  readonly pendingRetry: PendingRetry;
};
