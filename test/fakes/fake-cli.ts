/**
 * A command line without a world: an API that answers from a table, a query service with set answers,
 * and a printer that remembers.
 * @module
 */
import { createPrivateKey } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Api, ApiRequest } from '#src/cli/api/api.ts';
import type { AuditClient } from '#src/cli/audit/audit-client.ts';
import type { RetentionClient } from '#src/cli/audit/retention-client.ts';
import type { CliContext } from '#src/cli/context.ts';
import { exitCodes, type ExitCode } from '#src/cli/exit-codes.ts';
import type { KeysClient } from '#src/cli/keys/keys-client.ts';
import type { ControllerOptions, GlobalOptions, UpOptions } from '#src/cli/options.ts';
import { runCli } from '#src/cli/program.ts';
import type { EventQuery, IntervalPage, Query } from '#src/cli/query/query.ts';
import type { AuditEvent } from '#src/audit/event.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type {
  GoneRequest,
  GoneRow,
  HistoryRequest,
  HoldersRequest,
} from '#src/wire/history-messages.ts';
import type { PlanPart, PlanRequest } from '#src/wire/plan-messages.ts';
import type {
  ExplainReply,
  ExplainRequest,
  ExposureRow,
  StateRow,
} from '#src/wire/query-messages.ts';
import type {
  AuditCheckpoint,
  ConsistencyAnswer,
  ConsistencyRequest,
  InclusionRequest,
} from '#src/wire/audit-wire.ts';
import type { KeysStatus, RotateRequest } from '#src/wire/keys-messages.ts';
import type {
  AddHoldRequest,
  HoldRow,
  LiftHoldRequest,
  RetentionStatus,
  RetentionStep,
} from '#src/wire/retention-messages.ts';
import { FakeClock } from './fake-clock.ts';

type Answer = (request: ApiRequest) => unknown;

/** Answers "METHOD /path"; anything else is OBJECT_NOT_FOUND. */
class FakeApi implements Api {
  readonly defaultNamespace = 'default';
  readonly requests: ApiRequest[] = [];
  readonly #answers = new Map<string, Answer>();

  on(asked: string, answer: unknown): this {
    this.#answers.set(asked, typeof answer === 'function' ? (answer as Answer) : () => answer);
    return this;
  }

  send(request: ApiRequest): Promise<unknown> {
    this.requests.push(request);
    const asked = `${request.method} ${request.path}`;
    const answer = this.#answers.get(asked);
    if (answer === undefined) {
      return Promise.reject(new CredfleetError('OBJECT_NOT_FOUND', `not found (${asked})`));
    }
    return Promise.resolve().then(() => answer(request));
  }

  /** Those that change something. */
  get writes(): readonly ApiRequest[] {
    return this.requests.filter((request) => request.method !== 'GET');
  }
}

class FakeQuery implements Query {
  readonly explained: ExplainRequest[] = [];
  readonly asked: EventQuery[] = [];
  stored: readonly AuditEvent[] = [];
  rows: readonly StateRow[] = [];
  exposed: readonly ExposureRow[] = [];
  reply: ExplainReply = { verdict: 'all is well', causes: [], next: [] };
  readonly planned: PlanRequest[] = [];
  planParts: readonly PlanPart[] = [];
  /** Holders, history and gone, as they were asked. */
  readonly questions: object[] = [];
  intervals: IntervalPage = { rows: [] };
  goneRows: readonly GoneRow[] = [];
  note: string | undefined;
  closed = false;

  explain(request: ExplainRequest): Promise<ExplainReply> {
    this.explained.push(request);
    return Promise.resolve(this.reply);
  }

  states(): Promise<readonly StateRow[]> {
    return Promise.resolve(this.rows);
  }

  plan(request: PlanRequest): Promise<readonly PlanPart[]> {
    this.planned.push(request);
    return Promise.resolve(this.planParts);
  }

  exposure(): Promise<readonly ExposureRow[]> {
    return Promise.resolve(this.exposed);
  }

  holders(request: HoldersRequest): Promise<IntervalPage> {
    this.questions.push(request);
    return Promise.resolve(this.intervals);
  }

  history(request: HistoryRequest): Promise<IntervalPage> {
    this.questions.push(request);
    return Promise.resolve(this.intervals);
  }

  gone(request: GoneRequest): Promise<readonly GoneRow[]> {
    this.questions.push(request);
    return Promise.resolve(this.goneRows);
  }

  async *events(query: EventQuery): AsyncGenerator<AuditEvent> {
    this.asked.push(query);
    yield* this.stored;
  }

  close(): void {
    this.closed = true;
  }
}

class FakeAudit implements AuditClient {
  signed: AuditCheckpoint = { checkpoint: '', key: '' };
  lines: readonly string[] = [];
  proof: readonly string[] = [];
  consistencyOf: (request: ConsistencyRequest) => ConsistencyAnswer = (request) => {
    return { ...request, path: [], ...this.signed };
  };
  readonly proven: InclusionRequest[] = [];
  closed = false;

  checkpoint(): Promise<AuditCheckpoint> {
    return Promise.resolve(this.signed);
  }

  async *export(): AsyncGenerator<Uint8Array> {
    for (const line of this.lines) yield Buffer.from(`${line}\n`, 'utf8');
  }

  async *inclusion(request: InclusionRequest): AsyncGenerator<Uint8Array> {
    this.proven.push(request);
    for (const line of this.proof) yield Buffer.from(`${line}\n`, 'utf8');
  }

  consistency(request: ConsistencyRequest): Promise<ConsistencyAnswer> {
    return Promise.resolve(this.consistencyOf(request));
  }

  close(): void {
    this.closed = true;
  }
}

class FakeKeys implements KeysClient {
  readonly rotations: RotateRequest[] = [];
  answer: KeysStatus = {
    clusterUid: 'c1',
    trustEpoch: 3,
    cas: [],
    intentKeyIds: [],
    changes: [],
    behind: [],
    behindHosts: 0,
    hosts: 0,
  };
  closed = false;

  status(): Promise<KeysStatus> {
    return Promise.resolve(this.answer);
  }

  rotate(request: RotateRequest): Promise<KeysStatus> {
    this.rotations.push(request);
    return Promise.resolve({ ...this.answer, trustEpoch: this.answer.trustEpoch + 1 });
  }

  close(): void {
    this.closed = true;
  }
}

class FakeRetention implements RetentionClient {
  readonly asked: (AddHoldRequest | LiftHoldRequest | 'archive' | 'prune' | 'dry run')[] = [];
  answer: RetentionStatus = {
    firstSeq: 1,
    lastSeq: 0,
    retentionMs: 0,
    archive: '/archive',
    problem: '',
    holds: [],
    pruned: [],
    sinks: [],
  };
  row: HoldRow = {
    id: 'a1',
    namespace: '',
    credential: '',
    host: '',
    reason: 'case 7',
    actor: 'ada',
    sinceMs: 1,
    liftedAtMs: 0,
    liftedBy: '',
  };
  steps: readonly RetentionStep[] = [];
  closed = false;

  status(): Promise<RetentionStatus> {
    return Promise.resolve(this.answer);
  }

  addHold(request: AddHoldRequest): Promise<HoldRow> {
    this.asked.push(request);
    return Promise.resolve({ ...this.row, ...request });
  }

  liftHold(request: LiftHoldRequest): Promise<HoldRow> {
    this.asked.push(request);
    return Promise.resolve({ ...this.row, liftedAtMs: 2, liftedBy: 'eve' });
  }

  async *archive(): AsyncGenerator<RetentionStep> {
    this.asked.push('archive');
    yield* this.steps;
  }

  async *prune(dryRun: boolean): AsyncGenerator<RetentionStep> {
    this.asked.push(dryRun ? 'dry run' : 'prune');
    yield* this.steps;
  }

  close(): void {
    this.closed = true;
  }
}

type CliRun = {
  readonly exitCode: ExitCode;
  readonly out: string;
  readonly err: string;
};

export class FakeCli {
  readonly api = new FakeApi();
  readonly query = new FakeQuery();
  readonly audit = new FakeAudit();
  readonly retention = new FakeRetention();
  readonly keys = new FakeKeys();
  readonly clock = new FakeClock(Date.parse('2026-11-22T12:00:00Z'));
  readonly interrupt = new AbortController();
  readonly files = new Map<string, string | Uint8Array>();
  readonly started: { readonly what: string; readonly options: unknown }[] = [];
  /** What the verbs said the API is to be reached with. */
  readonly opened: GlobalOptions[] = [];
  isTerminal = false;
  readonly lines: string[] = [];
  readonly notes: string[] = [];

  async run(...argv: readonly string[]): Promise<CliRun> {
    this.lines.length = 0;
    this.notes.length = 0;
    const exitCode = await runCli(argv, this.#deps());
    return { exitCode, out: this.lines.join('\n'), err: this.notes.join('\n') };
  }

  async *#chunks(path: string): AsyncGenerator<Uint8Array> {
    const text = this.files.get(path);
    if (text === undefined) throw new CredfleetError('FILE_FAILED', `reading ${path}: absent`);
    yield Buffer.from(text);
  }

  #deps(): Omit<CliContext, 'exitWith'> {
    const started = (what: string) => (options: unknown) => {
      this.started.push({ what, options });
      return Promise.resolve();
    };
    return {
      print: {
        line: (text) => this.lines.push(text),
        note: (text) => this.notes.push(text),
        redraw: (text) => this.lines.push(`<redraw>${text}`),
        style: (_, text) => text,
        isTerminal: this.isTerminal,
      },
      clock: this.clock,
      random: { bytes: (count) => new Uint8Array(count).fill(39), fraction: () => 0 },
      signal: this.interrupt.signal,
      readPrivateKey: async (path) => {
        const pem = this.files.get(path);
        if (pem === undefined) throw new CredfleetError('FILE_FAILED', `reading ${path}: absent`);
        return createPrivateKey(pem);
      },
      files: {
        read: (path) => {
          const text = this.files.get(path);
          if (text === undefined)
            throw new CredfleetError('FILE_FAILED', `reading ${path}: absent`);
          return Promise.resolve(typeof text === 'string' ? new TextEncoder().encode(text) : text);
        },
        writeNew: (path, text) => {
          this.files.set(path, text);
          return Promise.resolve();
        },
        list: (path) => {
          const inIt = [...this.files.keys()].filter((name) => name.startsWith(`${path}/`));
          const names = inIt.map((name) => name.slice(path.length + 1));
          return Promise.resolve(names.length === 0 ? undefined : names);
        },
        chunks: (path) => this.#chunks(path),
        writeNewChunks: async (path, chunks) => {
          this.files.set(path, await buffer(chunks));
        },
      },
      api: (options) => {
        this.opened.push(options);
        return Promise.resolve(this.api);
      },
      query: () => Promise.resolve(this.query),
      audit: () => Promise.resolve(this.audit),
      retention: () => Promise.resolve(this.retention),
      keys: () => Promise.resolve(this.keys),
      caPins: () => Promise.resolve(['sha256:00', 'sha256:01']),
      namespace: (options) => Promise.resolve(options.namespace ?? this.api.defaultNamespace),
      processes: {
        up: async (options: UpOptions, onReady: (kubeconfig: string) => void) => {
          await started('up')(options);
          onReady(`${options.dataDir}/kubeconfig`);
        },
        controller: (options: ControllerOptions) => started('controller')(options),
        agent: (argv) => started('agent')(argv),
        agentUsage: () => Promise.resolve('usage: credfleet agent'),
        demo: async (argv) => {
          await started('demo')(argv);
          return exitCodes.ok;
        },
      },
    };
  }
}
