/**
 * Builders of a whole situation: one HostCredential on three connected hosts, version 2 under way,
 * version 1 stable.
 * @module
 */
import { decide, type Decision } from '#controller/reconcile/decide.ts';
import type { Situation } from '#controller/reconcile/gather.ts';
import type { GatheredRollout } from '#controller/reconcile/gather-rollouts.ts';
import type { CredentialVersion } from '#src/api/credential.ts';
import { API_VERSION, type Stored } from '#src/api/meta.ts';
import type { CredentialRolloutSpec } from '#src/api/rollout.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import { hostCredentialOf, NAMESPACE, storedOf } from './objects.ts';
import { hostsOf, NOW_MS, policyOf, recordOf, rowOf } from './rollout.ts';

export function versionOf(
  number: number,
  status?: CredentialVersion['status'],
): Stored<CredentialVersion> {
  return storedOf<CredentialVersion>({
    apiVersion: API_VERSION,
    kind: 'CredentialVersion',
    metadata: { namespace: NAMESPACE, name: `db-v${number}` },
    spec: {
      hostCredentialName: 'db',
      hostCredentialUID: 'c1',
      number,
      items: [],
      digest: '',
      digestKeyID: '',
      sources: [],
    },
    ...(status === undefined ? {} : { status }),
  });
}

export function gatheredOf(
  number: number,
  change: Partial<GatheredRollout> = {},
  spec: Partial<CredentialRolloutSpec> = {},
): GatheredRollout {
  const object = {
    apiVersion: API_VERSION,
    kind: 'CredentialRollout' as const,
    metadata: { namespace: NAMESPACE, name: `db-v${number}-a1` },
    spec: {
      hostCredentialName: 'db',
      versionName: `db-v${number}`,
      type: 'Update' as const,
      ...spec,
    },
  };
  return {
    object: storedOf(object, { uid: `r${number}` }),
    version: versionOf(number),
    record: recordOf({ rolloutUid: `r${number}`, version: number }),
    frozen: { rolloutUid: `r${number}`, hostUids: ['h1', 'h2', 'h3'], policy: policyOf() },
    policy: policyOf(),
    hosts: hostsOf(3),
    isSuperseded: false,
    isHistory: false,
    ...change,
  };
}

type Change = Partial<Omit<Situation, 'rows'>> & { readonly rows?: readonly HostCredentialState[] };

export function situationOf({ rows, ...change }: Change = {}): {
  readonly situation: Situation;
  readonly decision: Decision;
} {
  const stable = gatheredOf(1, {
    isSuperseded: true,
    isHistory: true,
    record: recordOf({ rolloutUid: 'r1', version: 1, state: 'Succeeded', reason: 'Succeeded' }),
  });
  const held = rows ?? hostsOf(3).map((host) => rowOf(host.hostUid));
  const situation: Situation = {
    credential: storedOf(hostCredentialOf(), { uid: 'c1' }),
    versions: [versionOf(1), versionOf(2)],
    reseals: [],
    knowsReseal: () => true,
    targeting: { matched: 3, hosts: hostsOf(3), unenrolled: [], denied: [] },
    rows: new Map(held.map((row) => [row.hostUid, row])),
    disruptedElsewhere: new Set(),
    rollouts: [stable, gatheredOf(2)],
    stable,
    left: [],
    revoked: new Set(),
    policy: { policy: policyOf() },
    freezes: [],
    nowMs: NOW_MS,
    settledAtMs: 0,
    ...change,
  };
  return { situation, decision: decide(situation) };
}

/** Version 2 arrived everywhere and is the stable one. */
export function settledSituation(change: Change = {}) {
  const stable = gatheredOf(2, {
    record: recordOf({ state: 'Succeeded', reason: 'Succeeded', stepsDone: 1, endedAtMs: NOW_MS }),
  });
  return situationOf({ rollouts: [stable], stable, ...change });
}
