/**
 * Seal and test: everything that can go wrong without touching a service goes wrong here. Ends with
 * the sealed files beside their places and the plan in the journal.
 * @module
 */
import { createHash } from 'node:crypto';
import type { StagedFiles } from '#agent/install/credstore.ts';
import { storeOf } from '#agent/install/store-of.ts';
import { sealLife, type SealLife } from '#agent/seal/seal-life.ts';
import { sealCredential, type SealedCredential } from '#agent/seal/systemd-creds.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { hasItemDigest } from '#src/envelope/digest.ts';
import type { OpenedItem } from '#src/intent/intent.ts';
import type { ItemReport } from '#src/intent/report.ts';
import type { SealedHeader } from '#src/systemd/sealed-header.ts';
import { together, type ApplyContext, type Assignment, type Installed } from './context.ts';
import type { HeldVersion, InstallPlan } from './journal-records.ts';
import { keyOfPending } from './journal-state.ts';
import { survey, type Survey } from './survey.ts';
import type { Turn } from './turns.ts';

export type Prepared = Installed & { readonly staged: StagedFiles };

type Sealed = { readonly name: string; readonly text: Uint8Array; readonly report: ItemReport };
type SealedAll = { readonly files: readonly Sealed[]; readonly life: SealLife | undefined };

/** Throws any code of the checks and of sealing; then nothing is installed and nothing is staged. */
export async function prepare(
  ctx: ApplyContext,
  assignment: Assignment,
  turn: Turn,
): Promise<Prepared> {
  const [seen, sealed] = await together<[Survey, SealedAll]>(
    surveyInTurn(ctx, assignment, turn),
    sealAll(ctx, assignment),
  );
  ctx.reach('sealed');
  const { files } = sealed;
  const plan: InstallPlan = {
    next: heldVersion(assignment, seen, sealed),
    before: seen.before,
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
  turn: Turn,
): Promise<Survey> {
  const first = await survey(ctx, assignment);
  const units = first.units.map(({ name }) => name);
  if (turn.takeNow(units)) return first;
  await turn.take(units);
  return survey(ctx, assignment);
}

async function sealAll(ctx: ApplyContext, assignment: Assignment): Promise<SealedAll> {
  await refuseWithoutHostKey(ctx, assignment);
  const systemdVersion = await ctx.systemd.version();
  const life = sealLife(assignment.intent.sealing.ttlSeconds, ctx.clock.nowMs());
  const files: Sealed[] = [];
  for (const item of assignment.items) {
    const result = await sealOne(ctx, assignment, { item, systemdVersion, life });
    const report = itemReport(assignment, item.name, result);
    const end = life === undefined ? {} : { sealNotAfterMs: life.notAfterMs };
    files.push({ name: item.name, text: result.text, report: { ...report, ...end } });
  }
  // From here on only the sealed files hold the content.
  for (const { content } of assignment.items) content[Symbol.dispose]();
  return { files, life };
}

/** The agent's own keys were sealed with the host key: where it is gone, more than this push is lost. */
async function refuseWithoutHostKey(ctx: ApplyContext, { intent }: Assignment): Promise<void> {
  const { key } = intent.sealing;
  if (key !== 'HostAndTPM2' && key !== 'Host') return;
  const problem = await ctx.hostKeyProblem();
  if (problem === undefined) return;
  const next = "restore it, or make a new one with 'systemd-creds setup' and enrol this host anew";
  throw new CredfleetError('HOST_KEY_MISSING', `${problem}: ${next}`);
}

async function sealOne(
  ctx: ApplyContext,
  { intent }: Assignment,
  {
    item,
    systemdVersion,
    life,
  }: {
    readonly item: OpenedItem;
    readonly systemdVersion: number;
    readonly life: SealLife | undefined;
  },
): Promise<SealedCredential> {
  const { key, tpm2Pcrs } = intent.sealing;
  return sealCredential(ctx.exec, {
    name: item.name,
    plaintext: item.content,
    key,
    tpm2Pcrs,
    systemdVersion,
    ...(life === undefined ? {} : { notAfterMs: life.notAfterMs }),
  });
}

function itemReport(
  { intent }: Assignment,
  name: string,
  { text, header }: SealedCredential,
): ItemReport {
  return {
    name,
    digest: intent.items.find((item) => item.name === name)?.digest ?? '',
    sealedDigest: createHash('sha256').update(text).digest('hex'),
    keyType: header.keyType,
    pcrMask: header.pcrMask,
    ...policyDigest(header),
  };
}

/** Told so that it can be forecast which changes of PCRs this file does not survive. */
function policyDigest({ pcrMask, publicKey, tpm }: SealedHeader): Pick<ItemReport, 'policyDigest'> {
  const isPlain = pcrMask !== 0 && !publicKey && tpm?.bank === 'sha256';
  return isPlain ? { policyDigest: tpm.policyDigestHex } : {};
}

function heldVersion(
  { intent, pending }: Assignment,
  seen: Survey,
  { files, life }: SealedAll,
): HeldVersion {
  return {
    version: intent.version,
    digest: pending.intent.digest,
    spec: pending.intent.spec,
    store: storeOf(intent.delivery),
    items: files.map(({ report }) => report),
    dropIns: seen.dropIns,
    ...(intent.delivery.type === 'Socket' ? { servedTo: seen.units.map(({ name }) => name) } : {}),
    ...(intent.delivery.drift === undefined ? {} : { drift: intent.delivery.drift }),
    ...(life === undefined ? {} : { seal: life }),
  };
}

/** A restart with an unreadable credential would stop the old instance first. */
async function testAll(
  ctx: ApplyContext,
  { digestKey }: Assignment,
  sealed: readonly Sealed[],
): Promise<void> {
  for (const { name, text, report } of sealed) {
    await ctx.testSealed({
      name,
      sealed: text,
      isExpected: (content) =>
        hasItemDigest(digestKey.reveal(), { name, digest: report.digest, content }),
    });
  }
}

/** Only when the store holds that version, whole: after a crash in between, the copy is there already. */
async function retainHeld(ctx: ApplyContext, { intent }: Assignment, seen: Survey): Promise<void> {
  if (seen.before === null || !seen.storeAsHeld) return;
  const { version, store, items } = seen.before;
  const names = items.map(({ name }) => name);
  await ctx.credstore.retain({ uid: intent.uid, version }, store, names);
}
