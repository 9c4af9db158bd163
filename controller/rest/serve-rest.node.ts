/**
 * Sends the answers of REST: no faster than they are read, and no longer than a watch may last.
 * @module
 */
import type { ServerResponse } from 'node:http';
import { JSON_TYPE } from '#controller/apiserver/api.ts';
import type { MountedHandler } from '#controller/apiserver/mounts.ts';
import type { RestRequests } from '#controller/metrics/rest-requests.ts';
import { NOTE_METADATA } from '#src/wire/query-service.ts';
import { answerTo, countedPath, type RestAnswer, type RestParts } from './answer.ts';
import { JSON_LINES } from './openapi.ts';

/** Who watches comes again: so nobody goes on with a right that was taken away. */
const WATCH_MAX_MS = 3_600_000;

const LAST_WORDS_MS = 1_000;
const ignore = (): void => undefined;

export type RestServerParts = RestParts & { readonly requests: RestRequests };

/** What it returns resolves when the answer left, or the client did, or the port stops; it rejects when an answer breaks off. */
export function createRest(parts: RestServerParts): MountedHandler {
  return async ({ incoming, response, url, user, stopping }) => {
    const startMs = performance.now();
    const left = new AbortController();
    response.once('close', () => left.abort());
    const signal = AbortSignal.any([left.signal, stopping]);
    const { method = 'GET', headers } = incoming;
    const { pathname: path, searchParams: given } = url;
    const accept = headers.accept ?? '';
    const answer = await answerTo(parts, { method, path, given, accept, user, signal });
    const asked = { path: countedPath(path) };
    const sending = { response, left, signal };
    if (answer.kind === 'lines' && answer.isOpen) {
      using _watching = parts.requests.watching(asked);
      // Awaited here: the watch is counted until it ends.
      return await send(parts, answer, sending);
    }
    const count = (code: number) =>
      parts.requests.answered(asked, code, performance.now() - startMs);
    try {
      await send(parts, answer, sending);
      return count(answer.kind === 'whole' ? answer.code : 200);
    } catch (reason) {
      // It began with 200 and broke off, unless that was the reader.
      count(signal.aborted ? 200 : 500);
      throw reason;
    }
  };
}

async function send(parts: RestParts, answer: RestAnswer, sending: Sending): Promise<void> {
  const { response, left, signal } = sending;
  if (answer.kind === 'whole') {
    response.writeHead(answer.code, headersOf(JSON_TYPE));
    response.end(answer.body);
  } else await sendLines(parts, answer, sending);
  await aborted(signal);
  // What was said last has its time to leave; who does not read does not keep the port.
  await parts.clock.sleep(LAST_WORDS_MS, left.signal).catch(ignore);
}

type Lines = Extract<RestAnswer, { kind: 'lines' }>;
type Sending = {
  readonly response: ServerResponse;
  readonly left: AbortController;
  readonly signal: AbortSignal;
};

async function sendLines(
  { clock }: RestParts,
  { lines, isOpen, note }: Lines,
  { response, left, signal }: Sending,
): Promise<void> {
  const noted = note === undefined ? {} : { [NOTE_METADATA]: note };
  response.writeHead(200, { ...headersOf(JSON_LINES), ...noted });
  // Who watches counts the stream as open when the headers are there.
  response.flushHeaders();
  if (response.req.method === 'HEAD') return void response.end();
  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  if (isOpen) {
    void clock.sleep(WATCH_MAX_MS, either).then(
      () => left.abort(),
      () => undefined,
    );
  }
  try {
    for await (const line of lines) {
      if (signal.aborted) break;
      if (!response.write(`${line}\n`)) await drained(response, signal);
    }
    response.end();
  } finally {
    ended.abort(new Error('sent'));
  }
}

async function drained(response: ServerResponse, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const go = () => resolve();
  response.once('drain', go);
  signal.addEventListener('abort', go, { once: true });
  if (signal.aborted) go();
  await promise;
  response.off('drain', go);
  signal.removeEventListener('abort', go);
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => resolve(), { once: true });
  await promise;
}

function headersOf(type: string): Readonly<Record<string, string>> {
  return { 'content-type': type, 'cache-control': 'no-store' };
}
