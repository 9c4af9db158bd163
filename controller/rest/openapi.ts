/**
 * What REST answers, in the words of OpenAPI 3.1: made of the parameters and the shapes that the answers are made of.
 * @module
 */
import type { JsonObject } from '#src/api/json.ts';
import { listSchema, schemaOf, textSchema } from '#src/audit/view/shape.ts';
import { version } from '#src/version.ts';
import { JSON_TYPE } from '#controller/apiserver/api.ts';
import { type Operation, operations } from './operations.ts';
import { type ParameterName, parameters } from './parameters.ts';

export const PREFIX = '/audit/v1';
export const OPENAPI_PATH = `${PREFIX}/openapi.json`;
export const JSON_LINES = 'application/jsonl';

const REFUSALS: Readonly<Record<string, string>> = {
  400: 'A parameter is wrong, or a time is in the future; the cause names the field.',
  401: 'No certificate, or one that is not accepted.',
  403: 'Not for the groups of this certificate.',
  404: 'No such host, HostCredential, version or event.',
  406: 'This question is not answered in a type that was accepted.',
  500: 'The ledger could not be read; the log of the controller says why.',
};

export const openApi: JsonObject = {
  openapi: '3.1.0',
  info: {
    title: 'credfleet audit',
    version,
    description:
      "The auditors' questions. With a client certificate of the fleet. Members are only added; no value is ever told.",
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: PREFIX }],
  security: [{ certificate: [] }],
  tags: [{ name: 'audit', description: 'Questions about the past.' }],
  paths: Object.fromEntries(operations.map((one) => [one.path, { get: operationOf(one) }])),
  components: {
    securitySchemes: { certificate: { type: 'mutualTLS' } },
    schemas: { Status: statusSchema() },
    responses: Object.fromEntries(
      Object.entries(REFUSALS).map(([code, description]) => [
        `Refusal${code}`,
        {
          description,
          content: { [JSON_TYPE]: { schema: { $ref: '#/components/schemas/Status' } } },
        },
      ]),
    ),
  },
};

function operationOf(operation: Operation): JsonObject {
  const { path, summary, takes, requires = [], document, lines, row } = operation;
  const asLines = { schema: row === undefined ? textSchema('A line.') : schemaOf(row) };
  return {
    operationId: path.slice(1).replace('/', '-'),
    summary,
    tags: ['audit'],
    parameters: takes.map((name) => parameterOf(name, requires.includes(name))),
    responses: {
      200: {
        description: `The answer; as ${JSON_LINES} a line for each row, without pages.`,
        content: {
          [JSON_TYPE]: { schema: schemaOf(document) },
          ...(lines === undefined ? {} : { [JSON_LINES]: asLines }),
        },
      },
      ...Object.fromEntries(
        Object.keys(REFUSALS).map((code) => [
          code,
          { $ref: `#/components/responses/Refusal${code}` },
        ]),
      ),
    },
  };
}

function parameterOf(name: ParameterName, isRequired: boolean): JsonObject {
  const { description, schema } = parameters[name];
  return { name, in: 'query', required: isRequired, description, schema };
}

/** metav1.Status, as the API of the objects refuses. */
function statusSchema(): JsonObject {
  const cause: JsonObject = {
    type: 'object',
    required: ['message'],
    properties: {
      reason: textSchema('One of docs/errors.md.'),
      message: textSchema('What is wrong, and what to do.'),
      field: textSchema('The parameter.'),
    },
  };
  return {
    type: 'object',
    required: ['kind', 'apiVersion', 'metadata', 'status', 'message', 'reason', 'code'],
    properties: {
      kind: { const: 'Status' },
      apiVersion: { const: 'v1' },
      metadata: { type: 'object' },
      status: { const: 'Failure' },
      message: textSchema('What is wrong, and what to do.'),
      reason: textSchema('In one word.'),
      details: {
        type: 'object',
        properties: { causes: listSchema(cause, 'One for each.') },
      },
      code: { type: 'integer' },
    },
  };
}
