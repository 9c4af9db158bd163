/**
 * Health probes: does something answer on a port, at a URL, is a unit active.
 * @module
 */
import { connect } from 'node:net';
import type { Systemd } from '#agent/units/systemd.ts';
import type { RunProbe } from './context.ts';

const TRY_TIMEOUT_MS = 5_000;

export function createProbes(systemd: Pick<Systemd, 'state'>): RunProbe {
  return async (probe, timeoutMs) => {
    const tryMs = Math.min(timeoutMs, TRY_TIMEOUT_MS);
    switch (probe.kind) {
      case 'tcp':
        return probeTcp(probe.port, tryMs);
      case 'http':
        return probeHttp(probe, tryMs);
      case 'unit': {
        const { activeState } = await systemd.state(probe.name);
        return activeState === 'active' ? undefined : `unit '${probe.name}' is ${activeState}`;
      }
    }
  };
}

async function probeTcp(port: number, timeoutMs: number): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const socket = connect({ host: 'localhost', port, timeout: timeoutMs });
  socket.on('connect', () => resolve(undefined));
  socket.on('timeout', () => resolve(`nothing accepted a connection on TCP port ${port} in time`));
  socket.on('error', (error) => resolve(`TCP port ${port}: ${error.message}`));
  try {
    return await promise;
  } finally {
    socket.destroy();
  }
}

async function probeHttp(
  { url, expectStatus }: { readonly url: string; readonly expectStatus: number },
  timeoutMs: number,
): Promise<string | undefined> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { redirect: 'manual', signal });
    await response.body?.cancel();
    if (response.status === expectStatus) return undefined;
    return `${url} answered ${response.status}, expected ${expectStatus}`;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return `${url}: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}
