/**
 * The part of a rollout's record that never changes: which rollout of what.
 * @module
 */
import type { CredentialVersion } from '#src/api/credential.ts';
import type { Stored } from '#src/api/meta.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import type { RolloutRecord } from '#src/rollout/rollout-record.ts';

export type RecordIdentity = Pick<
  RolloutRecord,
  'rolloutUid' | 'rollout' | 'credentialUid' | 'namespace' | 'credential' | 'version'
>;

export function recordIdentity(
  { metadata }: Stored<CredentialRollout>,
  { spec }: CredentialVersion,
): RecordIdentity {
  return {
    rolloutUid: metadata.uid,
    rollout: metadata.name,
    credentialUid: spec.hostCredentialUID,
    namespace: metadata.namespace ?? '',
    credential: spec.hostCredentialName,
    version: spec.number,
  };
}
