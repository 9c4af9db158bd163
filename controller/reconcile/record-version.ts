/**
 * Tells the audit log that a version was made: once, in the transaction of the first record of a rollout that brings it,
 * so that whatever else is told of it comes later. A version that never got so far is told of before it is deleted.
 * @module
 */
import type { CredentialVersion } from '#src/api/credential.ts';
import type { Stored } from '#src/api/meta.ts';
import { parseTime } from '#src/api/time.ts';
import type { NewAuditEvent } from '#src/audit/event.ts';
import { isAbout } from '#src/rollout/brought-by.ts';
import type { Context } from './context.ts';
import type { GatheredRollout } from './gather-rollouts.ts';

/** Of versions whose rollouts have no record yet. */
export function versionEvents(
  context: Context,
  rollouts: readonly GatheredRollout[],
): readonly NewAuditEvent[] {
  const unrecorded = rollouts.filter(({ record }) => record === undefined);
  const versions = new Set(unrecorded.map(({ version }) => version));
  return [...versions]
    .filter((version) => !isTold(context, version))
    .map((version) => createdEvent(version, context.clock.nowMs()));
}

export function recordVersionIfMissing(context: Context, version: Stored<CredentialVersion>): void {
  if (isTold(context, version)) return;
  context.ledger.write({ events: [createdEvent(version, context.clock.nowMs())] });
}

function isTold({ view, ledger }: Context, version: Stored<CredentialVersion>): boolean {
  const { namespace = '', creationTimestamp } = version.metadata;
  const { hostCredentialUID, hostCredentialName, number } = version.spec;
  const hasRecord = view.all('CredentialRollout', namespace).some((rollout) => {
    return isAbout(rollout, version) && ledger.rollout(rollout.metadata.uid) !== undefined;
  });
  if (hasRecord) return true;
  const told = ledger.events({
    namespace,
    credential: hostCredentialName,
    version: number,
    type: 'version.created',
  });
  if (told.some(({ subject }) => subject.uid === hostCredentialUID)) return true;
  // What the log said then is not in it any more.
  const madeMs = parseTime(creationTimestamp) ?? 0;
  return ledger.retention.pruned().some(({ untilMs }) => madeMs <= untilMs);
}

function createdEvent(
  { metadata, spec }: Stored<CredentialVersion>,
  timeMs: number,
): NewAuditEvent {
  const { hostCredentialUID: uid, hostCredentialName, number: version } = spec;
  return {
    timeMs,
    type: 'version.created',
    outcome: 'success',
    actor: { kind: 'controller', id: 'controller' },
    subject: {
      namespace: metadata.namespace ?? '',
      hostCredential: hostCredentialName,
      uid,
      version,
    },
    detail: {
      contentDigest: spec.digest,
      keyID: spec.digestKeyID,
      ...(spec.restores === undefined ? {} : { restores: spec.restores.number }),
    },
  };
}
