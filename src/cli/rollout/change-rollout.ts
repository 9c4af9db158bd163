/**
 * Finds the rollout that a verb means and writes what was decided, against the version of the object that was read.
 * @module
 */
import { kinds } from '#src/api/core.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import { isTerminal } from '#src/rollout/plan.ts';
import { isReseal } from '#src/rollout/reseal.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { type Api, retryOnConflict } from '../api/api.ts';
import { pathOf } from '../api/resources.ts';
import type { CredentialName } from '#src/api/namespaced-name.ts';
import { isRecord } from '../is-record.ts';
import { list } from '../status/gather.ts';
import { decideVerb, type Verb } from './decide-verb.ts';

export type RolloutChoice = CredentialName & {
  /** Undefined: the newest one of the credential. */
  readonly rollout?: string | undefined;
};

export type Found = {
  readonly current: CredentialRollout;
  /** All of the namespace. */
  readonly all: readonly CredentialRollout[];
};

/** @throws {CredfleetError} OBJECT_NOT_FOUND */
export async function findRollout(api: Api, choice: RolloutChoice): Promise<Found> {
  const { namespace, credential, rollout: name } = choice;
  const all = await list<CredentialRollout>(api, kinds.CredentialRollout, namespace);
  const own = all
    .filter(({ spec }) => spec.hostCredentialName === credential)
    .toSorted((a, b) => compare(ageOf(a), ageOf(b)));
  const current =
    name === undefined
      ? own.findLast(isCurrent)
      : own.find(({ metadata }) => metadata.name === name);
  if (current !== undefined) return { current, all };
  throw new CredfleetError(
    'OBJECT_NOT_FOUND',
    `HostCredential ${namespace}/${credential} has no rollout${name === undefined ? '' : ` '${name}'`}; 'kubectl get credentialrollouts -n ${namespace}' lists all`,
  );
}

/** A Reseal that is over moves nothing any more: the rollout before it is meant. */
function isCurrent(rollout: CredentialRollout): boolean {
  return !isReseal(rollout) || !isTerminal(rollout.status?.state);
}

/** Of one second, what takes an update back or away follows it. */
function ageOf({ metadata, spec }: CredentialRollout): string {
  return `${metadata.creationTimestamp ?? ''} ${spec.type === 'Update' ? 0 : 1} ${metadata.name}`;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export type Changed = {
  readonly rollout: string;
  readonly changed: boolean;
  readonly note: string;
};

/** @throws {CredfleetError} VERB_REFUSED when the rollout does not stand where the verb makes sense. */
export async function applyVerb(api: Api, choice: RolloutChoice, verb: Verb): Promise<Changed> {
  return retryOnConflict(async () => {
    const { current } = await findRollout(api, choice);
    const { name: rollout, resourceVersion } = current.metadata;
    const decision = decideVerb(current, verb);
    if (decision.kind === 'nothing') return { rollout, changed: false, note: decision.why };
    if (decision.kind === 'refuse') {
      const text = `rollout ${choice.namespace}/${rollout}: cannot ${verb.kind}: ${decision.why}`;
      throw new CredfleetError('VERB_REFUSED', text);
    }
    let version = resourceVersion;
    for (const spec of decision.specs) {
      version = await patch(api, current, { metadata: { resourceVersion: version }, spec });
    }
    return { rollout, changed: true, note: '' };
  });
}

/** @throws {CredfleetError} OBJECT_EXISTS when somebody else was faster. */
export async function createRollout(api: Api, rollout: CredentialRollout): Promise<void> {
  const { namespace } = rollout.metadata;
  await api.send({
    method: 'POST',
    path: pathOf(kinds.CredentialRollout, { namespace }),
    query: { fieldManager: 'credfleet' },
    body: rollout,
  });
}

/** Whom the API takes us for: approvals carry this name. */
export async function whoAmI(api: Api): Promise<string> {
  const answer = await api.send({
    method: 'POST',
    path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
  });
  const { status } = answer as {
    readonly status?: { readonly userInfo?: { readonly username?: string } };
  };
  const name = status?.userInfo?.username;
  if (name !== undefined && name !== '') return name;
  throw new CredfleetError('API_UNAVAILABLE', 'the API does not say who you are; give --user');
}

/** Returns the new resourceVersion. */
async function patch(
  api: Api,
  { metadata: { namespace, name } }: CredentialRollout,
  body: object,
): Promise<string | undefined> {
  const answer = await api.send({
    method: 'PATCH',
    path: pathOf(kinds.CredentialRollout, { namespace, name }),
    query: { fieldManager: 'credfleet' },
    contentType: 'application/merge-patch+json',
    body,
  });
  const metadata = isRecord(answer) && isRecord(answer['metadata']) ? answer['metadata'] : {};
  const { resourceVersion } = metadata as { readonly resourceVersion?: string };
  return resourceVersion;
}
