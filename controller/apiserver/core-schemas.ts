/**
 * Schemas of the few core kinds that the embedded API serves: what it accepts and what `kubectl explain` shows.
 * @module
 */
import {
  boolean,
  integer,
  list,
  mapList,
  object,
  type Schema,
  string,
} from '#src/api/crds/schema.ts';
import { time } from '#src/api/crds/common.ts';

const TEXT: Schema = { type: 'string' };
const microTime = (description: string): Schema => ({
  type: 'string',
  format: 'micro-time',
  description,
});

const stringMap = (description: string): Schema => ({
  type: 'object',
  description,
  additionalProperties: TEXT,
});

/** ObjectMeta as clients may send it; what the server owns is accepted and ignored. */
export const OBJECT_META: Schema = object(
  {
    name: string('Name, unique within the namespace.'),
    generateName: string('Prefix; the server adds a random suffix when there is no name.'),
    namespace: string('Namespace; fixed by the URL.'),
    uid: string('Unique over time; set by the server.'),
    resourceVersion: string('Changes with each write; send it back to detect conflicts.'),
    generation: integer('Changes with each change of the spec.'),
    creationTimestamp: time('Set by the server.'),
    deletionTimestamp: time('Set by the server when deletion was asked for.'),
    deletionGracePeriodSeconds: integer('Set by the server.'),
    labels: stringMap('For selecting objects.'),
    annotations: stringMap('For tools and people.'),
    finalizers: list(TEXT, { description: 'The object goes when this list is empty.' }),
    ownerReferences: mapList(
      ['uid'],
      object(
        {
          apiVersion: TEXT,
          kind: TEXT,
          name: TEXT,
          uid: TEXT,
          controller: { type: 'boolean' },
          blockOwnerDeletion: { type: 'boolean' },
        },
        { required: ['apiVersion', 'kind', 'name', 'uid'] },
      ),
    ),
    managedFields: list(
      { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      { description: 'Ignored.' },
    ),
    selfLink: TEXT,
  },
  { description: 'Standard metadata of an object.' },
);

function kind(description: string, properties: Readonly<Record<string, Schema>>): Schema {
  return object(
    { apiVersion: TEXT, kind: TEXT, metadata: { type: 'object' }, ...properties },
    { description },
  );
}

export const SECRET: Schema = kind('Values that must not be read by everybody.', {
  type: string('Kind of content.', { default: 'Opaque' }),
  immutable: boolean('Whether the content may change.'),
  data: {
    type: 'object',
    description: 'Base64 values.',
    additionalProperties: { type: 'string', format: 'byte' },
  },
  stringData: stringMap('Plain values; written into data, never returned.'),
});

export const CONFIG_MAP: Schema = kind('Values that everybody may read.', {
  immutable: boolean('Whether the content may change.'),
  data: stringMap('Text values.'),
  binaryData: {
    type: 'object',
    description: 'Base64 values.',
    additionalProperties: { type: 'string', format: 'byte' },
  },
});

export const NAMESPACE: Schema = kind('A scope for names and rights.', {
  spec: object({ finalizers: list(TEXT) }),
  status: object({
    phase: string('Active or Terminating.'),
    conditions: list({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true }),
  }),
});

const OBJECT_REFERENCE: Schema = object(
  {
    apiVersion: TEXT,
    kind: TEXT,
    namespace: TEXT,
    name: TEXT,
    uid: TEXT,
    resourceVersion: TEXT,
    fieldPath: TEXT,
  },
  { description: 'The object that it is about.' },
);

export const EVENT: Schema = kind('Something that happened to an object; kept for an hour.', {
  involvedObject: OBJECT_REFERENCE,
  related: OBJECT_REFERENCE,
  reason: string('Why, for programs.'),
  message: string('What, for people.'),
  type: string('Normal or Warning.'),
  source: object({ component: TEXT, host: TEXT }),
  firstTimestamp: time('When it happened first.'),
  lastTimestamp: time('When it happened last.'),
  eventTime: microTime('When it happened.'),
  count: integer('How often.'),
  action: TEXT,
  reportingComponent: TEXT,
  reportingInstance: TEXT,
  series: object({ count: integer('How often.'), lastObservedTime: microTime('When last.') }),
});

export const LEASE: Schema = kind('Who leads.', {
  spec: object({
    holderIdentity: TEXT,
    leaseDurationSeconds: integer('How long it is held.', { minimum: 1 }),
    acquireTime: microTime('When it was taken.'),
    renewTime: microTime('When it was renewed.'),
    leaseTransitions: integer('How often it changed hands.', { minimum: 0 }),
    strategy: TEXT,
    preferredHolder: TEXT,
  }),
});
