/**
 * Whole answers to auditors' questions: what `-o json` prints and what REST gives as application/json.
 * @module
 */
import { formatTime } from '#src/api/time.ts';
import type {
  GoneRequest,
  GoneRow,
  HistoryRequest,
  HoldersRequest,
  IntervalRow,
} from '#src/wire/history-messages.ts';
import type { ExplainReply, ExplainRequest, ExposureRow } from '#src/wire/query-messages.ts';
import type { AuditEvent } from '../event.ts';
import { eventShape, eventView } from './event-view.ts';
import { exposureShape, exposureView } from './exposure-view.ts';
import { goneShape, goneView } from './gone-view.ts';
import { intervalShape, intervalView } from './interval-view.ts';
import {
  countSchema,
  flagSchema,
  listSchema,
  nullable,
  schemaOf,
  type Shape,
  textSchema,
  timeSchema,
} from './shape.ts';

/** `continue`: there may be more after this one. */
type Paged<Row> = { readonly rows: readonly Row[]; readonly continue?: number | undefined };
type Answer<Request, Row> = { readonly request: Request } & Paged<Row>;
/** What the answer leaves out, because it was pruned. */
type Noted = { readonly note: string | undefined };
type Named = { readonly request: { readonly namespace: string; readonly credential: string } };

const continueMember = {
  schema: nullable(textSchema('Give it as `continue` for what comes after; null: that was all.')),
  of: (answer: { readonly continue?: number | undefined }) =>
    answer.continue === undefined ? null : String(answer.continue),
};

const noteMember = {
  schema: nullable(textSchema('What this leaves out, because it was pruned; null: nothing.')),
  of: ({ note }: Noted) => note ?? null,
};

const nameMembers = {
  namespace: {
    schema: textSchema("As it was asked; '': of all."),
    of: ({ request }: Named) => request.namespace,
  },
  credential: {
    schema: textSchema("As it was asked; '': of all."),
    of: ({ request }: Named) => request.credential,
  },
} as const;

const rowsOf = (shape: Shape<never>, description: string) =>
  listSchema(schemaOf(shape), description);

export const eventsDocument = {
  events: {
    schema: rowsOf(eventShape, 'The oldest first.'),
    of: ({ rows }) => rows.map(eventView),
  },
  continue: continueMember,
  note: noteMember,
} as const satisfies Shape<Paged<AuditEvent> & Noted>;

export const holdersDocument = {
  ...nameMembers,
  version: {
    schema: nullable(countSchema('As it was asked; null: of all.')),
    of: ({ request }) => (request.version === 0 ? null : request.version),
  },
  at: {
    schema: timeSchema('The moment that it is about.'),
    of: ({ request, nowMs }) => formatTime(request.atMs === 0 ? nowMs : request.atMs),
  },
  holders: {
    schema: rowsOf(intervalShape, 'Who held it.'),
    of: ({ rows }) => rows.map(intervalView),
  },
  continue: continueMember,
} as const satisfies Shape<Answer<HoldersRequest, IntervalRow> & { readonly nowMs: number }>;

export const historyDocument = {
  host: { schema: textSchema("As it was asked; '': of all."), of: ({ request }) => request.host },
  ...nameMembers,
  intervals: {
    schema: rowsOf(intervalShape, 'In the order of recording.'),
    of: ({ rows }) => rows.map(intervalView),
  },
  continue: continueMember,
  note: noteMember,
} as const satisfies Shape<Answer<HistoryRequest, IntervalRow> & Noted>;

export const goneDocument = {
  ...nameMembers,
  version: { schema: countSchema('As it was asked.'), of: ({ request }) => request.version },
  gone: {
    schema: flagSchema('True: gone from each of these hosts.'),
    of: ({ rows }) => rows.every(({ state }) => state === 'Gone'),
  },
  hosts: {
    schema: rowsOf(goneShape, 'All that were ever sent it, those where it is not gone first.'),
    of: ({ rows }) => rows.map(goneView),
  },
  note: noteMember,
} as const satisfies Shape<Answer<GoneRequest, GoneRow> & Noted>;

export const exposureDocument = {
  host: { schema: textSchema('As it was asked.'), of: ({ host }) => host },
  credentials: {
    schema: rowsOf(exposureShape, 'What must be rotated first.'),
    of: ({ rows }) => rows.map(exposureView),
  },
  note: noteMember,
} as const satisfies Shape<
  Noted & { readonly host: string; readonly rows: readonly ExposureRow[] }
>;

const lineSchema = textSchema('One of them.');

export const explanationDocument = {
  host: { schema: textSchema('As it was asked.'), of: ({ request }) => request.host },
  ...nameMembers,
  verdict: { schema: textSchema('One sentence.'), of: ({ reply }) => reply.verdict },
  causes: {
    schema: listSchema(lineSchema, 'The root cause first.'),
    of: ({ reply }) => reply.causes,
  },
  next: { schema: listSchema(lineSchema, 'Commands to run next.'), of: ({ reply }) => reply.next },
} as const satisfies Shape<{ readonly request: ExplainRequest; readonly reply: ExplainReply }>;
