/**
 * What could not be opened opens again: units that failed for it are started, and the controller is told. So after a
 * lockout of the TPM, and after a boot in one.
 * @module
 */
import type { ApplyContext } from '#agent/apply/context.ts';
import type { CredentialRecord, HeldVersion } from '#agent/apply/journal-records.ts';
import { ownReport } from '#agent/apply/reports.ts';
import { type RestartedUnit, restartFailedFor } from '#agent/drift/restart-failed-for.ts';
import { type Exclusive, forEachHolding, type Holding, tellInOrder } from '#agent/drift/tell.ts';
import type { SealedFile } from '#agent/install/credstore.ts';
import { EXIT_CREDENTIALS, isFailed } from '#agent/units/judge.ts';
import type { CredentialReport } from '#src/intent/report.ts';

export async function tellOpensAgain(ctx: ApplyContext, holding: Holding): Promise<void> {
  const { record } = holding;
  const message = 'it opens with the keys of this host again';
  const said = { occasion: 'SealLost', message } as const;
  // A missing host key stops nothing before its next start; a PCR state comes with a boot.
  if (record.trouble?.code !== 'PCR_NOT_SIGNED') return tellInOrder(ctx, holding, said);
  const started = await startFailed(ctx, holding, unitsOf(record));
  await tellInOrder(ctx, holding, { ...said, ...wordsOf(message, record, started) });
}

/** What was started while the TPM was locked out or away, at a boot for instance, failed for its credentials. */
export async function startFailedForCredentials(
  ctx: ApplyContext,
  exclusive: Exclusive,
): Promise<void> {
  await forEachHolding(ctx, exclusive, async (holding) => {
    const { record, held } = holding;
    const isSealedToTpm = held.items.some(({ keyType }) => keyType.includes('tpm2'));
    // What is in trouble opens no better now.
    if (!isSealedToTpm || record.trouble !== undefined) return;
    const started = await startFailed(ctx, holding, await failedForCredentials(ctx, record));
    if (started.length === 0) return;
    const words = wordsOf('its sealed files open now', record, started);
    await ctx.spool.append(ownReport(record, held, { occasion: 'SealLost', ...words }));
  });
}

async function failedForCredentials(
  { systemd }: Pick<ApplyContext, 'systemd'>,
  record: CredentialRecord,
): Promise<readonly string[]> {
  const states = await Promise.all(unitsOf(record).map(async (name) => systemd.state(name)));
  const failed = states.filter(
    (state) => isFailed(state) && state.execMainStatus === EXIT_CREDENTIALS,
  );
  return failed.map(({ name }) => name);
}

function unitsOf({ units }: CredentialRecord): readonly string[] {
  return units.filter(({ action }) => action !== 'None').map(({ name }) => name);
}

async function startFailed(
  ctx: ApplyContext,
  { record, held }: Holding,
  units: readonly string[],
): Promise<readonly RestartedUnit[]> {
  if (units.length === 0) return [];
  return restartFailedFor(ctx, { record, held, files: await filesOf(ctx, held), units });
}

function wordsOf(
  message: string,
  { units }: CredentialRecord,
  started: readonly RestartedUnit[],
): Pick<CredentialReport, 'message' | 'units'> {
  return {
    message: [message, ...started.map(({ text }) => text)].join('; '),
    units: units.map(
      (unit) => started.find(({ report }) => report.name === unit.name)?.report ?? unit,
    ),
  };
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
