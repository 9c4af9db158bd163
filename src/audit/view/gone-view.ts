/**
 * Is a version gone from a host, as `-o json` and REST give it.
 * @module
 */
import { formatTime } from '#src/api/time.ts';
import { GONE_STATES, type GoneRow } from '#src/wire/history-messages.ts';
import {
  choiceSchema,
  countSchema,
  listSchema,
  type Shape,
  textSchema,
  timeSchema,
  type ViewOf,
  viewOf,
} from './shape.ts';

const seqSchema = countSchema('Place of the event in the log.');

export const goneShape = {
  host: { schema: textSchema('The last name of the machine.'), of: ({ host }) => host },
  hostUID: { schema: textSchema('Its last UID.'), of: ({ hostUid }) => hostUid },
  credentialUID: {
    schema: textSchema('Of the HostCredential.'),
    of: ({ credentialUid }) => credentialUid,
  },
  version: {
    schema: countSchema('The version that was asked for, or another with the same content.'),
    of: ({ version }) => version,
  },
  state: {
    schema: choiceSchema(GONE_STATES, 'Only Gone is a yes; see docs/cli.md.'),
    of: ({ state }) => state,
  },
  since: { schema: timeSchema('Since when.'), of: ({ sinceMs }) => formatTime(sinceMs) },
  evidence: {
    schema: listSchema(seqSchema, 'The events that say so.'),
    of: ({ evidence }) => evidence,
  },
  receipts: {
    schema: listSchema(seqSchema, 'Those of them that the host signed.'),
    of: ({ receipts }) => receipts,
  },
} as const satisfies Shape<GoneRow>;

export type GoneView = ViewOf<typeof goneShape>;

export const goneView = (row: GoneRow): GoneView => viewOf(goneShape, row);
