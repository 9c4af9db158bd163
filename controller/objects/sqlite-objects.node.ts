/**
 * Objects, revisions and the watch window of the embedded API in SQLite: WAL, synchronous=FULL, one writer.
 * Secrets are encrypted before they reach the file.
 * @module
 */
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { ApiDocument } from '#src/api/document.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { ensurePrivateFile } from '#src/files/private-file.node.ts';
import type { Random } from '#src/random/random.ts';
import type {
  ListOptions,
  ObjectKey,
  ObjectStore,
  ObjectWriter,
  PutOptions,
  StoreChange,
} from './object-store.ts';
import { type BodySealer, createBodySealer } from './sealed-body.ts';
import { Transactions } from './transactions.node.ts';
import { WatchWindow } from './watch-window.ts';

const SCHEMA = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA secure_delete = ON;
  CREATE TABLE IF NOT EXISTS objects (
    resource TEXT NOT NULL,
    namespace TEXT NOT NULL,
    name TEXT NOT NULL,
    uid TEXT NOT NULL,
    revision INTEGER NOT NULL,
    expires_at_ms INTEGER,
    body ANY NOT NULL,
    PRIMARY KEY (resource, namespace, name)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS objects_expiry ON objects (expires_at_ms) WHERE expires_at_ms IS NOT NULL;
  CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT;
  INSERT OR IGNORE INTO facts VALUES ('format', 1), ('revision', 0);
`;

/** Sealed once with the storage key; opening it tells a wrong key before anything else happens. */
const KEY_CHECK = { namespace: '', name: 'key-check', uid: '' };

type Row = ObjectKey & { readonly uid: string; readonly body: string | Uint8Array };

export type SqliteObjectsOptions = {
  /** Path of the database file; its own, not shared with anything else. */
  readonly database: string;
  /** 32 bytes. */
  readonly storageKey: Uint8Array;
  readonly random: Random;
};

/** @throws {CredfleetError} STORE_FAILED (in use, unwritable, newer format), STORE_KEY_MISSING (wrong key). */
export function openSqliteObjects(options: SqliteObjectsOptions): ObjectStore {
  const sealer = createBodySealer(options.storageKey, options.random);
  const database = openDatabase(options.database);
  try {
    checkFormat(database, options.database);
    checkKey(database, sealer);
    return new SqliteObjects(database, sealer);
  } catch (error) {
    database.close();
    throw error;
  }
}

function openDatabase(file: string): DatabaseSync {
  try {
    ensurePrivateFile(file);
    const database = new DatabaseSync(file);
    database.exec(SCHEMA);
    return database;
  } catch (error) {
    throw CredfleetError.from(error, 'STORE_FAILED', `opening the object store ${file}`);
  }
}

function checkFormat(database: DatabaseSync, file: string): void {
  const format = readFact(database, 'format');
  if (format === 1) return;
  throw new CredfleetError(
    'STORE_FAILED',
    `the object store ${file} has format ${String(format)}; this version reads format 1: use the version that wrote it`,
  );
}

function checkKey(database: DatabaseSync, sealer: BodySealer): void {
  const known = readFact(database, 'key-check');
  if (known === undefined) {
    const insert = database.prepare("INSERT INTO facts VALUES ('key-check', ?)");
    insert.run(sealer.seal('credfleet', KEY_CHECK));
    return;
  }
  try {
    sealer.open(known instanceof Uint8Array ? known : new Uint8Array(), KEY_CHECK);
  } catch (error) {
    throw new CredfleetError(
      'STORE_KEY_MISSING',
      'the storage key is not the one that this object store was made with; restore the right key',
      { cause: error },
    );
  }
}

function readFact(database: DatabaseSync, name: string): unknown {
  return database.prepare('SELECT value FROM facts WHERE name = ?').get(name)?.['value'];
}

class SqliteObjects implements ObjectStore {
  readonly #database: DatabaseSync;
  readonly #transactions: Transactions;
  readonly #sealer: BodySealer;
  readonly #window: WatchWindow;
  readonly #listeners = new Set<(change: StoreChange) => void>();
  readonly #statements: ReturnType<typeof prepare>;
  #revision: number;
  /** What changed since together() began. */
  #unpublished: Recorded[] | undefined;

  constructor(database: DatabaseSync, sealer: BodySealer) {
    this.#database = database;
    this.#transactions = new Transactions(database);
    this.#sealer = sealer;
    this.#statements = prepare(database);
    this.#revision = Number(readFact(database, 'revision'));
    this.#window = new WatchWindow(this.#revision);
  }

  revision(): number {
    return this.#revision;
  }

  get(key: ObjectKey): ApiDocument | undefined {
    const row = this.#row(key);
    return row === undefined ? undefined : this.#document(row);
  }

  *list(resource: string, options: ListOptions = {}): Iterable<ApiDocument> {
    const { namespace, after } = options;
    const start: SQLInputValue[] = [resource, after?.namespace ?? '', after?.name ?? ''];
    const rows =
      namespace === undefined
        ? this.#statements.listAll.iterate(...start)
        : this.#statements.listNamespace.iterate(resource, namespace, after?.name ?? '');
    for (const row of rows) yield this.#document(row as unknown as Row);
  }

  count(resource: string, options: ListOptions = {}): number {
    const { namespace, after } = options;
    const row =
      namespace === undefined
        ? this.#statements.countAll.get(resource, after?.namespace ?? '', after?.name ?? '')
        : this.#statements.countNamespace.get(resource, namespace, after?.name ?? '');
    return Number(row?.['count']);
  }

  expired(nowMs: number): readonly ObjectKey[] {
    return this.#statements.expired.all(nowMs) as unknown as ObjectKey[];
  }

  change<T>(work: (write: ObjectWriter) => T): T {
    const changes: Recorded[] = [];
    let revision = this.#revision;
    const write: ObjectWriter = {
      put: (key, document, options) => {
        revision += 1;
        const { stored, ...recorded } = this.#put({ key, document, options, revision });
        changes.push(recorded);
        return stored;
      },
      remove: (key) => {
        revision += 1;
        const recorded = this.#remove(key, revision);
        if (recorded !== undefined) changes.push(recorded);
      },
    };
    const result = this.#transactions.run(() => {
      const value = work(write);
      if (changes.length > 0) this.#statements.setRevision.run(revision);
      return value;
    });
    if (changes.length > 0) this.#revision = revision;
    if (this.#unpublished === undefined) this.#publish(changes);
    else this.#unpublished.push(...changes);
    return result;
  }

  together(work: () => void): void {
    const revision = this.#revision;
    const changes: Recorded[] = [];
    this.#unpublished = changes;
    try {
      this.#transactions.together(work);
    } catch (error) {
      this.#revision = revision;
      throw error;
    } finally {
      this.#unpublished = undefined;
    }
    this.#publish(changes);
  }

  #publish(changes: readonly Recorded[]): void {
    for (const { change, bytes } of changes) this.#window.add(change, bytes);
    for (const { change } of changes) for (const listener of this.#listeners) listener(change);
  }

  changesSince(revision: number): readonly StoreChange[] | undefined {
    return revision > this.#revision ? undefined : this.#window.since(revision);
  }

  onChange(listener: (change: StoreChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#listeners.clear();
    this.#database.close();
  }

  #put(input: {
    readonly key: ObjectKey;
    readonly document: ApiDocument;
    readonly options: PutOptions;
    readonly revision: number;
  }) {
    const { key, document, options, revision } = input;
    const before = this.#row(key);
    const { uid } = document.metadata;
    const stored: ApiDocument = {
      ...document,
      metadata: { ...document.metadata, resourceVersion: String(revision) },
    };
    const json = JSON.stringify(stored);
    const body = options.sealed ? this.#sealer.seal(json, { ...key, uid }) : json;
    const { resource, namespace, name } = key;
    this.#statements.put.run(
      resource,
      namespace,
      name,
      uid,
      revision,
      options.expiresAtMs ?? null,
      body,
    );
    const type = before === undefined ? 'ADDED' : 'MODIFIED';
    return { stored, ...this.#recorded({ type, revision, row: { ...key, uid, body }, before }) };
  }

  #remove(key: ObjectKey, revision: number) {
    const before = this.#row(key);
    if (before === undefined) return undefined;
    this.#statements.remove.run(key.resource, key.namespace, key.name);
    return this.#recorded({ type: 'DELETED', revision, row: before, before });
  }

  #recorded(input: {
    readonly type: StoreChange['type'];
    readonly revision: number;
    readonly row: Row;
    readonly before: Row | undefined;
  }) {
    const { type, revision, row, before } = input;
    const { resource, namespace, name } = row;
    const change: StoreChange = {
      type,
      revision,
      key: { resource, namespace, name },
      json: () => (type === 'DELETED' ? this.#jsonAt(row, revision) : this.#json(row)),
      previousJson: () => (before === undefined ? undefined : this.#json(before)),
    };
    return { change, bytes: row.body.length + (before?.body.length ?? 0) };
  }

  #row({ resource, namespace, name }: ObjectKey): Row | undefined {
    return this.#statements.get.get(resource, namespace, name) as unknown as Row | undefined;
  }

  #document(row: Row): ApiDocument {
    return JSON.parse(this.#json(row)) as ApiDocument;
  }

  #json(row: Row): string {
    return typeof row.body === 'string' ? row.body : this.#sealer.open(row.body, row);
  }

  #jsonAt(row: Row, revision: number): string {
    const { metadata, ...document } = this.#document(row);
    return JSON.stringify({
      ...document,
      metadata: { ...metadata, resourceVersion: String(revision) },
    });
  }
}

type Recorded = { readonly change: StoreChange; readonly bytes: number };

const COLUMNS = 'resource, namespace, name, uid, body';

function prepare(database: DatabaseSync) {
  const behind = 'resource = ? AND (namespace, name) > (?, ?)';
  const within = 'resource = ? AND namespace = ? AND name > ?';
  return {
    get: database.prepare(
      `SELECT ${COLUMNS} FROM objects WHERE resource = ? AND namespace = ? AND name = ?`,
    ),
    listAll: database.prepare(
      `SELECT ${COLUMNS} FROM objects WHERE ${behind} ORDER BY namespace, name`,
    ),
    listNamespace: database.prepare(`SELECT ${COLUMNS} FROM objects WHERE ${within} ORDER BY name`),
    countAll: database.prepare(`SELECT count(*) AS count FROM objects WHERE ${behind}`),
    countNamespace: database.prepare(`SELECT count(*) AS count FROM objects WHERE ${within}`),
    expired: database.prepare(
      'SELECT resource, namespace, name FROM objects WHERE expires_at_ms <= ? LIMIT 1000',
    ),
    put: database.prepare(
      `INSERT INTO objects VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (resource, namespace, name) DO UPDATE SET
         uid = excluded.uid, revision = excluded.revision,
         expires_at_ms = excluded.expires_at_ms, body = excluded.body`,
    ),
    remove: database.prepare(
      'DELETE FROM objects WHERE resource = ? AND namespace = ? AND name = ?',
    ),
    setRevision: database.prepare("UPDATE facts SET value = ? WHERE name = 'revision'"),
  };
}
