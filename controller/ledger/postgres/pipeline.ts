/**
 * Statements that go to the server in one go, with one point of synchronisation at their end: after the first that
 * fails the server skips the rest, COMMIT too. Each text is parsed once per connection.
 * @module
 */
import type { Connection, Submittable } from 'pg';
import type { Column, Fields, Statement } from './messages.ts';

export type Rows = { readonly columns: readonly Column[]; readonly rows: readonly Fields[] };

type RowDescription = {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
};

/** What `pg` calls while it is the query under way. */
export class Pipeline implements Submittable {
  readonly done: Promise<Rows>;
  readonly #statements: readonly Statement[];
  readonly #names: Map<string, string>;
  readonly #resolve: (rows: Rows) => void;
  readonly #reject: (reason: unknown) => void;
  #columns: readonly Column[] = [];
  #rows: Fields[] = [];

  /** @param names of the texts that the connection has parsed; grows. */
  constructor(statements: readonly Statement[], names: Map<string, string>) {
    this.#statements = statements;
    this.#names = names;
    const { promise, resolve, reject } = Promise.withResolvers<Rows>();
    this.done = promise;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  readonly submit = (connection: Connection): void => {
    connection.stream.cork();
    for (const statement of this.#statements) this.#send(connection, statement);
    connection.sync();
    connection.stream.uncork();
  };

  #send(connection: Connection, statement: Statement): void {
    const { text, values } = statement;
    const name = this.#names.get(text) ?? `s${this.#names.size + 1}`;
    if (!this.#names.has(text)) connection.parse({ name, text, types: [] }, true);
    this.#names.set(text, name);
    connection.bind({ statement: name, values: values.map((value) => sentValue(value)) }, true);
    if (statement === this.#statements.at(-1)) connection.describe({ type: 'P' }, true);
    connection.execute({}, true);
  }

  handleRowDescription({ fields }: RowDescription): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID }));
  }

  handleDataRow({ fields }: { readonly fields: Fields }): void {
    this.#rows.push(fields);
  }

  /** Only the rows of the last statement are asked for. */
  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.#resolve({ columns: this.#columns, rows: this.#rows });
  }

  handleError(reason: unknown): void {
    this.#reject(reason);
  }
}

function sentValue(value: Statement['values'][number]): string | Buffer | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object') return String(value);
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
