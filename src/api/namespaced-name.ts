/**
 * The name of a HostCredential as a person types it: NAMESPACE/NAME.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';

export type CredentialName = { readonly namespace: string; readonly credential: string };

/** "NAMESPACE/NAME", or NAME with the namespace of -n or of the context. */
export function parseCredentialName(text: string, fallbackNamespace: string): CredentialName {
  const parts = text.split('/');
  const [first = '', second] = parts;
  if (parts.length > 2 || first === '' || second === '') {
    throw new CredfleetError('USAGE', `'${text}' is not NAMESPACE/NAME of a HostCredential`);
  }
  return second === undefined
    ? { namespace: fallbackNamespace, credential: first }
    : { namespace: first, credential: second };
}
