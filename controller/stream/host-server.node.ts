/**
 * The two ports of the controller that hosts know: enrolment with server-authenticated TLS, everything else
 * with mutual TLS.
 * @module
 */
import type { X509Certificate } from 'node:crypto';
import { type handleBidiStreamingCall, Server, type ServerCredentials } from '@grpc/grpc-js';
import type { EnrollContext } from '#controller/enroll/enroll-context.ts';
import { ENROLMENT_LIMIT, type PendingRetry, pendingRetryMs } from '#controller/enroll/patience.ts';
import { type RateLimit, RateLimiter } from '#controller/enroll/rate-limit.ts';
import { serveEnrollment, serveRenewal } from './serve-enrollment.ts';
import { type Issuer, type KeyAndCertificate, toPem } from '#controller/keys/issue-certificate.ts';
import { keepCertificate } from '#controller/keys/keep-certificate.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { enrollmentService, renewalService } from '#src/wire/enrollment-service.ts';
import { MESSAGE_MAX_BYTES } from '#src/wire/messages.ts';
import { sessionService } from '#src/wire/session-service.ts';
import { connectionPeer } from './connection-peer.ts';
import { refuseHost } from './decide-session.ts';
import { grpcByteStream } from './grpc-byte-stream.node.ts';
import { type ExtraService, guardService } from './peer-guard.node.ts';
import type { Sessions } from './ports.ts';
import { serveSession } from './serve-session.ts';
import type { SessionContext } from './session-context.ts';
import { SessionRegistry } from './session-registry.ts';
import { Tls13Credentials } from './tls-credentials.node.ts';

export type HostServerOptions = SessionContext & {
  readonly issuer: Issuer;
  /** Address to listen on: "0.0.0.0", "::" or one of this machine. */
  readonly listen: string;
  /** 0 picks a free one. */
  readonly sessionPort: number;
  readonly enrollmentPort: number;
  /** DNS names and IP addresses under which hosts reach this controller. */
  readonly names: readonly string[];
  readonly extraServices?: readonly ExtraService[];
  /** Per address; default: enroll/patience.ts. */
  readonly enrollmentLimit?: RateLimit;
  /** Default: enroll/patience.ts. */
  readonly pendingRetry?: PendingRetry;
  /** What EK certificates are trusted by; default: nothing is. */
  readonly ekRoots?: readonly X509Certificate[];
};

export interface HostServer {
  readonly sessions: Sessions;
  readonly sessionPort: number;
  readonly enrollmentPort: number;
  /** Asks every host to come back within `spreadMs`, then closes both ports. */
  stop(spreadMs?: number): Promise<void>;
}

/** How long a stop waits for streams to end by themselves. */
const STOP_GRACE_MS = 2_000;

const GRPC_OPTIONS = {
  'grpc.enable_channelz': 0,
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 20_000,
  'grpc.max_receive_message_length': MESSAGE_MAX_BYTES,
  'grpc.max_send_message_length': MESSAGE_MAX_BYTES,
  'grpc.max_concurrent_streams': 8,
  'grpc-node.max_session_memory': 10,
};

type BidiHandler = handleBidiStreamingCall<Uint8Array, Uint8Array>;

export async function startHostServer(options: HostServerOptions): Promise<HostServer> {
  const registry = new SessionRegistry();
  const clientCaPem = toPem(options.keyring.ca.certificate);
  const issue = () => {
    const { keyPem, certificatePem } = options.issuer.issueServerCertificate(options.names);
    // The CA goes along: an agent that knows only its hash finds it there.
    return { keyPem, certificatePem: certificatePem + clientCaPem };
  };
  const first = issue();
  const enrolling = enrollContext(options, registry);
  const session = sessionServer(options, enrolling, registry);
  const enrollment = enrollmentServer(options, enrolling);
  const mutual = new Tls13Credentials({ ...first, clientCaPem });
  const oneSided = new Tls13Credentials(first);
  const sessionPort = await bind(session, address(options, options.sessionPort), mutual);
  const enrollmentAddress = address(options, options.enrollmentPort);
  const enrollmentPort = await bind(enrollment, enrollmentAddress, oneSided);
  const stopWatching = closeRefusedHosts(options, registry);
  const stopped = new AbortController();
  const use = (issued: KeyAndCertificate) => {
    mutual.replace(issued);
    oneSided.replace(issued);
  };
  void keepCertificate({ ...options, what: 'ports for hosts', first, issue, use }, stopped.signal);
  return {
    sessions: registry,
    sessionPort,
    enrollmentPort,
    stop: async (spreadMs = 0) => {
      stopWatching();
      stopped.abort();
      drain(options, registry, spreadMs);
      await Promise.all([session, enrollment].map(async (server) => shutDown(server, options)));
    },
  };
}

function sessionServer(
  options: HostServerOptions,
  enrolling: EnrollContext,
  registry: SessionRegistry,
): Server {
  const server = new Server(GRPC_OPTIONS);
  const trustDomain = options.keyring.clusterUid;
  const connect: BidiHandler = (call) => {
    const connection = connectionPeer(call, trustDomain);
    void serveSession(options, { registry, stream: grpcByteStream(call), connection });
  };
  const renew: BidiHandler = (call) => {
    const connection = connectionPeer(call, trustDomain);
    void serveRenewal(enrolling, grpcByteStream(call), connection);
  };
  server.addService(sessionService, { connect });
  server.addService(renewalService, { renew });
  for (const extra of options.extraServices ?? []) {
    server.addService(extra.definition, guardService(extra, trustDomain));
  }
  return server;
}

function enrollmentServer(options: HostServerOptions, enrolling: EnrollContext): Server {
  const server = new Server(GRPC_OPTIONS);
  const limiter = new RateLimiter(options.enrollmentLimit ?? ENROLMENT_LIMIT);
  const enroll: BidiHandler = (call) => {
    void serveEnrollment(enrolling, grpcByteStream(call), limiter);
  };
  server.addService(enrollmentService, { enroll });
  return server;
}

function enrollContext(options: HostServerOptions, registry: SessionRegistry): EnrollContext {
  return {
    ...options,
    pendingRetry: options.pendingRetry ?? pendingRetryMs,
    ekRoots: options.ekRoots ?? [],
    identityLimiter: new RateLimiter(options.enrollmentLimit ?? ENROLMENT_LIMIT),
    closeSession: (hostUid, cause) => registry.close(hostUid, cause),
  };
}

function address({ listen }: HostServerOptions, port: number): string {
  return listen.includes(':') ? `[${listen}]:${port}` : `${listen}:${port}`;
}

async function bind(
  server: Server,
  address: string,
  credentials: ServerCredentials,
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.bindAsync(address, credentials, (error, port) => {
    if (error === null) resolve(port);
    else reject(CredfleetError.from(error, 'CONFIG_INVALID', `listening on ${address}`));
  });
  return promise;
}

/** A host that is revoked, denied, deleted or pinned anew loses its session at once. */
function closeRefusedHosts(
  { objects, ledger }: HostServerOptions,
  registry: SessionRegistry,
): () => void {
  return objects.cache('Host').onChange(({ kind, object }) => {
    const { uid } = object.metadata;
    const identity = ledger.identity(uid);
    if (!registry.isConnected(uid) || identity === undefined) return;
    const cause = kind === 'deleted' ? 'its Host was deleted' : refuseHost(object, identity);
    if (cause !== undefined) registry.close(uid, cause);
  });
}

/** Hosts come back spread over time, not all in the same second. */
function drain({ random }: HostServerOptions, registry: SessionRegistry, spreadMs: number): void {
  for (const session of registry.all()) {
    const reconnectAfterMs = Math.floor(random.fraction() * spreadMs);
    session.send({ kind: 'drain', reconnectAfterMs });
    session.end('the controller stops');
  }
}

async function shutDown(server: Server, { clock }: HostServerOptions): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = new AbortController();
  server.tryShutdown(() => resolve());
  const grace = clock.sleep(STOP_GRACE_MS, done.signal).then(
    () => server.forceShutdown(),
    () => undefined,
  );
  await Promise.race([promise, grace]);
  done.abort(new Error('stopped'));
}
