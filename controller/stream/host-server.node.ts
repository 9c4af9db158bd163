/**
 * The two ports of the controller that hosts know: enrolment with server-authenticated TLS, everything else
 * with mutual TLS.
 * @module
 */
import type { X509Certificate } from 'node:crypto';
import { type handleBidiStreamingCall, Server } from '@grpc/grpc-js';
import type { EnrollContext } from '#controller/enroll/enroll-context.ts';
import {
  ENROLMENT_LIMIT,
  IDENTITY_LIMIT,
  type PendingRetry,
  pendingRetryMs,
} from '#controller/enroll/patience.ts';
import { type RateLimit, RateLimiter } from '#controller/enroll/rate-limit.ts';
import { serveEnrollment, serveRenewal } from './serve-enrollment.ts';
import { type Issuer, type KeyAndCertificate, toPem } from '#controller/keys/issue-certificate.ts';
import { keepCertificate } from '#controller/keys/keep-certificate.ts';
import { enrollmentService, renewalService } from '#src/wire/enrollment-service.ts';
import { MESSAGE_MAX_BYTES } from '#src/wire/messages.ts';
import { sessionService } from '#src/wire/session-service.ts';
import { connectionPeer } from './connection-peer.ts';
import type { DrainSpread } from './drain-times.ts';
import { followHosts } from './follow-hosts.ts';
import { grpcByteStream } from './grpc-byte-stream.node.ts';
import { type HostPortOptions, openHostPorts } from './host-ports.node.ts';
import { addExtraService, type ExtraService } from './peer-guard.node.ts';
import type { Sessions } from './ports.ts';
import { serveSession } from './serve-session.ts';
import type { SessionContext } from './session-context.ts';
import { SessionRegistry } from './session-registry.ts';
import { Tls13Credentials } from './tls-credentials.node.ts';

export type HostServerOptions = SessionContext &
  HostPortOptions & {
    readonly issuer: Issuer;
    /** DNS names and IP addresses under which hosts reach this controller. */
    readonly names: readonly string[];
    readonly extraServices?: readonly ExtraService[];
    /** Per address, and per identity; default: enroll/patience.ts. */
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
  /** Asks every host to come back, spread over time; then closes both ports. Default: all at once. */
  stop(spread?: DrainSpread): Promise<void>;
}

const GRPC_OPTIONS = {
  'grpc.enable_channelz': 0,
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 20_000,
  'grpc.max_receive_message_length': MESSAGE_MAX_BYTES,
  'grpc.max_send_message_length': MESSAGE_MAX_BYTES,
  'grpc.max_concurrent_streams': 8,
  'grpc-node.max_session_memory': 10,
  // A connection on which nothing is asked.
  'grpc.max_connection_idle_ms': 300_000,
};

type BidiHandler = handleBidiStreamingCall<Uint8Array, Uint8Array>;

export async function startHostServer(options: HostServerOptions): Promise<HostServer> {
  const registry = new SessionRegistry();
  const { keyring, clock } = options;
  const clientCaPem = () => keyring.clientCas(clock.nowMs()).map(toPem).join('');
  const issue = () => {
    const { keyPem, certificatePem } = options.issuer.issueServerCertificate(options.names);
    // The CA goes along: an agent that knows only its hash finds it there.
    return { keyPem, certificatePem: certificatePem + toPem(keyring.ca.certificate) };
  };
  const first = issue();
  const enrolling = enrollContext(options, registry);
  const session = sessionServer(options, enrolling, registry);
  const enrollment = enrollmentServer(options, enrolling);
  const mutual = new Tls13Credentials({ ...first, clientCaPem: clientCaPem() });
  const oneSided = new Tls13Credentials(first);
  const ports = await openHostPorts(options, {
    session: { server: session, credentials: mutual },
    enrollment: { server: enrollment, credentials: oneSided },
  });
  const stopWatching = followHosts(options, registry);
  const stopBringing = keyring.onChange(() => {
    for (const host of registry.all()) host.bringTrust();
  });
  const stopped = new AbortController();
  const use = (issued: KeyAndCertificate) => {
    mutual.replace({ ...issued, clientCaPem: clientCaPem() });
    oneSided.replace(issued);
  };
  void keepCertificate({ ...options, what: 'ports for hosts', first, issue, use }, stopped.signal);
  return {
    sessions: registry,
    sessionPort: ports.sessionPort,
    enrollmentPort: ports.enrollmentPort,
    stop: async (spread) => {
      stopWatching();
      stopBringing();
      stopped.abort();
      await ports.stop(registry, spread);
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
    addExtraService(server, extra, trustDomain);
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
    identityLimiter: new RateLimiter(options.enrollmentLimit ?? IDENTITY_LIMIT),
    closeSession: (hostUid, cause) => registry.close(hostUid, cause),
  };
}
