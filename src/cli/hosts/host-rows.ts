/**
 * Hosts, those that wait for approval too → one line each.
 * @module
 */
import { findCondition } from '#src/api/conditions.ts';
import { approvalOf, isReinstallWaiting, pinnedIdentity } from '#src/api/host-identity.ts';
import type { Approval, Host, HostSpec, HostStatus } from '#src/api/host.ts';
import { parseTime } from '#src/api/time.ts';
import { formatAge, formatTable } from '../table.ts';

/** `-o json` prints these: a stable shape, fields are only added. */
export type HostRow = {
  readonly name: string;
  readonly approval: 'Pending' | 'Approved' | 'Denied' | 'Revoked';
  /** True, False or Unknown. */
  readonly connected: string;
  readonly assurance: string;
  /** Hex of the key that identifies the machine: what to compare before approving. */
  readonly identity: string;
  readonly systemdVersion: number | null;
  readonly lastSeenTime: string | null;
  /** What keeps it from being served until a person decides. */
  readonly blocks: readonly {
    readonly kind: string;
    readonly since: string;
    readonly message: string;
  }[];
};

export function hostRows(hosts: readonly Host[]): readonly HostRow[] {
  return hosts.map(rowOfHost).sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
}

function rowOfHost({ metadata, spec, status = {} }: Host): HostRow {
  const { systemdVersion = null, lastSeenTime = null, assurance = '' } = status;
  return {
    name: metadata.name,
    approval: spec.revoked === true ? 'Revoked' : shownApproval(spec, status),
    connected: findCondition(status.conditions, 'Connected')?.status ?? 'Unknown',
    assurance,
    identity: identityOf(spec),
    systemdVersion,
    lastSeenTime,
    blocks: (status.blocks ?? []).map(({ kind, since, message }) => ({ kind, since, message })),
  };
}

/** A machine that was installed anew waits like one that is new. */
function shownApproval(spec: HostSpec, status: HostStatus): Approval {
  const approval = approvalOf(spec);
  const waits = isReinstallWaiting({ spec, status });
  return approval === 'Approved' && waits ? 'Pending' : approval;
}

/** Hash of the key that identifies the machine, '' when none is pinned yet. */
export function identityOf(spec: Pick<HostSpec, 'ekHash' | 'identityKeyHash'>): string {
  return pinnedIdentity(spec) ?? '';
}

export function renderHosts(rows: readonly HostRow[], nowMs: number): string {
  const table = formatTable(
    ['NAME', 'APPROVAL', 'CONNECTED', 'ASSURANCE', 'SYSTEMD', 'LAST-SEEN', 'IDENTITY'],
    rows.map((row) => [
      row.name,
      row.approval,
      row.connected,
      row.assurance,
      row.systemdVersion === null ? '' : String(row.systemdVersion),
      seenText(row.lastSeenTime, nowMs),
      row.identity,
    ]),
  );
  const waiting = rows.filter((row) => row.approval === 'Pending').map((row) => row.name);
  const lines = [
    ...(waiting.length === 0
      ? []
      : [`${waiting.length} waiting: credfleet hosts approve ${waiting.join(' ')}`]),
    ...rows.flatMap(blockLines),
  ];
  return [table, ...lines].join('\n');
}

function blockLines({ name, blocks }: HostRow): readonly string[] {
  return blocks.map(({ kind, message }) => `${name} is held: ${kind}: ${message}`);
}

function seenText(time: string | null, nowMs: number): string {
  const atMs = time === null ? undefined : parseTime(time);
  return atMs === undefined ? 'never' : `${formatAge(nowMs - atMs)} ago`;
}
