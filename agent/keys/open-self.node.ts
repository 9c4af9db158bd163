/**
 * Opens what makes this machine itself, as the configuration demands: by its TPM, or by keys in software. Wiring;
 * what is demanded and not there is an error, never the other.
 * @module
 */
import { join } from 'node:path';
import type { AgentConfig } from '#agent/config.ts';
import type { HostKeyProblem } from '#agent/seal/host-key.node.ts';
import { sealBytes, unsealBytes } from '#agent/seal/systemd-creds.ts';
import type { HostTpm } from '#agent/tpm/host-tpm.ts';
import { readTpmIdentity, type TpmIdentity } from '#agent/tpm/tpm-identity.ts';
import type { RefuseLockedOut } from '#agent/tpm/tpm-watch.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Exec } from '#src/exec/exec.ts';
import type { Logger } from '#src/log/logger.ts';
import { type OwnKeys, softwareBundle, tpmBundle } from './agent-keys.ts';
import { type HostSelf, softwareSelf, tpmSelf } from './host-self.ts';
import { kxFiles } from './kx-files.node.ts';
import { loadAgentKeys } from './load-agent-keys.node.ts';
import { TpmKx } from './tpm-kx.ts';

export type SelfOptions = {
  readonly config: Pick<AgentConfig, 'stateDir' | 'identity' | 'kxMaxAgeMs'>;
  readonly tpm: HostTpm;
  readonly refuseLockedOut: RefuseLockedOut;
  readonly exec: Exec;
  readonly systemdVersion: number;
  readonly hostKeyProblem: HostKeyProblem;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  /** The key for envelopes does not open any more: a renewal makes another. */
  readonly onKxLost: () => void;
};

export type OpenedSelf = { readonly keys: OwnKeys; readonly self: HostSelf };

/** @throws {CredfleetError} TPM_…, SEAL_…, HOST_KEY_MISSING, STATE_UNWRITABLE, STATE_CORRUPT */
export async function openSelf(options: SelfOptions): Promise<OpenedSelf> {
  const { config, exec, systemdVersion, log } = options;
  const file = {
    path: ownKeysPath(config.stateDir),
    seal: async (request: Parameters<typeof sealBytes>[1]) => sealBytes(exec, request),
    unseal: async (request: Parameters<typeof unsealBytes>[1]) => {
      await refuseWithoutHostKey(options.hostKeyProblem);
      return unsealBytes(exec, request);
    },
    systemdVersion,
    log,
  };
  if (config.identity === 'Software') {
    const bundle = { bundle: softwareBundle, key: 'Host', mayReplace: false } as const;
    const keys = await loadAgentKeys({ ...file, ...bundle });
    return { keys, self: softwareSelf(keys) };
  }
  const identity = await identityOf(options.tpm);
  const bundle = { bundle: tpmBundle, key: 'HostAndTPM2', mayReplace: true } as const;
  const keys = await loadAgentKeys({ ...file, ...bundle });
  const { tpm, refuseLockedOut } = options;
  return { keys, self: tpmSelf({ tpm, identity, kx: await openKx(options), refuseLockedOut }) };
}

export function ownKeysPath(stateDir: string): string {
  return join(stateDir, 'keys.cred');
}

/** Even to read with a host key of another machine ID makes systemd-creds delete it. */
async function refuseWithoutHostKey(hostKeyProblem: HostKeyProblem): Promise<void> {
  const problem = await hostKeyProblem();
  if (problem === undefined) return;
  const next =
    "restore it, or make a new one with 'systemd-creds setup': this host then enrols anew";
  throw new CredfleetError(
    'HOST_KEY_MISSING',
    `the agent's own keys do not open: ${problem}; ${next}`,
  );
}

async function openKx({ config, tpm, clock, log, onKxLost }: SelfOptions): Promise<TpmKx> {
  const files = kxFiles(config.stateDir);
  const onLost = onKxLost;
  return TpmKx.open({ tpm, files, clock, log, onLost, maxAgeMs: config.kxMaxAgeMs });
}

async function identityOf(tpm: HostTpm): Promise<TpmIdentity> {
  return tpm.withTpm(readTpmIdentity).catch((reason: unknown) => {
    if (!(reason instanceof CredfleetError) || reason.code !== 'TPM_MISSING') throw reason;
    const text = `this host has no TPM to be identified by (${reason.message}); enable it in the firmware setup, name another with --tpm, or choose the weaker --identity Software`;
    throw new CredfleetError('TPM_MISSING', text, { cause: reason });
  });
}
