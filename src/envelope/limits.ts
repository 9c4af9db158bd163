/**
 * How much one envelope may carry; checked before wrapping and after opening.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { OpenedIntent } from '#src/intent/intent.ts';
import { ENVELOPE_MAX_INTENTS, INTENT_MAX_ITEMS } from '#src/wire/envelope-wire.ts';
import { paddedSize } from './item-plaintext.ts';

/** All contents of one intent together: what systemd takes for one unit (CREDENTIALS_TOTAL_SIZE_MAX). */
export const INTENT_MAX_CONTENT_BYTES = 1_048_576;
/** AEAD tag, AAD-independent protobuf framing and the spec; generous. */
const OVERHEAD_BYTES = 1024;

/** @throws {CredfleetError} ENVELOPE_TOO_LARGE naming the credential. */
export function checkLimits(intents: readonly OpenedIntent[]): void {
  if (intents.length === 0) {
    throw new CredfleetError('ENVELOPE_MALFORMED', 'an envelope without intents says nothing');
  }
  if (intents.length > ENVELOPE_MAX_INTENTS) {
    const text = `${intents.length} intents in one envelope; at most ${ENVELOPE_MAX_INTENTS}`;
    throw new CredfleetError('ENVELOPE_TOO_LARGE', text);
  }
  for (const { intent, items } of intents) {
    const sizeBytes = items.reduce((sum, item) => sum + item.content.sizeBytes, 0);
    const named = `${intent.namespace}/${intent.name} version ${intent.version}`;
    if (items.length > INTENT_MAX_ITEMS) {
      const text = `${named} has ${items.length} items; at most ${INTENT_MAX_ITEMS}`;
      throw new CredfleetError('ENVELOPE_TOO_LARGE', text);
    }
    if (sizeBytes > INTENT_MAX_CONTENT_BYTES) {
      const text = `${named} has ${sizeBytes} bytes; at most ${INTENT_MAX_CONTENT_BYTES}`;
      throw new CredfleetError('ENVELOPE_TOO_LARGE', text);
    }
  }
}

/** An upper bound of what the intent adds to a serialised envelope. */
export function wrappedSizeBound({ intent, items }: OpenedIntent): number {
  const sealed = items.reduce((sum, item) => sum + paddedSize(item.content.sizeBytes) + 32, 0);
  const spec = 200 * (intent.items.length + intent.activation.units.length);
  return sealed + spec + OVERHEAD_BYTES + 2304 * intent.health.probes.length;
}
