/**
 * Whether this agent can deliver in the way that an intent asks for.
 * @module
 */
import { problemOfAddress } from '#agent/provider/socket.ts';
import type { Intent } from '#src/intent/intent.ts';

/** Undefined when it can. */
export function problemOfDelivery(intent: Intent, isProviding: boolean): string | undefined {
  const { type } = intent.delivery;
  if (type === 'Service' || intent.operation === 'delete') return undefined;
  // Whoever sends may be newer than we are.
  if (type !== 'Socket') return `this agent cannot deliver type '${String(type)}'; update it`;
  if (!isProviding) {
    return "units cannot fetch credentials from this agent; its log says why, mostly 'systemctl enable --now credfleet-agent.socket' is missing";
  }
  return intent.activation.units
    .flatMap(({ name: unit }) => intent.items.map(({ name }) => problemOfAddress(unit, name)))
    .find((problem) => problem !== undefined);
}
