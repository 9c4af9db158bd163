/**
 * The CredentialRollout that a retry or a rollback creates. Pure.
 * @module
 */
import type { CredentialVersion } from '#src/api/credential.ts';
import { API_VERSION } from '#src/api/meta.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import { isBroughtBy } from '#src/rollout/brought-by.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';

/** The same version again, for the hosts that are not healthy on it. */
export function retryOf(
  rollout: CredentialRollout,
  all: readonly CredentialRollout[],
): CredentialRollout {
  const { hostCredentialName, versionName, type } = rollout.spec;
  if (type === 'Reseal') {
    const next = `credfleet reseal ${hostCredentialName}`;
    throw new CredfleetError(
      'USAGE',
      `rollout ${rollout.metadata.name} is a Reseal: '${next}' makes another one`,
    );
  }
  if (type !== 'Update') {
    throw new CredfleetError(
      'USAGE',
      `rollout ${rollout.metadata.name} is a ${type}: create another one with 'credfleet rollout rollback'`,
    );
  }
  const attempts = all
    .filter(({ spec }) => spec.versionName === versionName && spec.type === 'Update')
    .map(({ spec }) => spec.attempt ?? 1);
  const attempt = Math.max(...attempts) + 1;
  return rolloutOf(rollout, `${versionName}-a${attempt}`, {
    hostCredentialName,
    versionName,
    type,
    attempt,
  });
}

export type RollbackInput = {
  readonly current: CredentialRollout;
  readonly versions: readonly CredentialVersion[];
  readonly all: readonly CredentialRollout[];
  /** Number or name; without it the newest one before the current that was proven. */
  readonly to?: string;
};

/** @throws {CredfleetError} OBJECT_NOT_FOUND when there is no such version, or none to go back to. */
export function rollbackOf(input: RollbackInput): CredentialRollout {
  const { current, all } = input;
  const version = versionToGoBackTo(input);
  const { name } = version.metadata;
  const names = new Set(all.map(({ metadata }) => metadata.name));
  let count = 1;
  while (names.has(`${name}-rollback-${count}`)) count += 1;
  return rolloutOf(current, `${name}-rollback-${count}`, {
    hostCredentialName: current.spec.hostCredentialName,
    versionName: name,
    type: 'Rollback',
  });
}

function versionToGoBackTo({ current, versions, to }: RollbackInput): CredentialVersion {
  const own = versions
    .filter(({ spec }) => spec.hostCredentialName === current.spec.hostCredentialName)
    .filter(({ spec }) => spec.removes === undefined)
    .toSorted((a, b) => b.spec.number - a.spec.number);
  const now = own.find((version) => isBroughtBy(current, version))?.spec.number ?? Infinity;
  const found =
    to === undefined
      ? own.find(({ spec, status }) => spec.number < now && isProven(status?.state))
      : own.find(({ metadata, spec }) => metadata.name === to || String(spec.number) === to);
  if (found !== undefined) return found;
  const what = to === undefined ? 'proven version before this one' : `version ${to}`;
  const { namespace } = current.metadata;
  throw new CredfleetError(
    'OBJECT_NOT_FOUND',
    `${current.spec.hostCredentialName} has no ${what}: kubectl get credentialversions -n ${namespace}`,
  );
}

/** A rejected or revoked one must be named. */
function isProven(state: string | undefined): boolean {
  return state === 'Stable' || state === 'Superseded';
}

function rolloutOf(
  { metadata: { namespace, ownerReferences } }: CredentialRollout,
  name: string,
  spec: CredentialRollout['spec'],
): CredentialRollout {
  return {
    apiVersion: API_VERSION,
    kind: 'CredentialRollout',
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(ownerReferences === undefined ? {} : { ownerReferences }),
    },
    spec,
  };
}
