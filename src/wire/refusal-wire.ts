/**
 * A host's refusal on the wire: a code of docs/errors.md and words.
 * @module
 */
import { isErrorCode } from '#src/errors/credfleet-error.ts';
import { text } from './field.ts';
import type { Refusal } from './messages.ts';

export const REFUSAL_TEXT_MAX = 4096;

/** A code that only a newer agent knows moves into the text. */
export function refusalFromWire(
  message: { readonly code: string; readonly message: string },
  field: string,
): Refusal {
  const code = text(message.code, `${field}.code`, { max: 64 });
  const words = text(message.message, `${field}.message`, { min: 0, max: REFUSAL_TEXT_MAX });
  if (isErrorCode(code)) return { code, message: words };
  return { code: 'HOST_CODE_UNKNOWN', message: `${code}: ${words}` };
}
