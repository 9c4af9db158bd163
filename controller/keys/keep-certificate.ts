/**
 * Renews a certificate of this very process while it runs: in its last third, and at once when the CA changed or one
 * is no longer accepted. Nobody has to restart a controller for it.
 * @module
 */
import { X509Certificate } from 'node:crypto';
import type { Clock } from '#src/clock/clock.ts';
import { caPin } from '#src/identity/pin.ts';
import type { Logger } from '#src/log/logger.ts';
import type { KeyAndCertificate } from './issue-certificate.ts';
import type { Keyring } from './keyring.ts';

export type KeptCertificate = {
  /** For the log. */
  readonly what: string;
  /** In use already. */
  readonly first: KeyAndCertificate;
  readonly issue: () => KeyAndCertificate;
  /** Connections that are open may go on with the old one. Takes the CAs to trust from the keyring, too. */
  readonly use: (issued: KeyAndCertificate) => Promise<void> | void;
  readonly keyring: Pick<Keyring, 'bundle' | 'clientCas' | 'onChange'>;
  readonly clock: Clock;
  readonly log: Logger;
};

/** Short beside a life of months: a clock that was set, or a machine that slept, is noticed. */
export const LOOK_EVERY_MS = 3_600_000;

/** Resolves when the signal aborts. One that cannot be put to use is an error in the log each time. */
export async function keepCertificate(kept: KeptCertificate, signal: AbortSignal): Promise<void> {
  const { what, issue, use, clock, log } = kept;
  let renewAtMs = renewalTimeMs(kept.first);
  let cas = casOf(kept);
  let changed = new AbortController();
  const stop = kept.keyring.onChange(() => changed.abort(new Error('keys changed')));
  signal.addEventListener('abort', stop, { once: true });
  while (!signal.aborted) {
    await clock
      .sleep(LOOK_EVERY_MS, AbortSignal.any([signal, changed.signal]))
      .catch(() => undefined);
    changed = new AbortController();
    const casNow = casOf(kept);
    if (signal.aborted || (clock.nowMs() < renewAtMs && casNow === cas)) continue;
    try {
      const issued = issue();
      await use(issued);
      renewAtMs = renewalTimeMs(issued);
      cas = casNow;
      log.info({ what }, 'certificate renewed');
    } catch (error) {
      log.error({ what, err: error }, 'the certificate is not renewed');
    }
  }
}

/** What a server or a kubeconfig says about CAs, as one text to compare. */
function casOf({ keyring, clock }: KeptCertificate): string {
  const { caCertificates } = keyring.bundle;
  return [...caCertificates, ...keyring.clientCas(clock.nowMs())].map(caPin).join(' ');
}

function renewalTimeMs({ certificatePem }: KeyAndCertificate): number {
  const { validFromDate, validToDate } = new X509Certificate(certificatePem);
  const [fromMs, toMs] = [validFromDate.getTime(), validToDate.getTime()];
  return fromMs + ((toMs - fromMs) * 2) / 3;
}
