/**
 * Comma-separated values as spreadsheets and vendors write them (RFC 4180): quotes, and line breaks inside them.
 * @module
 */
import type { Parsed } from '#src/errors/parsed.ts';

export type CsvRecord = {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
};

const QUOTED = /"((?:[^"]|"")*)"(?=,|\n|$)/uy;
const PLAIN = /[^",\n]*(?=,|\n|$)/uy;

/** All records; lines with nothing in them are left out. */
export function parseCsv(text: string): Parsed<readonly CsvRecord[]> {
  const source = text.replace(/^\uFEFF/u, '').replaceAll('\r\n', '\n');
  const records: CsvRecord[] = [];
  let line = 1;
  let fields: string[] = [];
  let start = line;
  for (let at = 0; at <= source.length;) {
    const found = fieldAt(source, at);
    if (found === undefined) {
      return { ok: false, problems: [`line ${line}: a quote that is not closed or stands inside`] };
    }
    fields.push(found.value);
    line += source.slice(at, found.end).split('\n').length - 1;
    at = found.end + 1;
    if (source[found.end] === ',') continue;
    if (fields.some((field) => field.trim() !== '')) records.push({ line: start, fields });
    fields = [];
    line += 1;
    start = line;
  }
  return { ok: true, value: records };
}

function fieldAt(
  source: string,
  at: number,
): { readonly value: string; readonly end: number } | undefined {
  const pattern = source[at] === '"' ? QUOTED : PLAIN;
  pattern.lastIndex = at;
  const [whole, quoted] = pattern.exec(source) ?? [];
  if (whole === undefined) return undefined;
  const value = quoted === undefined ? whole : quoted.replaceAll('""', '"');
  return { value: value.trim(), end: at + whole.length };
}
