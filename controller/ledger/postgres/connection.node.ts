/**
 * One connection to PostgreSQL, as the thread of the connection has it: proves who the server is, gives the password
 * of the file as it is then, and knows after an error whether the server rolled back or is gone.
 * @module
 */
import type { EventEmitter } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { Socket } from 'node:net';
import { Client, type ClientConfig } from 'pg';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Answer, Statement, WorkerSettings } from './messages.ts';
import { Pipeline } from './pipeline.ts';
import type { PostgresTls } from './postgres-url.ts';
import type { Query } from './take-ledger.ts';

const CONNECT_TIMEOUT_MS = 5_000;
const KEEPALIVE_AFTER_MS = 10_000;
const OTHERS_MAY_READ = 0o007;
/** not_null_violation: what the fence of take-ledger.ts fails with. */
const FENCED = '23502';

type ServerError = { readonly code?: string; readonly table?: string };

export class Connection {
  readonly #client: Client;
  readonly #socket: Socket;
  readonly #names = new Map<string, string>();

  private constructor(client: Client, socket: Socket) {
    this.#client = client;
    this.#socket = socket;
  }

  /** @param onEnd is told when it ends without having been closed. */
  static async open(
    settings: WorkerSettings,
    onEnd: (ended: Connection) => void,
  ): Promise<Connection> {
    const socket = new Socket();
    const client = new Client({ ...configOf(settings), stream: () => socket });
    // Who waits is told by his own statement.
    client.on('error', () => undefined);
    if (settings.place.tls === undefined) refuseToTellPassword(client, socket);
    try {
      await client.connect();
    } catch (reason) {
      socket.destroy();
      throw reason;
    }
    const connection = new Connection(client, socket);
    client.once('end', () => onEnd(connection));
    return connection;
  }

  readonly query: Query = async (text, values) => {
    const { rows } = await this.#client.query<Record<string, unknown>>(text, values?.slice());
    return rows;
  };

  async run(statements: readonly Statement[]): Promise<Answer> {
    try {
      const { columns, rows } = await this.#client.query(new Pipeline(statements, this.#names))
        .done;
      return { kind: 'rows', columns, rows };
    } catch (reason) {
      return await this.#afterError(reason);
    }
  }

  /** Ends what is under way on it. */
  drop(): void {
    this.#socket.destroy();
  }

  /** With the lock free at once, not when the server has noticed. */
  async close(): Promise<void> {
    this.#client.removeAllListeners('end');
    await this.#client.query('SELECT pg_advisory_unlock_all()');
    await this.#client.end();
  }

  /** Only a server that still answers has rolled back. */
  async #afterError(reason: unknown): Promise<Answer> {
    const message = reason instanceof Error ? reason.message : String(reason);
    this.#names.clear();
    try {
      await this.#client.query('ROLLBACK; DEALLOCATE ALL');
    } catch {
      return { kind: 'lost', message };
    }
    const { code, table } = reason as ServerError;
    return { kind: 'refused', message, isFenced: code === FENCED && table === 'owner' };
  }
}

/** Without TLS any program of this machine may be the server: it gets a proof of the password, never the password. */
function refuseToTellPassword(client: Client, socket: Socket): void {
  const { connection } = client as unknown as { readonly connection: EventEmitter };
  for (const asked of ['authenticationCleartextPassword', 'authenticationMD5Password']) {
    connection.on(asked, () => {
      const message =
        'the PostgreSQL server asks for the password itself: let it use scram-sha-256';
      socket.destroy(new CredfleetError('STORE_FAILED', message));
    });
  }
}

function configOf({ place, passwordFile }: WorkerSettings): ClientConfig {
  const { host, port, user, database, tls } = place;
  return {
    host,
    port,
    user,
    database,
    password: () => passwordOf(passwordFile),
    ssl: tls === undefined ? false : tlsOptions(tls),
    enableChannelBinding: true,
    application_name: 'credfleet',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_AFTER_MS,
  };
}

/** Read for each connection: it may have been changed since. */
function passwordOf(path: string | undefined): string {
  if (path === undefined) {
    throw new CredfleetError(
      'CONFIG_INVALID',
      'the PostgreSQL server asks for a password: give --ledger-password-file',
    );
  }
  if ((statSync(path).mode & OTHERS_MAY_READ) !== 0) {
    throw new CredfleetError(
      'CONFIG_INVALID',
      `everybody on this machine may read ${path}: chmod o= ${path}`,
    );
  }
  return readFileSync(path, 'utf8').replace(/\r?\n$/u, '');
}

function tlsOptions({ rootCert, cert, key }: PostgresTls): NonNullable<ClientConfig['ssl']> {
  return {
    rejectUnauthorized: true,
    ...(rootCert === undefined ? {} : { ca: readFileSync(rootCert) }),
    ...(cert === undefined ? {} : { cert: readFileSync(cert) }),
    ...(key === undefined ? {} : { key: readFileSync(key) }),
  };
}
