/**
 * Documents → the form that the client asked for: object, list, Table or metadata only, as JSON or YAML.
 * @module
 */
import { stringify } from 'yaml';
import type { ApiDocument } from '#src/api/document.ts';
import type { JsonObject } from '#src/api/json.ts';
import { refused } from '#src/api/status.ts';
import { type Api, type ApiAnswer, type ApiRequest, JSON_TYPE } from './api.ts';
import { type Form, negotiateForm } from './negotiate.ts';
import type { Page } from './read.ts';
import { apiVersionOf, type Resource } from './resources.ts';
import { partialOf, tableOf } from './table.ts';

/** @throws {CredfleetError} with Status 406. */
export function formFor(accept: string): Form {
  const form = negotiateForm(accept);
  if (form !== undefined) return form;
  throw refused({
    code: 406,
    reason: 'NotAcceptable',
    message:
      'only the following media types are accepted: application/json, application/yaml, application/json;as=Table;v=v1;g=meta.k8s.io, application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io',
  });
}

export type Presented = {
  readonly api: Api;
  readonly request: ApiRequest;
  readonly resource: Resource;
};

export function presentOne(
  { api, request, resource }: Presented,
  document: ApiDocument,
  code: number,
): ApiAnswer {
  const form = formFor(request.accept);
  const { resourceVersion } = document.metadata;
  switch (form.as) {
    case 'object':
      return encoded(code, document, form);
    case 'partial':
      return encoded(code, partialOf(document), form);
    case 'table': {
      const options = tableOptions(api, request, { resourceVersion });
      return encoded(code, tableOf(resource, [document], options), form);
    }
  }
}

export function presentPage({ api, request, resource }: Presented, page: Page): ApiAnswer {
  const form = formFor(request.accept);
  const { documents, listMeta } = page;
  switch (form.as) {
    case 'object':
      return encoded(200, listOf(resource, documents, listMeta), form);
    case 'partial': {
      const partial = {
        kind: 'PartialObjectMetadataList',
        apiVersion: 'meta.k8s.io/v1',
        metadata: listMeta,
        items: documents.map(partialOf),
      };
      return encoded(200, partial, form);
    }
    case 'table':
      return encoded(200, tableOf(resource, documents, tableOptions(api, request, listMeta)), form);
  }
}

export function listOf(
  resource: Resource,
  documents: readonly ApiDocument[],
  listMeta: JsonObject,
): JsonObject {
  return {
    kind: `${resource.kind}List`,
    apiVersion: apiVersionOf(resource),
    metadata: listMeta,
    items: documents,
  };
}

function tableOptions(api: Api, request: ApiRequest, listMeta: JsonObject) {
  return {
    nowMs: api.clock.nowMs(),
    listMeta,
    includeObject: request.query.get('includeObject') ?? 'Metadata',
    withColumns: true,
  };
}

function encoded(code: number, value: JsonObject, { encoding }: Form): ApiAnswer {
  return encoding === 'yaml'
    ? { code, contentType: 'application/yaml', body: stringify(value) }
    : { code, contentType: JSON_TYPE, body: JSON.stringify(value) };
}
