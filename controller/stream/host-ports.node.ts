/**
 * The two ports for hosts, each with its own pace, and their end: hosts are asked to come back, spread over time.
 * @module
 */
import type { Server, ServerCredentials } from '@grpc/grpc-js';
import type { Clock } from '#src/clock/clock.ts';
import { type DrainSpread, drainTimes, NO_SPREAD } from './drain-times.ts';
import type { Pace } from './connection-queue.ts';
import { ENROLLMENT_PACE, SESSION_PACE } from './pace.ts';
import { openPacedPort, type PacedPort } from './paced-port.node.ts';
import type { SessionContext } from './session-context.ts';
import type { SessionRegistry } from './session-registry.ts';

export type HostPortOptions = {
  /** Address to listen on: "0.0.0.0", "::" or one of this machine. */
  readonly listen: string;
  /** 0 picks a free one. */
  readonly sessionPort: number;
  readonly enrollmentPort: number;
  /** Default: pace.ts. */
  readonly sessionPace?: Pace;
  readonly enrollmentPace?: Pace;
};

export type Served = { readonly server: Server; readonly credentials: ServerCredentials };

export interface HostPorts {
  readonly sessionPort: number;
  readonly enrollmentPort: number;
  /** Asks every host to come back, then closes both ports. */
  stop(registry: SessionRegistry, spread?: DrainSpread): Promise<void>;
}

type Options = HostPortOptions & Pick<SessionContext, 'clock' | 'random' | 'log'>;

/** How long a stop waits for streams to end by themselves. */
const STOP_GRACE_MS = 2_000;
const STOP_GRACE_PER_HOST_MS = 1;

/** @throws {CredfleetError} CONFIG_INVALID when an address cannot be listened on. */
export async function openHostPorts(
  options: Options,
  { session, enrollment }: { readonly session: Served; readonly enrollment: Served },
): Promise<HostPorts> {
  const { listen: host, clock, random, log } = options;
  const about = { host, clock, log };
  const sessionPort = await openPacedPort({
    ...session,
    ...about,
    name: 'session',
    pace: options.sessionPace ?? SESSION_PACE,
    port: options.sessionPort,
  });
  const enrollmentPort = await openPacedPort({
    ...enrollment,
    ...about,
    name: 'enrolment',
    pace: options.enrollmentPace ?? ENROLLMENT_PACE,
    port: options.enrollmentPort,
  });
  const ports = [sessionPort, enrollmentPort];
  return {
    sessionPort: sessionPort.port,
    enrollmentPort: enrollmentPort.port,
    stop: async (registry, spread = NO_SPREAD) => {
      for (const port of ports) port.stop();
      const hosts = drain(registry, spread, () => random.fraction());
      const graceMs = STOP_GRACE_MS + STOP_GRACE_PER_HOST_MS * hosts;
      for (const { server } of [session, enrollment]) server.tryShutdown(() => undefined);
      await emptied(ports, clock, graceMs);
      for (const { server } of [session, enrollment]) server.forceShutdown();
      for (const port of ports) port.cut();
    },
  };
}

/** Returns how many hosts there were. */
function drain(registry: SessionRegistry, spread: DrainSpread, fraction: () => number): number {
  const sessions = registry.all();
  const times = drainTimes(sessions.length, spread, fraction);
  for (const [index, session] of sessions.entries()) {
    session.drain(times[index] ?? 0);
  }
  return sessions.length;
}

/** Hosts leave when they have read what they were told; nobody is waited for longer than the grace. */
async function emptied(ports: readonly PacedPort[], clock: Clock, graceMs: number): Promise<void> {
  const done = new AbortController();
  const grace = clock.sleep(graceMs, done.signal).catch(() => undefined);
  await Promise.race([Promise.all(ports.map(async (port) => port.emptied())), grace]);
  done.abort(new Error('stopped'));
}
