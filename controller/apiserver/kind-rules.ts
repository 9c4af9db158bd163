/**
 * What the few core kinds do beyond their schemas: Secrets and ConfigMaps stay small and may be immutable,
 * namespaces carry their name as a label, Events belong to the namespace of their object.
 * @module
 */
import type { ApiDocument } from '#src/api/document.ts';
import {
  equalJson,
  field,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  omit,
  text,
} from '#src/api/json.ts';
import { SYSTEM_NAMESPACE } from '#src/api/meta.ts';
import { forbidden, invalid, type Problem, required, tooLong } from './schema/problem.ts';

const CONTENT_MAX_BYTES = 1_048_576;
const DATA_KEY = /^[-._a-zA-Z0-9]+$/u;
const DATA_KEY_TEXT =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

const REQUIRED_KEYS: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

/** Namespaces that exist from the start and stay. */
export const PERMANENT_NAMESPACES: readonly string[] = ['default', SYSTEM_NAMESPACE];

export function prepareKind(document: ApiDocument): ApiDocument {
  switch (document.kind) {
    case 'Secret':
      return prepareSecret(document);
    case 'Namespace':
      return prepareNamespace(document);
    default:
      return document;
  }
}

/** stringData is write-only: it ends in data. */
function prepareSecret(document: ApiDocument): ApiDocument {
  const { stringData, ...rest } = document;
  if (!isJsonObject(stringData)) return rest;
  const encoded = Object.entries(stringData).map(([key, value]): [string, JsonValue] => [
    key,
    Buffer.from(typeof value === 'string' ? value : '', 'utf8').toString('base64'),
  ]);
  return { ...rest, data: { ...dataOf(rest), ...Object.fromEntries(encoded) } };
}

function prepareNamespace(document: ApiDocument): ApiDocument {
  const { metadata } = document;
  const phase = metadata.deletionTimestamp === undefined ? 'Active' : 'Terminating';
  return {
    ...document,
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, 'kubernetes.io/metadata.name': metadata.name },
    },
    spec: { finalizers: ['kubernetes'] },
    status: { phase },
  };
}

/**
 * An approval is by the person who writes it: nobody adds one in another's name, or takes one away.
 * @param user who asks; the controller never writes approvals.
 */
export function approvalProblems(
  document: ApiDocument,
  old: ApiDocument | undefined,
  user: string,
): readonly Problem[] {
  if (document.kind !== 'CredentialRollout') return [];
  const before = approvalsOf(old);
  const after = approvalsOf(document);
  const isIn = (list: readonly JsonValue[], one: JsonValue) =>
    list.some((other) => equalJson(other, one));
  const forged = after.filter((one) => !isIn(before, one) && text(one, 'user') !== user);
  const gone = before.filter((one) => !isIn(after, one) && text(one, 'user') !== user);
  return [
    ...forged.map((one) =>
      forbidden('spec.approvals', `${user} cannot approve in the name of ${text(one, 'user')}`),
    ),
    ...gone.map((one) =>
      forbidden(
        'spec.approvals',
        `the approval of ${text(one, 'user')} is not ${user}'s to remove`,
      ),
    ),
  ];
}

function approvalsOf(document: ApiDocument | undefined): readonly JsonValue[] {
  const approvals =
    document === undefined ? undefined : field(document['spec'] ?? null, 'approvals');
  return Array.isArray(approvals) ? approvals : [];
}

export function kindProblems(
  document: ApiDocument,
  old: ApiDocument | undefined,
): readonly Problem[] {
  switch (document.kind) {
    case 'Secret':
      return [...contentProblems(document, old), ...secretProblems(document, old)];
    case 'ConfigMap':
      return contentProblems(document, old);
    case 'Event':
      return eventProblems(document);
    default:
      return [];
  }
}

function contentProblems(document: ApiDocument, old: ApiDocument | undefined): readonly Problem[] {
  const content = { ...dataOf(document), ...dataOf(document, 'binaryData') };
  const problems = Object.keys(content)
    .filter((key) => !DATA_KEY.test(key) || key.length > 253)
    .map((key) => invalid(`data[${key}]`, key, DATA_KEY_TEXT));
  const bytes = Object.values(content).reduce<number>(
    (sum, value) => sum + sizeOf(document, value),
    0,
  );
  if (bytes > CONTENT_MAX_BYTES) problems.push(tooLong('data', CONTENT_MAX_BYTES));
  if (old?.['immutable'] === true) problems.push(...immutableProblems(document, old));
  return problems;
}

function sizeOf({ kind }: ApiDocument, value: JsonValue): number {
  if (typeof value !== 'string') return 0;
  return Buffer.byteLength(value, kind === 'Secret' ? 'base64' : 'utf8');
}

function immutableProblems(document: ApiDocument, old: ApiDocument): readonly Problem[] {
  const changed = ['data', 'binaryData'].filter((name) => !equalJson(document[name], old[name]));
  return [
    ...(document['immutable'] === true
      ? []
      : [forbidden('immutable', 'field is immutable when `immutable` is set')]),
    ...changed.map((name) => forbidden(name, 'field is immutable when `immutable` is set')),
  ];
}

function secretProblems(document: ApiDocument, old: ApiDocument | undefined): readonly Problem[] {
  const type = text(document, 'type') ?? '';
  const data = dataOf(document);
  const missing = (REQUIRED_KEYS[type] ?? [])
    .filter((key) => !Object.hasOwn(data, key))
    .map((key) => required(`data[${key}]`));
  const typeChanged = old !== undefined && old['type'] !== document['type'];
  return typeChanged ? [...missing, invalid('type', type, 'field is immutable')] : missing;
}

function eventProblems(document: ApiDocument): readonly Problem[] {
  const involved = text(document['involvedObject'], 'namespace') ?? 'default';
  return involved === document.metadata.namespace
    ? []
    : [invalid('involvedObject.namespace', involved, 'does not match event.namespace')];
}

function dataOf(document: JsonObject, name = 'data'): JsonObject {
  const data = document[name];
  return isJsonObject(data) ? data : {};
}

/** What counts for `generation`: everything but metadata and status. */
export function specOf(document: ApiDocument): JsonObject {
  return omit(document, 'metadata', 'status');
}
