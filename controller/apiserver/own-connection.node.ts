/**
 * The way of this process into its own API: the same requests, rights and answers as over the network, without one.
 * Calls of one moment are one transaction, in a turn of the event loop of their own, so that many hold nobody up.
 * @module
 */
import type { ApiRequests, Asked } from '#controller/metrics/api-requests.ts';
import {
  type ApiCall,
  type ApiConnection,
  type ApiReply,
  isSuccess,
  type StreamReply,
} from '#controller/objects/api-connection.node.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { type Api, type ApiAnswer, type ApiRequest, JSON_TYPE } from './api.ts';
import { askedBy } from './asked.ts';
import type { User } from './authorize.ts';
import { BODY_MAX_BYTES, bodyTooLarge } from './bodies.ts';
import { handle, type Handled, refusalAnswer, routeOf } from './handle.ts';
import type { WatchPlan } from './watch.ts';
import { writeWatch } from './watch-stream.node.ts';

export type OwnConnectionOptions = {
  readonly api: Api;
  readonly requests: ApiRequests;
  readonly user: User;
  /** Ends watches; nothing is answered any more. */
  readonly stopping: AbortSignal;
};

/** So that a thousand calls at once are many turns. */
const TOGETHER_MAX = 16;

type Waiting = {
  /** In order; what follows a refused one is not tried. */
  readonly calls: readonly ApiCall[];
  readonly resolve: (replies: readonly ApiReply[]) => void;
  readonly reject: (reason: unknown) => void;
};

export class OwnConnection implements ApiConnection {
  readonly #options: OwnConnectionOptions;
  #waiting: Waiting[] = [];

  constructor(options: OwnConnectionOptions) {
    this.#options = options;
  }

  async call(call: ApiCall): Promise<ApiReply> {
    const [reply] = await this.callInOrder([call]);
    if (reply === undefined) throw new TypeError('a call without an answer');
    return reply;
  }

  async callInOrder(calls: readonly ApiCall[]): Promise<readonly ApiReply[]> {
    for (const call of calls) this.#refuseWhenStopping(call);
    const { promise, resolve, reject } = Promise.withResolvers<readonly ApiReply[]>();
    this.#waiting.push({ calls, resolve, reject });
    if (this.#waiting.length === 1) setImmediate(() => this.#answerNext());
    return await promise;
  }

  async lines(call: ApiCall, signal: AbortSignal): Promise<StreamReply> {
    this.#refuseWhenStopping(call);
    const { asked, handled } = this.#ask(call);
    if (handled.kind === 'answer') return { kind: 'refused', reply: replyOf(handled.answer) };
    return { kind: 'stream', lines: this.#watch(asked, handled.plan, signal) };
  }

  #refuseWhenStopping({ method, path }: ApiCall): void {
    if (!this.#options.stopping.aborted) return;
    const message = `${method} ${path}: this controller is stopping`;
    throw new CredfleetError('API_UNAVAILABLE', message);
  }

  /** They are told when what they wrote is durable; when it is not kept, each may try again. */
  #answerNext(): void {
    const { api } = this.#options;
    const together = this.#waiting.splice(0, TOGETHER_MAX);
    const told: (() => void)[] = [];
    try {
      api.store.together(() => {
        for (const waiting of together) told.push(this.#answer(waiting));
      });
      for (const tell of told) tell();
    } catch (reason) {
      const { code, message } = CredfleetError.from(reason, 'STORE_FAILED', 'answering');
      const calls = together.reduce((sum, waiting) => sum + waiting.calls.length, 0);
      api.log.error({ code, err: reason, calls }, 'API requests failed');
      for (const { reject } of together) reject(new CredfleetError('API_UNAVAILABLE', message));
    }
    if (this.#waiting.length > 0) setImmediate(() => this.#answerNext());
  }

  /** Returns what tells it. */
  #answer({ calls, resolve, reject }: Waiting): () => void {
    const startMs = performance.now();
    const answered: Answered[] = [];
    try {
      for (const call of calls) {
        const { asked, handled } = this.#ask(call);
        if (handled.kind === 'watch') throw new TypeError('a watch is opened with lines()');
        answered.push({ asked, answer: handled.answer });
        if (!isSuccess(handled.answer)) break;
      }
    } catch (reason) {
      return () => reject(reason);
    }
    return () => {
      const tookMs = performance.now() - startMs;
      const { requests } = this.#options;
      for (const { asked, answer } of answered) requests.answered(asked, answer.code, tookMs);
      resolve(answered.map(({ answer }) => replyOf(answer)));
    };
  }

  #ask({ method, path: target, accept, body = '' }: ApiCall): Asking {
    const { api, user } = this.#options;
    const { pathname: path, searchParams: query } = new URL(target, 'https://api');
    const bytes = Buffer.from(body, 'utf8');
    const request: ApiRequest = {
      method,
      path,
      query,
      accept,
      user,
      contentType: body === '' ? '' : JSON_TYPE,
      body: bytes,
    };
    const asked = askedBy(method, routeOf(request));
    if (bytes.length <= BODY_MAX_BYTES) return { asked, handled: handle(api, request) };
    return { asked, handled: { kind: 'answer', answer: refusalAnswer(bodyTooLarge()) } };
  }

  async *#watch(asked: Asked, plan: WatchPlan, signal: AbortSignal): AsyncGenerator<string> {
    const { api, requests, stopping } = this.#options;
    using _watching = requests.watching(asked);
    const over = new AbortController();
    const end = (): void => over.abort();
    const ends = [signal, stopping];
    for (const ending of ends) ending.addEventListener('abort', end, { once: true });
    if (ends.some(({ aborted }) => aborted)) end();
    const sink = new Lines();
    void writeWatch({ api, plan, sink, over }).then(
      () => sink.end(),
      (reason: unknown) => sink.fail(reason),
    );
    try {
      yield* sink.taken();
    } finally {
      end();
      for (const ending of ends) ending.removeEventListener('abort', end);
    }
  }
}

type Asking = { readonly asked: Asked; readonly handled: Handled };
type Answered = { readonly asked: Asked; readonly answer: ApiAnswer };

function replyOf({ code, body, headers }: ApiAnswer): ApiReply {
  const retryAfter = headers?.['retry-after'];
  return {
    code,
    text: typeof body === 'string' ? body : Buffer.from(body).toString('utf8'),
    retryAfterMs: retryAfter === undefined ? undefined : Number(retryAfter) * 1000,
  };
}

/** Lines that wait until they are taken. */
class Lines {
  #waiting: string[] = [];
  #news = Promise.withResolvers<void>();
  #end: { readonly failure?: unknown } | undefined;
  backlogBytes = 0;

  write(line: string): void {
    this.#waiting.push(line.slice(0, -1));
    this.backlogBytes += line.length;
    this.#news.resolve();
  }

  end(): void {
    this.#end = {};
    this.#news.resolve();
  }

  fail(failure: unknown): void {
    this.#end = { failure };
    this.#news.resolve();
  }

  async *taken(): AsyncGenerator<string> {
    for (;;) {
      const lines = this.#waiting;
      this.#waiting = [];
      this.backlogBytes = 0;
      yield* lines;
      if (this.#waiting.length > 0) continue;
      if (this.#end?.failure !== undefined) throw this.#end.failure;
      if (this.#end !== undefined) return;
      this.#news = Promise.withResolvers();
      await this.#news.promise;
    }
  }
}
