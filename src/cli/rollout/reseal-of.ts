/**
 * The CredentialRollout that a reseal creates, or why none of the chosen hosts can answer it. Pure; `kubectl create` of
 * the same object does the same.
 * @module
 */
import type { CredentialVersion } from '#src/api/credential.ts';
import type { Host } from '#src/api/host.ts';
import { API_VERSION } from '#src/api/meta.ts';
import type { CredentialName } from '#src/api/namespaced-name.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { RESEAL } from '#src/intent/capabilities.ts';
import { isTerminal } from '#src/rollout/plan.ts';
import { asksHost, isReseal } from '#src/rollout/reseal.ts';
import type { StateRow } from '#src/wire/query-messages.ts';

export type ResealInput = CredentialName & {
  /** Of the namespace. */
  readonly versions: readonly CredentialVersion[];
  readonly all: readonly CredentialRollout[];
  readonly hosts: readonly Host[];
  /** What hosts hold of it. */
  readonly rows: readonly StateRow[];
  readonly choice: Pick<CredentialRollout['spec'], 'hosts' | 'hostSelector'>;
  readonly reason?: string;
};

export type MadeReseal = {
  readonly rollout: CredentialRollout;
  readonly version: number;
  /** That hold the version now. */
  readonly hosts: readonly string[];
  /** Of them those whose agents must be updated first. */
  readonly tooOld: readonly string[];
};

/** @throws {CredfleetError} OBJECT_NOT_FOUND, VERB_REFUSED */
export function resealOf(input: ResealInput): MadeReseal {
  refuseUnderWay(input);
  const version = stableOf(input);
  const { number } = version.spec;
  const { name, ownerReferences } = version.metadata;
  const asked = askedHosts(input, number);
  const tooOld = asked.filter(({ status }) => status?.capabilities?.includes(RESEAL) === false);
  if (tooOld.length === asked.length) throw refused(input, `${agentsOf(tooOld)}: update them`);
  return {
    rollout: {
      apiVersion: API_VERSION,
      kind: 'CredentialRollout',
      metadata: {
        namespace: input.namespace,
        name: freeName(input, name),
        ...(ownerReferences === undefined ? {} : { ownerReferences }),
      },
      spec: {
        hostCredentialName: input.credential,
        versionName: name,
        type: 'Reseal',
        ...input.choice,
        ...(input.reason === undefined ? {} : { reason: input.reason }),
      },
    },
    version: number,
    hosts: asked.map(({ metadata }) => metadata.name),
    tooOld: tooOld.map(({ metadata }) => metadata.name),
  };
}

/** What is under way brings each host a new seal; a reseal made now would wait for it, and may come to nothing. */
function refuseUnderWay(input: ResealInput): void {
  const { namespace, credential, all } = input;
  const moving = all.find(
    (rollout) =>
      rollout.spec.hostCredentialName === credential &&
      !isReseal(rollout) &&
      !isTerminal(rollout.status?.state),
  );
  if (moving === undefined) return;
  const { metadata, status } = moving;
  const next = `credfleet status -n ${namespace} ${credential} --wait`;
  const state = status?.state ?? 'Planned';
  throw refused(input, `rollout ${metadata.name} is ${state}: wait for it (${next}) or end it`);
}

function stableOf({ namespace, credential, versions }: ResealInput): CredentialVersion {
  const stable = versions.find(
    ({ spec, status }) => spec.hostCredentialName === credential && status?.state === 'Stable',
  );
  if (stable !== undefined && stable.spec.removes === undefined) return stable;
  const text = `HostCredential ${namespace}/${credential} has no stable version with content: kubectl get credentialversions -n ${namespace}`;
  throw new CredfleetError('OBJECT_NOT_FOUND', text);
}

/** @throws {CredfleetError} when a host that was named holds nothing, or nobody does. */
function askedHosts(input: ResealInput, version: number): readonly Host[] {
  const { choice, hosts, rows, namespace, credential } = input;
  const unknown = choice.hosts?.find(
    (name) => !hosts.some(({ metadata }) => metadata.name === name),
  );
  if (unknown !== undefined) {
    throw new CredfleetError(
      'OBJECT_NOT_FOUND',
      `Host ${unknown} does not exist: kubectl get hosts`,
    );
  }
  const holders = new Set(
    rows.filter((row) => row.runningVersion === version).map(({ host }) => host),
  );
  const without = choice.hosts?.find((name) => !holders.has(name));
  if (without !== undefined) {
    const next = `credfleet explain ${without} --credential ${namespace}/${credential}`;
    throw refused(input, `${without} does not hold version ${version}: ${next}`);
  }
  const asked = hosts.filter(({ metadata: { name, labels = {} } }) => {
    return holders.has(name) && asksHost({ spec: choice }, { host: name, labels });
  });
  if (asked.length > 0) return asked;
  const next = `credfleet status -n ${namespace} ${credential} --hosts`;
  throw refused(input, `no host that is asked holds version ${version}: ${next}`);
}

function agentsOf(hosts: readonly Host[]): string {
  return `the agents of ${hosts.map(({ metadata }) => metadata.name).join(', ')} are too old for it`;
}

function freeName({ all }: ResealInput, version: string): string {
  const names = new Set(all.map(({ metadata }) => metadata.name));
  let count = 1;
  while (names.has(`${version}-reseal-${count}`)) count += 1;
  return `${version}-reseal-${count}`;
}

function refused({ namespace, credential }: CredentialName, why: string): CredfleetError {
  return new CredfleetError('VERB_REFUSED', `reseal ${namespace}/${credential}: ${why}`);
}
