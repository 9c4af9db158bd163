/**
 * The CredentialRollout that a revocation or a removal creates, and what it will do to the hosts. Pure.
 * @module
 */
import type { CredentialVersion } from '#src/api/credential.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import { API_VERSION } from '#src/api/meta.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';

export type TakeAwayInput = {
  readonly namespace: string;
  readonly credential: string;
  /** Of the namespace. */
  readonly versions: readonly CredentialVersion[];
  readonly all: readonly CredentialRollout[];
};

export type Made = {
  readonly rollout: CredentialRollout;
  /** One sentence: what hosts are in for. */
  readonly effect: string;
};

export type RevokeInput = TakeAwayInput & {
  /** Number or name; without it the stable one. */
  readonly version?: string;
  readonly reason: string;
  readonly overrideBudget: boolean;
};

/** @throws {CredfleetError} OBJECT_NOT_FOUND when there is no such version, or none is stable. */
export function revocationOf(input: RevokeInput): Made {
  const own = ownVersions(input);
  const { version: asked } = input;
  const version =
    asked === undefined
      ? own.find(({ status }) => status?.state === 'Stable')
      : own.find(({ metadata, spec }) => metadata.name === asked || String(spec.number) === asked);
  if (version === undefined || version.spec.removes !== undefined) {
    throw notFound(input, asked === undefined ? 'stable version with content' : `version ${asked}`);
  }
  const stays = own.find(
    ({ spec, status }) =>
      status?.state === 'Stable' &&
      spec.removes === undefined &&
      spec.digest !== version.spec.digest,
  );
  return {
    rollout: rolloutOf(input, version, {
      name: freeName(input, `${version.metadata.name}-revoke`),
      spec: {
        type: 'Revoke',
        urgency: 'Emergency',
        reason: input.reason,
        ...(input.overrideBudget ? { budgets: 'Override' } : {}),
      },
    }),
    effect:
      stays === undefined
        ? `no other version is proven: hosts lose it, and units that run with it restart without; change the Secret to give them a new one`
        : `hosts get the content of ${stays.metadata.name} under a new number and forget ${version.metadata.name}`,
  };
}

/** @throws {CredfleetError} OBJECT_NOT_FOUND when there is no version to remove. */
export function removalOf(input: TakeAwayInput): Made {
  const newest = ownVersions(input)[0];
  if (newest === undefined) throw notFound(input, 'version');
  return {
    rollout: rolloutOf(input, newest, {
      name: freeName(input, `${newest.metadata.name}-remove`),
      spec: { type: 'Remove' },
    }),
    effect:
      'hosts lose it step by step until the sources change; what runs keeps it until its next start',
  };
}

/** Newest first. */
function ownVersions({ versions, credential }: TakeAwayInput): readonly CredentialVersion[] {
  return versions
    .filter(({ spec }) => spec.hostCredentialName === credential)
    .toSorted((a, b) => b.spec.number - a.spec.number);
}

function freeName({ all }: TakeAwayInput, stem: string): string {
  const names = new Set(all.map(({ metadata }) => metadata.name));
  let count = 1;
  while (names.has(`${stem}-${count}`)) count += 1;
  return `${stem}-${count}`;
}

function rolloutOf(
  { namespace, credential }: TakeAwayInput,
  { metadata }: CredentialVersion,
  made: {
    readonly name: string;
    readonly spec: Omit<CredentialRollout['spec'], 'hostCredentialName' | 'versionName'>;
  },
): CredentialRollout {
  const { ownerReferences } = metadata;
  return {
    apiVersion: API_VERSION,
    kind: 'CredentialRollout',
    metadata: {
      namespace,
      name: made.name,
      ...(ownerReferences === undefined ? {} : { ownerReferences }),
    },
    spec: { hostCredentialName: credential, versionName: metadata.name, ...made.spec },
  };
}

function notFound({ namespace, credential }: TakeAwayInput, what: string): CredfleetError {
  const text = `HostCredential ${namespace}/${credential} has no ${what}: kubectl get credentialversions -n ${namespace}`;
  return new CredfleetError('OBJECT_NOT_FOUND', text);
}
