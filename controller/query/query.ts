/**
 * The questions that operators ask, as functions over the ledger and the objects: what is where, since
 * when, what happened, and why a host is not on the version.
 * @module
 */
import { EVENTS_DEFAULT_LIMIT, EVENTS_MAX_LIMIT } from '#controller/ledger/statements.ts';
import { listenForEvents } from '#controller/ledger/news.ts';
import type { Context } from '#controller/reconcile/context.ts';
import { decide } from '#controller/reconcile/decide.ts';
import { gather } from '#controller/reconcile/gather.ts';
import type { AuditEvent } from '#src/audit/event.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import type {
  GoneRequest,
  GoneRow,
  HistoryRequest,
  HoldersRequest,
  IntervalRow,
} from '#src/wire/history-messages.ts';
import type { PlanPart, PlanRequest } from '#src/wire/plan-messages.ts';
import type {
  EventsRequest,
  ExplainReply,
  ExplainRequest,
  ExposureRequest,
  ExposureRow,
  StatesRequest,
} from '#src/wire/query-messages.ts';
import { explain } from './explain.ts';
import { aboveZero, filled } from './filled.ts';
import { history, holders, intervals, type IntervalsRequest } from './history.ts';
import { planAnswer } from './plan.ts';
import { machineExposure } from './machine-exposure.ts';
import { prunedNote, requireKept } from './pruned.ts';
import { requireCredential, requireHost, requireOrder, requirePast } from './question.ts';
import { versionGone } from './version-gone.ts';
import { walkEvents, type WalkFilter } from './walk-events.ts';

export interface Query {
  states(request: StatesRequest): readonly HostCredentialState[];
  /** Who held it at one moment. */
  holders(request: HoldersRequest): readonly IntervalRow[];
  /** Who held what, from when until when. */
  history(request: HistoryRequest): readonly IntervalRow[];
  /** The same, of everything unless something is named. */
  intervals(request: IntervalsRequest): readonly IntervalRow[];
  /** One row for each host that was ever sent the version. */
  gone(request: GoneRequest): AsyncIterable<GoneRow>;
  /** Oldest first; with `follow` it ends when the signal aborts. */
  events(request: EventsRequest, signal: AbortSignal): AsyncIterable<AuditEvent>;
  explain(request: ExplainRequest): ExplainReply;
  /** One head, then the hosts in order. */
  plan(request: PlanRequest): Iterable<PlanPart>;
  /** What a machine ever held or was sent, also when its Host is gone. */
  exposure(request: ExposureRequest): AsyncIterable<ExposureRow>;
  /** What an answer about the past leaves out, because it was pruned. */
  note(asked: Partial<EventsRequest>): string | undefined;
}

/** Empty texts and zeros do not filter. */
export function createQuery(context: Context): Query {
  const { ledger } = context;
  return {
    states: (request) =>
      ledger.states(namesOf(request)).filter((row) => isOfPresentHost(context, row)),
    holders: (request) => holders(context, request),
    history: (request) => history(context, request),
    intervals: (request) => intervals(context, request),
    gone: (request) => versionGone(context, request),
    events: (request, signal) => {
      requireEventsQuestion(context, request);
      return request.follow
        ? followEvents(context, request, signal)
        : oneAnswer(context, request, signal);
    },
    explain: (request) => explainHost(context, request),
    plan: (request) => planParts(context, request),
    exposure: ({ host }) => {
      requireHost(context, host);
      return machineExposure(context, host);
    },
    note: (asked) => prunedNote(context, asked),
  };
}

/** Of a Host that was deleted and made again only the present one counts; the audit log has the former. */
function isOfPresentHost({ view }: Context, row: HostCredentialState): boolean {
  const present = view.get('Host', { name: row.host });
  return present === undefined || present.metadata.uid === row.hostUid;
}

function explainHost(context: Context, request: ExplainRequest): ExplainReply {
  const { namespace, credential: name, host } = request;
  const situation = gather(context, { namespace, name });
  const object = context.view.get('Host', { name: host });
  const hostUid = object?.metadata.uid ?? '';
  return explain({
    request,
    host: object,
    isConnected: context.sessions().isConnected(hostUid),
    isEnrolled: context.ledger.identity(hostUid) !== undefined,
    source: context.sources.get(situation?.credential.metadata.uid ?? ''),
    ...(situation === undefined ? {} : { situation, decision: decide(situation) }),
  });
}

/** @throws {CredfleetError} OBJECT_NOT_FOUND */
function* planParts(context: Context, { namespace, credential }: PlanRequest): Generator<PlanPart> {
  const situation = gather(context, { namespace, name: credential });
  if (situation === undefined) {
    const message = `HostCredential ${namespace}/${credential} does not exist`;
    throw new CredfleetError('OBJECT_NOT_FOUND', message);
  }
  const { head, hosts } = planAnswer(situation, decide(situation));
  yield { kind: 'head', head };
  for (const host of hosts) yield { kind: 'host', host };
}

/** Who follows may wait for what is not there yet. */
function requireEventsQuestion(context: Context, request: EventsRequest): void {
  const { namespace, credential, host, sinceMs, untilMs, follow } = request;
  requirePast(context, { since: sinceMs, until: untilMs });
  requireOrder(sinceMs, untilMs);
  requireKept(context, { until: untilMs });
  if (follow) return;
  if (host !== '') requireHost(context, host);
  if (namespace !== '' && credential !== '') requireCredential(context, request);
}

async function* oneAnswer(
  context: Context,
  request: EventsRequest,
  signal: AbortSignal,
): AsyncGenerator<AuditEvent> {
  const { limit } = request;
  let left = limit === 0 ? EVENTS_DEFAULT_LIMIT : Math.min(limit, EVENTS_MAX_LIMIT);
  for await (const event of walkEvents(context, eventFilter(request), signal)) {
    yield event;
    left -= 1;
    if (left === 0) return;
  }
}

async function* followEvents(
  context: Context,
  request: EventsRequest,
  signal: AbortSignal,
): AsyncGenerator<AuditEvent> {
  const { ledger } = context;
  const filter = eventFilter(request);
  let { afterSeq } = request;
  while (!signal.aborted) {
    // Listening begins before reading: an event written in between is not missed.
    using news = listenForEvents(ledger, signal);
    const untilSeq = ledger.evidence.head().size;
    yield* walkEvents(context, { ...filter, afterSeq, untilSeq }, signal);
    if (untilSeq <= afterSeq) await news.come;
    else afterSeq = untilSeq;
  }
}

function eventFilter(request: EventsRequest): WalkFilter {
  const { version, actor, type, sinceMs, untilMs, afterSeq } = request;
  return {
    ...namesOf(request),
    ...filled({ actor, type }),
    ...aboveZero({ version, sinceMs, untilMs }),
    afterSeq,
  };
}

function namesOf({ namespace, credential, host }: StatesRequest) {
  return filled({ namespace, credential, host });
}
