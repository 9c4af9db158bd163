/**
 * Which version a rollout brings, what a version is made from, and which versions must never reach a host again: asked
 * by the controller and by the command line alike.
 * @module
 */
import type { CredentialVersion } from '#src/api/credential.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';

/**
 * An update names what it brings. The others name what they are about; what they bring gets a number of its own, since
 * hosts refuse what is not newer.
 */
export function isBroughtBy(
  { metadata, spec }: Pick<CredentialRollout, 'metadata' | 'spec'>,
  version: Pick<CredentialVersion, 'metadata' | 'spec'>,
): boolean {
  // What it is about is there.
  if (spec.type === 'Reseal') return false;
  if (spec.type === 'Update') return spec.versionName === version.metadata.name;
  const { restores, removes } = version.spec;
  return (restores ?? removes)?.rolloutName === metadata.name;
}

/** It brings the version, or has hosts seal it again. */
export function isAbout(
  rollout: Pick<CredentialRollout, 'metadata' | 'spec'>,
  version: Pick<CredentialVersion, 'metadata' | 'spec'>,
): boolean {
  const { type, versionName } = rollout.spec;
  return type === 'Reseal' ? versionName === version.metadata.name : isBroughtBy(rollout, version);
}

/** Not made for a rollout that goes back or removes. */
export function isFromSources({ spec }: Pick<CredentialVersion, 'spec'>): boolean {
  return spec.restores === undefined && spec.removes === undefined;
}

/** A rollout that waits for nothing but the budgets. */
export function isEmergency({ spec }: Pick<CredentialRollout, 'spec'>): boolean {
  return spec.type === 'Revoke' || spec.urgency === 'Emergency';
}

/**
 * Numbers of the versions of one HostCredential that are revoked: from the moment at which a Revoke exists, whatever
 * becomes of it, and with every other version of the same content.
 */
export function revokedNumbers(
  versions: readonly CredentialVersion[],
  rollouts: readonly CredentialRollout[],
): ReadonlySet<number> {
  const named = new Set(
    rollouts.filter(({ spec }) => spec.type === 'Revoke').map(({ spec }) => spec.versionName),
  );
  const digests = new Set(
    versions
      .filter(({ metadata, status }) => named.has(metadata.name) || status?.state === 'Revoked')
      .filter(({ spec }) => spec.removes === undefined)
      .map(({ spec }) => spec.digest),
  );
  if (digests.size === 0) return NONE;
  const revoked = versions.filter(
    ({ spec }) => spec.removes === undefined && digests.has(spec.digest),
  );
  return new Set(revoked.map(({ spec }) => spec.number));
}

const NONE: ReadonlySet<number> = new Set();
