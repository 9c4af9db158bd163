/**
 * What an answer looks like, said once: its JSON, the JSON Schema of it, and its columns follow from one list of
 * members, so that they cannot disagree.
 * @module
 */
import type { JsonObject, JsonValue } from '#src/api/json.ts';

export type Member<Row> = {
  readonly schema: JsonObject;
  /** Undefined leaves the member out: only where it is optional. */
  readonly of: (row: Row) => unknown;
  readonly isOptional?: true;
};

export type Shape<Row> = Readonly<Record<string, Member<Row>>>;

/** A stable shape: members are only added. */
export type ViewOf<Members extends Shape<never>> = {
  readonly [Name in keyof Members]: ReturnType<Members[Name]['of']>;
};

export function viewOf<Row, Members extends Shape<Row>>(
  shape: Members & Shape<Row>,
  row: NoInfer<Row>,
): ViewOf<Members> {
  const entries = Object.entries<Member<Row>>(shape).map(([name, { of }]) => [name, of(row)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as ViewOf<Members>;
}

export function schemaOf(shape: Shape<never>): JsonObject {
  const members = Object.entries(shape);
  return {
    type: 'object',
    required: members.flatMap(([name, { isOptional }]) => (isOptional === true ? [] : [name])),
    properties: Object.fromEntries(members.map(([name, { schema }]) => [name, schema])),
  };
}

export const textSchema = (description: string): JsonObject => ({ type: 'string', description });

export const countSchema = (description: string): JsonObject => ({
  type: 'integer',
  minimum: 0,
  description,
});

export const flagSchema = (description: string): JsonObject => ({ type: 'boolean', description });

export const timeSchema = (description: string): JsonObject => ({
  type: 'string',
  format: 'date-time',
  description,
});

export const choiceSchema = (values: readonly string[], description: string): JsonObject => ({
  type: 'string',
  enum: values,
  description,
});

export const listSchema = (items: JsonObject, description: string): JsonObject => ({
  type: 'array',
  items,
  description,
});

/** The same, or null. */
export const nullable = ({ type, ...schema }: JsonObject): JsonObject => ({
  ...schema,
  type: [type as JsonValue, 'null'],
});
