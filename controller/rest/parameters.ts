/**
 * The parameters of questions asked by REST: what each may be, in the words of OpenAPI, and how it is read.
 * @module
 */
import type { JsonObject } from '#src/api/json.ts';
import { type CredentialName, parseCredentialName } from '#src/api/namespaced-name.ts';
import { pointInTime, position, wholeNumber } from '#src/audit/question/read-filter.ts';
import { fieldOf, refusedField } from '#src/audit/question/refused-field.ts';
import { countSchema, textSchema } from '#src/audit/view/shape.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { PROVEN_MAX } from '#src/wire/audit-wire.ts';

type Parameter<Value> = {
  readonly description: string;
  readonly schema: JsonObject;
  /** @throws {CredfleetError} USAGE; messages begin with the name. */
  readonly read: (text: string, name: string, nowMs: number) => Value;
};

export const LIMIT_MAX = 10_000;
const TEXT_MAX = 256;
const TIME = String.raw`^(\d{1,6}[smhd]|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+\-]\d\d:\d\d))$`;

export const parameters = {
  credential: {
    description: 'A HostCredential: NAMESPACE/NAME.',
    schema: { type: 'string', pattern: '^[^/]+/[^/]+$' },
    read: (text, name): CredentialName => {
      if (/^[^/]+\/[^/]+$/u.test(text)) return parseCredentialName(text, '');
      throw refusedField('USAGE', name, `${name} '${text}' is not NAMESPACE/NAME`);
    },
  },
  namespace: textParameter('All HostCredentials of a namespace.'),
  host: textParameter('Name of a host.'),
  version: numberParameter('Number of a version.', 999_999_999),
  actor: textParameter('Only what this user, host or controller did.'),
  type: textParameter(
    'Only events whose type begins so: rollout, host.version, host.version.sealed.',
  ),
  since: timeParameter('From then.'),
  until: timeParameter('Up to then.'),
  at: timeParameter('At this moment.'),
  limit: numberParameter('At most so many rows.', LIMIT_MAX),
  continue: {
    description: 'What an answer ended with, or the last seq or id that was seen: go on after it.',
    schema: { type: 'string', pattern: String.raw`^\d{1,15}$` },
    read: (text, name) => position(name, text) ?? 0,
  },
  watch: {
    description: 'Go on with what happens, as JSON lines, for an hour at most.',
    schema: { type: 'string', enum: ['true', 'false'] },
    read: (text, name) => {
      if (text === 'true' || text === 'false') return text === 'true';
      throw refusedField('USAGE', name, `${name} '${text}' is neither true nor false`);
    },
  },
  seq: {
    description: `Sequence numbers of events, with commas between; at most ${PROVEN_MAX}.`,
    schema: { type: 'string', pattern: String.raw`^[1-9]\d{0,14}(,[1-9]\d{0,14})*$` },
    read: (text, name): readonly number[] => {
      if (/^[1-9]\d{0,14}(?:,[1-9]\d{0,14})*$/u.test(text)) return text.split(',').map(Number);
      throw refusedField('USAGE', name, `${name} '${text}' is no list of numbers above 0`);
    },
  },
  size: numberParameter('Of the tree: a checkpoint of so many events. Default: all.', 999_999_999),
  from: numberParameter('Size of the earlier tree.', 999_999_999),
  to: numberParameter('Size of the later tree. Default: all events.', 999_999_999),
} as const satisfies Readonly<Record<string, Parameter<unknown>>>;

export type ParameterName = keyof typeof parameters;

/** Those that were given. */
export type Asked = {
  readonly [Name in ParameterName]?: ReturnType<(typeof parameters)[Name]['read']>;
};

export type Takes = {
  readonly path: string;
  readonly takes: readonly ParameterName[];
  readonly requires?: readonly ParameterName[];
};

/** @throws {CredfleetError} USAGE or MESSAGE_INVALID about one field. */
export function readParameters(given: URLSearchParams, operation: Takes, nowMs: number): Asked {
  const { path, takes, requires = [] } = operation;
  const list = takes.length === 0 ? 'no parameters' : takes.join(', ');
  const asked = new Map<string, unknown>();
  for (const [name, text] of given) {
    const known = takes.find((one) => one === name);
    if (known === undefined) {
      throw refusedField('USAGE', name, `${name} is no parameter of ${path}; it takes ${list}`);
    }
    if (asked.has(name)) throw refusedField('USAGE', name, `${name} is given more than once`);
    if (text === '') {
      throw refusedField('USAGE', name, `${name} is empty: give it a value, or leave it out`);
    }
    asked.set(name, readOne(known, text, nowMs));
  }
  const missing = requires.find((name) => !asked.has(name));
  if (missing === undefined) return Object.fromEntries(asked);
  const { description } = parameters[missing];
  throw refusedField('USAGE', missing, `${path} needs ${missing}: ${description}`);
}

function readOne(name: ParameterName, text: string, nowMs: number): unknown {
  const { read }: Parameter<unknown> = parameters[name];
  try {
    return read(text, name, nowMs);
  } catch (reason) {
    if (!(reason instanceof CredfleetError) || fieldOf(reason) !== undefined) throw reason;
    throw refusedField(reason.code, name, reason.message);
  }
}

function textParameter(description: string): Parameter<string> {
  return {
    description,
    schema: { ...textSchema(description), minLength: 1, maxLength: TEXT_MAX },
    read: (text, name) => {
      if (text.length <= TEXT_MAX) return text;
      throw refusedField('USAGE', name, `${name} is longer than ${TEXT_MAX} characters`);
    },
  };
}

function numberParameter(description: string, maximum: number): Parameter<number> {
  return {
    description,
    schema: { ...countSchema(description), minimum: 1, maximum },
    read: (text, name) => {
      const value = wholeNumber(name, text) ?? 0;
      if (value <= maximum) return value;
      throw refusedField('USAGE', name, `${name} ${value} is above ${maximum}`);
    },
  };
}

function timeParameter(what: string): Parameter<number> {
  const description = `${what} An RFC 3339 time, or a duration back: 90s, 30m, 12h, 7d.`;
  return {
    description,
    schema: { ...textSchema(description), pattern: TIME },
    read: (text, name, nowMs) => pointInTime(name, text, nowMs) ?? 0,
  };
}
