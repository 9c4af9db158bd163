/**
 * A list of machines, as somebody bought them → the Hosts that they shall be. Every line is looked at before anything
 * is written. Pure.
 * @module
 */
import type { Parsed } from '#src/errors/parsed.ts';
import { ekHashOf } from '#src/identity/ek-hash.ts';
import { type CsvRecord, parseCsv } from './csv.ts';
import { isHostName } from './store-token.ts';

export type ListedHost = {
  /** From 1. */
  readonly line: number;
  readonly name: string;
  readonly ekHash: string;
  readonly labels: Readonly<Record<string, string>>;
};

/** Columns that name the endorsement key: any one of them is enough. */
const KEY_COLUMNS = ['ekHash', 'ekPub', 'ekCert'] as const;
const LABEL_COLUMN = 'label.';
/** Kubernetes' syntax of label keys and values. */
const LABEL_KEY =
  /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/u;
const LABEL_VALUE = /^([A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?)?$/u;
const EK_HASH = /^[0-9a-f]{64}$/iu;
const LABELS_MAX = 64;

type Line = Parsed<ListedHost>;

/** Problems begin with `FILE:LINE:`. */
export function parseHostList(file: string, text: string): Parsed<readonly ListedHost[]> {
  const csv = parseCsv(text);
  if (!csv.ok) return { ok: false, problems: csv.problems.map((problem) => `${file}: ${problem}`) };
  const [header, ...records] = csv.value;
  const columns = header?.fields ?? [];
  const wrong = refuseHeader(columns);
  if (wrong !== undefined)
    return { ok: false, problems: [`${file}:${header?.line ?? 1}: ${wrong}`] };
  const lines = records.map((record) => parseLine(columns, record));
  const hosts = lines.flatMap((line) => (line.ok ? [line.value] : []));
  const problems = [
    ...lines.flatMap((line) => (line.ok ? [] : line.problems)),
    ...repeated(hosts, 'name'),
    ...repeated(hosts, 'ekHash'),
  ];
  if (hosts.length === 0 && problems.length === 0) problems.push('2: no host in the list');
  if (problems.length === 0) return { ok: true, value: hosts };
  return { ok: false, problems: problems.map((problem) => `${file}:${problem}`) };
}

function refuseHeader(columns: readonly string[]): string | undefined {
  if (!columns.includes('name')) return "the first line must name the columns, 'name' among them";
  if (!KEY_COLUMNS.some((column) => columns.includes(column))) {
    return `one of the columns ${KEY_COLUMNS.join(', ')} must be there`;
  }
  if (new Set(columns).size !== columns.length) return 'a column is there twice';
  const unknown = columns.find((column) => !isKnown(column));
  return unknown === undefined ? undefined : `the column '${unknown}' is unknown`;
}

function isKnown(column: string): boolean {
  if (column === 'name' || KEY_COLUMNS.some((known) => known === column)) return true;
  return column.startsWith(LABEL_COLUMN) && LABEL_KEY.test(column.slice(LABEL_COLUMN.length));
}

function parseLine(columns: readonly string[], { line, fields }: CsvRecord): Line {
  const no = (problem: string): Line => ({ ok: false, problems: [`${line}: ${problem}`] });
  if (fields.length !== columns.length) {
    return no(`${fields.length} values for ${columns.length} columns`);
  }
  const values = new Map(columns.map((column, at) => [column, fields[at] ?? '']));
  const name = values.get('name') ?? '';
  if (!isHostName(name))
    return no(`'${name}' is no name of a Host: lower case letters, digits, - and .`);
  const key = keyOf(values);
  if ('problem' in key) return no(`host ${name}: ${key.problem}`);
  const labels = labelsOf(values);
  const bad = Object.entries(labels).find(([, value]) => !LABEL_VALUE.test(value));
  if (bad !== undefined) return no(`host ${name}: '${bad[1]}' cannot be the value of a label`);
  if (Object.keys(labels).length > LABELS_MAX)
    return no(`host ${name}: more than ${LABELS_MAX} labels`);
  return { ok: true, value: { line, name, ekHash: key.ekHash, labels } };
}

/** Several columns of one line must be of one key. */
function keyOf(
  values: ReadonlyMap<string, string>,
): { readonly ekHash: string } | { readonly problem: string } {
  const given = KEY_COLUMNS.flatMap((column) => {
    const value = values.get(column) ?? '';
    return value === '' ? [] : [{ column, ekHash: hashOf(column, value) }];
  });
  const unreadable = given.find(({ ekHash }) => ekHash === undefined);
  if (unreadable?.column === 'ekHash')
    return { problem: 'its ekHash is not 64 hexadecimal digits' };
  if (unreadable !== undefined) {
    return {
      problem: `its ${unreadable.column} is no endorsement key (P-256 or RSA 2048) in PEM or Base64`,
    };
  }
  const [first, ...others] = given.flatMap(({ ekHash }) => ekHash ?? []);
  if (first === undefined) return { problem: `none of ${KEY_COLUMNS.join(', ')} is given` };
  return others.some((other) => other !== first)
    ? { problem: 'its columns are of different endorsement keys' }
    : { ekHash: first };
}

function hashOf(column: (typeof KEY_COLUMNS)[number], value: string): string | undefined {
  if (column !== 'ekHash') return ekHashOf(value);
  return EK_HASH.test(value) ? value.toLowerCase() : undefined;
}

/** An empty value gives no label. */
function labelsOf(values: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...values]
      .filter(([column, value]) => column.startsWith(LABEL_COLUMN) && value !== '')
      .map(([column, value]) => [column.slice(LABEL_COLUMN.length), value]),
  );
}

function repeated(hosts: readonly ListedHost[], field: 'name' | 'ekHash'): readonly string[] {
  const first = new Map<string, ListedHost>();
  return hosts.flatMap((host) => {
    const before = first.get(host[field]);
    if (before === undefined) first.set(host[field], host);
    return before === undefined
      ? []
      : [`${host.line}: host ${host.name}: the same ${field} as in line ${before.line}`];
  });
}
