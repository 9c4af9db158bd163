/**
 * What a Revoke needs before it can be sent: the audit log is told, and a version is made: the content that is proven
 * and not revoked, or none.
 * @module
 */
import type { HostCredential } from '#src/api/credential.ts';
import { CHANGED_BY_ANNOTATION, type Stored } from '#src/api/meta.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import type { Context } from './context.ts';
import { gather, type Situation } from './gather.ts';
import { makeTombstone } from './make-tombstone.ts';
import { restoreContent } from './restore-content.ts';

export async function prepareRevocation(
  context: Context,
  credential: Stored<HostCredential>,
  rollout: Stored<CredentialRollout>,
): Promise<void> {
  const { namespace = '', name } = credential.metadata;
  const situation = gather(context, { namespace, name });
  if (situation === undefined) return;
  recordRevoked(context, situation, rollout);
  const { stable } = situation;
  if (stable === undefined || stable.version.spec.removes !== undefined) {
    await makeTombstone(context, credential, rollout);
    return;
  }
  await restoreContent(context, credential, { rollout, old: stable.version });
}

/** Once per version, however often it is revoked. */
function recordRevoked(
  { ledger, clock }: Context,
  { credential, revoked }: Situation,
  { metadata, spec }: Stored<CredentialRollout>,
): void {
  const { uid, namespace = '', name } = credential.metadata;
  const filter = { namespace, credential: name, type: 'version.revoked' };
  const told = ledger.events(filter).filter(({ subject }) => subject.uid === uid);
  const news = [...revoked].filter((version) =>
    told.every(({ subject }) => subject.version !== version),
  );
  if (news.length === 0) return;
  const actor = metadata.annotations?.[CHANGED_BY_ANNOTATION] ?? 'unknown';
  ledger.write({
    events: news.map((version) => ({
      timeMs: clock.nowMs(),
      type: 'version.revoked',
      outcome: 'success',
      actor: { kind: 'user', id: actor },
      subject: { namespace, hostCredential: name, uid, version, rollout: metadata.name },
      detail: { reason: spec.reason ?? '', budgets: spec.budgets ?? 'Keep' },
    })),
  });
}
