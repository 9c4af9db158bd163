/**
 * The keys that open this host's envelopes, one per epoch: a port, for keys in the TPM and in memory.
 * @module
 */
import { type Decapsulator, softwareDecapsulator } from '#src/envelope/decapsulator.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { SoftwareKeys } from './agent-keys.ts';

export interface KxKeys {
  /** Of the key that the host enrols and renews with; 0 when a new one is due. */
  newestEpoch(): number;
  /** Those with a key that opens, as far as is known. */
  epochs(): ReadonlySet<number>;
  /** @throws {CredfleetError} ENVELOPE_UNOPENABLE when there is no such key (any more). */
  decapsulator(epoch: number): Decapsulator;
  /** Before a renewal: another newest key when the present one is old, or does not open, or it is asked for. */
  refresh(isAskedFor: boolean): Promise<void>;
  /** Destroys the keys of all epochs below `current` but those needed; asks for these only when there are any. */
  forget(current: number, needed: () => Promise<ReadonlySet<number>>): Promise<void>;
}

/** One key for as long as the installation lives. */
export function softwareKx({ kx, kxEpoch }: SoftwareKeys): KxKeys {
  const only = softwareDecapsulator(kx);
  return {
    newestEpoch: () => kxEpoch,
    epochs: () => new Set([kxEpoch]),
    decapsulator: (epoch) => (epoch === kxEpoch ? only : noSuchKey(epoch)),
    refresh: async () => undefined,
    forget: async () => undefined,
  };
}

export function noSuchKey(epoch: number): never {
  throw new CredfleetError(
    'ENVELOPE_UNOPENABLE',
    `the envelope is for key epoch ${epoch}, and that key is gone`,
  );
}
