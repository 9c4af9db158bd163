/**
 * The filters of a question as they are typed, on a command line or in a URL.
 * @module
 */
import { parseSince } from '#src/api/duration.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';

/** All throw USAGE for what cannot be read; `name` is the filter's, as it was typed. */
export function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/u.test(text)) return Number(text);
  throw new CredfleetError('USAGE', `${name} '${text}' is not a number above 0`);
}

/** What a former answer ended with. */
export function position(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/u.test(text)) return Number(text);
  throw new CredfleetError('USAGE', `${name} '${text}' is no token that an answer came with`);
}

export function pointInTime(
  name: string,
  text: string | undefined,
  nowMs: number,
): number | undefined {
  if (text === undefined) return undefined;
  const atMs = parseSince(text, nowMs);
  if (atMs !== undefined) return atMs;
  throw new CredfleetError(
    'USAGE',
    `${name} '${text}' is neither a duration such as 7d or 12h nor a time such as 2026-11-01T00:00:00Z`,
  );
}
