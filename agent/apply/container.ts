/**
 * What a delivery to a container needs of the container's unit.
 * @module
 */
import type { DropIn } from '#agent/install/drop-ins.ts';
import { nspawnCommand } from '#agent/install/nspawn-command.ts';
import type { InstalledItem } from '#agent/units/credential-units.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { ApplyContext } from './context.ts';

/** @throws {CredfleetError} DELIVERY_UNSUPPORTED when nothing can be added to what the unit runs. */
export async function containerDropIns(
  { systemd }: Pick<ApplyContext, 'systemd'>,
  unit: string,
  items: readonly InstalledItem[],
): Promise<readonly DropIn[]> {
  const names = items.map(({ name }) => name);
  const command = nspawnCommand(await systemd.unitFiles(unit), names);
  if (!command.ok) {
    const problem = command.problems.join('; ');
    const next =
      'write LoadCredentialEncrypted= and --load-credential= yourself, with dropIn: None';
    throw new CredfleetError(
      'DELIVERY_UNSUPPORTED',
      `'${unit}' is not changed: ${problem}; ${next}`,
    );
  }
  return items.map(({ name: credential, path }) => {
    return { unit, credential, from: { path, command: command.value } };
  });
}
