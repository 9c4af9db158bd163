/**
 * The questions that operators ask, as functions over the ledger and the objects: what is where, since
 * when, what happened, and why a host is not on the version.
 * @module
 */
import type { EventFilter, Ledger } from '#controller/ledger/ledger.ts';
import type { Context } from '#controller/reconcile/context.ts';
import { decide } from '#controller/reconcile/decide.ts';
import { gather } from '#controller/reconcile/gather.ts';
import type { AuditEvent } from '#src/audit/event.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { HostCredentialState, VersionInterval } from '#src/rollout/host-state.ts';
import type { PlanPart, PlanRequest } from '#src/wire/plan-messages.ts';
import type {
  EventsRequest,
  ExplainReply,
  ExplainRequest,
  ExposureRequest,
  ExposureRow,
  IntervalsRequest,
  StatesRequest,
} from '#src/wire/query-messages.ts';
import { explain } from './explain.ts';
import { planAnswer } from './plan.ts';
import { machineExposure } from './machine-exposure.ts';

export interface Query {
  states(request: StatesRequest): readonly HostCredentialState[];
  intervals(request: IntervalsRequest): readonly VersionInterval[];
  /** Oldest first; with `follow` it ends when the signal aborts. */
  events(request: EventsRequest, signal: AbortSignal): AsyncIterable<AuditEvent>;
  explain(request: ExplainRequest): ExplainReply;
  /** One head, then the hosts in order. */
  plan(request: PlanRequest): Iterable<PlanPart>;
  /** What a machine ever held or was sent, also when its Host is gone. */
  exposure(request: ExposureRequest): readonly ExposureRow[];
}

/** Empty texts and zeros do not filter. */
export function createQuery(context: Context): Query {
  const { ledger } = context;
  return {
    states: (request) =>
      ledger.states(nameFilter(request)).filter((row) => isOfPresentHost(context, row)),
    intervals: ({ version, atMs, ...names }) =>
      ledger.intervals({
        ...nameFilter(names),
        ...(version === 0 ? {} : { version }),
        ...(atMs === 0 ? {} : { atMs }),
      }),
    events: (request, signal) => followEvents(ledger, request, signal),
    explain: (request) => explainHost(context, request),
    plan: (request) => planParts(context, request),
    exposure: ({ host }) => machineExposure(context, host),
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

function nameFilter({ namespace, credential, host }: StatesRequest) {
  return {
    ...(namespace === '' ? {} : { namespace }),
    ...(credential === '' ? {} : { credential }),
    ...(host === '' ? {} : { host }),
  };
}

async function* followEvents(
  ledger: Ledger,
  request: EventsRequest,
  signal: AbortSignal,
): AsyncGenerator<AuditEvent> {
  const filter = eventFilter(request);
  const first = ledger.events(filter);
  yield* first;
  if (!request.follow) return;
  let afterSeq = first.at(-1)?.seq ?? request.afterSeq;
  while (!signal.aborted) {
    // Listening begins before reading: an event written in between is not missed.
    using news = listenForEvents(ledger, signal);
    const page = ledger.events({ ...filter, afterSeq });
    yield* page;
    afterSeq = page.at(-1)?.seq ?? afterSeq;
    if (page.length === 0) await news.come;
  }
}

/** `come` resolves at the next event, or when the signal aborts. */
function listenForEvents(
  ledger: Ledger,
  signal: AbortSignal,
): Disposable & { readonly come: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const wake = () => resolve();
  const stop = ledger.onEvents(wake);
  signal.addEventListener('abort', wake, { once: true });
  return {
    come: promise,
    [Symbol.dispose]: () => {
      stop();
      signal.removeEventListener('abort', wake);
    },
  };
}

function eventFilter(request: EventsRequest): EventFilter {
  const { version, actor, type, sinceMs, untilMs, afterSeq, limit } = request;
  return {
    ...nameFilter(request),
    ...(actor === '' ? {} : { actor }),
    ...(type === '' ? {} : { type }),
    ...aboveZero({ version, sinceMs, untilMs, afterSeq, limit }),
  };
}

function aboveZero(values: Readonly<Record<string, number>>): Partial<EventFilter> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value > 0));
}
