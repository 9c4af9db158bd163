/**
 * What is well and what is not: from what was seen on the host to a finding. No effects.
 * @module
 */
import type { TpmState } from '#src/tpm/commands/state.ts';
import { CLEAR_LOCKOUT, lockoutText } from '#src/tpm/lockout.ts';
import type { Outcome } from '#src/doctor/finding.ts';

const SYSTEMD_MIN = 252;
const SKEW_WARN_MS = 30_000;
const SKEW_FAIL_MS = 300_000;
const METRICS_LATE_MS = 45_000;
const HOUR_MS = 3_600_000;
const OTHERS = 0o077;
/** Of what locks it: up to systemd 257 each power cut counts as one. */
const LOCKOUT_WARN = 0.5;

export function judgeSystemd(version: number, capabilities: readonly string[]): Outcome {
  const text = [`${version} answers on D-Bus`, ...capabilities].join(', ');
  if (version >= SYSTEMD_MIN) return { level: 'OK', text };
  const next = 'upgrade the distribution';
  return { level: 'FAIL', text: `${version} is older than ${SYSTEMD_MIN}`, next };
}

export function judgeTpm(state: TpmState, ekHash: string): Outcome {
  const { isLockedOut, counter, max } = state.lockout;
  if (isLockedOut) {
    const next = `wait until it recovers, or as its owner: ${CLEAR_LOCKOUT}`;
    const text = `it is locked out: nothing that is sealed to it opens; ${lockoutText(state.lockout)}`;
    return { level: 'FAIL', text, next };
  }
  const text = `${state.manufacturer} answers; ekHash ${ekHash}`;
  if (counter < max * LOCKOUT_WARN) return { level: 'OK', text };
  return {
    level: 'WARN',
    text: `${text}; ${counter} of ${max} failed authorisations are counted, then nothing opens`,
    next: `who fails, or which power cuts? as its owner: ${CLEAR_LOCKOUT}`,
  };
}

export type SeenDirectory = { readonly uid: number; readonly mode: number };

/** Undefined: it is not there. */
export function judgeStore(path: string, seen: SeenDirectory | undefined): Outcome {
  const make = `install -d -m 0700 -o root -g root ${path}`;
  if (seen === undefined) return { level: 'FAIL', text: `${path} is missing`, next: make };
  const isOpen = seen.uid !== 0 || (seen.mode & OTHERS) !== 0;
  const mode = (seen.mode & 0o7777).toString(8).padStart(4, '0');
  const text = `${path} has mode ${mode}, owner ${seen.uid}`;
  return isOpen ? { level: 'WARN', text, next: make } : { level: 'OK', text };
}

export type SeenMetrics = {
  /** Undefined: there are none. */
  readonly writtenMs: number | undefined;
  readonly intervalMs: number;
  readonly nowMs: number;
};

export function judgeMetrics(path: string, { writtenMs, intervalMs, nowMs }: SeenMetrics): Outcome {
  const next = 'systemctl start credfleet-agent; journalctl -u credfleet-agent';
  if (writtenMs === undefined) return { level: 'FAIL', text: `${path} was never written`, next };
  const ageMs = nowMs - writtenMs;
  const text = `${path} was written ${(ageMs / 1000).toFixed(0)} s ago`;
  const isStale = ageMs > intervalMs + METRICS_LATE_MS;
  return isStale ? { level: 'FAIL', text, next } : { level: 'OK', text };
}

export type SeenIdentity = {
  readonly hostName: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
};

export function judgeIdentity(seen: SeenIdentity | undefined, nowMs: number): Outcome {
  const next = 'systemctl start credfleet-agent; journalctl -u credfleet-agent';
  if (seen === undefined) return { level: 'WARN', text: 'this host is not enrolled', next };
  const { hostName, notBeforeMs, notAfterMs } = seen;
  if (nowMs < notBeforeMs) {
    const set = 'set the clock: timedatectl';
    return { level: 'FAIL', text: 'its certificate begins in the future', next: set };
  }
  const hours = ((notAfterMs - nowMs) / HOUR_MS).toFixed(1);
  if (nowMs < notAfterMs) {
    return { level: 'OK', text: `enrolled as '${hostName}', certificate good for ${hours} h` };
  }
  return {
    level: 'WARN',
    text: `the certificate of '${hostName}' has ended; it enrols anew`,
    next,
  };
}

/** `theirsMs`: what a controller says that the time is, to the second; undefined: it did not say. */
export function judgeClock(nowMs: number, theirsMs: number | undefined): Outcome {
  const next = 'timedatectl; start a time service, for example systemd-timesyncd';
  if (theirsMs === undefined) {
    return { level: 'WARN', text: 'no controller could be asked for the time', next };
  }
  const skewMs = Math.abs(nowMs - theirsMs);
  const text = `${(skewMs / 1000).toFixed(0)} s away from the controller's`;
  if (skewMs < SKEW_WARN_MS) return { level: 'OK', text };
  return { level: skewMs < SKEW_FAIL_MS ? 'WARN' : 'FAIL', text, next };
}
