/**
 * Turns a draft into the document that is to be stored and finds everything wrong with it. Pure: time and
 * random parts come in.
 * @module
 */
import type { ApiDocument, DocumentMeta } from '#src/api/document.ts';
import { equalJson, type JsonValue, omit } from '#src/api/json.ts';
import { formatTime } from '#src/api/time.ts';
import type { Draft } from './decode.ts';
import { kindProblems, prepareKind, specOf } from './kind-rules.ts';
import { metadataProblems } from './names.ts';
import type { Resource } from './resources.ts';
import { forbidden, invalid, type Problem } from './schema/problem.ts';
import type { CheckRules } from './schema/rules.ts';
import { validate } from './schema/validate.ts';

export type NewIdentity = {
  readonly uid: string;
  readonly nowMs: number;
  /** For generateName. */
  readonly suffix: string;
  readonly namespace: string;
};

export function newDocument(resource: Resource, draft: Draft, identity: NewIdentity): ApiDocument {
  const { name, generateName, labels, annotations, finalizers, ownerReferences } = draft.metadata;
  const given = { generateName, labels, annotations, finalizers, ownerReferences };
  const metadata: DocumentMeta = {
    name: name ?? (generateName === undefined ? '' : `${generateName}${identity.suffix}`),
    ...(resource.namespaced ? { namespace: identity.namespace } : {}),
    ...present(given),
    uid: identity.uid,
    resourceVersion: '',
    ...(resource.custom ? { generation: 1 } : {}),
    creationTimestamp: formatTime(identity.nowMs),
  };
  const content = resource.hasStatus ? omit(draft, 'status') : draft;
  return prepareKind({ ...content, apiVersion: draft.apiVersion, kind: draft.kind, metadata });
}

/** The new version of `old`: a write of the object keeps its status, a write of the status keeps all else. */
export function nextDocument(input: {
  readonly resource: Resource;
  readonly old: ApiDocument;
  readonly draft: Draft;
  readonly subresource: '' | 'status';
}): ApiDocument {
  const { resource, old, draft } = input;
  if (input.subresource === 'status') return withField(old, 'status', draft['status']);

  const { labels, annotations, finalizers, ownerReferences } = draft.metadata;
  const owned = omitMeta(old.metadata);
  const metadata: DocumentMeta = {
    ...owned,
    ...present({ labels, annotations, finalizers, ownerReferences }),
  };
  const content = { ...draft, apiVersion: old.apiVersion, kind: old.kind, metadata };
  const next = resource.hasStatus ? withField(content, 'status', old['status']) : content;
  const prepared = prepareKind(next);
  if (!resource.custom || equalJson(specOf(prepared), specOf(old))) return prepared;
  const generation = (old.metadata.generation ?? 0) + 1;
  return { ...prepared, metadata: { ...prepared.metadata, generation } };
}

function omitMeta(meta: DocumentMeta): DocumentMeta {
  const {
    labels: _labels,
    annotations: _annotations,
    finalizers: _finalizers,
    ownerReferences: _ownerReferences,
    ...owned
  } = meta;
  return owned;
}

type ClientMeta = Pick<
  Partial<DocumentMeta>,
  'generateName' | 'labels' | 'annotations' | 'finalizers' | 'ownerReferences'
>;

/** Empty maps and lists are not stored, as on the real server. */
function present(given: {
  readonly [K in keyof ClientMeta]: ClientMeta[K] | undefined;
}): ClientMeta {
  return Object.fromEntries(
    Object.entries(given).filter(
      ([, value]) =>
        value !== undefined && (typeof value === 'string' || Object.keys(value).length > 0),
    ),
  );
}

function withField(document: ApiDocument, name: string, value: JsonValue | undefined): ApiDocument {
  const { apiVersion, kind, metadata } = document;
  const rest = omit(document, name);
  const base = { ...rest, apiVersion, kind, metadata };
  return value === undefined ? base : { ...base, [name]: value };
}

export function admissionProblems(input: {
  readonly resource: Resource;
  readonly document: ApiDocument;
  readonly old: ApiDocument | undefined;
  readonly rules: CheckRules;
}): readonly Problem[] {
  const { resource, document, old, rules } = input;
  const problems = [
    ...metadataProblems(document.metadata, resource.nameRule),
    ...(old === undefined ? [] : finalizerProblems(document, old)),
    ...validate(resource.schema, omit(document, 'metadata')),
    ...kindProblems(document, old),
  ];
  if (problems.some(({ reason }) => BLOCKING.has(reason))) {
    return resource.custom ? [...problems, RULES_SKIPPED] : problems;
  }
  const before = old === undefined ? undefined : omit(old, 'metadata');
  return [...problems, ...rules(resource.schema, omit(document, 'metadata'), before)];
}

/** Rules are not asked about an object whose shape is wrong. */
const BLOCKING: ReadonlySet<Problem['reason']> = new Set([
  'FieldValueRequired',
  'FieldValueNotSupported',
  'FieldValueTypeInvalid',
  'FieldValueTooLong',
  'FieldValueTooMany',
]);

const RULES_SKIPPED: Problem = {
  field: '<nil>',
  reason: 'FieldValueInvalid',
  message:
    'Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
};

function finalizerProblems(document: ApiDocument, old: ApiDocument): readonly Problem[] {
  if (old.metadata.deletionTimestamp === undefined) return [];
  const known = old.metadata.finalizers ?? [];
  const added = (document.metadata.finalizers ?? []).filter((one) => !known.includes(one));
  if (added.length === 0) return [];
  const list = added.map((one) => JSON.stringify(one)).join(', ');
  return [
    forbidden(
      'metadata.finalizers',
      `no new finalizers can be added if the object is being deleted, found new finalizers []string{${list}}`,
    ),
  ];
}

/** What a client may not change: who the object is. */
export function identityProblems(draft: Draft, old: ApiDocument): readonly Problem[] {
  const { uid } = draft.metadata;
  if (uid !== undefined && uid !== old.metadata.uid) {
    return [invalid('metadata.uid', uid, 'field is immutable')];
  }
  return [];
}

/** Same in everything that is stored. */
export function isUnchanged(document: ApiDocument, old: ApiDocument): boolean {
  return equalJson(document, old);
}

export function isDoomed(document: ApiDocument): boolean {
  const { deletionTimestamp, finalizers } = document.metadata;
  return deletionTimestamp !== undefined && (finalizers ?? []).length === 0;
}
