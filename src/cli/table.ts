/**
 * Columns of text, as kubectl prints them: three spaces between, nothing cut off.
 * @module
 */
const GAP = '   ';

export function formatTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  return [columns, ...rows]
    .map((row) =>
      row
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join(GAP)
        .trimEnd(),
    )
    .join('\n');
}

/** "61d", "5h", "12m", "40s": the largest unit that is not zero. */
export function formatAge(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 120) return `${seconds}s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)}m`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)}h`;
  return `${Math.floor(seconds / 86_400)}d`;
}

/** `[######------]` with `width` marks. */
export function formatBar(done: number, total: number, width = 20): string {
  const marks = total === 0 ? 0 : Math.round((Math.min(done, total) / total) * width);
  return `[${'#'.repeat(marks)}${'-'.repeat(width - marks)}]`;
}
