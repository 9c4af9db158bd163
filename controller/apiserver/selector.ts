/**
 * Label and field selectors as they stand in a URL, parsed into predicates.
 * @module
 */
import type { ApiDocument } from '#src/api/document.ts';
import { field, type JsonValue } from '#src/api/json.ts';
import type { Parsed } from './parsed.ts';

export type Matches = (document: ApiDocument) => boolean;

const SET = /^(?<key>[^\s!=<>(),]+)\s+(?<operator>in|notin)\s*\((?<values>[^()]*)\)$/u;
const COMPARE = /^(?<key>[^\s!=<>(),]+)\s*(?<operator>==|=|!=|<|>)\s*(?<value>[^\s!=<>(),]*)$/u;
const EXISTS = /^(?<not>!?)\s*(?<key>[^\s!=<>(),]+)$/u;

type LabelTest = (labels: Readonly<Record<string, string>>) => boolean;

export function parseLabelSelector(text: string): Parsed<Matches> {
  const tests: LabelTest[] = [];
  for (const requirement of splitOutsideBrackets(text)) {
    const test = parseRequirement(requirement);
    if (test === undefined) {
      return { ok: false, problem: `unable to parse requirement: '${requirement}'` };
    }
    tests.push(test);
  }
  const matches: Matches = ({ metadata }) => tests.every((test) => test(metadata.labels ?? {}));
  return { ok: true, value: matches };
}

function splitOutsideBrackets(text: string): readonly string[] {
  return text
    .split(/,(?![^(]*\))/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function parseRequirement(text: string): LabelTest | undefined {
  return parseSet(text) ?? parseComparison(text) ?? parseExistence(text);
}

function parseSet(text: string): LabelTest | undefined {
  const { key, operator, values } = SET.exec(text)?.groups ?? {};
  if (key === undefined || values === undefined) return undefined;
  const set = new Set(values.split(',').map((value) => value.trim()));
  return operator === 'in'
    ? (labels) => has(labels, key) && set.has(labels[key] ?? '')
    : (labels) => !has(labels, key) || !set.has(labels[key] ?? '');
}

function parseComparison(text: string): LabelTest | undefined {
  const { key, operator, value } = COMPARE.exec(text)?.groups ?? {};
  if (key === undefined || value === undefined) return undefined;
  if (operator === '!=') return (labels) => !has(labels, key) || labels[key] !== value;
  if (operator === '<' || operator === '>') return parseOrder(key, operator, value);
  return (labels) => has(labels, key) && labels[key] === value;
}

function parseOrder(key: string, operator: '<' | '>', value: string): LabelTest | undefined {
  if (!/^-?\d+$/u.test(value)) return undefined;
  const bound = Number(value);
  return (labels) => {
    if (!has(labels, key)) return false;
    const given = Number(labels[key]);
    return operator === '<' ? given < bound : given > bound;
  };
}

function parseExistence(text: string): LabelTest | undefined {
  const { not, key } = EXISTS.exec(text)?.groups ?? {};
  if (key === undefined) return undefined;
  return not === '!' ? (labels) => !has(labels, key) : (labels) => has(labels, key);
}

function has(labels: Readonly<Record<string, string>>, key: string): boolean {
  return Object.hasOwn(labels, key);
}

/** `fields` are the ones that this kind can be selected by, such as `metadata.name`. */
export function parseFieldSelector(text: string, fields: readonly string[]): Parsed<Matches> {
  const tests: Matches[] = [];
  for (const requirement of text.split(',').filter((part) => part !== '')) {
    const { path, operator, value } =
      /^(?<path>[^!=]+)(?<operator>==|=|!=)(?<value>.*)$/u.exec(requirement)?.groups ?? {};
    if (path === undefined || value === undefined) {
      return {
        ok: false,
        problem: `invalid selector: '${text}'; can't understand '${requirement}'`,
      };
    }
    if (!fields.includes(path)) return { ok: false, problem: `field label not supported: ${path}` };
    const wanted = unescape(value);
    tests.push((document) => (fieldText(document, path) === wanted) === (operator !== '!='));
  }
  return { ok: true, value: (document) => tests.every((test) => test(document)) };
}

function unescape(value: string): string {
  return value.replace(/\\([\\,=])/gu, '$1');
}

/** A field that is not there counts as empty. */
function fieldText(document: ApiDocument, path: string): string {
  const found = path
    .split('.')
    .reduce<JsonValue | undefined>((value, name) => field(value, name), document);
  if (typeof found === 'string') return found;
  return typeof found === 'number' || typeof found === 'boolean' ? String(found) : '';
}
