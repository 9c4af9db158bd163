/**
 * What the agent is told at start: flags, and the only place that reads the environment.
 * @module
 */
import { hostname } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Assurance } from '#src/api/host.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { bootFolders } from './install/boot-folder.node.ts';
import type { CredstoreOptions } from './install/credstore.node.ts';
import { PROVIDER_SOCKET, type Listening } from './provider/socket.ts';
import { DEFAULT_TCTI, parseTcti } from './tpm/tcti.ts';

export type AgentConfig = {
  /** host:port, in the order of trying. */
  readonly controllerEnroll: readonly string[];
  readonly controllerSession: readonly string[];
  /** "sha256:" and the hex hash of the CA's public key. */
  readonly caPins: readonly string[];
  readonly hostName: string;
  readonly stateDir: string;
  /** Join token; needed only until the host is enrolled. */
  readonly tokenFile: string | undefined;
  /**
   * TPM: the endorsement key is the identity, the key for envelopes is in the TPM, own keys are sealed by TPM and
   * host key. Software: all are keys in files, sealed by the host key. Never the one when the other was asked for.
   */
  readonly identity: Assurance;
  /** As in SYSTEMD_TPM2_DEVICE. */
  readonly tcti: string;
  /** A key for envelopes that is older is replaced at the next renewal. */
  readonly kxMaxAgeMs: number;
  readonly backoffBaseMs: number;
  readonly backoffMaxMs: number;
  /** Upper bound of the random delay before the first connection. */
  readonly startDelayMs: number;
  readonly logLevel: string;
  readonly allowFile: string;
  readonly credstores: { readonly Persistent: string; readonly Volatile: string };
  /** The boot loader's partition; undefined: where systemd looks for it. */
  readonly bootDir: string | undefined;
  /** What units of users load, a folder for each user; their managers look into it. */
  readonly userStore: string;
  readonly unitDir: string;
  /** Where systemd shows running units their credentials. */
  readonly loadedDir: string;
  readonly busSocket: string;
  /** For node_exporter's textfile collector; undefined: no metrics are written. */
  readonly metricsDir: string | undefined;
  readonly metricsIntervalMs: number;
  /** Where units fetch credentials: what systemd listens on for us, or a path of ours. */
  readonly provider: Listening;
  /** Given to systemd-creds: where the TPM is, when it is not /dev/tpmrm0. */
  readonly execEnv: Readonly<Record<string, string>>;
  /** Crash tests only: the agent kills itself with SIGKILL at the failpoint of this name. */
  readonly failpoint: string | undefined;
};

export const AGENT_USAGE = `usage: credfleet-agent --config FILE [option …]
       credfleet-agent doctor --config FILE [-o json] [option …]
       credfleet-agent identity [-o json] [--tpm DEVICE|TCTI]
  --config FILE                  options, one per line as name=value; the command line comes after it and wins
  --controller-enroll ADDRESS    where hosts ask to join; repeat for several
  --controller-session ADDRESS   where enrolled hosts connect; repeat for several
  --ca-pin sha256:HEX            hash of the fleet CA's public key (credfleet hosts token create shows it);
                                 repeat for the next CA, so that an image outlives a rotation
  --host-name NAME               name of the Host object (default: this machine's host name)
  --token-file FILE              join token, needed until the host is enrolled
  --identity TPM|Software        what identifies this host, and opens its envelopes (default TPM)
  --tpm DEVICE|TCTI              the TPM (default: SYSTEMD_TPM2_DEVICE, else device:/dev/tpmrm0)
  --kx-max-age-days N            age at which the key for envelopes is replaced (default 30; SIGUSR2: now)
  --state-dir DIR                journal, spool, keys (default /var/lib/credfleet)
  --allow-file FILE              units and credential names that may be touched (default /etc/credfleet/allow.json)
  --credstore DIR                persistent store (default /etc/credstore.encrypted)
  --credstore-volatile DIR       volatile store (default /run/credstore.encrypted)
  --user-store DIR               store of units of users (default /var/lib/credfleet-users)
  --boot-dir DIR                 the boot loader's partition (default: found at /efi, /boot or /boot/efi)
  --unit-dir DIR                 where drop-ins go (default /etc/systemd/system)
  --loaded-dir DIR               where running units' credentials are seen (default /run/credentials)
  --bus-socket PATH              D-Bus system bus (default /run/dbus/system_bus_socket)
  --metrics-dir DIR              writes DIR/credfleet-agent.prom for node_exporter's textfile collector (default: off)
  --metrics-interval-seconds N   how often it is written, 1 to 300 (default 15)
  --backoff-base-ms N            first wait before reconnecting (default 1000)
  --backoff-max-ms N             longest wait before reconnecting (default 300000)
  --start-delay-ms N             upper bound of the random delay at start (default 0)
  --log-level LEVEL              debug, info, warn or error (default info)`;

const DEFAULT_USER_STORE = '/var/lib/credfleet-users';
const text = { type: 'string' } as const;
const OPTIONS = {
  'controller-enroll': { type: 'string', multiple: true },
  'controller-session': { type: 'string', multiple: true },
  'ca-pin': { type: 'string', multiple: true },
  'host-name': text,
  'token-file': text,
  identity: { ...text, default: 'TPM' },
  tpm: text,
  'kx-max-age-days': { ...text, default: '30' },
  'state-dir': { ...text, default: '/var/lib/credfleet' },
  'allow-file': { ...text, default: '/etc/credfleet/allow.json' },
  credstore: { ...text, default: '/etc/credstore.encrypted' },
  'credstore-volatile': { ...text, default: '/run/credstore.encrypted' },
  'user-store': { ...text, default: DEFAULT_USER_STORE },
  'boot-dir': text,
  'unit-dir': { ...text, default: '/etc/systemd/system' },
  'loaded-dir': { ...text, default: '/run/credentials' },
  'bus-socket': { ...text, default: '/run/dbus/system_bus_socket' },
  'metrics-dir': text,
  'metrics-interval-seconds': { ...text, default: '15' },
  'backoff-base-ms': { ...text, default: '1000' },
  'backoff-max-ms': { ...text, default: '300000' },
  'start-delay-ms': { ...text, default: '0' },
  'log-level': { ...text, default: 'info' },
} as const;

const CA_PIN = /^sha256:[0-9a-f]{64}$/u;
const HOST_NAME = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/u;
const ADDRESS = /^(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+):[0-9]{1,5}$/u;
const LOG_LEVELS = ['debug', 'info', 'warn', 'error'];
const IDENTITIES: readonly Assurance[] = ['TPM', 'Software'];
const DAY_MS = 86_400_000;
/** More would look like an agent that is gone. */
const INTERVAL_MAX_SECONDS = 300;

/** @throws {CredfleetError} USAGE */
export function readConfig(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): AgentConfig {
  const flags = parseFlags(argv);
  const identity = IDENTITIES.find((known) => known === flags.identity);
  const tpm = tpmOf(flags.tpm, env);
  return Object.freeze({
    controllerEnroll: addresses(flags['controller-enroll'], '--controller-enroll'),
    controllerSession: addresses(flags['controller-session'], '--controller-session'),
    caPins: pins(flags['ca-pin']),
    hostName: matching(
      flags['host-name'] ?? hostname().toLowerCase(),
      HOST_NAME,
      '--host-name must be a lower-case DNS name',
    ),
    stateDir: flags['state-dir'],
    tokenFile: flags['token-file'],
    identity: identity ?? usage('--identity must be TPM or Software'),
    kxMaxAgeMs: days(flags['kx-max-age-days'], '--kx-max-age-days') * DAY_MS,
    ...tpm,
    backoffBaseMs: milliseconds(flags['backoff-base-ms'], '--backoff-base-ms'),
    backoffMaxMs: milliseconds(flags['backoff-max-ms'], '--backoff-max-ms'),
    startDelayMs: milliseconds(flags['start-delay-ms'], '--start-delay-ms'),
    logLevel: LOG_LEVELS.includes(flags['log-level'])
      ? flags['log-level']
      : usage(`--log-level must be one of ${LOG_LEVELS.join(', ')}`),
    allowFile: flags['allow-file'],
    credstores: {
      Persistent: resolve(flags.credstore),
      Volatile: resolve(flags['credstore-volatile']),
    },
    bootDir: flags['boot-dir'],
    userStore: resolve(flags['user-store']),
    unitDir: resolve(flags['unit-dir']),
    loadedDir: flags['loaded-dir'],
    busSocket: flags['bus-socket'],
    metricsDir: absolute(flags['metrics-dir'], '--metrics-dir'),
    metricsIntervalMs: intervalMs(flags['metrics-interval-seconds'], '--metrics-interval-seconds'),
    provider: listeningOf(env),
    failpoint: env['CREDFLEET_FAILPOINT'],
  });
}

/** Where systemd was told that the TPM is, if it was. */
export function givenTcti(
  flag: string | undefined,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  return flag ?? env['SYSTEMD_TPM2_DEVICE'];
}

/** Files below the state directory. */
export function statePaths(stateDir: string): {
  readonly journal: string;
  readonly envelopes: string;
  readonly copies: string;
  readonly fingerprint: string;
  readonly spool: string;
  readonly provided: string;
  readonly machines: string;
  readonly unitFiles: string;
  readonly pcr: string;
} {
  return {
    journal: join(stateDir, 'apply', 'journal'),
    envelopes: join(stateDir, 'apply', 'accepted'),
    copies: join(stateDir, 'copies'),
    fingerprint: join(stateDir, 'apply', 'fingerprint.json'),
    spool: join(stateDir, 'spool', 'reports'),
    provided: join(stateDir, 'provided'),
    machines: join(stateDir, 'machines'),
    unitFiles: join(stateDir, 'unit-files'),
    pcr: join(stateDir, 'pcr'),
  };
}

/** Folders of the credstores. */
export function storePaths({
  stateDir,
  credstores,
  bootDir,
  userStore = DEFAULT_USER_STORE,
}: Pick<AgentConfig, 'stateDir' | 'credstores'> &
  Partial<Pick<AgentConfig, 'bootDir' | 'userStore'>>): CredstoreOptions {
  const { provided, machines, unitFiles } = statePaths(stateDir);
  const own = { Provider: provided, UnitFile: unitFiles, Machine: machines, User: userStore };
  return {
    stores: { ...credstores, ...own },
    bootFolder: bootFolders(bootDir),
  };
}

function parseFlags(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, strict: true }).values;
  } catch (error) {
    throw CredfleetError.from(error, 'USAGE', 'options');
  }
}

/** One TPM for us and for systemd-creds, which by itself looks for the default. */
function tpmOf(
  flag: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Pick<AgentConfig, 'tcti' | 'execEnv'> {
  const given = givenTcti(flag, env);
  if (given === undefined) return { tcti: DEFAULT_TCTI, execEnv: {} };
  const parsed = parseTcti(given);
  if (!parsed.ok) return usage(parsed.problems.join('; '));
  return { tcti: given, execEnv: { SYSTEMD_TPM2_DEVICE: given } };
}

/** sd_listen_fds(3): the first and only socket is descriptor 3. */
function listeningOf(env: Readonly<Record<string, string | undefined>>): Listening {
  const isOurs = env['LISTEN_PID'] === String(process.pid) && env['LISTEN_FDS'] === '1';
  return isOurs ? { fd: 3 } : { path: PROVIDER_SOCKET };
}

function usage(problem: string): never {
  throw new CredfleetError('USAGE', `${problem}; see credfleet-agent --help`);
}

function matching(value: string | undefined, pattern: RegExp, problem: string): string {
  return value !== undefined && pattern.test(value) ? value : usage(problem);
}

function pins(values: readonly string[] | undefined): readonly string[] {
  if (values === undefined) return usage('--ca-pin is missing');
  const problem = '--ca-pin must be sha256: and 64 hex digits';
  return values.map((value) => matching(value, CA_PIN, problem));
}

function addresses(values: readonly string[] | undefined, flag: string): readonly string[] {
  if (values === undefined) return usage(`${flag} is missing`);
  return values.map((value) => matching(value, ADDRESS, `${flag} must be host:port`));
}

function days(value: string, flag: string): number {
  const isDays = /^[1-9][0-9]{0,3}$/u.test(value);
  return isDays ? Number(value) : usage(`${flag} must be a number of days`);
}

function intervalMs(value: string, flag: string): number {
  const seconds = /^[1-9][0-9]{0,2}$/u.test(value) ? Number(value) : Infinity;
  const isKnown = seconds <= INTERVAL_MAX_SECONDS;
  return isKnown ? seconds * 1000 : usage(`${flag} must be 1 to ${INTERVAL_MAX_SECONDS}`);
}

function absolute(value: string | undefined, flag: string): string | undefined {
  if (value === undefined || isAbsolute(value)) return value;
  return usage(`${flag} must be an absolute path`);
}

function milliseconds(value: string, flag: string): number {
  if (!/^[0-9]{1,9}$/u.test(value)) usage(`${flag} must be a number of milliseconds`);
  return Number(value);
}
