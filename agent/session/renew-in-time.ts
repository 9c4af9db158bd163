/**
 * Renews the certificate while a session runs: in good time, soon when its CA was replaced, or at once when somebody
 * asks for a new key.
 * @module
 */
import type { ApplyEngine } from '#agent/apply/ports.ts';
import type { Wakeup } from '#agent/apply/wakeup.ts';
import { renew } from '#agent/enroll/enroll.node.ts';
import { renewalTimeMs } from '#src/clock/renewal-time.ts';
import { lifeOf } from '#agent/keys/agent-identity.ts';
import { keepTrust } from '#agent/keys/agent-trust.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { IdentityHolder } from './identity-holder.ts';
import type { EnrollParts } from './link-parts.ts';

export type RenewalParts = EnrollParts & {
  readonly engine: Pick<ApplyEngine, 'tidy'>;
  readonly holder: IdentityHolder;
  /** Woken when a new key for envelopes is wanted before its time. */
  readonly renewals: Wakeup;
  /** Woken when the certificate is of a CA that was replaced. */
  readonly caReplaced: Wakeup;
};

/** A whole fleet hears of a new CA in the same second. */
const CA_SPREAD_MS = 600_000;

/** True when there is a new certificate; false when the session ended before. */
export async function renewInTime(
  parts: RenewalParts,
  address: string,
  signal: AbortSignal,
): Promise<boolean> {
  const { clock, random, log, backoff } = parts;
  let isAskedFor = await waitForRenewal(parts, signal);
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      await parts.self.kx.refresh(isAskedFor);
      isAskedFor = false;
      await renewOnce(parts, address, signal);
      return true;
    } catch (reason) {
      const error = CredfleetError.from(reason, 'CONTROLLER_UNREACHABLE', 'renewing');
      log.warn({ controller: address, code: error.code }, `renewal: ${error.message}`);
      const pauseMs = Math.min(backoff.maxMs, backoff.baseMs * 2 ** failures);
      await clock.sleep(pauseMs * (0.5 + random.fraction() / 2), signal);
    }
  }
  return false;
}

/** True when it was asked for; false when it is time. */
async function waitForRenewal(
  { clock, random, holder, renewals, caReplaced, self }: RenewalParts,
  signal: AbortSignal,
): Promise<boolean> {
  // A crash or an outage came between the new key and its certificate.
  if (self.kx.newestEpoch() !== holder.identity.kxEpoch) return false;
  const atMs = renewalTimeMs(lifeOf(holder.identity), random.fraction());
  let isTime = false;
  const inTime = clock.sleep(Math.max(0, atMs - clock.nowMs()), signal);
  const soon = caReplaced.wait().then(async () => {
    await clock.sleep(random.fraction() * CA_SPREAD_MS, signal);
  });
  const time = Promise.race([inTime, soon]).then(() => {
    isTime = true;
  });
  // Nobody waits for it when a renewal was asked for before.
  time.catch(() => undefined);
  await renewals.wait(time);
  return !isTime;
}

async function renewOnce(parts: RenewalParts, address: string, signal: AbortSignal): Promise<void> {
  const { holder, identityFile, engine, log } = parts;
  const renewed = await renew(parts, { address, identity: holder.identity }, signal);
  await identityFile.change(holder, (identity) => keepTrust(identity, renewed));
  log.info({ controller: address, kxEpoch: renewed.kxEpoch }, 'certificate renewed');
  // Destroys former keys that nothing needs; what fails here is tried again after the next batch.
  await engine.tidy().catch((reason: unknown) => log.warn({ err: reason }, 'tidying'));
}
