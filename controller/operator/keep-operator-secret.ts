/**
 * Keeps certificates for people in Secrets of the system namespace, for as long as the controller runs: for those
 * who ask or audit (docs/adr/0018-operator-secret.md) and for those who rotate keys (docs/adr/0024-trust-bundles.md).
 * @module
 */
import { type Issuer, toPem } from '#controller/keys/issue-certificate.ts';
import type { Keyring } from '#controller/keys/keyring.ts';
import type { Objects } from '#controller/objects/objects.ts';
import {
  AUDITOR_SECRET,
  OPERATOR_SECRET,
  SECURITY_SECRET,
  SYSTEM_NAMESPACE,
} from '#src/api/meta.ts';
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
const PEOPLE = [
  { name: OPERATOR_SECRET, group: 'credfleet:operators' },
  { name: SECURITY_SECRET, group: 'credfleet:security' },
  { name: AUDITOR_SECRET, group: 'credfleet:auditors' },
] as const;

/** Resolves when the signal aborts. A failure stops nothing else: hosts do not need this certificate. */
export async function keepOperatorSecret(parts: OperatorParts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const rotated = new AbortController();
    const stop = parts.keyring.onChange(() => rotated.abort(new Error('keys changed')));
    const waitMs = await ensureAll(parts).then(
      () => LOOK_EVERY_MS,
      (error: unknown) => {
        parts.log.error({ err: error }, 'the certificates for people are not kept');
        return RETRY_MS;
      },
    );
    const either = AbortSignal.any([signal, rotated.signal]);
    await parts.clock.sleep(waitMs, either).catch(() => undefined);
    stop();
  }
}

async function ensureAll(parts: OperatorParts): Promise<void> {
  for (const person of PEOPLE) await ensureOperatorSecret(parts, person);
}

async function ensureOperatorSecret(
  { objects, keyring, issuer, clock, log }: OperatorParts,
  { name, group }: (typeof PEOPLE)[number],
): Promise<void> {
  const ref = { namespace: SYSTEM_NAMESPACE, name };
  const caPem = keyring.bundle.caCertificates.map(toPem).join('');
  const stored = await objects.get('Secret', ref);
  const judged = judgeOperatorSecret(stored, caPem, clock.nowMs());
  if (judged.kind === 'serves') return;
  const subject = { user: name, groups: [group], lifeMs: OPERATOR_LIFE_MS };
  const secret = operatorSecret(name, issuer.issueClientCertificate(subject), caPem);
  if (stored === undefined) await objects.create('Secret', secret);
  else await objects.replace('Secret', { ...secret, metadata: stored.metadata });
  log.info({ reason: judged.reason, ...ref }, 'certificate for people issued');
}
