/**
 * What doctor looks at on a host. Reads only; sealed files are opened to nowhere, and nothing of them is shown.
 * @module
 */
import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { allowListReader } from '#agent/allow/allow-list.node.ts';
import type { AgentConfig } from '#agent/config.ts';
import { findPinnedCa } from '#agent/enroll/pinned-ca.node.ts';
import { acceptedPins } from '#agent/keys/agent-trust.ts';
import type { AgentIdentity } from '#agent/keys/agent-identity.ts';
import { identityFile } from '#agent/keys/identity-file.node.ts';
import { OWN_KEYS_NAME } from '#agent/keys/load-agent-keys.node.ts';
import { ownKeysPath } from '#agent/keys/open-self.node.ts';
import { readFacts } from '#agent/machine.node.ts';
import { hostKeyProblem, readHostKey } from '#agent/seal/host-key.node.ts';
import { effectiveSignatures } from '#agent/pcr/signature-files.node.ts';
import { METRICS_FILE, requireOwnFolder } from '#agent/metrics/open-metrics.node.ts';
import { sealedTester } from '#agent/seal/test-sealed.ts';
import type { HostTpm } from '#agent/tpm/host-tpm.ts';
import { lockoutReader } from '#agent/tpm/open-watch.ts';
import { TpmWatch, type TpmWatchParts } from '#agent/tpm/tpm-watch.ts';
import { readTpmIdentity } from '#agent/tpm/tpm-identity.ts';
import { createSystemd } from '#agent/units/systemd.node.ts';
import type { Clock } from '#src/clock/clock.ts';
import type { Exec } from '#src/exec/exec.ts';
import type { Random } from '#src/random/random.ts';
import { isErrno } from '#src/files/durable.node.ts';
import { controllerTimeMs } from './controller-time.node.ts';
import type { Check, Outcome } from '#src/doctor/finding.ts';
import { pcrsNow, readSealed, readSealedInDropIns } from './read-sealed.node.ts';
import { judgeSealed } from './sealed-files.ts';
import {
  judgeClock,
  judgeIdentity,
  judgeMetrics,
  judgeStore,
  judgeSystemd,
  judgeTpm,
} from './judge.ts';

export type DoctorParts = {
  readonly config: AgentConfig;
  readonly tpm: HostTpm;
  readonly exec: Exec;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: TpmWatchParts['log'];
};

const RESTART = 'journalctl -u credfleet-agent';

export function hostChecks(parts: DoctorParts): readonly Check[] {
  const { config } = parts;
  const { Persistent, Volatile } = config.credstores;
  const stores = [Persistent, Volatile].map((path): Check => {
    const look = async (): Promise<Outcome> => judgeStore(path, await seenAt(path));
    return { check: 'credstore', next: `ls -ld ${path}`, look };
  });
  return [
    { check: 'systemd', next: 'systemctl status dbus.socket', look: async () => systemd(parts) },
    {
      check: 'TPM',
      next: 'enable the TPM in the firmware setup; ls -l /dev/tpmrm0',
      look: async () => tpm(parts),
    },
    { check: 'host key', next: 'systemd-creds setup', look: hostKey },
    ...stores,
    { check: 'allow list', next: `edit ${config.allowFile}`, look: async () => allowList(config) },
    { check: 'own keys', next: RESTART, look: async () => ownKeys(parts) },
    { check: 'sealed files', next: RESTART, look: async () => sealedFiles(parts) },
    { check: 'identity', next: RESTART, look: async () => identity(parts) },
    ...metricsChecks(parts),
    ...controllerChecks(parts),
  ];
}

/** Where they are written. */
function metricsChecks({ config, clock }: DoctorParts): readonly Check[] {
  const { metricsDir, metricsIntervalMs: intervalMs } = config;
  if (metricsDir === undefined) return [];
  const file = join(metricsDir, METRICS_FILE);
  const look = async (): Promise<Outcome> => {
    requireOwnFolder(metricsDir);
    const seen = await seenAt(file);
    return judgeMetrics(file, { writtenMs: seen?.mtimeMs, intervalMs, nowMs: clock.nowMs() });
  };
  return [{ check: 'metrics', next: `ls -ld ${metricsDir}`, look }];
}

function controllerChecks(parts: DoctorParts): readonly Check[] {
  const { controllerEnroll, controllerSession } = parts.config;
  const addresses = [...new Set([...controllerEnroll, ...controllerSession])];
  const reach = addresses.map((address): Check => {
    const next = 'look at address, firewall and ca-pin; credfleet keys status prints the pins';
    const look = async (): Promise<Outcome> => {
      await pinnedCa(parts, address);
      return { level: 'OK', text: `${address} answers and has the pinned CA` };
    };
    return { check: 'controller', next, look };
  });
  const look = async (): Promise<Outcome> => judgeClock(...(await times(parts)));
  return [...reach, { check: 'clock', next: 'timedatectl', look }];
}

async function systemd({ config, clock }: DoctorParts): Promise<Outcome> {
  using bus = createSystemd({ socket: config.busSocket, clock });
  const systemdVersion = await bus.version();
  const { capabilities } = await readFacts({ ...config, systemdVersion });
  return judgeSystemd(systemdVersion, capabilities);
}

async function tpm({ config, tpm: host }: DoctorParts): Promise<Outcome> {
  if (config.identity === 'Software') {
    return { level: 'WARN', text: 'not used: identity=Software; a copy of this disk is this host' };
  }
  const { state, ekHash } = await host.withTpm(readTpmIdentity);
  return judgeTpm(state, ekHash);
}

async function hostKey(): Promise<Outcome> {
  const problem = await hostKeyProblem()();
  if (problem === undefined) return { level: 'OK', text: "it is there, and this machine's" };
  const next = 'restore it; or systemd-creds setup, and everything is sealed anew';
  return { level: 'FAIL', text: problem, next };
}

async function allowList({ allowFile }: AgentConfig): Promise<Outcome> {
  const { units, credentials } = await allowListReader(allowFile)();
  const text = `units ${units.join(' ')}; credentials ${credentials.join(' ')}`;
  return { level: 'OK', text };
}

async function ownKeys(parts: DoctorParts): Promise<Outcome> {
  const { config, tpm: host, exec, clock } = parts;
  const path = ownKeysPath(config.stateDir);
  const sealed = await readFile(path).catch((reason: unknown) => {
    if (isErrno(reason, 'ENOENT')) return undefined;
    throw reason;
  });
  if (sealed === undefined) {
    return { level: 'WARN', text: 'there are none yet: the agent makes them at its first start' };
  }
  const problem = await hostKeyProblem()();
  if (problem !== undefined) return { level: 'FAIL', text: `they do not open: ${problem}` };
  const useTpm: HostTpm['withTpm'] = async (work) => host.withTpm(work);
  const readSignatures = () => effectiveSignatures();
  const opening = { useTpm, readHostKey: async () => readHostKey(), readSignatures, clock };
  const { refuseLockedOut } = new TpmWatch({ ...parts, read: lockoutReader(host) });
  const test = sealedTester({ exec, opening, refuseLockedOut, onUndecided: () => undefined });
  await test({ name: OWN_KEYS_NAME, sealed, isExpected: (bytes) => bytes.length > 0 });
  return { level: 'OK', text: 'they open' };
}

async function sealedFiles({ config, tpm: host }: DoctorParts): Promise<Outcome> {
  const { Persistent, Volatile } = config.credstores;
  const files = [
    ...(await readSealed([Persistent, Volatile])),
    ...(await readSealedInDropIns(config.unitDir)),
  ];
  const pcrs = files.some(({ header }) => header.tpm !== undefined)
    ? await pcrsNow(host)
    : undefined;
  const problem = await hostKeyProblem()();
  return judgeSealed(files, { hostKeyProblem: problem, pcrs, signatures: effectiveSignatures() });
}

async function identity({ config, clock }: DoctorParts): Promise<Outcome> {
  const held = await heldIdentity(config);
  if (held === undefined) return judgeIdentity(undefined, clock.nowMs());
  const { validFromDate, validToDate } = new X509Certificate(held.certificate);
  const [notBeforeMs, notAfterMs] = [validFromDate.getTime(), validToDate.getTime()];
  return judgeIdentity({ hostName: held.hostName, notBeforeMs, notAfterMs }, clock.nowMs());
}

/** Ours and theirs, of the first controller that says it. */
async function times(
  parts: DoctorParts,
): Promise<readonly [nowMs: number, theirsMs: number | undefined]> {
  for (const address of parts.config.controllerEnroll) {
    const caPem = await pinnedCa(parts, address).catch(() => undefined);
    if (caPem === undefined) continue;
    const theirsMs = await controllerTimeMs(address, caPem);
    if (theirsMs !== undefined) return [parts.clock.nowMs(), theirsMs];
  }
  return [parts.clock.nowMs(), undefined];
}

async function pinnedCa({ config, clock }: DoctorParts, address: string): Promise<string> {
  const pins = acceptedPins(await heldIdentity(config), config.caPins);
  return findPinnedCa(address, pins, { clock, signal: new AbortController().signal });
}

async function heldIdentity(config: AgentConfig): Promise<AgentIdentity | undefined> {
  return identityFile(join(config.stateDir, 'identity.json')).read();
}

async function seenAt(path: string) {
  try {
    return await stat(path);
  } catch (reason) {
    if (isErrno(reason, 'ENOENT')) return undefined;
    throw reason;
  }
}
