/**
 * metav1.Status, the API's error answer → our error, with every cause the server named.
 * @module
 */
import { errorCodeOf } from '#src/api/status.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { isRecord } from '../is-record.ts';

export type ErrorAnswer = {
  readonly httpStatus: number;
  /** Parsed body when it was JSON, else the text. */
  readonly body: unknown;
  /** "GET /api/v1/namespaces": what was asked. */
  readonly asked: string;
};

export function errorFromAnswer(answer: ErrorAnswer): CredfleetError {
  const { httpStatus, body, asked } = answer;
  const status = isRecord(body) ? body : {};
  const reason = typeof status['reason'] === 'string' ? status['reason'] : '';
  const raw = typeof status['message'] === 'string' ? status['message'] : `HTTP ${httpStatus}`;
  const said = withoutEcho(raw);
  const message = [`${said} (${asked})`, ...causesNotIn(said, status)].join('\n  ');
  return new CredfleetError(errorCodeOf({ code: httpStatus, reason }), message);
}

/**
 * A server that cannot decode an object repeats the whole of it, the values of a Secret included: only
 * what it has to say about it is kept.
 */
function withoutEcho(message: string): string {
  const strict = message.indexOf('strict decoding error:');
  if (strict !== -1) return message.slice(strict);
  return message.replaceAll(/Invalid value: "(?:[^"\\]|\\.){80,}"/gu, 'Invalid value (not shown)');
}

function causesNotIn(said: string, status: Readonly<Record<string, unknown>>): readonly string[] {
  const details = isRecord(status['details']) ? status['details'] : {};
  const causes = Array.isArray(details['causes']) ? details['causes'] : [];
  return causes.flatMap((cause: unknown) => {
    if (!isRecord(cause) || typeof cause['message'] !== 'string') return [];
    const text = withoutEcho(cause['message']);
    if (said.includes(text)) return [];
    return [typeof cause['field'] === 'string' ? `${cause['field']}: ${text}` : text];
  });
}
