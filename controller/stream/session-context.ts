/**
 * What sessions need, in one object made by startHostServer.
 * @module
 */
import type { Keyring } from '#controller/keys/keyring.ts';
import type { Ledger } from '#controller/ledger/ledger.ts';
import type { ObjectSource } from '#controller/objects/objects.ts';
import type { Clock } from '#src/clock/clock.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Random } from '#src/random/random.ts';
import type { HostEvents, IntentsFor, SignaturesFor } from './ports.ts';

export type SessionContext = {
  readonly objects: ObjectSource;
  readonly ledger: Ledger;
  readonly keyring: Keyring;
  readonly events: HostEvents;
  readonly intentsFor: IntentsFor;
  readonly signaturesFor: SignaturesFor;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
};
