/**
 * meta.k8s.io Table, as the server columns its objects → text.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { isRecord } from '../is-record.ts';
import { formatTable } from '../table.ts';

export type ServerTable = {
  readonly columns: readonly { readonly name: string; readonly priority: number }[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly namespace: string }[];
};

/** @throws {CredfleetError} API_UNAVAILABLE when the server answered something else. */
export function parseTable(answer: unknown): ServerTable {
  if (!isRecord(answer) || answer['kind'] !== 'Table') {
    throw new CredfleetError(
      'API_UNAVAILABLE',
      'the server did not answer with a table; use -o yaml',
    );
  }
  const columns = listOf(answer['columnDefinitions']).map((column) => ({
    name: String(column['name']),
    priority: Number(column['priority'] ?? 0),
  }));
  const rows = listOf(answer['rows']).map((row) => ({
    cells: (Array.isArray(row['cells']) ? row['cells'] : []).map(cellText),
    namespace: namespaceOf(row['object']),
  }));
  return { columns, rows };
}

/** Rows of several answers about one kind. */
export function mergeTables(tables: readonly ServerTable[]): ServerTable {
  return { columns: tables[0]?.columns ?? [], rows: tables.flatMap((table) => table.rows) };
}

export function renderTable(
  table: ServerTable,
  options: { readonly wide: boolean; readonly showNamespace: boolean },
): string {
  const shown = table.columns
    .map((column, index) => ({ ...column, index }))
    .filter((column) => options.wide || column.priority === 0);
  const head = shown.map((column) => column.name.toUpperCase());
  const rows = table.rows.map((row) => [
    ...(options.showNamespace ? [row.namespace] : []),
    ...shown.map((column) => row.cells[column.index] ?? ''),
  ]);
  return formatTable(options.showNamespace ? ['NAMESPACE', ...head] : head, rows);
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'string' ? cell : JSON.stringify(cell);
}

function namespaceOf(object: unknown): string {
  const metadata = isRecord(object) ? object['metadata'] : undefined;
  const namespace = isRecord(metadata) ? metadata['namespace'] : undefined;
  return typeof namespace === 'string' ? namespace : '';
}
