/**
 * Which key of which Secret a new value of a HostCredential's item belongs into. Pure.
 * @module
 */
import type { HostCredentialSpec, SecretKeyRef } from '#src/api/credential.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';

/** `item` may be left out where there is only one. @throws {CredfleetError} USAGE */
export function rotationOf({ items }: HostCredentialSpec, item: string | undefined): SecretKeyRef {
  const names = items.map(({ name }) => name).join(', ');
  const wanted = item === undefined ? items : items.filter(({ name }) => name === item);
  const [only, ...others] = wanted;
  if (only === undefined)
    throw new CredfleetError('USAGE', `no item '${item}'; there are ${names}`);
  if (others.length > 0) throw new CredfleetError('USAGE', `say which --item: ${names}`);
  const { secretKeyRef, template } = only.source;
  if (secretKeyRef !== undefined) return secretKeyRef;
  const inputs = template?.inputs.map(({ secretKeyRef: { name, key } }) => `${name}/${key}`) ?? [];
  throw new CredfleetError(
    'USAGE',
    `'${only.name}' is made from a template: change its Secrets (${inputs.join(', ')}) with kubectl`,
  );
}
