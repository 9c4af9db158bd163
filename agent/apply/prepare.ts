/**
 * Seal and test: everything that can go wrong without touching a service goes wrong here. Ends with
 * the sealed files beside their places and the plan in the journal.
 * @module
 */
import type { StagedFiles } from '#agent/install/credstore.ts';
import { dropInWith, type DropIn } from '#agent/install/drop-ins.ts';
import { storeOf } from '#agent/install/store-of.ts';
import { hasItemDigest } from '#src/envelope/digest.ts';
import { together, type ApplyContext, type Assignment, type Installed } from './context.ts';
import { keepCopies } from './copies.ts';
import type { HeldVersion, InstallPlan } from './journal-records.ts';
import { keyOfPending } from './journal-state.ts';
import { sealItems, type SealedItem, type SealedItems } from './seal-items.ts';
import { lookAtStore, survey, type OnDisk, type Survey } from './survey.ts';
import type { Turn } from './turns.ts';

export type Prepared = Installed & { readonly staged: StagedFiles };

/** `onDisk`: as it is now. */
type Beginning = { readonly turn: Turn; readonly onDisk: OnDisk };

/** Throws any code of the checks and of sealing; then nothing is installed and nothing is staged. */
export async function prepare(
  ctx: ApplyContext,
  assignment: Assignment,
  { turn, onDisk }: Beginning,
): Promise<Prepared> {
  const [seen, sealed] = await together<[Survey, SealedItems]>(
    surveyInTurn(ctx, assignment, { turn, onDisk }),
    assignment.sealing ?? sealItems(ctx, assignment),
  );
  ctx.reach('sealed');
  const { files } = sealed;
  const plan: InstallPlan = {
    next: heldVersion(ctx, assignment, { seen, sealed }),
    before: seen.before,
    ...(seen.onlySeal ? { onlySeal: true } : {}),
    units: seen.units,
  };
  const key = keyOfPending(assignment.pending);
  const staging = ctx.credstore.stage(storeOf(assignment.intent.delivery), files);
  try {
    const [staged] = await together<[StagedFiles, void, void, void]>(
      staging,
      testAll(ctx, assignment, files),
      retainHeld(ctx, assignment, seen),
      ctx.journal.append({ kind: 'installing', ...key, plan }),
    );
    ctx.reach('prepared');
    const { atMs, states } = seen;
    return { ...assignment, plan, staged, surveyed: { atMs, states } };
  } catch (error) {
    await staging.then(async (staged) => staged.discard()).catch(() => undefined);
    throw error;
  }
}

/** Its units are ours until proven: what they are like now must not be another batch's doing. */
async function surveyInTurn(
  ctx: ApplyContext,
  assignment: Assignment,
  { turn, onDisk }: Beginning,
): Promise<Survey> {
  const first = await survey(ctx, assignment, onDisk);
  const units = first.units.map(({ name }) => name);
  if (turn.takeNow(units)) return first;
  await turn.take(units);
  return survey(ctx, assignment, await lookAtStore(ctx, assignment));
}

function heldVersion(
  ctx: Pick<ApplyContext, 'bootId' | 'credstore'>,
  { intent, pending }: Assignment,
  { seen, sealed }: { readonly seen: Survey; readonly sealed: SealedItems },
): HeldVersion {
  const { files, life } = sealed;
  const { rolloutUid, attempt, sealRequest } = pending.intent;
  const { bootId } = ctx;
  return {
    version: intent.version,
    digest: pending.intent.digest,
    spec: pending.intent.spec,
    store: storeOf(intent.delivery),
    items: files.map(({ report }) => report),
    dropIns: intent.delivery.store === 'UnitFile' ? inItself(ctx, seen, files) : seen.dropIns,
    ...(intent.delivery.type === 'Socket' ? { servedTo: seen.units.map(({ name }) => name) } : {}),
    ...(intent.delivery.type === 'Boot' ? { staged: { bootId, rolloutUid, attempt } } : {}),
    ...(intent.delivery.drift === undefined ? {} : { drift: intent.delivery.drift }),
    ...(life === undefined ? {} : { seal: life }),
    ...(sealRequest === undefined ? {} : { sealRequest }),
  };
}

/** For every unit that is to have it: nothing else would give it to them. */
function inItself(
  { credstore }: Pick<ApplyContext, 'credstore'>,
  { units }: Survey,
  files: readonly SealedItem[],
): readonly DropIn[] {
  return units.flatMap(({ name: unit }) =>
    files.flatMap(({ name: credential, text: sealed }) => {
      const sealedPath = credstore.pathOf('UnitFile', credential);
      return dropInWith({ unit, credential }, { sealed, sealedPath }) ?? [];
    }),
  );
}

/** A restart with an unreadable credential would stop the old instance first. */
async function testAll(
  ctx: ApplyContext,
  { intent, digestKey }: Assignment,
  sealed: readonly SealedItem[],
): Promise<void> {
  const { user } = intent.delivery;
  for (const { name, text, report } of sealed) {
    await ctx.testSealed({
      name,
      sealed: text,
      ...(user === undefined ? {} : { user }),
      isExpected: (content) =>
        hasItemDigest(digestKey.reveal(), { name, digest: report.digest, content }),
    });
  }
}

/** Only when the store holds that version, whole: after a crash in between, the copy is there already. */
async function retainHeld(ctx: ApplyContext, { intent }: Assignment, seen: Survey): Promise<void> {
  if (seen.before === null || !seen.storeAsHeld) return;
  await keepCopies(ctx, intent.uid, seen.before);
}
