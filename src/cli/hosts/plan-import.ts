/**
 * What an imported list changes in the inventory: a Host per machine, pinned to its TPM and approved by that. What
 * would give a machine or a name away is a problem, not a change. Pure.
 * @module
 */
import { pinnedIdentity } from '#src/api/host-identity.ts';
import type { Host } from '#src/api/host.ts';
import type { Parsed } from '#src/errors/parsed.ts';
import type { ListedHost } from './host-list.ts';

export type ImportStep = {
  readonly host: ListedHost;
  /** Of the Host that is there: it is changed only as it was read. */
  readonly resourceVersion?: string | undefined;
  readonly verb: 'created' | 'pinned' | 'labelled' | 'unchanged';
};

/** @param existing all Hosts there are. */
export function planImport(
  file: string,
  listed: readonly ListedHost[],
  existing: readonly Host[],
): Parsed<readonly ImportStep[]> {
  const byName = new Map(existing.map((host) => [host.metadata.name, host]));
  const nameOf = new Map(
    existing.flatMap(({ metadata, spec }) =>
      spec.ekHash === undefined ? [] : [[spec.ekHash, metadata.name] as const],
    ),
  );
  const problems = listed.flatMap((host) => {
    const problem = refusal(host, byName.get(host.name), nameOf.get(host.ekHash));
    return problem === undefined ? [] : [`${file}:${host.line}: host ${host.name}: ${problem}`];
  });
  if (problems.length > 0) return { ok: false, problems };
  const steps = listed.map((host) => {
    const found = byName.get(host.name);
    return { host, verb: verbFor(host, found), resourceVersion: found?.metadata.resourceVersion };
  });
  return { ok: true, value: steps };
}

function refusal(
  { name, ekHash }: ListedHost,
  found: Host | undefined,
  holder: string | undefined,
): string | undefined {
  if (holder !== undefined && holder !== name) return `its machine is host ${holder} already`;
  if (found === undefined || found.spec.ekHash === ekHash) return undefined;
  if (pinnedIdentity(found.spec) === undefined) return undefined;
  if (found.spec.ekHash === undefined) {
    return 'it is a software host; delete it first when the machine with this TPM takes its place';
  }
  return `it is pinned to ekHash ${found.spec.ekHash}; delete it first when this machine takes its place`;
}

function verbFor({ labels }: ListedHost, found: Host | undefined): ImportStep['verb'] {
  if (found === undefined) return 'created';
  if (found.spec.ekHash === undefined) return 'pinned';
  const has = found.metadata.labels ?? {};
  return Object.entries(labels).every(([key, value]) => has[key] === value)
    ? 'unchanged'
    : 'labelled';
}
