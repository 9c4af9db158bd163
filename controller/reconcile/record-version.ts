/**
 * Writes into the audit log that a version was made. A crash between version and event is made good at the next
 * look: a version gets its rollout after its event, so only one without a rollout can lack it.
 * @module
 */
import type { CredentialVersion } from '#src/api/credential.ts';
import type { Stored } from '#src/api/meta.ts';
import type { NewAuditEvent } from '#src/audit/event.ts';
import type { Context } from './context.ts';

export function recordVersion(
  { ledger, clock }: Context,
  { metadata, spec }: Stored<CredentialVersion>,
): void {
  const { hostCredentialUID: uid, hostCredentialName: name, number } = spec;
  const event: NewAuditEvent = {
    timeMs: clock.nowMs(),
    type: 'version.created',
    outcome: 'success',
    actor: { kind: 'controller', id: 'controller' },
    subject: {
      namespace: metadata.namespace ?? '',
      hostCredential: name,
      uid,
      version: number,
    },
    detail: {
      contentDigest: spec.digest,
      keyID: spec.digestKeyID,
      ...(spec.restores === undefined ? {} : { restores: spec.restores.number }),
    },
  };
  ledger.write({ events: [event] });
}

/** Looks into the audit log only when a crash may have come between. */
export function recordVersionIfMissing(context: Context, version: Stored<CredentialVersion>): void {
  if (hasRollout(context, version)) return;
  const { namespace = '' } = version.metadata;
  const { hostCredentialUID, hostCredentialName, number } = version.spec;
  const told = context.ledger.events({
    namespace,
    credential: hostCredentialName,
    version: number,
    type: 'version.created',
  });
  if (told.some(({ subject }) => subject.uid === hostCredentialUID)) return;
  recordVersion(context, version);
}

export function hasRollout({ view }: Context, { metadata }: Stored<CredentialVersion>): boolean {
  return view
    .all('CredentialRollout', metadata.namespace)
    .some(({ spec }) => spec.versionName === metadata.name);
}
