/**
 * The port to the controller's query service: what is where, what happened, and why not.
 * @module
 */
import type { AuditEvent } from '#src/audit/event.ts';
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
  ExposureRow,
  StateRow,
  StatesRequest,
} from '#src/wire/query-messages.ts';

/** What is left out does not filter. */
export type EventQuery = Partial<EventsRequest>;

/** `continue`: there may be more after this one. */
export type IntervalPage = {
  readonly rows: readonly IntervalRow[];
  readonly continue?: number;
};

/** All throw CONTROLLER_UNREACHABLE, CONTROLLER_UNTRUSTED, API_FORBIDDEN, MESSAGE_INVALID or OBJECT_NOT_FOUND. */
export interface Query {
  explain(request: ExplainRequest): Promise<ExplainReply>;
  states(filter: Partial<StatesRequest>): Promise<readonly StateRow[]>;
  /** What a machine ever held or was sent, also when its Host is gone. */
  exposure(host: string): Promise<readonly ExposureRow[]>;
  /** Oldest first, all of them unless `limit` says otherwise; with `follow` it ends only when the signal aborts. */
  events(query: EventQuery, signal: AbortSignal): AsyncIterable<AuditEvent>;
  /** One head, then the hosts in order. */
  plan(request: PlanRequest): Promise<readonly PlanPart[]>;
  /** All of them from `after` on, page by page, unless `limit` says otherwise. */
  holders(request: HoldersRequest): Promise<IntervalPage>;
  history(request: HistoryRequest): Promise<IntervalPage>;
  gone(request: GoneRequest): Promise<readonly GoneRow[]>;
  /** What the last answer leaves out, because it was pruned. */
  readonly note: string | undefined;
  close(): void;
}
