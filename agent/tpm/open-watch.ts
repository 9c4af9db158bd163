/**
 * Watches this host's TPM, if it has one; an agent whose own keys are in it waits here while it is in lockout.
 * @module
 */
import type { AgentConfig } from '#agent/config.ts';
import type { HostFacts } from '#src/intent/report.ts';
import { readLockout } from '#src/tpm/commands/state.ts';
import type { HostTpm } from './host-tpm.ts';
import { TpmWatch, type TpmWatchParts } from './tpm-watch.ts';

export type WatchOptions = Omit<TpmWatchParts, 'read'> & {
  readonly config: Pick<AgentConfig, 'identity'>;
  readonly tpm: Pick<HostTpm, 'withTpm'>;
  readonly facts: Pick<HostFacts, 'tpmPresent'>;
};

export async function openWatch(
  { config, tpm, facts, ...parts }: WatchOptions,
  signal: AbortSignal,
): Promise<TpmWatch> {
  const read = facts.tpmPresent ? lockoutReader(tpm) : undefined;
  const watch = new TpmWatch({ ...parts, read });
  if (config.identity !== 'Software') await watch.waitWhileLockedOut(signal);
  return watch;
}

export function lockoutReader(tpm: Pick<HostTpm, 'withTpm'>): NonNullable<TpmWatchParts['read']> {
  return async () => tpm.withTpm(readLockout);
}
