/**
 * Keeps the operators' certificate in a Secret of the system namespace, for as long as the controller runs
 * (docs/adr/0018-operator-secret.md).
 * @module
 */
import { type Issuer, toPem } from '#controller/keys/issue-certificate.ts';
import type { Keyring } from '#controller/keys/keyring.ts';
import type { Objects } from '#controller/objects/objects.ts';
import { OPERATOR_SECRET, SYSTEM_NAMESPACE } from '#src/api/meta.ts';
import type { Clock } from '#src/clock/clock.ts';
import type { Logger } from '#src/log/logger.ts';
import { judgeOperatorSecret, OPERATOR_LIFE_MS, operatorSecret } from './operator-secret.ts';

export type OperatorParts = {
  readonly objects: Objects;
  readonly keyring: Keyring;
  readonly issuer: Issuer;
  readonly clock: Clock;
  readonly log: Logger;
};

/** One that somebody deletes is there again after this time. */
const LOOK_EVERY_MS = 600_000;
const RETRY_MS = 30_000;
const OPERATOR = { user: 'credfleet-operator', groups: ['credfleet:operators'] } as const;
const REF = { namespace: SYSTEM_NAMESPACE, name: OPERATOR_SECRET } as const;

/** Resolves when the signal aborts. A failure stops nothing else: hosts do not need this certificate. */
export async function keepOperatorSecret(parts: OperatorParts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const waitMs = await ensureOperatorSecret(parts).then(
      () => LOOK_EVERY_MS,
      (error: unknown) => {
        parts.log.error({ err: error, ...REF }, 'the certificate for operators is not kept');
        return RETRY_MS;
      },
    );
    await parts.clock.sleep(waitMs, signal).catch(() => undefined);
  }
}

async function ensureOperatorSecret(parts: OperatorParts): Promise<void> {
  const { objects, keyring, issuer, clock, log } = parts;
  const caPem = toPem(keyring.ca.certificate);
  const stored = await objects.get('Secret', REF);
  const judged = judgeOperatorSecret(stored, caPem, clock.nowMs());
  if (judged.kind === 'serves') return;
  const issued = issuer.issueClientCertificate({ ...OPERATOR, lifeMs: OPERATOR_LIFE_MS });
  const secret = operatorSecret(issued, caPem);
  if (stored === undefined) await objects.create('Secret', secret);
  else await objects.replace('Secret', { ...secret, metadata: stored.metadata });
  log.info({ reason: judged.reason, ...REF }, 'certificate for operators issued');
}
