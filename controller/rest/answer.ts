/**
 * One question asked by REST → its answer: whole, or as lines that come one after the other. Errors become
 * metav1.Status.
 * @module
 */
import { JSON_TYPE } from '#controller/apiserver/api.ts';
import type { User } from '#controller/apiserver/authorize.ts';
import { parseMediaTypes } from '#controller/apiserver/negotiate.ts';
import { mayAudit, mayQuery } from '#controller/query/may-query.ts';
import { statusOf } from '#src/api/status.ts';
import type { Clock } from '#src/clock/clock.ts';
import type { Logger } from '#src/log/logger.ts';
import { JSON_LINES, openApi, OPENAPI_PATH, PREFIX } from './openapi.ts';
import { type Operation, operations, type Questions } from './operations.ts';
import { type Asked, readParameters } from './parameters.ts';
import {
  notAcceptable,
  notFound,
  notForThisCertificate,
  readsOnly,
  refusalOf,
} from './refusals.ts';

export type RestParts = {
  readonly questions: Questions;
  readonly clock: Clock;
  readonly log: Logger;
};

export type RestRequest = {
  readonly method: string;
  readonly path: string;
  readonly given: URLSearchParams;
  readonly accept: string;
  readonly user: User;
  /** Aborts when the reader leaves. */
  readonly signal: AbortSignal;
};

export type RestAnswer =
  | { readonly kind: 'whole'; readonly code: number; readonly body: string }
  /** Without newlines. With `isOpen` they may be long in coming. */
  | {
      readonly kind: 'lines';
      readonly lines: AsyncIterable<string>;
      readonly isOpen: boolean;
      /** What they leave out, because it was pruned. */
      readonly note: string | undefined;
    };

/** Never throws; lines may. */
export async function answerTo(parts: RestParts, request: RestRequest): Promise<RestAnswer> {
  try {
    return await answered(parts, request);
  } catch (reason) {
    const status = statusOf(refusalOf(reason));
    const { path } = request;
    if (status.code >= 500) parts.log.error({ err: reason, path }, 'a question failed');
    return whole(status.code, status);
  }
}

async function answered(parts: RestParts, request: RestRequest): Promise<RestAnswer> {
  const { method, path, user } = request;
  if (method !== 'GET' && method !== 'HEAD') throw readsOnly(method);
  const peer = { kind: 'user', user: user.name, groups: user.groups } as const;
  if (!mayAudit(peer)) throw notForThisCertificate(path);
  if (path === OPENAPI_PATH) return whole(200, openApi);
  const operation = operations.find((one) => `${PREFIX}${one.path}` === path);
  if (operation === undefined) throw notFound(path, pathsOf());
  if (operation.method !== undefined && !mayQuery(peer, operation.method)) {
    throw notForThisCertificate(path);
  }
  return ask(parts, request, operation);
}

async function ask(
  { questions, clock }: RestParts,
  { given, accept, path, signal }: RestRequest,
  operation: Operation,
): Promise<RestAnswer> {
  const nowMs = clock.nowMs();
  const asked = readParameters(given, { ...operation, path }, nowMs);
  const type = typeFor(accept, operation, asked);
  const note = noteOf(questions, operation, asked);
  const asking = { questions, asked, nowMs, signal, note };
  if (type === JSON_TYPE) return whole(200, await operation.answer(asking));
  const lines = operation.lines?.(asking) ?? nothing();
  const isOpen = asked.watch === true;
  return { kind: 'lines', isOpen, note, lines: isOpen ? lines : await begun(lines) };
}

/** What metrics count a request by: one of the paths that there are, or ''. */
export function countedPath(path: string): string {
  return pathsOf().includes(path) ? path : '';
}

/** Of the questions whose answers have a place for it. */
function noteOf({ query }: Questions, { document, path }: Operation, asked: Asked) {
  if (!Object.hasOwn(document, 'note')) return undefined;
  const { since = 0, at = since, continue: token = 0 } = asked;
  return query.note({ sinceMs: at, afterSeq: path === '/events' ? token : 0 });
}

/** The first that is accepted of what there is. */
function typeFor(accept: string, { lines }: Operation, { watch }: Asked): string {
  const offered = [
    ...(watch === true ? [] : [JSON_TYPE]),
    ...(lines === undefined ? [] : [JSON_LINES]),
  ];
  const [first = JSON_TYPE] = offered;
  const wanted = accept.trim() === '' ? [{ type: '*/*' }] : parseMediaTypes(accept);
  for (const { type } of wanted) {
    if (type === '*/*' || type === 'application/*') return first;
    if (offered.includes(type)) return type;
  }
  throw notAcceptable(accept, offered);
}

/** What is wrong with the question is known before its first line: then it is refused, not broken off. */
async function begun(lines: AsyncIterable<string>): Promise<AsyncIterable<string>> {
  const iterator = lines[Symbol.asyncIterator]();
  const first = await iterator.next();
  return {
    async *[Symbol.asyncIterator]() {
      if (first.done === true) return;
      yield first.value;
      yield* { [Symbol.asyncIterator]: () => iterator };
    },
  };
}

async function* nothing(): AsyncGenerator<string> {
  yield* await Promise.resolve([]);
}

function pathsOf(): readonly string[] {
  return [...operations.map(({ path }) => `${PREFIX}${path}`), OPENAPI_PATH];
}

function whole(code: number, body: object): RestAnswer {
  return { kind: 'whole', code, body: JSON.stringify(body) };
}
