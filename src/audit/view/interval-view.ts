/**
 * Who held which version from when until when, as `-o json` and REST give it.
 * @module
 */
import type { JsonObject } from '#src/api/json.ts';
import { formatTime } from '#src/api/time.ts';
import { END_REASONS } from '#src/rollout/host-state.ts';
import type { IntervalRow } from '#src/wire/history-messages.ts';
import {
  choiceSchema,
  countSchema,
  listSchema,
  nullable,
  type Shape,
  textSchema,
  timeSchema,
  type ViewOf,
  viewOf,
} from './shape.ts';

const loadSchema: JsonObject = {
  type: 'object',
  required: ['unit', 'invocationId'],
  properties: {
    unit: textSchema('Name of the unit.'),
    invocationId: textSchema('Of the run of it that loaded this version, as systemd calls it.'),
  },
};

export const intervalShape = {
  host: { schema: textSchema('Name of the host at that time.'), of: ({ host }) => host },
  hostUID: { schema: textSchema('Of the host.'), of: ({ hostUid }) => hostUid },
  namespace: {
    schema: textSchema('Of the HostCredential.'),
    of: ({ namespace }) => namespace,
  },
  credential: {
    schema: textSchema('Name of the HostCredential.'),
    of: ({ credential }) => credential,
  },
  credentialUID: {
    schema: textSchema('Of the HostCredential.'),
    of: ({ credentialUid }) => credentialUid,
  },
  version: { schema: countSchema('Number of the version.'), of: ({ version }) => version },
  since: {
    schema: timeSchema('When the host proved that it held it.'),
    of: ({ fromMs }) => formatTime(fromMs),
  },
  until: {
    schema: nullable(timeSchema('When that ended; null: it holds it.')),
    of: ({ toMs }) => (toMs === undefined ? null : formatTime(toMs)),
  },
  endReason: {
    schema: choiceSchema(['', ...END_REASONS], "Why it ended; '' while it lasts."),
    of: ({ endReason }) => endReason ?? '',
  },
  loadedBy: {
    schema: listSchema(loadSchema, 'Of what is held now: which runs of units have loaded it.'),
    of: ({ loadedBy }) => loadedBy,
  },
  id: { schema: countSchema('Its place in the order of recording.'), of: ({ id }) => id },
} as const satisfies Shape<IntervalRow>;

export type IntervalView = ViewOf<typeof intervalShape>;

export const intervalView = (row: IntervalRow): IntervalView => viewOf(intervalShape, row);
