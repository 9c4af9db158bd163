/**
 * What every handler of the embedded API gets: the store, the time, the compiled rules; and the shapes of
 * requests and answers.
 * @module
 */
import type { ObjectStore } from '#controller/objects/object-store.ts';
import type { JsonValue } from '#src/api/json.ts';
import type { Clock } from '#src/clock/clock.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Random } from '#src/random/random.ts';
import type { User } from './authorize.ts';
import type { CheckRules } from './schema/rules.ts';

export type Api = {
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly rules: CheckRules;
  readonly log: Logger;
};

export type ApiRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly accept: string;
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly user: User;
};

export type ApiAnswer = {
  readonly code: number;
  readonly contentType: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Shown to the user by kubectl. */
  readonly warnings?: readonly string[];
};

export const JSON_TYPE = 'application/json';

export function jsonAnswer(code: number, value: JsonValue | object): ApiAnswer {
  return { code, contentType: JSON_TYPE, body: JSON.stringify(value) };
}
