/**
 * What a machine held or was sent, as `-o json` and REST give it.
 * @module
 */
import { formatTime } from '#src/api/time.ts';
import { EXPOSURE_STATES, type ExposureRow } from '#src/wire/query-messages.ts';
import {
  choiceSchema,
  countSchema,
  flagSchema,
  nullable,
  type Shape,
  textSchema,
  timeSchema,
  type ViewOf,
  viewOf,
} from './shape.ts';

export const exposureShape = {
  host: { schema: textSchema('Name that the machine had then.'), of: ({ host }) => host },
  namespace: {
    schema: textSchema('Of the HostCredential.'),
    of: ({ namespace }) => namespace,
  },
  credential: {
    schema: textSchema('Name of the HostCredential.'),
    of: ({ credential }) => credential,
  },
  version: { schema: countSchema('Number of the version.'), of: ({ version }) => version },
  since: {
    schema: timeSchema('When it was sent first, or proven to be held.'),
    of: ({ sinceMs }) => formatTime(sinceMs),
  },
  until: {
    schema: nullable(timeSchema('When that ended; null: still there as far as is known.')),
    of: ({ untilMs }) => (untilMs === undefined ? null : formatTime(untilMs)),
  },
  held: {
    schema: flagSchema('Proven to be held; otherwise it was sent, and may have been read.'),
    of: ({ wasHeld }) => wasHeld,
  },
  state: {
    schema: choiceSchema(EXPOSURE_STATES, 'Whether others rely on this version.'),
    of: ({ state }) => state,
  },
  mustRotate: {
    schema: flagSchema('Rotate it at the source when the machine is lost.'),
    of: ({ state }) => state !== 'Replaced',
  },
} as const satisfies Shape<ExposureRow>;

export type ExposureView = ViewOf<typeof exposureShape>;

export const exposureView = (row: ExposureRow): ExposureView => viewOf(exposureShape, row);
