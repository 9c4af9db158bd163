/**
 * Opens the provider as far as this host lets it: without one, what is to be fetched is refused when it is sent.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { Provider, type ProviderParts } from './serve.node.ts';

/** Undefined when units cannot fetch anything here; the reason is in the log. */
export async function openProvider(parts: ProviderParts): Promise<Provider | undefined> {
  try {
    return await Provider.open(parts);
  } catch (reason) {
    const { code, message } = CredfleetError.from(reason, 'DELIVERY_UNSUPPORTED', 'providing');
    parts.log.warn({ code }, `no delivery by socket: ${message}`);
    return undefined;
  }
}
