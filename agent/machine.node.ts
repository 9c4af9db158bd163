/**
 * What the agent says about the machine it runs on: shown to people, never trusted.
 * @module
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { arch, release } from 'node:os';
import { capabilitiesOf } from '#src/intent/capabilities.ts';
import type { HostFacts } from '#src/intent/report.ts';
import type { TpmTimes } from './seal/tpm-times.ts';
import type { TpmWatch } from './tpm/tpm-watch.ts';
import { AGENT_VERSION } from './version.ts';

const BOOT_ID = '/proc/sys/kernel/random/boot_id';
const OS_RELEASE = '/etc/os-release';
const TPM_DEVICE = '/dev/tpmrm0';

export async function readFacts(given: {
  readonly hostName: string;
  readonly systemdVersion: number;
  readonly execEnv: Readonly<Record<string, string>>;
}): Promise<HostFacts> {
  const { hostName, systemdVersion, execEnv } = given;
  const bootId = (await readFile(BOOT_ID, 'utf8')).trim();
  const osRelease = await readFile(OS_RELEASE, 'utf8').catch(() => '');
  const os = /^PRETTY_NAME="?([^"\n]*)/mu.exec(osRelease)?.[1] ?? 'unknown';
  const tpmPresent = isTpmPresent(execEnv);
  return {
    hostName,
    agentVersion: AGENT_VERSION,
    systemdVersion,
    tpmPresent,
    bootId,
    capabilities: capabilitiesOf({ systemdVersion, tpmPresent }),
    facts: { os, kernel: release(), architecture: arch() },
  };
}

/** Here, or where systemd was told that it is. */
export function isTpmPresent(execEnv: Readonly<Record<string, string>>): boolean {
  return execEnv['SYSTEMD_TPM2_DEVICE'] !== undefined || existsSync(TPM_DEVICE);
}

/** With what was measured and seen of the TPM since the agent started. */
export function factsNow(
  told: HostFacts,
  times: Pick<TpmTimes, 'measured'>,
  { seen }: Pick<TpmWatch, 'seen'>,
): HostFacts {
  const { sealMs, openMs } = times.measured();
  const measured = {
    ...(sealMs === undefined ? {} : { tpmSealMs: sealMs.toFixed(0) }),
    ...(openMs === undefined ? {} : { tpmOpenMs: openMs.toFixed(0) }),
  };
  const facts = { ...told.facts, ...measured };
  return { ...told, facts, ...(seen === undefined ? {} : { tpm: seen }) };
}
