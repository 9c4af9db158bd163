/**
 * A real PostgreSQL server of Debian's package for tests: its data in a temporary folder, reached by a Unix socket
 * in it, with fsync as in production. It ends with the process that started it, and can be killed and started again.
 * @module
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  chownSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const INSTALLED = '/usr/lib/postgresql';
/** PostgreSQL refuses to run as root; Debian's package makes this user. Its superuser has the same name. */
const ADMINISTRATOR = 'postgres';
const DEFAULT_PORT = 5432;
const READY_TIMEOUT_MS = 30_000;
const RETRY_MS = 20;

/** The folder of the newest installed server's programs; undefined when there is none. */
export function postgresPrograms(): string | undefined {
  if (!existsSync(INSTALLED)) return undefined;
  const versions = readdirSync(INSTALLED).sort((one, other) => Number(other) - Number(one));
  return versions
    .map((version) => join(INSTALLED, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')));
}

export type PostgresServerOptions = {
  /** Where it lies, an empty folder; default: a temporary one, which is removed with it. */
  readonly directory?: string;
  /** Of initdb. */
  readonly options?: readonly string[];
  /** Lines of postgresql.conf. */
  readonly settings?: readonly string[];
  /** Files beside them, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** On loopback too; default: the socket alone. */
  readonly port?: number;
  /** Lines of pg_hba.conf before those of the socket. */
  readonly hba?: readonly string[];
};

export class PostgresServer implements AsyncDisposable {
  readonly directory: string;
  readonly #port: number;
  #child: ChildProcess | undefined;

  /** A server that another process started, or will. */
  constructor(directory: string, port = DEFAULT_PORT) {
    this.directory = directory;
    this.#port = port;
  }

  static async start(options: PostgresServerOptions = {}): Promise<PostgresServer> {
    const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'credfleet-postgres-'));
    const server = new PostgresServer(directory, options.port);
    server.#initialise(options);
    await server.start();
    server.sql('CREATE ROLE credfleet LOGIN');
    return server;
  }

  /** Of the server's files. */
  get data(): string {
    return join(this.directory, 'data');
  }

  /** What `--ledger` is given; the user owns the database, see `createDatabase`, and is no superuser. */
  url(database: string): string {
    return `postgres:///${database}?host=${this.directory}&user=credfleet`;
  }

  createDatabase(name: string): void {
    this.sql(`CREATE DATABASE ${name} OWNER credfleet`);
  }

  /** Resolves when it answers. */
  async start(): Promise<void> {
    const log = openSync(this.#logFile, 'a');
    const where = ['-D', this.data, '-k', this.directory, '-p', String(this.#port)];
    const [program, ...args] = asServerUser('postgres', where);
    const stdio = ['ignore', log, log] as const;
    this.#child = spawn(program, args, { cwd: this.directory, stdio: [...stdio] });
    closeSync(log);
    const endMs = performance.now() + READY_TIMEOUT_MS;
    while (!this.#answers()) {
      if (performance.now() > endMs) throw new Error(`PostgreSQL does not answer: ${this.log()}`);
      await new Promise((resolve) => {
        setTimeout(resolve, RETRY_MS);
      });
    }
  }

  /** SIGKILL: all of its processes, as in a crash; SIGQUIT: an immediate shutdown; SIGINT: sessions end first. */
  async stop(signal: 'SIGKILL' | 'SIGQUIT' | 'SIGINT'): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined) return;
    this.#child = undefined;
    const ended = new Promise((resolve) => {
      child.once('close', resolve);
    });
    if (child.exitCode !== null || child.signalCode !== null) return;
    const others = signal === 'SIGKILL' ? childrenOf(child.pid) : [];
    child.kill(signal);
    for (const pid of others) killIfThere(pid);
    await ended;
  }

  /** Of a full disk it may have ended by itself. */
  get isAlive(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** As the administrator of the server; returns what psql prints: a line per row, columns with | between. */
  sql(text: string, database = 'postgres'): string {
    return execFileSync(program('psql'), this.#psql(text, database), {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  }

  /** The same, and does not wait for it. */
  startSql(text: string, database: string): ChildProcess {
    return spawn(program('psql'), this.#psql(text, database), { stdio: 'ignore' });
  }

  log(): string {
    return existsSync(this.#logFile) ? readFileSync(this.#logFile, 'utf8') : '';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop('SIGQUIT');
    rmSync(this.directory, { recursive: true, force: true });
  }

  #psql(text: string, database: string): string[] {
    const where = ['-h', this.directory, '-p', String(this.#port), '-d', database];
    return ['-XqAt', '-v', 'ON_ERROR_STOP=1', '-U', ADMINISTRATOR, ...where, '-c', text];
  }

  get #logFile(): string {
    return join(this.directory, 'server.log');
  }

  #initialise(given: PostgresServerOptions): void {
    const { options = [], settings = [], hba = [], files = {}, port } = given;
    giveToServer(this.directory);
    const encoding = ['--locale=C.UTF-8', '--encoding=UTF8'];
    const who = ['--auth=trust', `--username=${ADMINISTRATOR}`];
    const all = ['-D', this.data, ...encoding, ...who, ...options];
    const [initdb, ...args] = asServerUser('initdb', all);
    execFileSync(initdb, args, { cwd: this.directory, stdio: ['ignore', 'ignore', 'pipe'] });
    const addresses = port === undefined ? '' : '127.0.0.1';
    const lines = [`listen_addresses = '${addresses}'`, ...settings, ''];
    appendFileSync(join(this.data, 'postgresql.conf'), lines.join('\n'));
    writeFileSync(join(this.data, 'pg_hba.conf'), [...hba, 'local all all trust', ''].join('\n'));
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(this.data, name), content, { mode: 0o600 });
      giveToServer(join(this.data, name));
    }
  }

  #answers(): boolean {
    try {
      return this.sql('SELECT 1') === '1';
    } catch {
      return false;
    }
  }
}

function childrenOf(pid: number): readonly number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text.split(' ').filter(Boolean).map(Number);
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended with the one that started it.
  }
}

function program(name: string): string {
  const folder = postgresPrograms();
  if (folder === undefined) {
    throw new Error(`there is no PostgreSQL below ${INSTALLED}: apt-get install postgresql`);
  }
  return join(folder, name);
}

/** It ends with the thread that starts it. */
function asServerUser(name: string, args: readonly string[]): [string, ...string[]] {
  const user = ['--reuid', ADMINISTRATOR, '--regid', ADMINISTRATOR, '--clear-groups'];
  const ends = ['--pdeathsig', 'QUIT'];
  return ['setpriv', ...(isRoot() ? user : []), ...ends, program(name), ...args];
}

function giveToServer(path: string): void {
  if (isRoot()) chownSync(path, Number(idOf('-u')), Number(idOf('-g')));
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function idOf(which: '-u' | '-g'): string {
  return execFileSync('id', [which, ADMINISTRATOR], { encoding: 'utf8' });
}
