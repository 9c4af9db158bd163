/**
 * Query parameters and DeleteOptions → checked options.
 * @module
 */
import { field, isJsonObject, type JsonValue, text } from '#src/api/json.ts';
import { badRequest } from './bodies.ts';
import type { FieldValidation } from './decode.ts';
import { conflict, invalidOptions } from './refusals.ts';
import type { Resource } from './resources.ts';
import { forbidden, notSupported } from './schema/problem.ts';
import type { ApiDocument } from '#src/api/document.ts';

export type WriteOptions = {
  readonly dryRun: boolean;
  readonly fieldValidation: FieldValidation;
};

const FIELD_VALIDATIONS: readonly FieldValidation[] = ['Ignore', 'Strict', 'Warn'];

/** @throws {CredfleetError} with Status 422. */
export function writeOptions(query: URLSearchParams, kind: string): WriteOptions {
  const given = query.get('fieldValidation') ?? '';
  const fieldValidation = given === '' ? 'Warn' : FIELD_VALIDATIONS.find((one) => one === given);
  if (fieldValidation === undefined) {
    const problem = notSupported('fieldValidation', given, ['', ...FIELD_VALIDATIONS]);
    throw invalidOptions(kind, [problem]);
  }
  return { dryRun: isDryRun(query.getAll('dryRun'), kind), fieldValidation };
}

export function isDryRun(values: readonly string[], kind: string): boolean {
  if (values.length === 0) return false;
  if (values.every((value) => value === 'All')) return true;
  throw invalidOptions(kind, [notSupported('dryRun', values, ['All'])]);
}

export type DeleteOptions = {
  readonly dryRun: boolean;
  readonly uid?: string;
  readonly resourceVersion?: string;
};

const PROPAGATION = ['Foreground', 'Background', 'Orphan', 'nil'];

/** @throws {CredfleetError} with Status 400 or 422. */
export function deleteOptions(query: URLSearchParams, body: JsonValue): DeleteOptions {
  if (!isJsonObject(body)) throw badRequest('DeleteOptions must be a JSON object');
  const propagation = text(body, 'propagationPolicy') ?? query.get('propagationPolicy');
  if (propagation !== null && !PROPAGATION.slice(0, 3).includes(propagation)) {
    const problem = notSupported('propagationPolicy', propagation, PROPAGATION);
    throw invalidOptions('DeleteOptions', [problem]);
  }
  const inBody = field(body, 'dryRun');
  const dryRuns = [...query.getAll('dryRun'), ...(Array.isArray(inBody) ? inBody.map(String) : [])];
  const preconditions = field(body, 'preconditions');
  const uid = text(preconditions, 'uid');
  const resourceVersion = text(preconditions, 'resourceVersion');
  return {
    dryRun: isDryRun(dryRuns, 'DeleteOptions'),
    ...(uid === undefined ? {} : { uid }),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
  };
}

/** @throws {CredfleetError} with Status 409. */
export function checkPreconditions(
  resource: Resource,
  { metadata }: ApiDocument,
  options: DeleteOptions,
): void {
  const named = { ...resource, plural: resource.kind };
  if (options.uid !== undefined && options.uid !== metadata.uid) {
    throw conflict(
      named,
      metadata.name,
      `the UID in the precondition (${options.uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
    );
  }
  if (
    options.resourceVersion !== undefined &&
    options.resourceVersion !== metadata.resourceVersion
  ) {
    throw conflict(
      named,
      metadata.name,
      `the ResourceVersion in the precondition (${options.resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`,
    );
  }
}

export type ReadOptions = {
  readonly limit: number | undefined;
  readonly continueToken: string | undefined;
  /** Undefined or '0': whatever there is. */
  readonly resourceVersion: string | undefined;
  readonly match: 'Exact' | 'NotOlderThan' | undefined;
};

/** @throws {CredfleetError} with Status 400 or 422. */
export function readOptions(query: URLSearchParams): ReadOptions {
  const limit = wholeNumber(query, 'limit');
  const resourceVersion = revisionText(query);
  return {
    limit: limit === undefined || limit <= 0 ? undefined : limit,
    continueToken: given(query, 'continue'),
    resourceVersion,
    match: versionMatch(query, resourceVersion),
  };
}

function versionMatch(
  query: URLSearchParams,
  resourceVersion: string | undefined,
): ReadOptions['match'] {
  const match = given(query, 'resourceVersionMatch');
  if (match === undefined) return undefined;
  // A watch that asks for its initial events has no version yet.
  const refuse = (detail: string) =>
    invalidOptions('ListOptions', [forbidden('resourceVersionMatch', detail)]);
  if (match !== 'Exact' && match !== 'NotOlderThan') {
    const problem = notSupported('resourceVersionMatch', match, ['Exact', 'NotOlderThan', '']);
    throw invalidOptions('ListOptions', [problem]);
  }
  if (resourceVersion === undefined && query.get('sendInitialEvents') === null) {
    throw refuse('resourceVersionMatch is forbidden unless resourceVersion is provided');
  }
  if (match === 'Exact' && resourceVersion === '0') {
    throw refuse('resourceVersionMatch "exact" is forbidden for resourceVersion "0"');
  }
  return match;
}

function revisionText(query: URLSearchParams): string | undefined {
  const value = given(query, 'resourceVersion');
  if (value === undefined || /^\d{1,16}$/u.test(value)) return value;
  throw badRequest(
    `invalid resource version: resourceVersion: Invalid value: ${JSON.stringify(value)}: not a number`,
  );
}

/** @throws {CredfleetError} with Status 400. */
export function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const value = given(query, name);
  if (value === undefined) return undefined;
  if (!/^-?\d{1,15}$/u.test(value))
    throw badRequest(`${name}: ${JSON.stringify(value)} is not a number`);
  return Number(value);
}

export function flag(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  return value === 'true' || value === '1';
}

function given(query: URLSearchParams, name: string): string | undefined {
  const value = query.get(name);
  return value === null || value === '' ? undefined : value;
}
