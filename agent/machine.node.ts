/**
 * What the agent says about the machine it runs on: shown to people, never trusted.
 * @module
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { arch, release } from 'node:os';
import { deliveryCapability } from '#src/api/delivery-capability.ts';
import type { HostFacts } from '#src/intent/report.ts';
import type { TpmTimes } from './seal/tpm-times.ts';
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
  return {
    hostName,
    agentVersion: AGENT_VERSION,
    systemdVersion,
    tpmPresent: execEnv['SYSTEMD_TPM2_DEVICE'] !== undefined || existsSync(TPM_DEVICE),
    bootId,
    capabilities: capabilitiesOf(systemdVersion),
    facts: { os, kernel: release(), architecture: arch() },
  };
}

/** As measured since the agent started. */
export function withTimes(told: HostFacts, times: Pick<TpmTimes, 'measured'>): HostFacts {
  const { sealMs, openMs } = times.measured();
  const measured = {
    ...(sealMs === undefined ? {} : { tpmSealMs: sealMs.toFixed(0) }),
    ...(openMs === undefined ? {} : { tpmOpenMs: openMs.toFixed(0) }),
  };
  return { ...told, facts: { ...told.facts, ...measured } };
}

/** Which ways of delivery are known, and what systemd of this version can do beyond the oldest supported (252). */
function capabilitiesOf(systemdVersion: number): readonly string[] {
  const since: readonly (readonly [number, string])[] = [
    [252, deliveryCapability('Machine')],
    [254, 'ImportCredential'],
    [255, 'SealWithoutPCR'],
    [256, 'UserScopedCredentials'],
    [260, 'RefreshOnReload'],
  ];
  return since.filter(([version]) => systemdVersion >= version).map(([, name]) => name);
}
