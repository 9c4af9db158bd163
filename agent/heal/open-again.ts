/**
 * What could not be opened opens again: units that failed for it are started, and the controller is told.
 * @module
 */
import type { ApplyContext } from '#agent/apply/context.ts';
import type { HeldVersion } from '#agent/apply/journal-records.ts';
import { restartFailedFor } from '#agent/drift/restart-failed-for.ts';
import { type Holding, tellInOrder } from '#agent/drift/tell.ts';
import type { SealedFile } from '#agent/install/credstore.ts';

export async function tellOpensAgain(ctx: ApplyContext, holding: Holding): Promise<void> {
  const { record, held } = holding;
  const message = 'it opens with the keys of this host again';
  const said = { occasion: 'SealLost', message } as const;
  // A missing host key stops nothing before its next start; a PCR state comes with a boot.
  if (record.trouble?.code !== 'PCR_NOT_SIGNED') return tellInOrder(ctx, holding, said);
  const units = record.units.filter(({ action }) => action !== 'None').map(({ name }) => name);
  const files = await filesOf(ctx, held);
  const restarted = await restartFailedFor(ctx, { record, held, files, units });
  await tellInOrder(ctx, holding, {
    ...said,
    message: [message, ...restarted.map(({ text }) => text)].join('; '),
    units: record.units.map(
      (unit) => restarted.find(({ report }) => report.name === unit.name)?.report ?? unit,
    ),
  });
}

async function filesOf(
  { credstore }: Pick<ApplyContext, 'credstore'>,
  { store, items }: HeldVersion,
): Promise<readonly SealedFile[]> {
  const files: SealedFile[] = [];
  for (const { name } of items) {
    const text = await credstore.read(store, name);
    if (text !== undefined) files.push({ name, text });
  }
  return files;
}
