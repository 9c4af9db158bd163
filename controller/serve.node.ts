/**
 * Runs the controller above any API: ledger, brain, the ports for hosts and for queries, until the signal
 * aborts. Both modes of main.ts end here.
 * @module
 */
import type { AuditOptions, LedgerOptions, ListenAddress } from '#src/cli/options.ts';
import type { Clock } from '#src/clock/clock.ts';
import type { CredfleetError } from '#src/errors/credfleet-error.ts';
import { ensurePrivateDirectory } from '#src/files/durable.node.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Random } from '#src/random/random.ts';
import { type Loop, together } from '#src/sync/together.ts';
import { keysService } from '#src/wire/keys-service.ts';
import { queryService } from '#src/wire/query-service.ts';
import { openAudit } from './audit/open-audit.node.ts';
import { auditRotations } from './rotation/audit-rotations.ts';
import { readEkRoots } from './enroll/ek-roots.node.ts';
import { createIssuer } from './keys/issue-certificate.ts';
import type { Keyring } from './keys/keyring.ts';
import { createKeysHandlers } from './rotation/keys-server.ts';
import { watchCa } from './rotation/watch-ca.ts';
import { openLedger } from './ledger/open-ledger.node.ts';
import type { ApiRequests } from './metrics/api-requests.ts';
import { Counted } from './metrics/counted.ts';
import { type MetricsServer, startMetricsServer } from './metrics/metrics-server.node.ts';
import { RestRequests } from './metrics/rest-requests.ts';
import { ControllerWatch } from './metrics/watch-controller.ts';
import type { ObjectSource } from './objects/objects.ts';
import { mayQuery } from './query/may-query.ts';
import { createQuery, type Query } from './query/query.ts';
import { createQueryHandlers } from './query/query-server.ts';
import type { MountedHandler } from './apiserver/mounts.ts';
import type { Questions } from './rest/operations.ts';
import type { OpenedRest } from './rest/rest-port.node.ts';
import { createRest } from './rest/serve-rest.node.ts';
import { type Brain, createBrain } from './reconcile/create-brain.ts';
import { DRAIN_SPREAD } from './stream/drain-times.ts';
import { type HostServer, startHostServer } from './stream/host-server.node.ts';
import { type ExtraService, membersOf } from './stream/peer-guard.node.ts';

export type ServeOptions = AuditOptions & {
  readonly objects: ObjectSource;
  readonly keyring: Keyring;
  readonly dataDir: string;
  /** Default: SQLite in the data directory. */
  readonly ledger?: LedgerOptions;
  readonly listen: string;
  readonly enrollPort: number;
  readonly sessionPort: number;
  /** DNS names and addresses for the server certificate. */
  readonly names: readonly string[];
  /** PEM certificates of TPM manufacturers: a file or a directory. */
  readonly ekRoots?: string;
  /** Where /metrics, /healthz and /readyz are; default: nowhere. */
  readonly metricsListen?: ListenAddress;
  /** Of the embedded API, where there is one. */
  readonly apiRequests?: ApiRequests;
  /** Where auditors ask by REST: on the port of the embedded API, or on one of its own; default: nowhere. */
  readonly openRest?: (
    rest: MountedHandler,
    requests: RestRequests,
  ) => Promise<OpenedRest> | OpenedRest;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Aborts the signal from here. */
  readonly end: (reason: Error) => void;
};

export type Ports = {
  readonly enrollPort: number;
  readonly sessionPort: number;
  readonly metricsPort?: number;
  readonly restPort?: number;
};

/** Groups of certificates. */
const KEYS_GROUPS = ['system:masters', 'credfleet:security'];

/** Resolves when everything is closed; `onReady` is called once the ports are open. */
export async function serve(
  options: ServeOptions,
  onReady: (ports: Ports) => Promise<void> | void,
): Promise<void> {
  await ensurePrivateDirectory(options.dataDir);
  const ekRoots = await readEkRoots(options.ekRoots);
  const counted = new Counted();
  const taken: CredfleetError[] = [];
  const onEnd = (reason: CredfleetError): void => {
    taken.push(reason);
    options.end(reason);
  };
  const ledger = await openLedger({ ...options, onCommit: counted.committed, onEnd });
  try {
    counted.startAt(ledger);
    const audit = await openAudit({ ...options, ledger });
    const brain = createBrain({ ...options, ledger, keys: options.keyring });
    const restRequests = new RestRequests();
    const watch = new ControllerWatch({ ...options, ...audit, ...brain, counted, restRequests });
    await using metrics = await metricsFor(options, watch);
    const query = createQuery(brain.context);
    await using rest = await restFor(options, { query, ...audit.audit }, restRequests);
    const server = await startHostServer({
      ...options,
      ledger,
      events: counted.hostEvents(brain.hostEvents, ledger, options.clock),
      intentsFor: brain.intentsFor,
      signaturesFor: brain.signaturesFor,
      issuer: createIssuer(options),
      enrollmentPort: options.enrollPort,
      ekRoots,
      extraServices: [queryFor(query), keysFor(brain, options.keyring), ...audit.services],
    });
    auditRotations(ledger, options.keyring.history);
    void watchCa(options, options.signal);
    watch.isServing = true;
    await runOver(server, options, [
      audit.run,
      async (signal) => brain.run(server.sessions, signal),
      async () => onReady(portsOf(server, metrics, rest)),
    ]);
    audit.writeLast();
  } finally {
    ledger.close();
  }
  for (const reason of taken) throw reason;
}

/** What fails ends what was started outside of here, too. */
async function runOver(
  server: HostServer,
  { signal, end }: ServeOptions,
  loops: readonly Loop[],
): Promise<void> {
  try {
    await together(signal, loops);
  } catch (reason) {
    end(reason as Error);
    throw reason;
  } finally {
    await server.stop(DRAIN_SPREAD);
  }
}

function portsOf(
  { enrollmentPort: enrollPort, sessionPort }: HostServer,
  metrics: MetricsServer | undefined,
  rest: OpenedRest | undefined,
): Ports {
  return {
    enrollPort,
    sessionPort,
    ...(metrics === undefined ? {} : { metricsPort: metrics.port }),
    ...(rest?.port === undefined ? {} : { restPort: rest.port }),
  };
}

async function metricsFor(
  { metricsListen, log }: ServeOptions,
  watch: ControllerWatch,
): Promise<MetricsServer | undefined> {
  if (metricsListen === undefined) return undefined;
  const metrics = async () => watch.metrics();
  return startMetricsServer({
    listen: metricsListen,
    metrics,
    readiness: () => watch.readiness(),
    log,
  });
}

async function restFor(
  options: ServeOptions,
  questions: Questions,
  requests: RestRequests,
): Promise<OpenedRest | undefined> {
  return options.openRest?.(createRest({ ...options, questions, requests }), requests);
}

function keysFor({ context }: Brain, keyring: Keyring): ExtraService {
  return {
    definition: keysService,
    implementation: createKeysHandlers({ ...context, keyring }),
    allows: membersOf(KEYS_GROUPS),
  };
}

function queryFor(query: Query): ExtraService {
  return {
    definition: queryService,
    implementation: createQueryHandlers(query),
    allows: mayQuery,
  };
}
