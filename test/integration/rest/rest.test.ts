/**
 * The auditors' questions by REST, over HTTPS with certificates of the fleet: the answers of the Query service, what
 * OpenAPI says of them, and who gets none.
 * @module
 */
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openApi } from '#controller/rest/openapi.ts';
import { operations } from '#controller/rest/operations.ts';
import { parseNoteKey } from '#src/audit/checkpoint/signed-note.ts';
import { eventView } from '#src/audit/view/event-view.ts';
import { goneView } from '#src/audit/view/gone-view.ts';
import { intervalView } from '#src/audit/view/interval-view.ts';
import { verifyEvidence } from '#src/audit/verify/verify-export.ts';
import type { JsonValue } from '#src/api/json.ts';
import { NAMESPACE } from '#test/gen/objects.ts';
import { RestWorld } from './rest-world.ts';

const DB = `${NAMESPACE}/db`;
const named = { namespace: NAMESPACE, credential: 'db' };
const page = { after: 0, limit: 0 };
const never = new AbortController().signal;

let world: RestWorld;

beforeAll(async () => {
  world = await RestWorld.start();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

async function collect<Row>(rows: AsyncIterable<Row>): Promise<readonly Row[]> {
  const all: Row[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

describe('answers are those of the Query service', () => {
  const asked = { ...named, host: '', version: 0, actor: '', type: '', sinceMs: 0, untilMs: 0 };

  test('events, as one document and as lines', async () => {
    const rows = world.query.events({ ...asked, afterSeq: 0, limit: 0, follow: false }, never);
    const events = (await collect(rows)).map(eventView);
    expect(events.length).toBeGreaterThan(10);
    expect(await world.json(`/audit/v1/events?credential=${DB}`)).toEqual({
      events,
      continue: null,
      note: null,
    });
    const lines = await world.lines(`/audit/v1/events?credential=${DB}`);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(events);
  });

  test('history, holders and intervals', async () => {
    const history = world.query.history({ ...asked, ...page });
    const intervals = history.map(intervalView);
    expect(intervals).toHaveLength(5);
    const ofCredential = { host: '', ...named, intervals, continue: null, note: null };
    expect(await world.json(`/audit/v1/history?credential=${DB}`)).toEqual(ofCredential);
    expect(await world.json('/audit/v1/intervals')).toEqual({
      ...ofCredential,
      namespace: '',
      credential: '',
    });
    const held = world.query.holders({ ...named, ...page, version: 0, atMs: 0 });
    expect(await world.json(`/audit/v1/holders?credential=${DB}`)).toMatchObject({
      ...named,
      version: null,
      holders: held.map(intervalView),
    });
    const at = new Date(history[0]!.fromMs + 1).toISOString();
    const then = await world.json(`/audit/v1/intervals?at=${at}&namespace=${NAMESPACE}`);
    expect(then['intervals']).toHaveLength(1);
  });

  test('gone, exposure, explain', async () => {
    const rows = await collect(world.query.gone({ ...named, version: 1, host: '' }));
    expect(await world.json(`/audit/v1/gone?credential=${DB}&version=1`)).toEqual({
      ...named,
      version: 1,
      gone: false,
      hosts: rows.map(goneView),
      note: null,
    });
    expect(await world.json('/audit/v1/exposure?host=gamma')).toMatchObject({
      host: 'gamma',
      credentials: [{ version: 1, held: true, until: null }],
    });
    const request = { ...named, host: 'gamma' };
    const { state: _state, ...reply } = world.query.explain(request);
    const asOperator = { groups: ['credfleet:operators'] };
    const path = `/audit/v1/explain?credential=${DB}&host=gamma`;
    expect(await world.json(path, asOperator)).toEqual({ ...request, ...reply });
  });

  test('page by page each row once, also when it grows meanwhile', async () => {
    const seen: unknown[] = [];
    let token = '';
    do {
      const answer = await world.json(`/audit/v1/intervals?limit=2${token}`);
      seen.push(...(answer['intervals'] as unknown[]));
      const next = answer['continue'] as string | null;
      token = next === null ? '' : `&continue=${next}`;
    } while (token !== '');
    expect(seen).toEqual((await world.json('/audit/v1/intervals'))['intervals']);
    const [first] = await world.lines('/audit/v1/intervals?limit=1');
    const { id } = JSON.parse(first ?? '') as { readonly id: number };
    expect(await world.lines(`/audit/v1/intervals?continue=${id}`)).toHaveLength(4);
  });

  test('a checkpoint, proofs as JSON, and a proof that verifies as a file', async () => {
    expect(await world.json('/audit/v1/checkpoint')).toMatchObject({ key: world.log.key() });
    const proof = await world.json('/audit/v1/proof/inclusion?seq=3,1&size=5');
    expect(proof).toMatchObject({ size: 5, proofs: [{ seq: 1 }, { seq: 3 }] });
    const consistency = await world.json('/audit/v1/proof/consistency?from=3&to=5');
    expect(consistency).toMatchObject({ from: 3, to: 5, path: expect.any(Array) as string[] });
    const lines = await world.lines('/audit/v1/proof/inclusion?seq=3,1');
    async function* file(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from(lines.map((line) => `${line}\n`).join('')));
    }
    const key = parseNoteKey(world.log.key())!;
    const verdict = await verifyEvidence(file(), { key });
    expect(verdict.fault).toBeUndefined();
    expect(verdict).toMatchObject({ kind: 'proof', events: [{ seq: 1 }, { seq: 3 }] });
  });
});

describe('OpenAPI', () => {
  /** Members that it does not name would be a disagreement. */
  function strict(schema: JsonValue): JsonValue {
    if (Array.isArray(schema)) return schema.map(strict);
    if (typeof schema !== 'object' || schema === null) return schema;
    const members = Object.entries(schema).map(([name, value]) => [name, strict(value)]);
    const inner = Object.fromEntries(members) as { readonly [name: string]: JsonValue };
    return 'properties' in inner ? { additionalProperties: false, ...inner } : inner;
  }

  const ajv = new Ajv2020({ allErrors: true, strictTypes: false });
  addFormats.default(ajv);
  ajv.addKeyword('components');
  const validators = new Map<string, ValidateFunction>();

  /** Of the document that is served, not of what it is made of. */
  async function validatorFor(path: string, code: number, type: string) {
    const name = `${path} ${code} ${type}`;
    const known = validators.get(name);
    if (known !== undefined) return known;
    const document = strict((await world.json('/audit/v1/openapi.json')) as JsonValue);
    type Part = { readonly [name: string]: Part } & { readonly $ref?: string };
    const root = document as unknown as Part;
    const response = root['paths']![path]!['get']!['responses']![String(code)]!;
    const target =
      response.$ref === undefined
        ? response
        : root['components']!['responses']![response.$ref.split('/').at(-1)!]!;
    const schema = target['content']![type]!['schema']!;
    const whole = { ...schema, components: root['components'] };
    const validate = ajv.compile(whole);
    validators.set(name, validate);
    return validate;
  }

  async function problems(path: string, code: number, type: string, value: unknown) {
    const validate = await validatorFor(path, code, type);
    return validate(value) ? [] : validate.errors;
  }

  test('the document is valid', async () => {
    const served = await world.json('/audit/v1/openapi.json');
    expect(served).toEqual(JSON.parse(JSON.stringify(openApi)));
    const { valid, errors } = await new Validator().validate(served);
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  const questions: Readonly<Record<string, string>> = {
    '/events': '',
    '/intervals': '',
    '/history': `?credential=${DB}`,
    '/holders': `?credential=${DB}`,
    '/gone': `?credential=${DB}&version=1`,
    '/exposure': '?host=alpha',
    '/explain': `?credential=${DB}&host=gamma`,
    '/proof/inclusion': '?seq=1,9',
    '/proof/consistency': '?from=2',
    '/checkpoint': '',
  };

  test.for(operations.map(({ path }) => path))('%s answers as it is described', async (path) => {
    const url = `/audit/v1${path}${questions[path]}`;
    const answer = await world.json(url, { groups: ['credfleet:viewers'] });
    expect(await problems(path, 200, 'application/json', answer)).toEqual([]);
    const isEmpty = Object.values(answer).some((part) => Array.isArray(part) && part.length === 0);
    expect(isEmpty && path !== '/explain').toBe(false);
  });

  test.for(['/events', '/intervals', '/history', '/holders', '/gone', '/exposure'])(
    '%s has lines as they are described',
    async (path) => {
      const lines = await world.lines(`/audit/v1${path}${questions[path]}`);
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) {
        const row: unknown = JSON.parse(line);
        expect(await problems(path, 200, 'application/jsonl', row)).toEqual([]);
      }
    },
  );

  test.for([
    ['/events?limit=0', 400],
    ['/history?host=nobody', 404],
    [`/explain?credential=${DB}&host=gamma`, 403],
  ] as const)('%s refuses as it is described', async ([url, code]) => {
    const answer = await world.get(`/audit/v1${url}`);
    expect(answer.code).toBe(code);
    const path = url.replace(/\?.*/u, '');
    const body: unknown = JSON.parse(answer.body);
    expect(await problems(path, code, 'application/json', body)).toEqual([]);
  });

  test('what it does not say is noticed', async () => {
    const answer = await world.json('/audit/v1/intervals');
    const [row] = answer['intervals'] as [object];
    const longer = { ...answer, intervals: [{ ...row, more: 1 }] };
    expect(await problems('/intervals', 200, 'application/json', longer)).not.toEqual([]);
    const { continue: _token, ...shorter } = answer;
    expect(await problems('/intervals', 200, 'application/json', shorter)).not.toEqual([]);
  });
});

describe('refused, with the field and what to do', () => {
  const future = new Date(Date.now() + 3_600_000).toISOString();
  test.for([
    ['events?colour=red', 400, 'colour', 'it takes host, credential'],
    ['events?host=alpha&host=beta', 400, 'host', 'more than once'],
    ['events?host=', 400, 'host', 'leave it out'],
    ['events?version=0', 400, 'version', 'not a number above 0'],
    ['events?limit=10001', 400, 'limit', 'above 10000'],
    ['events?since=yesterday', 400, 'since', 'such as 7d'],
    ['events?continue=abc', 400, 'continue', 'no token'],
    ['events?watch=yes', 400, 'watch', 'neither true nor false'],
    [`events?until=${future}`, 400, 'until', 'leave it out'],
    ['events?since=1h&until=2h', 400, 'until', 'exchange them'],
    [`events?credential=${DB}&namespace=x`, 400, 'namespace', 'leave one of them out'],
    ['events?credential=db', 400, 'credential', 'not NAMESPACE/NAME'],
    ['events?host=nobody', 404, 'host', 'credfleet hosts list'],
    ['intervals?at=1h&since=2h', 400, 'at', 'leave out since and until'],
    ['history', 400, 'host', 'name a host'],
    ['history?host=nobody', 404, 'host', 'credfleet hosts list'],
    ['holders', 400, 'credential', 'needs credential'],
    ['holders?credential=shop/never', 404, 'credential', '--type intent.created'],
    [`holders?credential=${DB}&at=${future}`, 400, 'at', 'leave it out'],
    [`gone?credential=${DB}`, 400, 'version', 'needs version'],
    [`gone?credential=${DB}&version=9`, 404, 'version', '--type version'],
    ['exposure?host=nobody', 404, 'host', 'credfleet hosts list'],
    ['proof/inclusion?seq=0', 400, 'seq', 'list of numbers'],
    ['proof/inclusion?seq=99999', 404, 'seq', 'credfleet audit'],
    ['proof/inclusion?seq=1&size=99999', 404, 'size', 'credfleet audit verify'],
    ['proof/consistency?from=99999', 400, 'from', 'another log'],
    ['checkpoint?size=3', 400, 'size', 'it takes no parameters'],
  ] as const)('%s is %i about %s', async ([question, code, field, next]) => {
    for (const accept of ['application/json', '*/*', 'application/jsonl, application/json']) {
      const answer = await world.get(`/audit/v1/${question}`, { accept });
      expect(answer.code).toBe(code);
      const { kind, details } = JSON.parse(answer.body) as {
        readonly kind: string;
        readonly details: { readonly causes: readonly object[] };
      };
      expect(kind).toBe('Status');
      const message = expect.stringContaining(next) as string;
      expect(details.causes).toMatchObject([{ field, message }]);
    }
  });

  test.for([
    ['a watch with a limit', '/audit/v1/events?watch=true&limit=3', {}, 400, 'a watch has none'],
    ['a question that there is not', '/audit/v1/answers', {}, 404, '/audit/v1/events'],
    ['a write', '/audit/v1/events', { method: 'DELETE' }, 405, 'only GET'],
    [
      'a type that there is not',
      '/audit/v1/events',
      { accept: 'text/csv' },
      406,
      'application/jsonl',
    ],
    [
      'a watch as one document',
      '/audit/v1/events?watch=true',
      { accept: 'application/json' },
      406,
      'application/jsonl',
    ],
    [
      'lines of a checkpoint',
      '/audit/v1/checkpoint',
      { accept: 'application/jsonl' },
      406,
      'application/json',
    ],
    ['who shows no certificate', '/audit/v1/events', { client: null }, 401, 'Unauthorized'],
    ['an author', '/audit/v1/events', { groups: ['credfleet:authors'] }, 403, 'auditor'],
    [
      'an auditor who asks about the present',
      `/audit/v1/explain?credential=${DB}&host=alpha`,
      {},
      403,
      'operator',
    ],
  ] as const)('%s', async ([, path, asking, code, said]) => {
    const answer = await world.get(path, asking);
    expect(answer.code).toBe(code);
    expect(answer.body).toContain(said);
  });

  test('a certificate of another CA, whatever groups it names', async () => {
    const strangers = await RestWorld.start();
    const client = strangers.issue({ user: 'eve', groups: ['system:masters'] });
    await strangers[Symbol.asyncDispose]();
    expect((await world.get('/audit/v1/events', { client })).code).toBe(401);
  });
});

describe('what was pruned', () => {
  let pruned: RestWorld;
  beforeAll(async () => {
    pruned = await RestWorld.start();
    const [first] = pruned.fleet.ledger.events({ afterSeq: 0, limit: 1 });
    const range = { firstSeq: 1, lastSeq: 1, untilMs: first?.timeMs ?? 0, segment: 'audit-1' };
    pruned.fleet.ledger.write({ pruned: [range] });
  });
  afterAll(async () => {
    await pruned[Symbol.asyncDispose]();
  });

  test.for(['events', `history?credential=${DB}`, 'intervals', 'exposure?host=gamma'])(
    'is said with %s, also before lines',
    async (path) => {
      const note = expect.stringContaining('is in the archive, up to audit-1') as string;
      expect(await pruned.json(`/audit/v1/${path}`)).toMatchObject({ note });
      const { headers } = await pruned.get(`/audit/v1/${path}`, { accept: 'application/jsonl' });
      expect(headers['credfleet-note']).toEqual(note);
    },
  );

  test('is not said where the answer is whole', async () => {
    const { fleet } = pruned;
    const [last] = fleet.ledger.events({ limit: 1 });
    const since = new Date(last?.timeMs ?? 0).toISOString();
    expect(await pruned.json(`/audit/v1/events?since=${since}`)).toMatchObject({ note: null });
  });

  test('and what only that could answer is 410', async () => {
    const { code, body } = await pruned.get(`/audit/v1/holders?credential=${DB}&at=1000d`);
    expect(code).toBe(410);
    expect(JSON.parse(body)).toMatchObject({ reason: 'Gone', code: 410 });
    expect(body).toContain('AUDIT_PRUNED');
  });
});

describe('watching', () => {
  function write(count: number): void {
    const event = {
      timeMs: Date.now(),
      type: 'host.alarm',
      outcome: 'failure',
      actor: { kind: 'host', id: 'alpha' },
      subject: { host: 'alpha' },
      detail: {},
    } as const;
    for (let at = 0; at < count; at += 1) world.fleet.ledger.write({ events: [event] });
  }
  const sizeOf = () => world.fleet.ledger.evidence.head().size;

  test('nothing is left out and nothing comes twice, whatever is written meanwhile', async () => {
    const from = sizeOf() - 3;
    const stream = await world.open(`/audit/v1/events?watch=true&continue=${from}`);
    expect(stream.headers['content-type']).toBe('application/jsonl');
    const seqs: number[] = [];
    let rest = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      seqs.push(...lines.map((line) => (JSON.parse(line) as { seq: number }).seq));
    });
    for (let burst = 0; burst < 20; burst += 1) {
      write(25);
      await new Promise(setImmediate);
    }
    const last = sizeOf();
    await vi.waitFor(() => expect(seqs.at(-1)).toBe(last), { timeout: 8_000, interval: 5 });
    expect(seqs).toEqual(Array.from({ length: last - from }, (_, at) => from + 1 + at));
    stream.destroy();
  });

  test('only what the filter lets through comes, and who leaves is forgotten', async () => {
    const { ledger } = world.fleet;
    const listeners = vi.spyOn(ledger, 'onEvents');
    const stops: (ReturnType<typeof vi.fn> & (() => void))[] = [];
    listeners.mockImplementation((listener) => {
      listeners.mockRestore();
      const stop = vi.fn(ledger.onEvents(listener));
      stops.push(stop);
      return stop;
    });
    const path = `/audit/v1/events?watch=true&type=host.alarm&continue=${sizeOf()}`;
    const stream = await world.open(path);
    const heard = new Promise<string>((resolve) => {
      stream.setEncoding('utf8').once('data', resolve);
    });
    write(1);
    expect(JSON.parse(await heard)).toMatchObject({ type: 'host.alarm', seq: sizeOf() });
    stream.destroy();
    await vi.waitFor(() => expect(stops[0]).toHaveBeenCalled(), { timeout: 8_000, interval: 5 });
  });

  test('it ends in order when the port stops, and the rest of the process goes on', async () => {
    await using other = await RestWorld.start();
    const stream = await other.open('/audit/v1/events?watch=true');
    const ended = new Promise<void>((resolve) => {
      stream.resume().once('end', resolve);
    });
    await other.stopServing();
    await ended;
    expect(other.fleet.ledger.evidence.head().size).toBeGreaterThan(0);
  });
});
