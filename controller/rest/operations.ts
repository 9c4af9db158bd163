/**
 * The questions that REST answers: their paths, parameters and answers. Both the answers and what OpenAPI says of them
 * come from here; the questions themselves are those of the Query and Audit services.
 * @module
 */
import type { AuditLog } from '#controller/audit/audit-log.ts';
import type { Proofs } from '#controller/audit/proofs.ts';
import type { QueryHandlers } from '#controller/query/query-server.ts';
import type { Query } from '#controller/query/query.ts';
import {
  eventsDocument,
  explanationDocument,
  exposureDocument,
  goneDocument,
  historyDocument,
  holdersDocument,
} from '#src/audit/view/documents.ts';
import { eventShape, eventView } from '#src/audit/view/event-view.ts';
import { exposureShape, exposureView } from '#src/audit/view/exposure-view.ts';
import { goneShape, goneView } from '#src/audit/view/gone-view.ts';
import { intervalShape, intervalView } from '#src/audit/view/interval-view.ts';
import {
  checkpointDocument,
  consistencyDocument,
  inclusionDocument,
} from '#src/audit/view/proof-documents.ts';
import { type Shape, viewOf } from '#src/audit/view/shape.ts';
import type { IntervalRow, Page } from '#src/wire/history-messages.ts';
import { allRows, onePage, type Paged } from './pages.ts';
import type { Asked, Takes } from './parameters.ts';
import * as requests from './requests.ts';

export type Questions = {
  readonly query: Query;
  readonly log: AuditLog;
  readonly proofs: Proofs;
};

export type Asking = {
  readonly questions: Questions;
  readonly asked: Asked;
  readonly nowMs: number;
  /** The reader has left. */
  readonly signal: AbortSignal;
  /** What the answer leaves out, because it was pruned. */
  readonly note: string | undefined;
};

export type Operation = Takes & {
  readonly summary: string;
  /** Of the Query service: who may call it may ask this. Absent: who may audit. */
  readonly method?: keyof QueryHandlers;
  /** As application/json. */
  readonly document: Shape<never>;
  readonly answer: (asking: Asking) => Promise<object>;
  /** As application/jsonl. */
  readonly lines?: (asking: Asking) => AsyncIterable<string>;
  /** Of a line; absent: those of a file that `credfleet audit verify` reads. */
  readonly row?: Shape<never>;
};

async function* jsonLines<Row>(rows: AsyncIterable<Row>, view: (row: Row) => object) {
  for await (const row of rows) yield JSON.stringify(view(row));
}

async function collect<Row>(rows: AsyncIterable<Row>): Promise<readonly Row[]> {
  const all: Row[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

const FILTERS = ['host', 'credential', 'namespace', 'version', 'since', 'until'] as const;
const PAGE = ['limit', 'continue'] as const;

const eventPages = ({
  questions,
  asked,
  signal,
}: Asking): Paged<{ readonly seq: number }> & {
  readonly ask: (page: Page) => ReturnType<Query['events']>;
} => ({
  ask: ({ after, limit }) => {
    const request = { ...requests.eventsRequest(asked), afterSeq: after, limit };
    return questions.query.events(request, signal);
  },
  tokenOf: ({ seq }) => seq,
});

const events: Operation = {
  path: '/events',
  summary: 'Who changed what when, and what each host did with it; the oldest first',
  method: 'events',
  takes: [...FILTERS, 'actor', 'type', ...PAGE, 'watch'],
  document: eventsDocument,
  row: eventShape,
  answer: async (asking) => {
    const page = await onePage(eventPages(asking), asking.asked);
    return viewOf(eventsDocument, { ...page, note: asking.note });
  },
  lines: (asking) => {
    const { asked, questions, signal } = asking;
    const rows =
      asked.watch === true
        ? questions.query.events(requests.eventsRequest(asked), signal)
        : allRows(eventPages(asking), asked);
    return jsonLines(rows, eventView);
  },
};

type OfIntervals<Request> = Omit<Operation, 'row' | 'answer' | 'lines'> & {
  readonly requestOf: (asked: Asked) => Request;
  readonly ask: (query: Query, request: Request & Page) => readonly IntervalRow[];
  readonly view: (
    answer: Awaited<ReturnType<typeof onePage<IntervalRow>>> & {
      readonly request: Request;
      readonly nowMs: number;
      readonly note: string | undefined;
    },
  ) => object;
};

function ofIntervals<Request>({
  requestOf,
  ask,
  view,
  ...operation
}: OfIntervals<Request>): Operation {
  const pages = ({ questions, asked }: Asking): Paged<IntervalRow> => {
    const request = requestOf(asked);
    return {
      ask: (page) => ask(questions.query, { ...request, ...page }),
      tokenOf: ({ id }) => id,
    };
  };
  return {
    ...operation,
    row: intervalShape,
    answer: async (asking) => {
      const page = await onePage(pages(asking), asking.asked);
      const { asked, nowMs, note } = asking;
      return view({ ...page, request: requestOf(asked), nowMs, note });
    },
    lines: (asking) => jsonLines(allRows(pages(asking), asking.asked), intervalView),
  };
}

const intervals = ofIntervals({
  path: '/intervals',
  summary: 'Which host held which version, from when until when: of all, for reports',
  method: 'history',
  takes: [...FILTERS, 'at', ...PAGE],
  document: historyDocument,
  requestOf: requests.intervalsRequest,
  ask: (query, request) => query.intervals(request),
  view: (answer) => viewOf(historyDocument, answer),
});

const history = ofIntervals({
  path: '/history',
  summary: 'The same of one host, of one HostCredential, or of both; unknown ones are refused',
  method: 'history',
  takes: ['host', 'credential', 'version', 'since', 'until', ...PAGE],
  document: historyDocument,
  requestOf: requests.intervalsRequest,
  ask: (query, request) => query.history(request),
  view: (answer) => viewOf(historyDocument, answer),
});

const holders = ofIntervals({
  path: '/holders',
  summary: 'Who holds a HostCredential, or one version of it: now or at a moment',
  method: 'holders',
  takes: ['credential', 'version', 'at', ...PAGE],
  requires: ['credential'],
  document: holdersDocument,
  requestOf: requests.holdersRequest,
  ask: (query, request) => query.holders(request),
  view: (answer) => viewOf(holdersDocument, answer),
});

const gone: Operation = {
  path: '/gone',
  summary:
    'Is a version gone from every host that was ever sent it, and which signed receipt says so',
  method: 'gone',
  takes: ['credential', 'version', 'host'],
  requires: ['credential', 'version'],
  document: goneDocument,
  row: goneShape,
  answer: async ({ questions, asked, note }) => {
    const request = requests.goneRequest(asked);
    const rows = await collect(questions.query.gone(request));
    return viewOf(goneDocument, { request, rows, note });
  },
  lines: ({ questions, asked }) =>
    jsonLines(questions.query.gone(requests.goneRequest(asked)), goneView),
};

const exposure: Operation = {
  path: '/exposure',
  summary:
    'Every version that a machine ever held or was sent: what must be rotated when it is lost',
  method: 'exposure',
  takes: ['host'],
  requires: ['host'],
  document: exposureDocument,
  row: exposureShape,
  answer: async ({ questions, asked: { host = '' }, note }) => {
    const rows = await collect(questions.query.exposure({ host }));
    return viewOf(exposureDocument, { host, rows, note });
  },
  lines: ({ questions, asked: { host = '' } }) =>
    jsonLines(questions.query.exposure({ host }), exposureView),
};

const explain: Operation = {
  path: '/explain',
  summary: 'Why a host is, or is not, on the version: the root cause first. Not for auditors',
  method: 'explain',
  takes: ['host', 'credential'],
  requires: ['host', 'credential'],
  document: explanationDocument,
  answer: async ({ questions, asked }) => {
    const request = requests.explainRequest(asked);
    return viewOf(explanationDocument, { request, reply: questions.query.explain(request) });
  },
};

const inclusion: Operation = {
  path: '/proof/inclusion',
  summary:
    'That events are in the log (RFC 9162 2.1.3); as JSON lines a file that verifies offline',
  takes: ['seq', 'size'],
  requires: ['seq'],
  document: inclusionDocument,
  answer: async ({ questions, asked: { seq = [], size = 0 } }) =>
    viewOf(inclusionDocument, await questions.proofs.inclusion({ seqs: seq, size })),
  lines: ({ questions, asked: { seq = [], size = 0 } }) =>
    questions.proofs.lines({ seqs: seq, size }),
};

const consistency: Operation = {
  path: '/proof/consistency',
  summary: 'That the log begins with the events of an earlier checkpoint (RFC 9162 2.1.4)',
  takes: ['from', 'to'],
  requires: ['from'],
  document: consistencyDocument,
  answer: async ({ questions, asked: { from = 0, to = 0 } }) =>
    viewOf(consistencyDocument, questions.proofs.consistency({ from, to })),
};

const checkpoint: Operation = {
  path: '/checkpoint',
  summary: 'What the log is now, signed: keep it elsewhere',
  takes: [],
  document: checkpointDocument,
  answer: async ({ questions: { log } }) =>
    viewOf(checkpointDocument, { checkpoint: log.checkpoint(), key: log.key() }),
};

export const operations: readonly Operation[] = [
  events,
  intervals,
  history,
  holders,
  gone,
  exposure,
  explain,
  inclusion,
  consistency,
  checkpoint,
];
