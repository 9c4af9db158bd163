/**
 * The overview as text: the table of `status` and the moving lines of `watch`.
 * @module
 */
import { formatBar, formatTable } from '../table.ts';
import type { CredentialOverview } from './overview.ts';

const COLUMNS = [
  'NAMESPACE',
  'CREDENTIAL',
  'VERSION',
  'HOSTS',
  'UPDATED',
  'HEALTHY',
  'FAILED',
  'OFFLINE',
] as const;

export function renderStatus(
  rows: readonly CredentialOverview[],
  options: { readonly wide: boolean },
): string {
  const columns = [...COLUMNS, ...(options.wide ? ['PENDING', 'ROLLOUT'] : []), 'STATE'];
  const table = formatTable(
    columns,
    rows.map((row) => [
      row.namespace,
      row.name,
      versionText(row),
      ...[
        row.hosts.matched,
        row.hosts.updated,
        row.hosts.healthy,
        row.hosts.failed,
        row.hosts.unreachable,
        ...(options.wide ? [row.hosts.pending] : []),
      ].map(String),
      ...(options.wide ? [row.rollout?.name ?? ''] : []),
      row.state,
    ]),
  );
  return [table, ...attentionLines(rows)].join('\n');
}

/** "7", or "7 → 8" while 8 is on its way; "-" when there is none. */
function versionText({ stableVersion, targetVersion }: CredentialOverview): string {
  const stable = stableVersion === null ? '-' : String(stableVersion);
  if (targetVersion === null || targetVersion === stableVersion) return stable;
  return `${stable} → ${targetVersion}`;
}

function attentionLines(rows: readonly CredentialOverview[]): readonly string[] {
  const needing = rows.filter((row) => row.needsAttention);
  if (needing.length === 0) return [];
  const count = `${needing.length} ${needing.length === 1 ? 'needs' : 'need'} attention:`;
  if (needing.length === 1) return needing.map((row) => `${count} ${nextCommand(row)}`);
  return [count, ...needing.map((row) => `  ${nextCommand(row)}`)];
}

/** What tells more: the failing host's story, or the object's conditions. */
export function nextCommand(row: CredentialOverview): string {
  const [failing] = row.failingHosts;
  const { namespace, name } = row;
  return failing === undefined
    ? `credfleet get hostcredential ${name} -n ${namespace} -o yaml`
    : `credfleet explain ${failing.host} --credential ${namespace}/${name}`;
}

/** One line per credential with a bar, for a terminal that is redrawn. */
export function renderBars(rows: readonly CredentialOverview[]): string {
  return formatTable(
    ['CREDENTIAL', 'VERSION', 'PROGRESS', 'UPDATED', 'FAILED', 'STATE'],
    rows.map((row) => [
      `${row.namespace}/${row.name}`,
      versionText(row),
      formatBar(row.hosts.updated, row.hosts.matched),
      `${row.hosts.updated}/${row.hosts.matched}`,
      String(row.hosts.failed),
      row.state,
    ]),
  );
}

/** One line about one credential, for a log. */
export function renderLine(row: CredentialOverview, time: string): string {
  const counts = `${row.hosts.updated}/${row.hosts.matched} updated, ${row.hosts.failed} failed`;
  return `${time} ${row.namespace}/${row.name} version ${versionText(row)} ${counts}: ${row.state}`;
}
