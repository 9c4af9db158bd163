/**
 * What a client sent → a draft of an object of the right kind: unknown fields named, defaults filled in,
 * metadata reduced to what clients may say.
 * @module
 */
import type { DocumentMeta } from '#src/api/document.ts';
import { isJsonObject, type JsonObject, type JsonValue, omit, text } from '#src/api/json.ts';
import { badRequest } from './bodies.ts';
import { OBJECT_META } from './core-schemas.ts';
import { invalidObject } from './refusals.ts';
import { apiVersionOf, type Resource } from './resources.ts';
import { applyDefaults } from './schema/defaults.ts';
import type { Problem } from './schema/problem.ts';
import { prune } from './schema/prune.ts';
import { validate } from './schema/validate.ts';

export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

export type DraftMeta = Partial<DocumentMeta>;
export type Draft = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: DraftMeta;
  readonly [field: string]: JsonValue;
};

export type Decoded = { readonly draft: Draft; readonly warnings: readonly string[] };

/** @throws {CredfleetError} with Status 400 or 422. */
export function decode(
  resource: Resource,
  body: JsonValue,
  fieldValidation: FieldValidation,
): Decoded {
  const sent = ofRightKind(resource, body);
  const metadata = prune(OBJECT_META, sent['metadata'] ?? {}, 'metadata');
  const rest = prune(resource.schema, omit(sent, 'metadata'));
  const meta = readMetadata(resource, metadata.value);
  const unknown = [...metadata.unknown, ...rest.unknown]
    .toSorted()
    .map((path) => `unknown field "${path}"`);
  if (unknown.length > 0 && fieldValidation === 'Strict') {
    throw cannotHandle(resource, `strict decoding error: ${unknown.join(', ')}`);
  }
  const filled = applyDefaults(resource.schema, rest.value);
  if (!isJsonObject(filled)) throw badRequest('the object provided is unrecognized');
  if (!resource.custom) checkTypes(resource, filled);
  return {
    draft: { ...filled, apiVersion: apiVersionOf(resource), kind: resource.kind, metadata: meta },
    warnings: fieldValidation === 'Warn' ? unknown : [],
  };
}

function ofRightKind(resource: Resource, body: JsonValue): JsonObject {
  const unrecognized = `the object provided is unrecognized (must be of type ${resource.kind})`;
  if (!isJsonObject(body)) throw badRequest(`${unrecognized}: it is not a JSON object`);
  const { kind, apiVersion } = body;
  if (!isTextOrAbsent(kind) || !isTextOrAbsent(apiVersion)) {
    throw badRequest(`${unrecognized}: apiVersion and kind must be texts`);
  }
  const sent = { kind: kind ?? '', apiVersion: apiVersion ?? '' };
  if (resource.custom) checkCustomKind(resource, body, sent);
  else checkCoreKind(resource, sent);
  return body;
}

function isTextOrAbsent(value: JsonValue | undefined): value is string | null | undefined {
  return value === undefined || value === null || typeof value === 'string';
}

type TypeMeta = { readonly kind: string; readonly apiVersion: string };

function checkCustomKind(
  resource: Resource,
  body: JsonObject,
  { kind, apiVersion }: TypeMeta,
): void {
  if (kind === '') {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${resource.kind}): Object 'Kind' is missing`,
    );
  }
  const expected = apiVersionOf(resource);
  if (apiVersion !== expected) {
    throw badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${expected})`,
    );
  }
  if (kind === resource.kind) return;
  const message = `Invalid value: ${JSON.stringify(kind)}: must be ${resource.kind}`;
  const name = text(body['metadata'], 'name') ?? '';
  throw invalidObject({ ...resource, kind }, name, [
    { field: 'kind', reason: 'FieldValueInvalid', message },
  ]);
}

/** Of a core kind the URL says what it is: typed clients send neither. What is there must still be right. */
function checkCoreKind(resource: Resource, sent: TypeMeta): void {
  const expected = apiVersionOf(resource);
  const kind = sent.kind === '' ? resource.kind : sent.kind;
  const apiVersion = sent.apiVersion === '' ? expected : sent.apiVersion;
  if (kind === resource.kind && apiVersion === expected) return;
  throw badRequest(
    `${kind} in version ${JSON.stringify(apiVersion)} cannot be handled as a ${resource.kind}: it must be ${resource.kind} in version ${JSON.stringify(expected)}`,
  );
}

/** Wrong types in metadata are decoding errors, not validation errors, as on the real server. */
function readMetadata(resource: Resource, value: JsonValue): DraftMeta {
  const given = isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null))
    : value;
  const problem = validate(OBJECT_META, given, 'metadata').find(isTypeProblem);
  if (problem !== undefined || !isJsonObject(given)) {
    throw cannotHandle(resource, `json: ${problem?.message ?? 'metadata must be an object'}`);
  }
  const kept = Object.entries(omit(given, 'managedFields', 'selfLink')).filter(
    ([, one]) => one !== '',
  );
  return Object.fromEntries(kept);
}

/** Core kinds are typed: a wrong type is a decoding error, and values are not quoted. */
function checkTypes(resource: Resource, value: JsonObject): void {
  const problems = validate(resource.schema, omit(value, 'metadata'));
  const problem = problems.find(isTypeProblem);
  if (problem === undefined) return;
  const detail = resource.sealed
    ? `the value of ${problem.field} has the wrong type or is not base64`
    : problem.message;
  throw cannotHandle(resource, detail);
}

/** A wrong JSON type, or a text that is not base64 or no time. */
function isTypeProblem({ reason, message }: Problem): boolean {
  return reason === 'FieldValueTypeInvalid' || message.includes('in body must be of type');
}

function cannotHandle({ kind, version }: Resource, detail: string) {
  return badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${detail}`);
}
