/**
 * Health probes: does something answer on a port, at a URL, does a oneshot unit succeed.
 * @module
 */
import { connect } from 'node:net';
import { describeState } from '#agent/units/judge.ts';
import type { Systemd } from '#agent/units/systemd.ts';
import type { RunProbe } from './context.ts';

const TRY_TIMEOUT_MS = 5_000;

type Units = Pick<Systemd, 'state' | 'resetFailed' | 'run'>;

export function createProbes(systemd: Units): RunProbe {
  return async (probe, timeoutMs) => {
    const tryMs = Math.min(timeoutMs, TRY_TIMEOUT_MS);
    switch (probe.kind) {
      case 'tcp':
        return probeTcp(probe.port, tryMs);
      case 'http':
        return probeHttp(probe, tryMs);
      case 'unit':
        return probeUnit(systemd, probe.name, timeoutMs);
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

/** A oneshot is run; what is no oneshot has to be active, and is not touched. */
async function probeUnit(
  systemd: Units,
  unit: string,
  timeoutMs: number,
): Promise<string | undefined> {
  const { type, activeState } = await systemd.state(unit);
  if (type !== 'oneshot') {
    return activeState === 'active' ? undefined : `unit '${unit}' is ${activeState}`;
  }
  // Run again and again until it succeeds: that is not what its start limit is for.
  await systemd.resetFailed(unit);
  const outcome = (await systemd.run([{ unit, verb: 'restart' }], timeoutMs)).get(unit);
  if (outcome?.result === 'done') return undefined;
  const after = await systemd.state(unit);
  return `unit '${unit}': ${outcome?.message}; it is ${describeState(after)}`;
}
