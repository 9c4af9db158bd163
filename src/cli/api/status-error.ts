/**
 * metav1.Status, the API's error answer → our error, with every cause the server named.
 * @module
 */
import { CredfleetError, type ErrorCode } from '#src/errors/credfleet-error.ts';
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
  const said = typeof status['message'] === 'string' ? status['message'] : `HTTP ${httpStatus}`;
  const message = [`${said} (${asked})`, ...causesNotIn(said, status)].join('\n  ');
  return new CredfleetError(codeOf(httpStatus, reason), message);
}

function codeOf(httpStatus: number, reason: string): ErrorCode {
  if (reason === 'AlreadyExists') return 'OBJECT_EXISTS';
  if (httpStatus === 401 || httpStatus === 403) return 'API_FORBIDDEN';
  if (httpStatus === 404) return 'OBJECT_NOT_FOUND';
  if (httpStatus === 409) return 'OBJECT_CONFLICT';
  if (httpStatus === 429 || httpStatus >= 500) return 'API_UNAVAILABLE';
  return 'OBJECT_INVALID';
}

function causesNotIn(said: string, status: Readonly<Record<string, unknown>>): readonly string[] {
  const details = isRecord(status['details']) ? status['details'] : {};
  const causes = Array.isArray(details['causes']) ? details['causes'] : [];
  return causes.flatMap((cause: unknown) => {
    if (!isRecord(cause) || typeof cause['message'] !== 'string') return [];
    if (said.includes(cause['message'])) return [];
    return [
      `${typeof cause['field'] === 'string' ? `${cause['field']}: ` : ''}${cause['message']}`,
    ];
  });
}
