/**
 * Compares what lies on the host with what is held, says what differs, and puts it back unless the policy is only
 * to report.
 * @module
 */
import { createHash } from 'node:crypto';
import type { ApplyContext } from '#agent/apply/context.ts';
import { keepCopies } from '#agent/apply/copies.ts';
import type { SealedFile } from '#agent/install/credstore.ts';
import { findDrifts, dropInFile, type FoundDrift, type LookParts } from './find-drifts.ts';
import { restartFailedFor } from './restart-failed-for.ts';
import {
  type Exclusive,
  forEachHolding,
  type Holding,
  tellInOrder,
  tellLost,
  tellTrouble,
} from './tell.ts';

/** False: something was left for later, because a unit concerned is being proven for another push. */
export async function checkDrift(
  ctx: ApplyContext,
  parts: LookParts,
  exclusive: Exclusive,
): Promise<boolean> {
  let isDone = true;
  await forEachHolding(ctx, exclusive, async (holding) => {
    isDone = (await checkHolding(ctx, parts, holding)) && isDone;
  });
  const { credentials } = ctx.journal.state();
  const uids = [...credentials.values()].filter(({ held }) => held !== undefined);
  await ctx.copies.keepOnlyOf(new Set(uids.map(({ uid }) => uid)));
  return isDone;
}

/** The same for one, while pushes are kept out. */
export async function checkHolding(
  ctx: ApplyContext,
  parts: LookParts,
  holding: Holding,
): Promise<boolean> {
  const { held } = holding;
  const away = ctx.credstore.problemOf(held.store);
  if (away !== undefined) {
    await tellTrouble(ctx, holding, { occasion: 'Drift', code: 'DRIFT_DETECTED', message: away });
    return true;
  }
  const drifts = await findDrifts(ctx, parts, held);
  if (drifts.length === 0) {
    // Never of what is not to be on a disk.
    if (held.store !== 'Volatile') await keepCopies(ctx, holding.record.uid, held);
    await tellInOrder(ctx, holding, {
      occasion: 'Drift',
      message: 'everything is as it was put there',
    });
    return true;
  }
  const message = drifts.map(({ text }) => text).join('; ');
  const trouble = { occasion: 'Drift', code: 'DRIFT_DETECTED', message } as const;
  await tellTrouble(ctx, holding, trouble);
  return held.drift === 'Report' || repair(ctx, parts, { ...holding, drifts, message });
}

type Drifted = Holding & { readonly drifts: readonly FoundDrift[]; readonly message: string };

async function repair(ctx: ApplyContext, parts: LookParts, drifted: Drifted): Promise<boolean> {
  const { record, held, drifts, message } = drifted;
  const units = record.units.filter(({ action }) => action !== 'None').map(({ name }) => name);
  using turn = ctx.turns.begin();
  if (!turn.takeNow(units)) return false;
  const files = await heldFiles(ctx, drifted);
  if (files === undefined) {
    await lose(ctx, drifted);
    return true;
  }
  await putFilesBack(ctx, drifted, files);
  await putDropInsBack(ctx, parts, drifted);
  const isContent = drifts.some((drift) => drift.isContent);
  const restarted = isContent ? await restartFailedFor(ctx, { record, held, files, units }) : [];
  await tellInOrder(ctx, drifted, {
    occasion: 'Drift',
    message: [`${message}: put back`, ...restarted.map(({ text }) => text)].join('; '),
    units: record.units.map(
      (unit) => restarted.find(({ report }) => report.name === unit.name)?.report ?? unit,
    ),
  });
  return true;
}

/** As they were sealed: what lies in the store where it is unchanged, else our copy. Undefined: one has none. */
async function heldFiles(
  ctx: ApplyContext,
  { record, held, drifts }: Drifted,
): Promise<readonly SealedFile[] | undefined> {
  const changed = new Set(
    drifts.filter(({ file, isContent }) => file.kind === 'sealed' && isContent).map(nameOf),
  );
  const files: SealedFile[] = [];
  for (const { name, sealedDigest } of held.items) {
    const text = changed.has(name)
      ? await ctx.copies.read(record.uid, sealedDigest)
      : await ctx.credstore.read(held.store, name);
    if (text === undefined || digestOf(text) !== sealedDigest) return undefined;
    files.push({ name, text });
  }
  return files;
}

/** What lies there now may be overwritten by what comes. */
async function lose(ctx: ApplyContext, drifted: Drifted): Promise<void> {
  const { drifts, message } = drifted;
  const found = drifts.flatMap(({ file, seen }) =>
    file.kind === 'sealed' && seen?.isFile === true ? [[file.name, seen.digest] as const] : [],
  );
  const said = `${message}; there is no copy here, so it is asked for again`;
  const trouble = { occasion: 'Drift', code: 'DRIFT_DETECTED', message: said } as const;
  await tellLost(ctx, drifted, { trouble, found: Object.fromEntries(found) });
}

async function putFilesBack(
  ctx: ApplyContext,
  { held, drifts }: Drifted,
  files: readonly SealedFile[],
): Promise<void> {
  const names = new Set(drifts.filter(({ file }) => file.kind === 'sealed').map(nameOf));
  const wanted = files.filter(({ name }) => names.has(name));
  if (wanted.length === 0) return;
  const staged = await ctx.credstore.stage(held.store, wanted);
  await staged.install();
}

async function putDropInsBack(
  ctx: ApplyContext,
  { unitDir }: LookParts,
  { held, drifts }: Drifted,
): Promise<void> {
  const paths = new Set(drifts.map(({ file }) => file.path));
  const wanted = held.dropIns.filter((dropIn) => paths.has(dropInFile(unitDir, dropIn)));
  if (wanted.length === 0) return;
  await ctx.dropIns.write(wanted);
  await ctx.systemd.daemonReload();
}

function nameOf({ file }: FoundDrift): string {
  return file.name;
}

function digestOf(text: Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}
