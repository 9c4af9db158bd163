/**
 * Watches this host's TPM, if it has one.
 * @module
 */
import { readLockout } from '#src/tpm/commands/state.ts';
import type { HostTpm } from './host-tpm.ts';
import { TpmWatch, type TpmWatchParts } from './tpm-watch.ts';

export type WatchOptions = Omit<TpmWatchParts, 'read'> & {
  readonly tpm: Pick<HostTpm, 'withTpm'>;
  readonly isTpmPresent: boolean;
};

export function openWatch({ tpm, isTpmPresent, ...parts }: WatchOptions): TpmWatch {
  return new TpmWatch({ ...parts, read: isTpmPresent ? lockoutReader(tpm) : undefined });
}

export function lockoutReader(tpm: Pick<HostTpm, 'withTpm'>): NonNullable<TpmWatchParts['read']> {
  return async () => tpm.withTpm(readLockout);
}
