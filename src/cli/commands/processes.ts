/**
 * `credfleet up`, `controller`, `agent` and `demo`: the long-running halves, loaded only when asked for.
 * @module
 */
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { CliContext } from '../context.ts';
import { parseDuration } from '#src/api/duration.ts';
import type { ControllerOptions, GlobalOptions, ListenAddress, UpOptions } from '../options.ts';

const DAY_MS = 86_400_000;
const RETENTION_DEFAULT_MS = 400 * DAY_MS;

type LedgerFlags = { readonly ledger?: string; readonly ledgerPasswordFile?: string };
type PortOptions = Omit<UpOptions, 'apiPort' | 'ledger'>;
type PortFlags = Omit<PortOptions, 'auditRetentionMs'> &
  LedgerFlags & { readonly auditRetention: number };
type ControllerFlags = PortFlags &
  GlobalOptions &
  Pick<ControllerOptions, 'intentKeysSecret' | 'restPort'>;

export function addProcesses(program: Command, context: CliContext): void {
  addPorts(program.command('up'))
    .description('controller, API and CA in one process: no cluster needed')
    .option('--api-port <port>', 'port of the Kubernetes-style API', parsePort, 6443)
    .option('--kubeconfig-out <file>', "administrator's kubeconfig (default: DATADIR/kubeconfig)")
    .action((_: unknown, command: Command) =>
      context.processes.up(upOptionsOf(command.opts()), (kubeconfig) =>
        context.print.note(readyNote(kubeconfig)),
      ),
    );
  addPorts(program.command('controller'))
    .description('the controller against the cluster of a kubeconfig')
    .addOption(
      new Option('--intent-keys-secret <namespace/name>', 'Secret of the intent keys alone')
        .argParser(parseSecret)
        .conflicts('intentKeys'),
    )
    .option('--rest-port <port>', 'HTTPS for the questions of auditors (default: none)', parsePort)
    .action((_: unknown, command: Command) =>
      context.processes.controller(controllerOptionsOf(command.optsWithGlobals())),
    );
  // Only for the help text: main.ts hands everything after `agent` to the agent, unread.
  program.command('agent').description('the agent on a host: agent --help');
  program
    .command('demo [argument...]')
    .description('three real systemd hosts on this machine, the whole way, then gone again')
    .allowUnknownOption()
    .action(async (argv: readonly string[]) => {
      context.exitWith(await context.processes.demo(argv));
    });
}

/** For the person who started it; the log beside it is for programs. */
function readyNote(kubeconfig: string): string {
  const isPlain = /^[\w./:@%+-]+$/u.test(kubeconfig);
  const quoted = isPlain ? kubeconfig : `'${kubeconfig.replaceAll("'", String.raw`'\''`)}'`;
  return [
    'credfleet is up. In another terminal:',
    `  export KUBECONFIG=${quoted}`,
    'Invite a host:',
    '  credfleet hosts token create NAME',
  ].join('\n');
}

function addPorts(command: Command): Command {
  return command
    .requiredOption('--data-dir <dir>', 'database, keys and CA; created 0700')
    .option('--listen <address>', 'address to listen on', '127.0.0.1')
    .option('--intent-keys <dir>', 'directory of the intent keys alone, for example on other media')
    .option('--ek-roots <path>', 'PEM certificates of TPM manufacturers: a file or a directory')
    .option(
      '--ledger <url>',
      'PostgreSQL for the ledger: postgres://USER@HOST/DATABASE (default: SQLite in DATADIR)',
    )
    .option('--ledger-password-file <file>', 'password of that user; read at each connection')
    .option('--enroll-port <port>', 'where hosts ask to join', parsePort, 7443)
    .option('--session-port <port>', 'where hosts and queries connect', parsePort, 7444)
    .option(
      '--metrics-listen <address>',
      'PORT on loopback, or HOST:PORT: plain HTTP for /metrics, /healthz and /readyz (default: none)',
      parseListen,
    )
    .option(
      '--audit-archive <dir>',
      'signed segments of the audit log (default: DATADIR/audit-archive)',
    )
    .option(
      '--audit-retention <duration>',
      'how long events stay before they are archived and pruned: 400d, forever',
      parseRetention,
      RETENTION_DEFAULT_MS,
    )
    .option('--audit-sinks <file>', 'YAML: where else audit events go (default: nowhere)')
    .option('--advertise <name...>', 'names and addresses for the server certificate', []);
}

function upOptionsOf(options: PortFlags & Pick<UpOptions, 'apiPort'>): UpOptions {
  return {
    ...portOptionsOf(options),
    ...ledgerOf(options),
    apiPort: options.apiPort,
    ...(options.kubeconfigOut !== undefined && { kubeconfigOut: options.kubeconfigOut }),
  };
}

function controllerOptionsOf(options: ControllerFlags): ControllerOptions {
  return {
    ...portOptionsOf(options),
    ...ledgerOf(options),
    ...(options.restPort !== undefined && { restPort: options.restPort }),
    ...(options.intentKeysSecret !== undefined && { intentKeysSecret: options.intentKeysSecret }),
    ...(options.kubeconfig !== undefined && { kubeconfig: options.kubeconfig }),
    ...(options.context !== undefined && { context: options.context }),
  };
}

function portOptionsOf({ auditRetention, ...options }: PortFlags): PortOptions {
  return {
    dataDir: options.dataDir,
    listen: options.listen,
    enrollPort: options.enrollPort,
    sessionPort: options.sessionPort,
    advertise: options.advertise,
    ...(options.intentKeys !== undefined && { intentKeys: options.intentKeys }),
    ...(options.ekRoots !== undefined && { ekRoots: options.ekRoots }),
    auditRetentionMs: auditRetention,
    ...(options.auditArchive !== undefined && { auditArchive: options.auditArchive }),
    ...(options.auditSinks !== undefined && { auditSinks: options.auditSinks }),
    ...(options.metricsListen !== undefined && { metricsListen: options.metricsListen }),
  };
}

function ledgerOf({ ledger: url, ledgerPasswordFile: passwordFile }: LedgerFlags) {
  if (url === undefined) return {};
  return { ledger: { url, ...(passwordFile !== undefined && { passwordFile }) } };
}

/** A mistyped unit must not empty the log. */
function parseRetention(text: string): number {
  if (text === 'forever') return Number.POSITIVE_INFINITY;
  const ms = parseDuration(text) ?? 0;
  if (ms >= DAY_MS) return ms;
  throw new InvalidArgumentError("It is neither a duration of at least 1d nor 'forever'.");
}

/** 0 lets the system choose, as tests do. */
function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/u.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('It is not a port between 0 and 65535.');
}

function parseListen(text: string): ListenAddress {
  const [, bracketed, plain, port] =
    /^(?:(?:\[([\da-fA-F:]+)\]|([^:[\]]+)):)?(\d+)$/u.exec(text) ?? [];
  if (port === undefined)
    throw new InvalidArgumentError('It is not PORT, HOST:PORT or [HOST]:PORT.');
  return { host: bracketed ?? plain ?? '127.0.0.1', port: parsePort(port) };
}

function parseSecret(text: string): { readonly namespace: string; readonly name: string } {
  const [, namespace, name] = /^([a-z0-9-]+)\/([a-z0-9.-]+)$/u.exec(text) ?? [];
  if (namespace !== undefined && name !== undefined) return { namespace, name };
  throw new InvalidArgumentError('It is not NAMESPACE/NAME.');
}
