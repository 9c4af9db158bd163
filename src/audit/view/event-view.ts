/**
 * An audit event as `-o json` and REST give it.
 * @module
 */
import type { JsonObject } from '#src/api/json.ts';
import { formatTimeMs } from '#src/api/time.ts';
import type { AuditEvent } from '../event.ts';
import {
  choiceSchema,
  countSchema,
  type Shape,
  textSchema,
  timeSchema,
  type ViewOf,
  viewOf,
} from './shape.ts';

const actorSchema: JsonObject = {
  type: 'object',
  description: 'Who did it.',
  required: ['kind', 'id'],
  properties: {
    kind: choiceSchema(['user', 'controller', 'host'], 'What kind of actor.'),
    id: textSchema('Its name.'),
  },
};

const subjectSchema: JsonObject = {
  type: 'object',
  description: 'What it is about.',
  properties: {
    namespace: textSchema('Of the HostCredential.'),
    hostCredential: textSchema('Name of the HostCredential.'),
    uid: textSchema('Of the HostCredential.'),
    version: countSchema('Number of the version.'),
    rollout: textSchema('UID of the rollout.'),
    host: textSchema('Name of the host at that time.'),
    hostUID: textSchema('Of the host.'),
  },
};

const receiptSchema: JsonObject = {
  type: 'object',
  description: 'What the host signed of it.',
  required: ['alg', 'keyID', 'sig', 'hostCounter', 'bootID'],
  properties: {
    alg: choiceSchema(['Ed25519'], 'Of the signature.'),
    keyID: textSchema('Of the key of the host.'),
    sig: textSchema('Base64.'),
    hostCounter: countSchema('Number of the report; a host leaves out none.'),
    bootID: textSchema('Of the host when it signed.'),
    bodyDigest: textSchema('SHA-256 of what it signed, hex.'),
  },
};

export const eventShape = {
  time: {
    schema: timeSchema('When it was recorded, with milliseconds.'),
    of: ({ timeMs }) => formatTimeMs(timeMs),
  },
  timeMs: {
    schema: countSchema('The same in milliseconds since the Unix epoch.'),
    of: ({ timeMs }) => timeMs,
  },
  seq: { schema: countSchema('Its place in the log, from 1.'), of: ({ seq }) => seq },
  type: { schema: textSchema('Such as host.version.sealed.'), of: ({ type }) => type },
  outcome: {
    schema: choiceSchema(['success', 'failure'], 'How it ended.'),
    of: ({ outcome }) => outcome,
  },
  actor: { schema: actorSchema, of: ({ actor }) => actor },
  subject: { schema: subjectSchema, of: ({ subject }) => subject },
  detail: {
    schema: {
      type: 'object',
      description: 'More of it, by type. Never a value.',
      additionalProperties: { type: ['string', 'number', 'boolean'] },
    },
    of: ({ detail }) => detail,
  },
  receipt: { schema: receiptSchema, of: ({ receipt }) => receipt, isOptional: true },
  prev: {
    schema: textSchema('Hash of the event before, hex.'),
    of: ({ prev }) => prev,
    isOptional: true,
  },
} as const satisfies Shape<AuditEvent>;

export type EventView = ViewOf<typeof eventShape>;

export const eventView = (event: AuditEvent): EventView => viewOf(eventShape, event);
