/**
 * Credential templates: text with `${alias}` and `${alias|filter}`; `$${` is a literal `${`. An unknown
 * alias or filter is an error, never an empty string. Secrets stay bytes and are wiped, they never
 * become JavaScript strings.
 * @module
 */
import type { Parsed } from '#src/errors/parsed.ts';
import { Secret } from '#src/secret/secret.ts';
import { filters, isFilterName, type FilterName } from './filters.ts';

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'input'; readonly alias: string; readonly filter?: FilterName };

const PLACEHOLDER = /\$\$\{|\$\{([^}]*)\}|\$\{/gu;
const REFERENCE = /^\s*([A-Za-z_][A-Za-z0-9_]*)\s*(?:\|\s*([^\s|]+)\s*)?$/u;

/** Checks the whole text: syntax, aliases, filters. */
export function parseTemplate(
  text: string,
  aliases: readonly string[],
): Parsed<readonly TemplatePart[]> {
  const parts: TemplatePart[] = [];
  const problems: string[] = [];
  let from = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    parts.push({ kind: 'text', text: text.slice(from, match.index) });
    from = match.index + match[0].length;
    const part = parsePlaceholder(match[0], match[1], aliases);
    if (typeof part === 'string') problems.push(part);
    else parts.push(part);
  }
  parts.push({ kind: 'text', text: text.slice(from) });
  return problems.length === 0 ? { ok: true, value: parts } : { ok: false, problems };
}

/** A part, or what is wrong with it. */
function parsePlaceholder(
  whole: string,
  inside: string | undefined,
  aliases: readonly string[],
): TemplatePart | string {
  if (whole === '$${') return { kind: 'text', text: '${' };
  if (inside === undefined) return "a '${' is not closed; write '$${' for a literal one";
  const match = REFERENCE.exec(inside);
  const alias = match?.[1];
  const filter = match?.[2];
  if (alias === undefined) return `'\${${inside}}' is not \${alias} or \${alias|filter}`;
  if (!aliases.includes(alias)) return `alias '${alias}' is not among the inputs`;
  if (filter === undefined) return { kind: 'input', alias };
  if (!isFilterName(filter)) {
    return `filter '${filter}' of '${alias}' is unknown; there are ${Object.keys(filters).join(', ')}`;
  }
  return { kind: 'input', alias, filter };
}

/**
 * `inputs` by alias. A filter refuses what its format cannot say (JSON: not UTF-8; dotenv: a NUL); the problem
 * names the alias, never the value.
 */
export function renderTemplate(
  parts: readonly TemplatePart[],
  inputs: ReadonlyMap<string, Uint8Array>,
): Parsed<Secret> {
  const pieces: Uint8Array[] = [];
  const problems: string[] = [];
  for (const part of parts) {
    const piece = renderPart(part, inputs);
    if (typeof piece === 'string') problems.push(piece);
    else pieces.push(piece);
  }
  const whole = problems.length === 0 ? new Secret(concatenate(pieces)) : undefined;
  for (const piece of pieces) piece.fill(0);
  return whole === undefined ? { ok: false, problems } : { ok: true, value: whole };
}

function renderPart(
  part: TemplatePart,
  inputs: ReadonlyMap<string, Uint8Array>,
): Uint8Array | string {
  if (part.kind === 'text') return new TextEncoder().encode(part.text);
  const value = inputs.get(part.alias);
  if (value === undefined) return `input '${part.alias}' is missing`;
  if (part.filter === undefined) return value.slice();
  const filtered = filters[part.filter](value);
  return filtered ?? `filter '${part.filter}' cannot represent the value of '${part.alias}'`;
}

function concatenate(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
