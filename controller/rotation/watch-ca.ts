/**
 * Says in the log, once a day, that the CA ends within a year: rotating it takes a command and a day, not a year.
 * @module
 */
import { X509Certificate } from 'node:crypto';
import type { Clock } from '#src/clock/clock.ts';
import { formatTime } from '#src/api/time.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Keyring } from '#controller/keys/keyring.ts';

const DAY_MS = 86_400_000;
const WARN_BEFORE_MS = 365 * DAY_MS;

/** Resolves when the signal aborts. */
export async function watchCa(
  {
    keyring,
    clock,
    log,
  }: {
    readonly keyring: Pick<Keyring, 'ca'>;
    readonly clock: Clock;
    readonly log: Logger;
  },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const endMs = new X509Certificate(keyring.ca.certificate).validToDate.getTime();
    if (endMs - clock.nowMs() < WARN_BEFORE_MS) {
      log.warn(
        { notAfter: formatTime(endMs) },
        'the CA ends within a year: credfleet keys rotate ca',
      );
    }
    await clock.sleep(DAY_MS, signal).catch(() => undefined);
  }
}
