/**
 * The gRPC handlers of the Query service: plain mapping, nothing is decided here. Who may call is decided
 * by the port that serves them.
 * @module
 */
import {
  Metadata,
  status,
  type handleServerStreamingCall,
  type handleUnaryCall,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type {
  GoneRequest,
  GoneRow,
  HistoryRequest,
  HoldersRequest,
  IntervalRow,
} from '#src/wire/history-messages.ts';
import type { PlanPart, PlanRequest } from '#src/wire/plan-messages.ts';
import type {
  EventRow,
  EventsRequest,
  ExplainReply,
  ExplainRequest,
  ExposureRequest,
  ExposureRow,
  StateRow,
  StatesRequest,
} from '#src/wire/query-messages.ts';
import { NOTE_METADATA } from '#src/wire/query-service.ts';
import type { Query } from './query.ts';

export type QueryHandlers = {
  readonly states: handleServerStreamingCall<StatesRequest, StateRow>;
  readonly holders: handleServerStreamingCall<HoldersRequest, IntervalRow>;
  readonly history: handleServerStreamingCall<HistoryRequest, IntervalRow>;
  readonly gone: handleServerStreamingCall<GoneRequest, GoneRow>;
  readonly events: handleServerStreamingCall<EventsRequest, EventRow>;
  readonly exposure: handleServerStreamingCall<ExposureRequest, ExposureRow>;
  readonly plan: handleServerStreamingCall<PlanRequest, PlanPart>;
  readonly explain: handleUnaryCall<ExplainRequest, ExplainReply>;
};

export function createQueryHandlers(query: Query): QueryHandlers {
  return {
    states: (call) => void answer(call, () => query.states(call.request)),
    holders: (call) => void answer(call, () => query.holders(call.request)),
    history: (call) => {
      void answer(call, () => {
        tell(call, query.note(call.request));
        return query.history(call.request);
      });
    },
    gone: (call) => {
      void answer(call, () => {
        tell(call, query.note({}));
        return query.gone(call.request);
      });
    },
    events: (call) => {
      void answer(call, (signal) => {
        tell(call, query.note(call.request));
        return query.events(call.request, signal);
      });
    },
    exposure: (call) => {
      void answer(call, () => {
        tell(call, query.note({}));
        return query.exposure(call.request);
      });
    },
    plan: (call) => void answer(call, () => query.plan(call.request)),
    explain: (call, callback) => {
      try {
        callback(null, query.explain(call.request));
      } catch (reason) {
        callback(failure(reason, 'answering a query'));
      }
    },
  };
}

/** Before the rows, so that an answer without any is not taken for the whole truth. */
function tell(call: ServerWritableStream<unknown, unknown>, note: string | undefined): void {
  if (note === undefined) return;
  const metadata = new Metadata();
  metadata.set(NOTE_METADATA, note);
  call.sendMetadata(metadata);
}

/** Writes no faster than the reader reads, and stops when it leaves. */
export async function answer<Request, Row>(
  call: ServerWritableStream<Request, Row>,
  rows: (signal: AbortSignal) => Iterable<Row> | AsyncIterable<Row>,
): Promise<void> {
  const left = new AbortController();
  call.on('cancelled', () => left.abort());
  try {
    for await (const row of rows(left.signal)) {
      if (left.signal.aborted) return;
      if (!call.write(row)) await drained(call, left.signal);
    }
    call.end();
  } catch (reason) {
    call.emit('error', failure(reason, 'answering a query'));
  }
}

async function drained(
  call: { once(event: 'drain', listener: () => void): unknown },
  signal: AbortSignal,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  call.once('drain', () => resolve());
  signal.addEventListener('abort', () => resolve(), { once: true });
  if (signal.aborted) resolve();
  await promise;
}

/** What a call ends with: the command line reads the code out of it. */
export function failure(reason: unknown, doing: string) {
  const error = CredfleetError.from(reason, 'STORE_FAILED', doing);
  return { code: status.INTERNAL, details: `${error.code}: ${error.message}` };
}
