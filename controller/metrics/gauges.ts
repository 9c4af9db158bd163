/**
 * What is so now, as gauges: hosts, HostCredentials, rollouts, certificates, the audit log. Pure; names only of
 * HostCredentials and their rollouts, never of hosts.
 * @module
 */
import { findCondition } from '#src/api/conditions.ts';
import type { HostCredential } from '#src/api/credential.ts';
import type { ChangeFreeze } from '#src/api/freeze.ts';
import { approvalOf } from '#src/api/host-identity.ts';
import type { Host } from '#src/api/host.ts';
import type { Stored } from '#src/api/meta.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import { isLockedOut } from '#controller/reconcile/lockout-gate.ts';
import { parseTime } from '#src/api/time.ts';
import type { TpmSeen } from '#src/intent/report.ts';
import { type Family, gauge, type Labels, type Sample } from '#src/metrics/families.ts';
import { type AuditNow, auditFamilies } from './audit-families.ts';
import { freezeGauges, type LiveRollout, rolloutGauges } from './rollout-gauges.ts';

export type Now = {
  readonly nowMs: number;
  readonly version: string;
  readonly hosts: readonly Stored<Host>[];
  readonly connectedHostUids: ReadonlySet<string>;
  /** What hosts said of their TPMs last, also those that are away now. */
  readonly tpms: readonly TpmSeen[];
  readonly credentials: readonly Stored<HostCredential>[];
  readonly rollouts: readonly Stored<CredentialRollout>[];
  readonly liveRollouts: readonly LiveRollout[];
  readonly freezes: readonly Stored<ChangeFreeze>[];
  /** What keeps hosts from being served, by kind. */
  readonly blocks: readonly string[];
  /** When the certificates of enrolled hosts end. */
  readonly certificateEnds: readonly number[];
  readonly caEndMs: number;
  readonly unresolvedSources: number;
  readonly audit: AuditNow;
};

export function gaugesOf(now: Now): readonly Family[] {
  return [
    gauge('build_info', 'The release that runs', [one({ version: now.version }, 1)]),
    gauge('agent_streams', 'Hosts that are connected', [one({}, now.connectedHostUids.size)]),
    gauge(
      'hosts',
      'Hosts by what they are now',
      counted(now.hosts.map((host) => stateOf(host, now))),
    ),
    gauge('host_tpms', 'TPMs by what hosts said of them last', counted(now.tpms.map(tpmState))),
    gauge(
      'host_blocks',
      'What keeps hosts from being served, by kind',
      counted(now.blocks, 'kind'),
    ),
    gauge(
      'rollouts',
      'Rollouts by state',
      counted(now.rollouts.map((r) => r.status?.state ?? 'Pending')),
    ),
    ...rolloutGauges(now.liveRollouts),
    ...freezeGauges(now.freezes, now.nowMs),
    ...credentialGauges(now.credentials),
    gauge('host_certificates', 'Certificates of hosts', counted(certificateStates(now))),
    gauge('ca_not_after_timestamp_seconds', 'When the CA ends', [one({}, now.caEndMs / 1000)]),
    gauge('sources_unresolved', 'HostCredentials whose sources cannot be read', [
      one({}, now.unresolvedSources),
    ]),
    ...auditFamilies(now.audit),
  ];
}

function credentialGauges(credentials: Now['credentials']): readonly Family[] {
  const named = credentials.map(({ metadata: { namespace = '', name }, status }) => ({
    labels: { namespace, name },
    status,
  }));
  const condition = (type: 'Ready' | 'Converged') =>
    named.flatMap(({ labels, status }) => {
      const found = findCondition(status?.conditions, type);
      return found === undefined ? [] : [one(labels, found.status === 'True' ? 1 : 0)];
    });
  const ends = (field: 'expirationTime' | 'sealExpirationTime') =>
    named.flatMap(({ labels, status }) => {
      const endMs = parseTime(status?.[field] ?? '');
      return endMs === undefined ? [] : [one(labels, endMs / 1000)];
    });
  return [
    gauge(
      'credential_hosts',
      'Target hosts of a HostCredential; one host may be in several states',
      named.flatMap(({ labels, status }) =>
        Object.entries(status?.hosts ?? {}).map(([state, count]) =>
          one({ ...labels, state }, count),
        ),
      ),
    ),
    gauge('credential_ready', 'Condition Ready', condition('Ready')),
    gauge('credential_converged', 'Condition Converged', condition('Converged')),
    gauge(
      'credential_not_after_timestamp_seconds',
      'When what hosts hold ends',
      ends('expirationTime'),
    ),
    gauge(
      'credential_seal_not_after_timestamp_seconds',
      'When the earliest sealed file of a host ends',
      ends('sealExpirationTime'),
    ),
  ];
}

function stateOf({ metadata, spec }: Stored<Host>, { connectedHostUids }: Now): string {
  if (spec.revoked === true) return 'revoked';
  if (connectedHostUids.has(metadata.uid)) return 'connected';
  const states = { Approved: 'away', Denied: 'denied', Pending: 'waiting' } as const;
  return states[approvalOf(spec)];
}

function tpmState(seen: TpmSeen): string {
  if (seen.kind === 'unavailable') return 'unavailable';
  return isLockedOut(seen) ? 'locked_out' : 'answers';
}

function certificateStates({ certificateEnds, nowMs }: Now): readonly string[] {
  return certificateEnds.map((endMs) => (endMs > nowMs ? 'valid' : 'expired'));
}

function counted(values: readonly string[], label = 'state'): readonly Sample[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => one({ [label]: value }, count));
}

function one(labels: Labels, value: number): Sample {
  return { labels, value };
}
