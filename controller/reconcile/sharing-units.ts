/**
 * HostCredentials that restart the same units: two teams that rotate two credentials of one service share its budget.
 * @module
 */
import { activatedUnits } from '#src/api/activated-units.ts';
import type { HostCredential } from '#src/api/credential.ts';
import type { Stored } from '#src/api/meta.ts';
import type { Context } from './context.ts';

/** The others. */
export function sharingUnits(
  { view }: Pick<Context, 'view'>,
  { metadata, spec }: Stored<HostCredential>,
): readonly Stored<HostCredential>[] {
  const units = new Set(activatedUnits(spec).map((unit) => unit.name));
  if (units.size === 0) return [];
  return view
    .all('HostCredential')
    .filter((other) => other.metadata.uid !== metadata.uid)
    .filter((other) => activatedUnits(other.spec).some((unit) => units.has(unit.name)));
}
