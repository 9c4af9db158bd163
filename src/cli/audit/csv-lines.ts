/**
 * Rows of an answer as comma-separated values (RFC 4180). What a spreadsheet would run as a formula is made text: a cell
 * of text that begins like one gets an apostrophe before it.
 * @module
 */
import { field, isJsonObject, type JsonObject, type JsonValue } from '#src/api/json.ts';
import { schemaOf, type Shape } from '#src/audit/view/shape.ts';

/** One per member that is no object; `actor.kind` for those within one. */
type Column = readonly string[];

const FORMULA = /^[=+\-@\t\r]/u;
const QUOTED = /[",\r\n]/u;

export class CsvLines {
  readonly #columns: readonly Column[];

  constructor(shape: Shape<never>) {
    this.#columns = columnsOf(schemaOf(shape));
  }

  /** Without the newline; it has the carriage return before it. */
  head(): string {
    return lineOf(this.#columns.map((path) => path.join('.')));
  }

  row(view: object): string {
    return lineOf(this.#columns.map((path) => cellOf(valueAt(view as JsonObject, path))));
  }
}

function columnsOf(schema: JsonObject): Column[] {
  const properties = field(schema, 'properties');
  if (!isJsonObject(properties)) return [[]];
  return Object.entries(properties).flatMap(([name, member]) =>
    columnsOf(isJsonObject(member) ? member : {}).map((rest) => [name].concat(rest)),
  );
}

function valueAt(view: JsonObject, path: Column): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((value, name) => field(value, name), view);
}

function cellOf(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return FORMULA.test(value) ? `'${value}` : value;
  // Lists and free members: as JSON, which begins with a bracket.
  return JSON.stringify(value);
}

function lineOf(cells: readonly string[]): string {
  const quoted = cells.map((cell) =>
    QUOTED.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
  );
  return `${quoted.join(',')}\r`;
}
