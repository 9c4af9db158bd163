/**
 * The thread of the connection: carries out what the thread of the controller asks and waits for, and takes the
 * ledger again after the connection was lost. It decides nothing.
 * @module
 */
import { workerData } from 'node:worker_threads';
import { systemClock } from '#src/clock/clock.node.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { Connection } from './connection.node.ts';
import {
  type Answer,
  type Asked,
  GENERATION,
  type Request,
  SIGNAL,
  type Statement,
  type WorkerSettings,
} from './messages.ts';
import { takeLedger, takeLedgerAgain, type Query } from './take-ledger.ts';

const RETRY_FIRST_MS = 100;
const RETRY_LAST_MS = 5_000;

const settings = workerData as WorkerSettings;
const { port, shared } = settings;
const closing = new AbortController();

/** The ledger is ours on it. */
let connection: Connection | undefined;
let why = new CredfleetError('STORE_FAILED', 'the ledger was not opened');

port.on('message', ({ id, request }: Asked) => {
  void handle(request).then((answer) => {
    port.postMessage({ id, answer });
    Atomics.store(shared, SIGNAL, 1);
    Atomics.notify(shared, SIGNAL);
  });
});

async function handle(request: Request): Promise<Answer> {
  switch (request.kind) {
    case 'open': {
      const owner = await connect(takeLedger);
      return owner === undefined ? away() : { kind: 'opened', owner };
    }
    case 'run':
      if (request.generation !== Atomics.load(shared, GENERATION)) return away();
      return await run(request.statements);
    case 'drop':
      if (connection !== undefined) lost(connection);
      return { kind: 'closed' };
    case 'close':
      return await close();
  }
}

async function run(statements: readonly Statement[]): Promise<Answer> {
  const used = connection;
  if (used === undefined) return away();
  const answer = await used.run(statements);
  // Before anything else is sent on it.
  if (answer.kind === 'lost') lost(used);
  return answer;
}

async function close(): Promise<Answer> {
  closing.abort();
  await connection?.close().catch(() => undefined);
  // With it the thread has nothing more to do.
  port.unref();
  return { kind: 'closed' };
}

async function connect<T>(take: (query: Query) => Promise<T>): Promise<T | undefined> {
  let opened: Connection | undefined;
  try {
    opened = await Connection.open(settings, lost);
    const taken = await take(opened.query);
    // Nobody would end it any more.
    closing.signal.throwIfAborted();
    connection = opened;
    Atomics.add(shared, GENERATION, 1);
    return taken;
  } catch (reason) {
    opened?.drop();
    why = CredfleetError.from(reason, 'STORE_FAILED', 'connecting to PostgreSQL');
    return undefined;
  }
}

/** Also when it was told before. */
function lost(ended: Connection): void {
  if (connection !== ended) return;
  connection = undefined;
  ended.drop();
  why = new CredfleetError('STORE_FAILED', 'the connection to PostgreSQL was lost');
  void connectAgain();
}

async function connectAgain(): Promise<void> {
  for (let waitMs = RETRY_FIRST_MS; !closing.signal.aborted; waitMs *= 2) {
    await connect(takeLedgerAgain);
    if (connection !== undefined) return;
    const nextMs = Math.min(waitMs, RETRY_LAST_MS);
    await systemClock.sleep(nextMs, closing.signal).catch(() => undefined);
  }
}

function away(): Answer {
  return { kind: 'away', code: why.code, message: why.message };
}
