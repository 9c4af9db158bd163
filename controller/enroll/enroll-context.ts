/**
 * What enrolment and renewal need, in one object made by main.ts.
 * @module
 */
import type { X509Certificate } from 'node:crypto';
import type { Issuer } from '#controller/keys/issue-certificate.ts';
import type { Keyring } from '#controller/keys/keyring.ts';
import type { Ledger } from '#controller/ledger/ledger.ts';
import type { ObjectSource } from '#controller/objects/objects.ts';
import type { Clock } from '#src/clock/clock.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Random } from '#src/random/random.ts';
import type { PendingRetry } from './patience.ts';
import type { RateLimiter } from './rate-limit.ts';

export type EnrollContext = {
  readonly objects: ObjectSource;
  readonly ledger: Ledger;
  readonly keyring: Keyring;
  readonly issuer: Issuer;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  /** What a pending host is told to wait. */
  readonly pendingRetry: PendingRetry;
  /** Attempts per ekHash or identityKeyHash, and renewals per host, besides attempts per address. */
  readonly identityLimiter: RateLimiter;
  /** Manufacturers' certificates that EK certificates are trusted by; none: no certificate is. */
  readonly ekRoots: readonly X509Certificate[];
  /** Ends the session of a host whose keys are others now. */
  readonly closeSession: (hostUid: string, cause: string) => void;
};
