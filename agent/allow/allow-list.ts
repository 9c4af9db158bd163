/**
 * The host owner's last word: which units may be touched and which credential names written here,
 * whatever the controller says.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';

/** Globs: `*` stands for any characters, everything else for itself. */
export type AllowList = {
  readonly units: readonly string[];
  readonly credentials: readonly string[];
};

/** Without a file the controller's policies alone decide. */
export const ALLOW_ALL: AllowList = { units: ['*'], credentials: ['*'] };

const FIELDS = ['units', 'credentials'] as const;

/**
 * A field that is missing allows nothing.
 * @throws {CredfleetError} CONFIG_INVALID
 */
export function parseAllowList(text: string, path: string): AllowList {
  const value = parseJson(text, path);
  const unknown = Object.keys(value).filter((key) => !FIELDS.some((field) => field === key));
  if (unknown.length > 0) invalid(path, `unknown field '${unknown[0]}'`);
  return { units: globs(value, 'units', path), credentials: globs(value, 'credentials', path) };
}

export type NotAllowed = {
  readonly code: 'CREDENTIAL_NAME_NOT_ALLOWED' | 'UNIT_NOT_ALLOWED';
  readonly message: string;
};

/** Undefined when all of it is allowed. */
export function refusalOf(
  list: AllowList,
  asked: { readonly units: readonly string[]; readonly credentials: readonly string[] },
): NotAllowed | undefined {
  const name = asked.credentials.find((candidate) => !matchesAny(list.credentials, candidate));
  if (name !== undefined) {
    const message = `this host's allow list has no entry for the credential name '${name}'`;
    return { code: 'CREDENTIAL_NAME_NOT_ALLOWED', message };
  }
  const unit = asked.units.find((candidate) => !isUnitAllowed(list, candidate));
  if (unit === undefined) return undefined;
  const message = `this host's allow list has no entry for the unit '${unit}'`;
  return { code: 'UNIT_NOT_ALLOWED', message };
}

export function isUnitAllowed(list: AllowList, unit: string): boolean {
  return matchesAny(list.units, unit);
}

function matchesAny(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => matches(pattern.split('*'), text));
}

/** The parts between the stars, in order: the first at the start, the last at the end. */
function matches(parts: readonly string[], text: string): boolean {
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || text.length < first.length + last.length) return false;
  const middle = text.slice(first.length, text.length - last.length);
  let at = 0;
  for (const part of rest) {
    const found = middle.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return text.endsWith(last);
}

function parseJson(text: string, path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Refused below like everything else that is no object.
  }
  return invalid(path, 'it is not a JSON object');
}

function globs(value: Record<string, unknown>, field: string, path: string): readonly string[] {
  const list = value[field] ?? [];
  if (Array.isArray(list) && list.every((glob) => typeof glob === 'string')) return list;
  return invalid(path, `'${field}' must be a list of texts`);
}

function invalid(path: string, what: string): never {
  const text = `the allow list ${path} is invalid, so nothing is accepted: ${what}; correct or remove the file`;
  throw new CredfleetError('CONFIG_INVALID', text);
}
