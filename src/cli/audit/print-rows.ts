/**
 * The forms of an answer that programs read: one JSON document, a JSON line per row, or comma-separated values.
 * @module
 */
import type { Shape } from '#src/audit/view/shape.ts';
import type { Printer } from '../print.ts';
import { CsvLines } from './csv-lines.ts';

export const MACHINE_FORMATS = ['json', 'jsonl', 'csv'] as const;
export type MachineFormat = (typeof MACHINE_FORMATS)[number];
export type AuditFormat = 'table' | MachineFormat;

type Printed = {
  /** The whole document. */
  readonly answer: object;
  readonly rows: readonly object[];
  /** Of a row. */
  readonly shape: Shape<never>;
};

export function printAs(
  print: Printer,
  format: MachineFormat,
  { answer, rows, shape }: Printed,
): void {
  if (format === 'json') return print.line(JSON.stringify(answer, null, 2));
  const lineOf = printerOf(print, format, shape);
  for (const row of rows) lineOf(row);
}

/** For rows that come one after the other; prints the head at once. */
export function printerOf(
  print: Printer,
  format: 'jsonl' | 'csv',
  shape: Shape<never>,
): (row: object) => void {
  if (format === 'jsonl') return (row) => print.line(JSON.stringify(row));
  const csv = new CsvLines(shape);
  print.line(csv.head());
  return (row) => print.line(csv.row(row));
}
